"""Bank lines and open items in; proposals out.

In: plain lines, open items and payers (``shapes``). Out: one match per line, by
:func:`propose`: booked by itself (``certain``), or at most three candidates for a person,
and the clients whose money it plausibly is (``holds``). :func:`allocate` spreads an amount
that a person places by hand. Never: a table, a clock, a comparison of all lines with all
items. Start reading at ``match``.

The order of the rules (``Proposal.rule``), and when each may book without a person:

``reference``    structured reference, all open of it, or a part when it has check digits
``number``       exactly what is open of all numbers in the text, of one client; less only
                 when account or name agree; few digits, months and left-out zeros always
                 need that; a typing error never
``iban_amount``  confirmed account of one client, one open item of that amount
``iban_sum``     all that is open there, or the only sum that fits and is hardly chance
``iban_part``    never
``name_amount``  the same full name of two words or more, nobody alike with that amount
                 open, no confirmed account, one open item of that amount
``name_part``    never
``amount``       never: nothing but the only open item of this amount

Several clients in one text: only when account or name belong to each of them, or all
references have check digits. Credit notes are taken off only to the cent.

Two items of the same amount are always a proposal, however alike: the number that is marked
paid is the number that the client is no longer asked for. Account and name book nothing
when the text has a number made like the client's that is not open (paid already, or typed
wrong), nor on an item issued after the payment.

Reasons (a closed list; ``voldaan.wording`` puts them into words): ``match.<rule>`` (numbers)
first; then ``match.payer_agrees``, ``match.other_payer``, ``match.several_clients``,
``match.same_amount`` (count), ``match.other_number``, ``match.name_score`` (score),
``match.number_cut``, ``match.number_loose``, ``match.number_typo``, ``match.group`` (count),
``match.netted`` (credit_cents), ``match.part_payment`` (short_cents), ``match.overpaid``
(over_cents), ``match.nothing_open``, what a difference may come from (``match.rounding``,
``match.discount`` (percent), ``match.bank_costs``, ``match.with_costs``), ``match.returned``,
``match.refund`` (numbers).
"""

from voldaan.matching.allocation import allocate
from voldaan.matching.match import propose

__all__ = ["allocate", "propose"]

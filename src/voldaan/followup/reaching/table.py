"""The channel of a step, by number of invoices, amount and age.

| Situation | Check, before the due date | First reminder | Later reminders |
| --- | --- | --- | --- |
| one small invoice | e-mail | e-mail | WhatsApp or text message |
| one invoice, not small | WhatsApp or telephone | e-mail | e-mail, then the call |
| several | one e-mail for all | one statement | statement, then the call |
| many, or a large organisation | e-mail | e-mail (``desk.py`` says to whom) | the same |
| best clients | telephone | e-mail | telephone |

Only channels that the client can be reached on are chosen; WhatsApp and text messages only
where the client uses them with this firm already. What the client likes best goes before
the table, except that a call stays a call. The rung stands for the age: days that were
missed do not make a first message a call.

*Choice:* the table is that of the founding texts, read for people who find calling hard:
the written step comes first wherever the table leaves room.
"""

from voldaan import days
from voldaan.followup.case import Case
from voldaan.followup.ladders import is_small
from voldaan.followup.shapes import Channel, OpenInvoice, PolicyStep, Situation

#: The channels that carry written words, the first choice first.
WRITTEN: tuple[Channel, ...] = ("email", "whatsapp", "sms", "linkedin", "post")


def channel_of(
    case: Case, *, rung: PolicyStep, invoices: tuple[OpenInvoice, ...]
) -> tuple[Channel, str]:
    """Give the channel of a rung and what it is chosen by: ``rung``, ``client`` or ``table``.

    A channel of the rung itself on which the client cannot be reached gives way to the
    table. An e-mail or a call may come out although no address or number is known.
    """
    own = rung.channel
    if rung.code == "call" and own not in WRITTEN:
        return "phone", "rung" if own == "phone" else "table"
    liked = _liked(case)
    is_by_table = own is None or own == "by_table"
    if liked is not None and (is_by_table or (liked in WRITTEN and own in WRITTEN)):
        return liked, "rung" if liked == own else "client"
    if own is not None and own != "by_table" and _stands(case.situation, own):
        return own, "rung"
    reached = (
        each for each in wanted(case, rung=rung, invoices=invoices) if may_use(case, each)
    )
    return next(reached, "email"), "table"


def can_reach(situation: Situation, channel: Channel) -> bool:
    """Say whether this client can be reached on a channel, as far as is known."""
    return {
        "email": situation.has_email and not situation.email_bounced,
        "phone": situation.has_phone,
        "whatsapp": situation.has_phone and situation.uses_whatsapp,
        "sms": situation.has_phone and situation.uses_sms,
        "linkedin": situation.has_linkedin,
        "post": situation.has_post,
    }[channel]


def may_use(case: Case, channel: Channel) -> bool:
    """Say whether a client may be contacted on a channel today.

    A new client is not called about money before the day of the policy, whatever the
    table, a preference or a refused address would say.
    """
    if channel == "phone" and case.is_new and case.overdue:
        first = days.shift(case.overdue[0].due_on, case.policy.new_client_call_from_day)
        if case.day < first:
            return False
    return can_reach(case.situation, channel)


def other_channel(case: Case, *, than: Channel) -> Channel | None:
    """Give the next best channel when one does not reach the client; None: there is none."""
    order: tuple[Channel, ...] = ("email", "whatsapp", "sms", "phone", "linkedin", "post")
    return next((each for each in order if each != than and may_use(case, each)), None)


def other_written(case: Case) -> Channel | None:
    """Give the next best written channel for who has no e-mail address; None: there is none."""
    others = (each for each in WRITTEN if each != "email")
    return next((each for each in others if may_use(case, each)), None)


def wanted(
    case: Case, *, rung: PolicyStep, invoices: tuple[OpenInvoice, ...]
) -> tuple[Channel, ...]:
    """Give the channels that the table allows for a rung, the best first."""
    many = len(invoices) >= case.policy.many_invoices or case.is_large_organisation
    small = is_small(case, invoices=invoices)
    if case.situation.is_a_client and rung.code != "reminder_1":
        return ("phone", "email")
    if rung.code == "service_check":
        is_alone = len(invoices) == 1 and not small and not many
        return ("whatsapp", "phone", "email") if is_alone else ("email",)
    if rung.code == "reminder_2" and small and not many:
        return ("whatsapp", "sms", "email")
    return ("email", "whatsapp", "sms")


def _liked(case: Case) -> Channel | None:
    liked = case.situation.preferred_channel
    return liked if liked is not None and may_use(case, liked) else None


def _stands(situation: Situation, channel: Channel) -> bool:
    """Say whether a rung keeps its own channel: the owner may know what we do not."""
    return channel in {"email", "phone"} or can_reach(situation, channel)

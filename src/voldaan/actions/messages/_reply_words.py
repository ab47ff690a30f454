"""An offer to the words of a reply: which facts go into which text."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from voldaan.books.queries import people
from voldaan.books.queries.deciding.own_texts import own_texts
from voldaan.books.queries.replying.facts import charged
from voldaan.books.queries.situations import situations
from voldaan.followup.replying.shapes import Charged, Offer
from voldaan.wording.beside.own_words import compose_own, name_of
from voldaan.wording.own import Own, Which
from voldaan.wording.shapes import LetterFacts, LetterInvoice, Recipient, Words
from voldaan.wording.steps.shapes import (
    ApologyFacts,
    InvoiceAgainFacts,
    PromiseFacts,
    Step,
    StepFacts,
)

_NOBODY = Recipient()


@dataclass(frozen=True, slots=True)
class Draft:
    """The words of a reply, to whom, and the invoices they name, as a message keeps them."""

    words: Words
    to: Recipient
    lines: list[dict[str, object]]
    from_address: str

    def columns(self) -> Mapping[str, object]:
        """Give the columns of a message that follow from this."""
        domain = self.from_address.rpartition("@")[2] or "voldaan.invalid"
        return {
            "message_id": f"<voldaan-{secrets.token_hex(16)}@{domain}>",
            "to_name": self.to.name,
            "to_address": self.to.email,
            "subject": self.words.subject,
            "body_text": self.words.body_text,
            "body_html": self.words.body_html,
            "text_version": self.words.text_version,
            "lines": self.lines,
            "asks_cents": self.words.asks_cents,
        }


def draft(administration_id: int, offer: Offer, *, day: date) -> Draft:
    """Write the reply of an offer that names at least one invoice, in the owner's words.

    It carries no link to the client's own page: nothing is asked, or it was just agreed.
    """
    client_ids = [offer.client_id]
    (situation,) = situations(administration_id, day=day, client_ids=client_ids)
    to = people.recipients(administration_id, client_ids=client_ids)
    sender = people.sender(administration_id)
    found = charged(administration_id, invoice_ids=offer.invoice_ids)
    named = sorted(found.values(), key=lambda each: (each.due_on, each.id))
    recipient = to.get(offer.client_id, _NOBODY)
    letter = LetterFacts(
        day=day,
        sender=sender.name,
        invoices=tuple(_invoice(each) for each in named),
        language=situation.language,
        address_form=situation.address_form,
        recipient=recipient.first_name,
        company=sender.company,
        phone=sender.phone,
        iban=sender.iban,
        email=sender.email,
    )
    lines = [_line(each) for each in named]
    words = _words(offer, letter, own_texts(administration_id, day=day))
    return Draft(words, recipient, lines, sender.email)


def _words(offer: Offer, letter: LetterFacts, texts: Mapping[Which, Own]) -> Words:
    step, facts = _said(offer, letter)
    return compose_own(step, facts=facts, mine=texts.get(name_of(step, facts=facts)))


def _said(offer: Offer, letter: LetterFacts) -> tuple[Step, StepFacts]:
    charged_cents = sum(invoice.payable_cents for invoice in letter.invoices)
    if offer.code == "apology":
        on = offer.day or letter.day
        sorry = ApologyFacts(letter, charged_cents, reminded_on=on, spoken=offer.spoken)
        return "apology", sorry
    if offer.code == "invoice_again":
        return "invoice_again", InvoiceAgainFacts(letter, charged_cents)
    agreed = PromiseFacts(letter, offer.cents, offer.day or letter.day, spoken=offer.spoken)
    return "promise", agreed


def _invoice(each: Charged) -> LetterInvoice:
    return LetterInvoice(each.number, each.due_on, each.open_cents, each.payable_cents)


def _line(each: Charged) -> dict[str, object]:
    return {
        "invoice": each.id,
        "number": each.number,
        "due_on": each.due_on.isoformat(),
        "open_cents": each.open_cents,
    }

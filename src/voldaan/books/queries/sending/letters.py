"""Messages on paper: the letter that each of them is, with the words as they stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from voldaan.books.models import Administration, Invoice, Message
from voldaan.documents.address import BETWEEN
from voldaan.documents.shapes import InvoiceLine, Language, Letter, Sender
from voldaan.wording.cleaning import subject_line

_WAITING = ("proposed", "failed")
_LONGEST_CLOSING = 3


@dataclass(frozen=True, slots=True)
class PaperMessage:
    """One message on paper. ``address`` is empty when no postman could read it."""

    message_id: int
    client_id: int
    client: str
    asks_cents: int
    address: str
    letter: Letter
    #: What the table lists where the words have one.
    invoices: tuple[InvoiceLine, ...] = ()


def letters(
    administration_id: int,
    *,
    day: date,
    message_ids: Sequence[int] | None = None,
    most: int = 250,
) -> list[PaperMessage]:
    """Give these letters, or all that wait to be posted; three queries.

    ``day`` stands on them. What is not on paper, or of another administration, is passed over.
    """
    found = Message.objects.filter(administration_id=administration_id, channel="post")
    found = (
        found.filter(state__in=_WAITING)
        if message_ids is None
        else found.filter(pk__in=list(message_ids))
    )
    rows = list(
        found.order_by("client__name", "pk").values_list(
            "pk", "client_id", "client__name", "client__language", "asks_cents",
            "to_address", "subject", "body_text", "lines",
        )[:most]
    )  # fmt: skip
    from_whom, place = _sender(administration_id)
    charged = _charged(administration_id, (line for row in rows for line in row[-1]))
    made = []
    for pk, client_id, client, language, asks_cents, address, subject, body, lines in rows:
        open_lines = _lines(lines, charged)
        plain = Letter(
            sender=from_whom,
            recipient_lines=tuple(address.split(BETWEEN)) if address else (),
            place=place,
            day=day,
            subject=subject,
            paragraphs=(),
            closing="",
            language=cast("Language", language),
        )
        total_cents = sum(line.open_cents for line in open_lines)
        letter = written(plain, body, invoices=open_lines if total_cents == asks_cents else ())
        made.append(PaperMessage(pk, client_id, client, asks_cents, address, letter))
    return made


def with_words(message: PaperMessage, subject: str, body_text: str) -> PaperMessage:
    """Give a letter with a subject and words that are not kept yet."""
    plain = replace(message.letter, subject=subject_line(subject))
    body = body_text.replace("\r\n", "\n")
    return replace(message, letter=written(plain, body, invoices=message.invoices))


def example(
    administration_id: int,
    *,
    day: date,
    language: Language,
    recipient_lines: tuple[str, ...],
    words: tuple[str, str],
    invoices: tuple[InvoiceLine, ...],
) -> Letter:
    """Give a letter of this firm in the given words, a subject and a body; one query."""
    from_whom, place = _sender(administration_id)
    subject, body_text = words
    plain = Letter(
        sender=from_whom,
        recipient_lines=recipient_lines,
        place=place,
        day=day,
        subject=subject,
        paragraphs=(),
        closing="",
        language=language,
    )
    return written(plain, body_text, invoices=invoices)


def written(plain: Letter, body_text: str, *, invoices: tuple[InvoiceLine, ...]) -> Letter:
    """Put words into a letter: what greets at the end below, the table as a table.

    A paragraph of the words that lists every one of ``invoices`` gives way to the table;
    words that an owner changed are otherwise left as they are, all of them.
    """
    paragraphs = [part.strip("\n") for part in body_text.strip().split("\n\n") if part.strip()]
    closing, signature = "", plain.sender.name
    last = paragraphs[-1].splitlines() if len(paragraphs) > 1 else []
    if 1 < len(last) <= _LONGEST_CLOSING and last[0].rstrip().endswith(","):
        closing = last[0].strip()
        # The telephone number stands at the head of the paper already.
        signature = ", ".join(line for line in last[1:] if line.strip() != plain.sender.phone)
        paragraphs = paragraphs[:-1]
    place = next((at for at, part in enumerate(paragraphs) if _is_table(part, invoices)), None)
    if place is not None:
        del paragraphs[place]
    return replace(
        plain,
        paragraphs=tuple(paragraphs),
        closing=closing or _GREETING[plain.language],
        signature=signature or plain.sender.name,
        invoices=() if place is None else invoices,
        invoices_after=place or 1,
    )


_GREETING: Mapping[Language, str] = {"nl": "Met vriendelijke groet,", "en": "Kind regards,"}


def _is_table(paragraph: str, invoices: tuple[InvoiceLine, ...]) -> bool:
    """Say whether a paragraph lists the invoices, a line each, between headers and a sum."""
    lines = paragraph.splitlines()
    return len(lines) == len(invoices) + 2 and all(
        any(line.startswith(invoice.number) for line in lines[1:-1]) for invoice in invoices
    )


def _sender(administration_id: int) -> tuple[Sender, str]:
    """Give who writes, and from which place."""
    name, company, phone, email, iban, kvk, vat, street, postcode, city = (
        Administration.objects.values_list(
            "sender_name", "name", "phone", "email", "iban", "kvk", "vat", "street",
            "postcode", "city",
        ).get(pk=administration_id)
    )  # fmt: skip
    at = tuple(line for line in (street, f"{postcode}  {city}".strip()) if line)
    return Sender(name, company, at, phone, email, iban, kvk, vat), city


def _charged(
    administration_id: int, lines: Iterable[Mapping[str, Any]]
) -> dict[int, tuple[date, int]]:
    """Give per invoice the day of issue (or, unknown, that of paying) and what it charged."""
    rows = Invoice.objects.filter(
        administration_id=administration_id, pk__in={line["invoice"] for line in lines}
    ).values_list("pk", "issued_on", "due_on", "payable_cents")
    return {pk: (issued_on or due_on, cents) for pk, issued_on, due_on, cents in rows}


def _lines(
    lines: Sequence[Mapping[str, Any]], charged: Mapping[int, tuple[date, int]]
) -> tuple[InvoiceLine, ...]:
    """Give the invoices of a message as lines of the table; nothing when one is gone."""
    if any(line["invoice"] not in charged for line in lines):
        return ()
    return tuple(
        InvoiceLine(
            line["number"],
            charged[line["invoice"]][0],
            date.fromisoformat(line["due_on"]),
            charged[line["invoice"]][1],
            line["open_cents"],
        )
        for line in lines
    )

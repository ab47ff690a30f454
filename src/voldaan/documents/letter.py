"""One letter: checked, cleaned and made into a PDF.

The order is that of a Dutch business letter: sender, address in the window, place and day,
subject, text, closing, room for a pen, name. The number of the sheet ("blad 2 van 3") stands
at the foot when there is more than one.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, get_args

from voldaan import money
from voldaan.days import write_out_long
from voldaan.documents import address, printable, typesetting
from voldaan.documents.shapes import (
    BadLetter,
    InvoiceLine,
    Language,
    Letter,
    Sender,
    Window,
)

LONGEST_LINE = 200
LONGEST_NUMBER = 60
MOST_SENDER_LINES = 4
MOST_PARAGRAPHS = 100
MOST_CHARACTERS = 40_000
MOST_INVOICES = 200
MOST_PAGES = 20
MOST_ROWS = 1_200  # lines of text and of the table, before anything is laid out

_ROW = 90  # characters

_NUMBER_PIECE = 16  # of an invoice number, so that it stays within its column


def pdf(facts: Letter, *, at: datetime) -> bytes:
    """Give the letter as a PDF that says it was made at ``at``, an aware moment.

    Raises BadLetter; nothing is cut off and no text is left out.
    """
    check_moment(at)
    laid_out = typesetting.lay_out(
        document([plain(facts)], language=facts.language), guess=[(1, 1)]
    )
    check_fit(laid_out, before=0)
    return laid_out.pdf(at=at)


def unprintable(facts: Letter) -> dict[str, str]:
    """Give the fields in which something is shown as U+FFFD, with those characters.

    To warn the owner before a letter leaves; in an address :func:`pdf` refuses them.

    Raises BadLetter for what is too long to be looked at.
    """
    found: dict[str, str] = {}
    for field, text in _texts(facts):
        gone = printable.missing(printable.one_line(text))
        if gone:
            found[field] = "".join(dict.fromkeys(found.get(field, "") + gone))
    return found


def plain(facts: Letter) -> dict[str, Any]:
    """Give what the page shows, as JSON can hold it; cleaned and bounded. Raises BadLetter."""
    if facts.language not in get_args(Language):
        raise BadLetter("language", "unknown")
    if facts.window not in get_args(Window):
        raise BadLetter("window", "unknown")
    for _ in _texts(facts):  # first of all, that it is not too much
        pass
    sender = _sender(facts.sender)
    signature = facts.signature or facts.sender.name or facts.sender.company
    total_cents = sum(line.open_cents for line in facts.invoices)
    shown = {
        "language": facts.language,
        "window": facts.window,
        "sender": sender,
        "foot": _foot(facts.sender, facts.language),
        "recipient": _recipient(facts.recipient_lines),
        "dated": _dated(facts),
        "running": f"{sender['heads'][0]}  ·  {write_out_long(facts.day, facts.language)}",
        "subject": _needed("subject", facts.subject),
        "paragraphs": _paragraphs(facts.paragraphs),
        "closing": _needed("closing", facts.closing),
        "signature": _needed("signature", signature),
        "invoices": [_row(line, facts.language) for line in facts.invoices],
        "invoices_after": min(max(facts.invoices_after, 1), len(facts.paragraphs)),
        "total": _amount(total_cents, facts.language),
    }
    if rows(shown) > MOST_ROWS:
        raise BadLetter("paragraphs", "too_long")
    return shown


def rows(shown: dict[str, Any]) -> int:
    """Give about how many rows the text and the table of a :func:`plain` letter take."""
    lines = (line for paragraph in shown["paragraphs"] for line in paragraph)
    return sum(len(line) // _ROW + 1 for line in lines) + len(shown["invoices"])


def document(
    letters: list[dict[str, Any]],
    *,
    language: Language,
    both_sides: bool = False,
    address_list: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Give the whole of what the typesetter gets, for one or many letters."""
    return {
        "title": address_list["title"] if address_list else letters[0]["subject"],
        "author": letters[0]["sender"]["heads"][0],
        "language": language,
        "both_sides": both_sides,
        "list": address_list,
        "letters": letters,
    }


def check_moment(at: datetime) -> None:
    """Raise BadLetter for a moment that does not say in which zone it is."""
    if at.utcoffset() is None:
        raise BadLetter("at", "no_zone")


def check_fit(laid_out: typesetting.Typeset, *, before: int) -> None:
    """Raise BadLetter for the first letter that does not fit its window or is too long.

    ``before`` sections stand before the letters; without any it is a letter alone.
    """
    for section, field in laid_out.misfits:
        raise BadLetter(field, "does_not_fit", place=section + 1 - before if before else None)
    for section, (first, last) in enumerate(laid_out.ranges[before:], 1):
        if last - first >= MOST_PAGES:
            raise BadLetter("pages", "too_long", place=section if before else None)


def _texts(facts: Letter) -> Iterator[tuple[str, str]]:
    """Give every text with its field, none longer than it may be. Raises BadLetter."""
    for field, count, most in (
        ("address_lines", len(facts.sender.address_lines), MOST_SENDER_LINES),
        ("recipient_lines", len(facts.recipient_lines), address.MOST_LINES),
        ("paragraphs", len(facts.paragraphs), MOST_PARAGRAPHS),
        ("invoices", len(facts.invoices), MOST_INVOICES),
    ):
        if count > most:
            raise BadLetter(field, "too_many")
    if sum(map(len, facts.paragraphs)) > MOST_CHARACTERS:
        raise BadLetter("paragraphs", "too_long")
    sender = facts.sender
    lines = [
        *((f"sender_{name}", getattr(sender, name)) for name in _SENDER_LINES),
        *(("address_lines", text) for text in sender.address_lines),
        *(("recipient_lines", text) for text in facts.recipient_lines),
        *(
            (name, getattr(facts, name))
            for name in ("place", "subject", "closing", "signature")
        ),
    ]
    for field, text in lines:
        yield field, _bounded(field, text, LONGEST_LINE)
    for line in facts.invoices:
        yield "invoices", _bounded("invoices", line.number, LONGEST_NUMBER)
    yield from (("paragraphs", text) for text in facts.paragraphs)


_SENDER_LINES = ("name", "company", "phone", "email", "iban", "kvk", "vat")


def _bounded(field: str, text: str, most: int) -> str:
    if len(text) > most:
        raise BadLetter(field, "too_long")
    return text


def _line(text: str) -> str:
    """Give one line as it is printed."""
    return printable.breakable(printable.shown(printable.one_line(text)))


def _needed(field: str, text: str) -> str:
    """Give one line that must be there. Raises BadLetter."""
    line = _line(text)
    if not line:
        raise BadLetter(field, "empty")
    return line


def _sender(sender: Sender) -> dict[str, Any]:
    """Give the block of the sender: first the company or the name, in bold."""
    heads = [line for line in map(_line, (sender.company, sender.name)) if line]
    if not heads:
        raise BadLetter("sender", "empty")
    return {
        "heads": list(dict.fromkeys(heads)),
        "lines": [address.with_two_spaces(_line(text)) for text in sender.address_lines],
        "phone": _line(sender.phone),
        "email": _line(sender.email),
    }


def _foot(sender: Sender, language: Language) -> list[str]:
    """Give what stands at the foot of the first page."""
    iban = printable.one_line(sender.iban).replace(" ", "")
    in_fours = printable.NO_BREAK_SPACE.join(iban[at : at + 4] for at in range(0, len(iban), 4))
    vat = "Btw" if language == "nl" else "VAT"
    labelled = (("IBAN", in_fours), ("KvK", _line(sender.kvk)), (vat, _line(sender.vat)))
    return [printable.shown(f"{label} {text}") for label, text in labelled if text]


def _recipient(lines: tuple[str, ...]) -> list[str]:
    """Give the lines for the window; they are never repaired. Raises BadLetter."""
    cleaned = [line for line in map(printable.one_line, lines) if line]
    if not cleaned:
        raise BadLetter("recipient_lines", "empty")
    lost = printable.missing("".join(cleaned))
    if lost:
        raise BadLetter("recipient_lines", "cannot_be_printed", found=lost)
    return [address.with_two_spaces(line) for line in cleaned]


def _dated(facts: Letter) -> str:
    """Give place and day: "Utrecht, 14 oktober 2026"."""
    day = write_out_long(facts.day, facts.language)
    place = _line(facts.place)
    return f"{place}, {day}" if place else day


def _paragraphs(texts: tuple[str, ...]) -> list[list[str]]:
    """Give the lines of each paragraph. Raises BadLetter."""
    cut = [
        [printable.breakable(printable.shown(line)) for line in printable.text_lines(text)]
        for text in texts
    ]
    if not texts or not all(cut):
        raise BadLetter("paragraphs", "empty")
    return cut


def _row(line: InvoiceLine, language: Language) -> list[str]:
    """Give the cells of one invoice. Raises BadLetter."""
    number = printable.shown(printable.one_line(line.number))
    if not number:
        raise BadLetter("invoices", "empty")
    return [
        printable.breakable(number, every=_NUMBER_PIECE),
        _short(line.issued_on, language),
        _short(line.due_on, language),
        _amount(line.amount_cents, language),
        _amount(line.open_cents, language),
    ]


def _amount(cents: int, language: Language) -> str:
    if abs(cents) > money.LARGEST_CENTS:
        raise BadLetter("invoices", "not_an_amount")
    return money.euro(cents, language)


def _short(day: date, language: Language) -> str:
    """Give a day for a column: 14-10-2026, or 14 Oct 2026 where 14-10 is not understood."""
    if language == "nl":
        return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"
    number, month, year = write_out_long(day, "en").split()
    return printable.NO_BREAK_SPACE.join((number, month[:3], year))

"""The free text of MT940 (field 86): five dialects of who and what for.

1. slashes: ``/EREF/…/BENM//NAME/…/REMI/…`` (Rabobank, ING, ABN AMRO, Knab);
2. numbered parts: ``166?00…?20…?32…`` (Germany), ``000>100…>20…`` (Triodos);
3. labels: ``IBAN: … NAAM: … OMSCHRIJVING: …`` in columns of 32 (ABN AMRO), or
   ``REK: …/NAAM: …`` (Knab);
4. account and name first, then the text (SNS, ASN, ING before 2014);
5. anything else, which stays text.

Lines are cut by length, so words and numbers are put together again; nothing is dropped:
what no dialect understands stays in the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voldaan.readers.bank import fields

#: A line from this length on was cut by the bank, so the next one continues the word.
_CUT_AT = 61
_COLUMN = 32
#: Longer than SWIFT allows: not a line of MT940 but a text that is told in the same way.
_LONGEST_LINE = 66

_SLASH_TAGS = (
    "TRTP|RTYP|EREF|PREF|MARF|CSID|IBAN|BBAN|BIC|NAME|ADDR|REMI|CNTP|BENM|ORDP|RTRN|BUSP|"
    "ISDT|PURP|ULTB|ULTD|ULTC|ULTM|NRTX|PIND|SVCL|CDTRREFTP|CDTRREF|INIT|TRCD|SUM|ID|CUST"
)
_SLASH = re.compile(rf"/({_SLASH_TAGS})(?=/)")
_NUMBERED = re.compile(r"(?:\A[0-9]{3})?([?>])(?=[0-9]{2})")
_LABELS = re.compile(
    r"(?:(?<=\s)|(?<=/)|\A)(IBAN|BIC|NAAM|OMSCHRIJVING|KENMERK|BETALINGSKENM\.|MACHTIGING|"
    r"INCASSANT|ID DEBITEUR|VOOR|REK|Naam|Omschrijving|Kenmerk|Betalingskenm\.|Machtiging|"
    r"Incassant|Id debiteur|Voor)\s*:\s*"
)
_SEPA = re.compile(r"\b(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|OAMT|COAM|IBAN|BIC)\+")
_ISSUER = re.compile(r"\b(?:Issuer:\s*CUR\s+Ref:|SCOR/CUR/|STRD/CUR/)\s*([0-9]{16}|RF\S{3,23})")
_SCOR = re.compile(r"\b(RF[0-9]{2}[A-Z0-9]{1,21})\b")

_EUROPE = (
    "AD|AL|AT|BA|BE|BG|CH|CY|CZ|DE|DK|EE|ES|FI|FO|FR|GB|GI|GL|GR|HR|HU|IE|IS|IT|LI|LT|LU|"
    "LV|MC|MD|ME|MK|MT|NL|NO|PL|PT|RO|RS|SE|SI|SK|SM|TR|VA|XK"
)
_ACCOUNT = rf"((?:{_EUROPE})[0-9]{{2}}[A-Z0-9]{{11,30}})"
_ACCOUNT_AND_BIC = re.compile(rf"\b{_ACCOUNT} [A-Z]{{6}}[A-Z0-9]{{2}}(?:[A-Z0-9]{{3}})? ")
_ACCOUNT_IN_COMMAS = re.compile(rf",{_ACCOUNT},")
_BIC = re.compile(r"(?:[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)?\Z")
# ING before 2014: account, BIC, name, no end-to-end id, text.
_UNNAMED = re.compile(r"(.{1,140}?) NOTPROVIDED ?(.*)\Z")


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells about one line."""

    name: str | None = None
    iban: str | None = None
    text: str = ""
    reference: str | None = None
    end_to_end_id: str | None = None
    return_reason: str | None = None


def told(lines: Sequence[str], *, reference: str = "", details: str = "") -> Told:
    """Understand the lines of one field 86.

    ``reference`` and ``details`` are what the movement itself (field 61) says; SNS and ASN
    repeat them at the start of the text as account and name of the other side.
    """
    joined = "".join(lines)
    if _SLASH.match(joined.lstrip()):
        return _slashed(joined.lstrip())
    if re.match(r"[0-9]{3}[?>][0-9]{2}", joined):
        return _numbered(joined)
    labelled = _columns(lines)
    if _LABELS.search(labelled):
        return _labelled(labelled)
    return _plain(lines, reference, details)


def _slashed(joined: str) -> Told:
    found: dict[str, list[str]] = {}
    places = list(_SLASH.finditer(joined))
    ultimate = False
    for place, match in enumerate(places):
        end = places[place + 1].start() if place + 1 < len(places) else len(joined)
        tag, value = match[1], joined[match.end() + 1 : end]
        ultimate = tag.startswith("ULT") or (ultimate and tag in {"NAME", "ID"})
        key = f"ULT/{tag}" if ultimate and tag == "NAME" else tag
        found.setdefault(key, []).append(value)
    iban, name = _party(found)
    text, reference = _remittance(found)
    return Told(
        name=name,
        iban=iban,
        text=text or ("" if name else fields.tidy(joined) or ""),
        reference=reference,
        end_to_end_id=_first(found, "EREF"),
        return_reason=_first(found, "RTRN"),
    )


def _first(found: dict[str, list[str]], *tags: str) -> str | None:
    for tag in tags:
        for value in found.get(tag, []):
            plain = fields.tidy(value.strip().rstrip("/"))
            if plain:
                return plain
    return None


def _party(found: dict[str, list[str]]) -> tuple[str | None, str | None]:
    """Give account and name: of their own, or inside CNTP, BENM or ORDP (ING)."""
    iban = fields.iban(_first(found, "IBAN", "BBAN"))
    name = _first(found, "NAME")
    for tag in ("CNTP", "BENM", "ORDP"):
        # account/BIC/name/city/: the name itself may hold a slash, city and end are last.
        parts = _first_raw(found, tag).split("/")
        if len(parts) >= 3 and _BIC.match(parts[1]):
            iban = iban or fields.iban(parts[0])
            inner = parts[2:-2] if len(parts) >= 5 else parts[2:3]
            name = name or fields.tidy("/".join(inner))
    return iban, name or _first(found, "ULT/NAME")


def _first_raw(found: dict[str, list[str]], tag: str) -> str:
    return next((value for value in found.get(tag, []) if value.strip("/ ")), "")


def _remittance(found: dict[str, list[str]]) -> tuple[str, str | None]:
    reference = _first(found, "CDTRREF")
    parts: list[str] = []
    for value in found.get("REMI", []):
        kind, _, rest = value.partition("/")
        if kind == "STRD":
            issuer, _, number = rest.strip("/").partition("/")
            reference = reference or fields.tidy(number or issuer)
        elif kind == "USTD":
            parts.append(rest.strip("/"))
        else:
            parts.append(value.strip("/"))
    text = fields.tidy(" ".join(parts)) or ""
    return text, reference or _structured(text)


def _structured(text: str) -> str | None:
    match = _ISSUER.search(text)
    return match[1] if match else None


def _numbered(joined: str) -> Told:
    mark = joined[3]
    parts: dict[str, str] = {}
    for part in re.split(rf"{re.escape(mark)}(?=[0-9]{{2}})", joined[4:]):
        parts[part[:2]] = parts.get(part[:2], "") + part[2:]
    if mark == ">":
        return _triodos(parts)
    purpose = _filled([parts[key] for key in sorted(parts) if key[:1] == "2" or key[:1] == "6"])
    keyed = _sepa(purpose)
    name = _filled([parts[key] for key in ("32", "33") if key in parts])
    text = keyed.get("SVWZ") or purpose or parts.get("00", "")
    return Told(
        name=fields.tidy(name),
        iban=fields.iban(parts.get("31")) or fields.iban(keyed.get("IBAN")),
        text=fields.tidy(text) or "",
        reference=_rf(text),
        end_to_end_id=fields.tidy(keyed.get("EREF")),
    )


def _filled(parts: Sequence[str], *, width: int = 27) -> str:
    """Put parts together: one that fills its width was cut inside a word."""
    whole = ""
    for part in parts:
        whole += part if len(part.rstrip("\n")) >= width else part + " "
    return whole


def _sepa(purpose: str) -> dict[str, str]:
    pieces = _SEPA.split(purpose)
    return {tag: value.strip() for tag, value in zip(pieces[1::2], pieces[2::2], strict=True)}


def _triodos(parts: dict[str, str]) -> Told:
    """Read Triodos: BIC and IBAN may come first; ``31`` is the own account."""
    keys = [key for key in sorted(parts) if key[:1] == "2"]
    iban = fields.iban(parts.get("21"))
    purpose = _filled([parts[key] for key in (keys[2:] if iban else keys)])
    return Told(iban=iban, text=fields.tidy(purpose) or "", reference=_rf(purpose))


def _rf(text: str) -> str | None:
    match = _SCOR.search(text)
    return match[1] if match else None


def _columns(lines: Sequence[str]) -> str:
    """Put the columns of ABN AMRO together: a full one was cut inside a word."""
    whole = ""
    for piece, full in _pieces(lines):
        whole += f" {piece}" if _LABELS.match(piece) else piece
        whole += "" if full else " "
    return whole


def _pieces(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Give each column, or line without columns, and whether it was cut."""
    knab = any(line.startswith("REK:") for line in lines)  # has the labels, not the columns
    for line in lines:
        if knab or (len(line) > _COLUMN and line[_COLUMN] != " "):
            yield line, len(line) >= _CUT_AT
            continue
        if len(line) > _LONGEST_LINE and any(
            label.start(1) % (_COLUMN + 1) for label in _LABELS.finditer(line)
        ):
            yield line, False  # a CSV has all on one line, and not always in columns
            continue
        for start in range(0, len(line), _COLUMN + 1):
            piece = line[start : start + _COLUMN]
            yield piece, len(piece) == _COLUMN and not piece.endswith(" ")


def _labelled(joined: str) -> Told:
    pieces = _LABELS.split(joined)
    before = pieces[0].strip()
    found: dict[str, str] = {}
    for label, value in zip(pieces[1::2], pieces[2::2], strict=True):
        known = label.upper()
        found[known] = f"{found.get(known, '')} {value}".strip()
    account = found.get("IBAN") or found.get("REK", "")
    name = found.get("NAAM")
    text = found.get("OMSCHRIJVING", "")
    if not text:  # Knab writes the text before its labels; a kind of payment is all else
        text = joined if name is None else before
    number = "".join(found.get("BETALINGSKENM.", "").split())
    return Told(
        name=fields.tidy(name),
        iban=fields.iban(account.rstrip("/").split("/")[0]),
        text=fields.tidy(text) or "",
        reference=fields.tidy(number) or _structured(text),
        end_to_end_id=fields.tidy(found.get("KENMERK")),
    )


def _plain(lines: Sequence[str], reference: str, details: str) -> Told:
    text = _uncut(lines)
    opening = " ".join(f"{reference} {details}".split())
    name = None
    if details and opening and text.startswith(opening):
        name, text = details, text[len(opening) :]
    iban, before, after = _account_inside(text)
    if iban is None:
        iban = fields.iban(reference)
    elif not before and (match := _UNNAMED.match(after)):
        name, text = match[1], match[2]
    return Told(
        name=fields.tidy(name),
        iban=iban,
        text=fields.tidy(text) or "",
        reference=_structured(text),
    )


def _uncut(lines: Sequence[str]) -> str:
    """Put lines together; a full line was cut, inside a word when its kind goes on."""
    whole = ""
    for line in lines:
        if whole and line and not _goes_on(whole[-1], line[0]):
            whole += " "
        whole += line if len(line) >= _CUT_AT else f"{line} "
    return " ".join(whole.split())


def _goes_on(last: str, first: str) -> bool:
    both_letters = last.isalpha() and first.isalpha()
    both_digits = last.isdigit() and first.isdigit()
    return both_letters or both_digits or not (last.isalnum() and first.isalnum())


def _account_inside(text: str) -> tuple[str | None, str, str]:
    """Give an account with its BIC (ING) or between commas (SNS), and what surrounds it."""
    match = _ACCOUNT_AND_BIC.search(text) or _ACCOUNT_IN_COMMAS.search(text)
    if match is None:
        return None, text, ""
    return fields.iban(match[1]), text[: match.start()], text[match.end() :]

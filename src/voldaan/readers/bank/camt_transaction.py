"""One transaction inside a CAMT entry (TxDtls): who, what for, how much."""

from dataclasses import dataclass

from lxml import etree

from voldaan.readers.bank import fields
from voldaan.readers.bank.camt_paths import Paths

_LONGEST_PART = 140


@dataclass(frozen=True, slots=True)
class Side:
    """Debtor or creditor of a transaction."""

    name: str | None = None
    iban: str | None = None


@dataclass(frozen=True, slots=True)
class Transaction:
    """What the bank tells about one transaction; amount and sign as text."""

    debtor: Side = Side()
    creditor: Side = Side()
    amount: str | None = None
    currency: str | None = None
    sign: str | None = None
    text: str | None = None
    reference: str | None = None
    end_to_end_id: str | None = None
    bank_id: str | None = None
    return_reason: str | None = None
    settled_on: str | None = None


def transaction(element: etree._Element, *, paths: Paths) -> Transaction:
    """Read TxDtls; what is not there is None."""
    stated = paths.first(element, "Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
    text, reference = _remittance(element, paths)
    return Transaction(
        debtor=_side(element, paths, "Dbtr"),
        creditor=_side(element, paths, "Cdtr"),
        amount=None if stated is None else (stated.text or "").strip(),
        currency=None if stated is None else stated.get("Ccy"),
        sign=paths.text(element, "CdtDbtInd"),
        text=text,
        reference=reference,
        end_to_end_id=fields.tidy(paths.text(element, "Refs/EndToEndId")),
        bank_id=fields.tidy(paths.text(element, "Refs/AcctSvcrRef")),
        return_reason=fields.tidy(
            paths.text(element, "RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry", "RtrInf/AddtlInf")
        ),
        settled_on=paths.text(element, "RltdDts/IntrBkSttlmDt", "RltdDts/TxDtTm"),
    )


def _side(element: etree._Element, paths: Paths, role: str) -> Side:
    parties = paths.first(element, "RltdPties")
    if parties is None:
        return Side()
    name = paths.text(
        parties,
        f"{role}/Nm",
        f"{role}/Pty/Nm",
        f"{role}/Agt/FinInstnId/Nm",
        f"Ultmt{role}/Nm",
        f"Ultmt{role}/Pty/Nm",
    )
    account = f"{role}Acct/Id"
    number = paths.text(
        parties, f"{account}/IBAN", f"{account}/Othr/Id", f"{account}/PrtryAcct/Id"
    )
    return Side(fields.tidy(name), fields.iban(number))


def _remittance(element: etree._Element, paths: Paths) -> tuple[str | None, str | None]:
    """Give the text for people and the structured reference.

    Document numbers and further references of a structured remittance join the text, so
    that an invoice number in them can still be found.
    """
    told = paths.first(element, "RmtInf")
    if told is None:
        return fields.tidy(paths.text(element, "AddtlTxInf")), None
    parts = _joined(paths.texts(told, "Ustrd"))
    references: list[str] = []
    for structured in paths.all(told, "Strd"):
        references += paths.texts(structured, "CdtrRefInf/Ref")
        references += paths.texts(structured, "CdtrRefInf/CdtrRef")
        parts += paths.texts(structured, "RfrdDocInf/Nb")
        parts += paths.texts(structured, "AddtlRmtInf")
    told_text = fields.tidy(" ".join(parts + references[1:]))
    text = told_text or fields.tidy(paths.text(element, "AddtlTxInf"))
    return text, fields.tidy(references[0]) if references else None


def _joined(parts: list[str]) -> list[str]:
    # A part that fills its field was cut by length, not at a word.
    whole: list[str] = []
    for part in parts:
        if whole and len(whole[-1]) % _LONGEST_PART == 0:
            whole[-1] += part
        else:
            whole.append(part)
    return whole

"""One transaction inside a CAMT entry (TxDtls): who, what for, how much."""

from dataclasses import dataclass

from lxml import etree

from voldaan.readers.bank import fields
from voldaan.readers.bank.camt_texts import Texts

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


def transaction(element: etree._Element) -> Transaction:
    """Read TxDtls; what is not there is None."""
    texts = Texts(element)
    stated = texts.amount("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
    text, reference = _remittance(texts)
    return Transaction(
        debtor=_side(texts, "Dbtr"),
        creditor=_side(texts, "Cdtr"),
        amount=stated[0] if stated else None,
        currency=stated[1] if stated else None,
        sign=texts.text("CdtDbtInd"),
        text=text,
        reference=reference,
        end_to_end_id=fields.tidy(texts.text("Refs/EndToEndId")),
        bank_id=fields.tidy(texts.text("Refs/AcctSvcrRef")),
        return_reason=fields.tidy(
            texts.text(
                "RtrInf/Rsn/Cd",
                "RtrInf/RtrRsn/Cd",
                "RtrInf/Rsn/Prtry",
                "RtrInf/RtrRsn/Prtry",
                "RtrInf/AddtlInf",
                "RtrInf/AddtlRtrRsnInf",
            )
        ),
        settled_on=texts.text("RltdDts/IntrBkSttlmDt"),
    )


def _side(texts: Texts, role: str) -> Side:
    name = texts.text(
        f"RltdPties/{role}/Nm",
        f"RltdPties/{role}/Pty/Nm",
        f"RltdPties/{role}/Agt/FinInstnId/Nm",
        f"RltdPties/Ultmt{role}/Nm",
        f"RltdPties/Ultmt{role}/Pty/Nm",
    )
    account = f"RltdPties/{role}Acct/Id"
    number = texts.text(f"{account}/IBAN", f"{account}/Othr/Id", f"{account}/PrtryAcct/Id")
    return Side(fields.tidy(name), fields.iban(number))


def _remittance(texts: Texts) -> tuple[str | None, str | None]:
    """Give the text for people and the structured reference.

    Document numbers and further references of a structured remittance join the text, so
    that an invoice number in them can still be found.
    """
    structured = "RmtInf/Strd"
    references = [
        *texts.texts(f"{structured}/CdtrRefInf/Ref"),
        *texts.texts(f"{structured}/CdtrRefInf/CdtrRef"),
    ]
    parts = [
        *_joined(texts.texts("RmtInf/Ustrd")),
        *texts.texts(f"{structured}/RfrdDocInf/Nb"),
        *texts.texts(f"{structured}/RfrdDocInf/RfrdDocNb"),
        *texts.texts(f"{structured}/AddtlRmtInf"),
        *references[1:],
    ]
    text = fields.tidy(" ".join(parts)) or fields.tidy(texts.text("AddtlTxInf"))
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

"""CSV of any bank whose columns are known as a layout: ``layouts/`` has one file per bank.

*Choices.* A file that states no account number is taken for the one account of that bank
with that name. A movement that did not happen (reverted, declined) is no line; one that is
still under way is pending. A fee beside an amount is part of the same movement.
"""

import re
from typing import BinaryIO

from voldaan import money
from voldaan.readers.bank import csv_lines, csv_rows, fields, mt940_text
from voldaan.readers.bank.layout import Layout, shipped
from voldaan.readers.findings import Findings
from voldaan.readers.shapes import BankLine, ReadFile

_HEAD = 65_536
# Two decimals, and nothing or one and the same mark between groups of three.
_TWO_DECIMALS = re.compile(
    r"([+-]?)([0-9]{1,3}(?:([., '])[0-9]{3})*|[0-9]+)(?:([.,])([0-9]{1,2}))?"
)


def recognises(head: bytes) -> bool:
    """Whether some bank writes files that begin so."""
    return _layout(head) is not None


def read(source: BinaryIO, name: str) -> ReadFile:
    """Read all rows with the layout that fits. Never raises on bad content."""
    layout = _layout(source.read(_HEAD))
    source.seek(0)
    if layout is None:
        return ReadFile(name, "unknown")
    return read_with(source, name, layout=layout)


def read_with(source: BinaryIO, name: str, *, layout: Layout) -> ReadFile:
    """Read all rows with a given layout. Never raises on bad content."""
    head = layout.head(source.read(_HEAD))
    source.seek(0)
    findings = Findings()
    rows = csv_rows.rows(source, findings=findings, head=head, is_header=layout.is_header)
    return csv_lines.of_rows(
        rows,
        findings,
        name=name,
        kind=layout.kind,
        understand=lambda row: _understand(row, layout),
    )


def _layout(head: bytes) -> Layout | None:
    return next((layout for layout in shipped() if layout.recognises(head)), None)


def _understand(row: csv_rows.Row, layout: Layout) -> csv_lines.Read | None:
    stated = _Row(row, layout)
    state = layout.states.get(stated.text("state").casefold(), "booked")
    if state == "none":
        return None
    amount = stated.amount()
    value_text = stated.text("value_on")
    told = stated.told()
    return csv_lines.Read(
        account=stated.account(),
        currency=stated.text("currency").upper() or "EUR",
        line=BankLine(
            booked_on=csv_lines.day(stated.text("booked_on")),
            value_on=csv_lines.value_day(value_text),
            amount_cents=amount.cents,
            amount=amount.stated,
            pending=state == "pending",
            name=fields.tidy(stated.text("name")) or told.name,
            iban=fields.iban(stated.text("iban")) or told.iban,
            text=told.text,
            reference=fields.tidy(stated.text("reference")) or told.reference,
            end_to_end_id=fields.tidy(stated.text("end_to_end_id")) or told.end_to_end_id,
            bank_id=fields.tidy(stated.text("bank_id")),
            return_reason=told.return_reason,
        ),
        value_text=value_text,
        balance_cents=stated.balance(amount),
    )


class _Row:
    """A row, asked by what its columns mean."""

    def __init__(self, row: csv_rows.Row, layout: Layout) -> None:
        self._row = row
        self._layout = layout

    def _texts(self, name: str) -> list[str]:
        quote = self._layout.quote
        values = [self._row.text(column) for column in self._layout.columns.get(name, ())]
        return [value.strip(quote).strip() for value in values if value.strip(quote).strip()]

    def text(self, name: str) -> str:
        """Give the first value that a field has."""
        return next(iter(self._texts(name)), "")

    def account(self) -> str:
        """Give the own account: its number, or the name of the bank with that of the pot."""
        number = self.text("account")
        if number:
            return fields.iban(number) or number
        return " ".join(filter(None, (self._layout.account, self.text("account_part"))))

    def told(self) -> mt940_text.Told:
        """Give what the text says, taken apart where the bank writes it as in MT940."""
        text = " ".join(dict.fromkeys(self._texts("text")))
        if self._layout.told:
            return mt940_text.told([text])
        return mt940_text.Told(text=fields.tidy(text) or "")

    def amount(self) -> fields.Amount:
        """Give the amount with its sign and less its fee. Raises ``Unreadable``."""
        sign, mark = 1, self.text("sign").casefold()
        if "sign" in self._layout.columns:
            if mark not in self._layout.signs:
                expected = " or ".join(self._layout.signs)
                raise csv_lines.Unreadable("bank.sign", found=mark, expected=expected)
            sign = self._layout.signs[mark]
        amount = self._number(self.text("amount"), sign=sign)
        fee = self.text("fee")
        if not fee or amount.cents is None:
            return amount
        less = self._number(fee, sign=1)
        return less if less.cents is None else fields.Amount(amount.cents - less.cents)

    def balance(self, amount: fields.Amount) -> int | None:
        """Give the balance behind the movement, where the file states one around it."""
        try:
            if behind := self.text("balance"):
                return self._number(behind, sign=1).cents
            before = self._number(self.text("balance_before"), sign=1).cents
        except csv_lines.Unreadable:
            return None
        return None if before is None or amount.cents is None else before + amount.cents

    def _number(self, text: str, *, sign: int) -> fields.Amount:
        if not text:
            raise csv_lines.Unreadable("bank.amount_missing")
        plain, decimal = text, self._layout.decimal
        if decimal == "both":
            match = _TWO_DECIMALS.fullmatch(text)
            if match is None or (match[3] and match[3] == match[4]):
                raise csv_lines.Unreadable(
                    "bank.amount", found=text, expected="a number such as 1.234,56"
                )
            whole = re.sub(r"[^0-9]", "", match[2])
            plain, decimal = f"{match[1]}{whole}.{match[5] or '0'}", "."
        try:
            return fields.amount(plain, sign=sign, decimal=decimal)
        except money.NotAnAmount:
            raise csv_lines.Unreadable(
                "bank.amount", found=text, expected=f"a number such as 1234{decimal}56"
            ) from None

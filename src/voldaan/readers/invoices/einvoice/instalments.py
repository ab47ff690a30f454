"""An invoice in parts: terms with days of their own, and the blocked account (G-rekening).

The Dutch G-account extension of NLCIUS names two means of payment, one with the id
``GACCOUNT``, and gives each its amount in the payment terms.
"""

from datetime import date

from stdnum import iban as iban_number

from voldaan.readers.invoices.einvoice.element import Amount, Element
from voldaan.readers.shapes import GAccount, Instalment

_BLOCKED = "GACCOUNT"


def own_means(document: Element) -> list[Element]:
    """Give the means of payment to the seller's free account."""
    means = document.all("cac:PaymentMeans")
    return [one for one in means if one.text_at("cbc:ID") != _BLOCKED]


def read(document: Element) -> tuple[Instalment, ...]:
    """Give the parts, where at least two terms state both a day and an amount.

    A term may leave its day to the means of payment that it names. What goes to the blocked
    account is no instalment.
    """
    of_means = {
        one.text_at("cbc:ID"): one.day_at("cbc:PaymentDueDate")
        for one in document.all("cac:PaymentMeans")
    }
    parts = []
    for term in document.all("cac:PaymentTerms"):
        means = term.text_at("cbc:PaymentMeansID")
        day = term.day_at("cbc:PaymentDueDate", "cbc:InstallmentDueDate")
        amount = term.amount_at("cbc:Amount")
        if means != _BLOCKED:
            parts.append((day or (of_means.get(means) if means else None), amount))
    return of(parts)


def of(parts: list[tuple[date | None, Amount | None]]) -> tuple[Instalment, ...]:
    """Give parts as instalments when there are at least two that have a day and an amount."""
    whole = tuple(
        Instalment(day, amount.cents)
        for day, amount in parts
        if day is not None and amount is not None and amount.cents is not None
    )
    return whole if len(whole) > 1 else ()


def first_day(parts: tuple[Instalment, ...]) -> date | None:
    """Give the day of the first instalment, or None where there are none."""
    return min((part.due_on for part in parts if part.due_on is not None), default=None)


def g_account(document: Element) -> GAccount | None:
    """Give what must go to the blocked account, where the invoice says so."""
    number = next(
        (
            one.text_at("cac:PayeeFinancialAccount/cbc:ID")
            for one in document.all("cac:PaymentMeans")
            if one.text_at("cbc:ID") == _BLOCKED
        ),
        None,
    )
    for term in document.all("cac:PaymentTerms"):
        if term.text_at("cbc:PaymentMeansID") == _BLOCKED:
            amount = term.amount_at("cbc:Amount")
            if amount is not None and amount.cents is not None:
                return GAccount(iban_number.compact(number) if number else None, amount.cents)
    return None

"""The pay-out of a provider whose report was read is set aside: its clients are known."""

import pytest
from tests.books import factories as make

from voldaan.actions.payments.match_lines import match_lines
from voldaan.actions.payments.settle_line import take_line_back
from voldaan.books.models import Administration, BankLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    return make.administration()


def payout(of: Administration, **columns: object) -> BankLine:
    given = {"name": "Stg Mollie Payments", "iban": "", "text": "1234567.2610.01", **columns}
    return make.bank_line(of, 49_750, **given)


def waits(line: BankLine) -> bool:
    line.refresh_from_db()
    return line.set_aside_at is None


def test_is_set_aside_when_its_report_was_read(of: Administration) -> None:
    make.bank_account(of, "Mollie")
    line = payout(of)

    match_lines(of.pk, at=make.AT)

    assert not waits(line)
    take_line_back(of.pk, line_id=line.pk, by=make.anna(of), at=make.AT)
    match_lines(of.pk, at=make.AT)
    assert waits(line)


def test_waits_without_a_report(of: Administration) -> None:
    line = payout(of)

    match_lines(of.pk, at=make.AT)

    assert waits(line)


def test_is_never_a_client_of_that_name_who_names_an_invoice(of: Administration) -> None:
    make.bank_account(of, "Mollie")
    make.invoice(make.client(of, "Mollie B.V."), number="2026-041", payable_cents=60_000)
    line = payout(of, name="Mollie B.V.", text="factuur 2026-041")

    match_lines(of.pk, at=make.AT)

    assert waits(line)

"""The pay-out of a provider is nobody's payment, unless it names an invoice."""

from tests.matching.cast import item, line, match

from voldaan.matching import payouts
from voldaan.matching.shapes import Line

MOLLIE: Line = line(49_750, name="Stg Mollie Payments", text="1234567.2610.01")


def test_is_known_by_its_name_when_the_report_was_read() -> None:
    found = match(MOLLIE, items=[item()])

    assert payouts.is_payout(MOLLIE, found, providers=["Mollie"])
    assert not payouts.is_payout(MOLLIE, found, providers=["Stripe", "ABN AMRO"])


def test_is_none_when_an_invoice_is_named() -> None:
    paid = line(5_000, name="Mollie B.V.", text="2026-041")

    assert not payouts.is_payout(paid, match(paid, items=[item()]), providers=["Mollie"])

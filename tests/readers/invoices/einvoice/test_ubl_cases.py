"""Real e-invoices give the facts that another parser found in them."""

import tomllib
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from voldaan.readers.invoices.einvoice import ubl
from voldaan.readers.shapes import Invoice

HERE = Path(__file__).resolve()
SHARED = HERE.parents[4].parent / "shared/data/invoices"
CASES = tomllib.loads((HERE.parents[3] / "cases/readers_invoices.toml").read_text("utf-8"))

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not here"),
]


def cents(text: str) -> int | None:
    return int(Decimal(text) * 100) if text else None


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def facts(invoice: Invoice) -> dict[str, Any]:
    return {
        "number": invoice.number,
        "kind": invoice.kind,
        "payable": invoice.payable_cents,
        "net": invoice.net_cents,
        "currency": invoice.currency,
        "issued": invoice.issued_on,
        "due": invoice.due_on,
        "seller": invoice.seller.name,
        "buyer": invoice.buyer.name,
        "reference": invoice.payment_reference,
        "iban": invoice.iban,
    }


def expected(case: dict[str, str]) -> dict[str, Any]:
    return {
        "number": case["number"],
        "kind": case["kind"],
        "payable": cents(case["payable"]),
        "net": cents(case["net"]),
        "currency": case["currency"],
        "issued": day(case["issued"]),
        "due": day(case["due"]),
        "seller": case["seller"] or None,
        "buyer": case["buyer"] or None,
        "reference": case["reference"] or None,
        "iban": case["iban"] or None,
    }


class TestRealInvoices:
    @pytest.mark.parametrize("case", CASES["invoice"], ids=lambda case: case["file"])
    def test_come_out_as_stated(self, case: dict[str, str]) -> None:
        source = (SHARED / case["file"]).read_bytes()

        file = ubl.read(BytesIO(source), case["file"])

        assert ubl.recognises(source[:65_536])
        assert [facts(invoice) for invoice in file.invoices] == [expected(case)]
        assert {problem.severity for problem in file.problems} <= {"warning"}

    def test_are_all_in_the_list(self) -> None:
        space = b"urn:oasis:names:specification:ubl:schema:xsd:"
        there = {
            str(path.relative_to(SHARED))
            for path in SHARED.rglob("*.xml")
            if any(
                space + name in path.read_bytes() for name in (b"Invoice-2", b"CreditNote-2")
            )
        }

        assert {case["file"] for case in CASES["invoice"]} == there

    def test_other_e_invoices_are_not_taken_for_ubl(self) -> None:
        listed = {case["file"] for case in CASES["invoice"]}
        others = [
            path
            for path in SHARED.rglob("*.xml")
            if str(path.relative_to(SHARED)) not in listed
        ]

        assert [path for path in others if ubl.recognises(path.read_bytes()[:65_536])] == []

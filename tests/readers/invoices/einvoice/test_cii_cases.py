"""Real invoices in CII, bare and inside PDF, give the facts that others found in them."""

import tomllib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from tests.readers.invoices.einvoice.test_ubl_cases import expected, facts

from voldaan.readers.read import read
from voldaan.readers.shapes import Invoice

HERE = Path(__file__).resolve()
SHARED = HERE.parents[4].parent / "shared/data/invoices"
CASES = tomllib.loads((HERE.parents[3] / "cases/readers_cii.toml").read_text("utf-8"))
#: No XML in it can be read: a currency that is not stated, an encoding that does not exist.
REFUSED = {
    "zugferd-corpus/ZUGFeRDv1/correct/Mustangproject/"
    "MustangGnuaccountingBeispielRE-20151008_504.pdf": "invoice.no_currency",
    "zugferd-corpus/ZUGFeRDv2/fail/Mustangproject/"
    "factur-x-invalid-xml-encoding-attribute.pdf": "xml.not_well_formed",
}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not here"),
]


def invoice_of(path: Path) -> Invoice:
    (invoice,) = read(BytesIO(path.read_bytes()), name="x").invoices
    return replace(invoice, document=None)


class TestRealInvoices:
    @pytest.mark.parametrize("case", CASES["invoice"], ids=lambda case: case["file"])
    def test_come_out_as_stated(self, case: dict[str, Any]) -> None:
        content = (SHARED / case["file"]).read_bytes()

        file = read(BytesIO(content), name="factuur")

        is_pdf = case["file"].endswith(".pdf")
        assert file.format == ("pdf:cii" if is_pdf else "cii")
        assert [facts(invoice) for invoice in file.invoices] == [expected(case)]
        assert {problem.severity for problem in file.problems} <= {"warning"}
        if is_pdf:
            document = file.invoices[0].document
            assert document is not None
            assert document.content == content

    @pytest.mark.parametrize(("path", "code"), REFUSED.items())
    def test_that_say_too_little_are_refused(self, path: str, code: str) -> None:
        file = read(BytesIO((SHARED / path).read_bytes()), name="factuur")

        assert not file.invoices
        assert code in [problem.code for problem in file.problems]

    def test_are_all_in_the_list(self) -> None:
        there = {
            str(path.relative_to(SHARED))
            for path in SHARED.rglob("*")
            if path.suffix == ".pdf"
            or (path.suffix == ".xml" and b"CrossIndustry" in path.read_bytes())
        }

        assert {case["file"] for case in CASES["invoice"]} | REFUSED.keys() == there

    def test_say_the_same_in_both_languages(self) -> None:
        pairs = [
            (path, path.with_name(path.name.replace("uncefact", "ubl")))
            for path in SHARED.rglob("*_uncefact.xml")
        ]
        both = [pair for pair in pairs if pair[1].exists()]
        assert len(both) > 10

        for one, other in both:
            cii, ubl = (
                read(BytesIO(path.read_bytes()), name="x").invoices[0] for path in (one, other)
            )
            for name in (
                *("number", "kind", "issued_on", "due_on", "currency", "payable_cents"),
                *("net_cents", "iban", "payment_reference", "credits_number"),
            ):
                assert getattr(cii, name) == getattr(ubl, name), (one.name, name)
            assert (cii.vat_cents or 0) == (ubl.vat_cents or 0), (
                one.name
            )  # some leave a nil out

    def test_say_the_same_as_cii_ubl_and_pdf(self) -> None:
        folder = SHARED / "zugferd-corpus/XML-Rechnung"
        bare = sorted((folder / "CII").glob("*.cii.xml"))
        assert len(bare) == 13

        for path in bare:
            name = path.name.removesuffix(".cii.xml")
            others = [folder / f"UBL/{name}.ubl.xml", folder / f"FX/{name}.pdf"]
            for other in filter(Path.is_file, others):
                one, two = (invoice_of(each) for each in (path, other))
                if other.name == "XRECHNUNG_Einfach.pdf":  # another day stands in it
                    two = replace(two, issued_on=one.issued_on, buyer=one.buyer)
                assert one == two, other.name

"""Every worked example beside the checkout comes out to the cent and to the day."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from voldaan.law import be, de, nl
from voldaan.law.accrual import Convention
from voldaan.law.answers import euros
from voldaan.law.nl.interest import Claim
from voldaan.money import parse

FILE = Path(__file__).resolve().parents[3] / "shared" / "law" / "examples.json"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILE.is_file(), reason="the worked examples are not here"),
]
EXAMPLES: list[dict[str, Any]] = (
    json.loads(FILE.read_text(encoding="utf-8"))["examples"] if FILE.is_file() else []
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def of(*kinds: str) -> list[Any]:
    chosen = [each for each in EXAMPLES if each["kind"] in kinds]
    return [pytest.param(each, id=each["id"]) for each in chosen]


def claim(given: dict[str, Any]) -> Claim:
    kind = {"contractual": "agreed"}.get(given["rate_type"], given["rate_type"])
    percent = Decimal(given["percent"]) if "percent" in given else None
    due = given.get("due_date")
    if due is None:
        due_on = nl.terms.last_day_to_pay(
            parties=nl.terms.Parties("business"),
            invoice=nl.terms.Invoice(day(given["invoice_received"])),
            agreed="none",
        ).day
    else:
        due_on = day(due)
    return Claim(parse(given["principal"]), kind, due_on, percent)


CASES = [each for each in EXAMPLES if each["kind"] == "interest"]
BY_DAY = [each for each in CASES if "paid_or_calc_date" in each["input"]]
BY_PERCENT = [each for each in CASES if "percent" in each["input"] and each not in BY_DAY]
ONE_CLAIM = [e for e in EXAMPLES if e["kind"] == "imputation" and "calc_date" in e["input"]]


class TestInterest:
    @pytest.mark.parametrize("example", BY_DAY, ids=lambda each: each["id"])
    def test_comes_out_by_every_day_count(self, example: dict[str, Any]) -> None:
        given, expected = example["input"], example["expected"]
        conventions: list[Convention] = ["C", "A", "B"]
        for convention in conventions:
            if f"interest_{convention}" not in expected:
                continue
            found = nl.interest.settle(
                claim(given), until=day(given["paid_or_calc_date"]), convention=convention
            )
            assert euros(found.interest.cents) == expected[f"interest_{convention}"]
            assert found.days == expected["days"]
            if convention == "C" and "base_at_end_C" in expected:
                assert euros(found.base_at_end_cents) == expected["base_at_end_C"]
                assert euros(found.total_cents) == expected["total_C"]
            if "first_interest_day" in expected:
                assert found.first_day.isoformat() == expected["first_interest_day"]

    @pytest.mark.parametrize("example", BY_PERCENT, ids=lambda each: each["id"])
    def test_comes_out_at_a_given_percentage(self, example: dict[str, Any]) -> None:
        given = example["input"]
        first = day(given.get("first_day", "2025-03-02"))
        found = nl.interest.agreed(
            principal_cents=parse(given["principal"]),
            percent=Decimal(given["percent"]),
            due_on=first - timedelta(days=1),
            until=first + timedelta(days=given["days"] - 1),
            convention="A",
        )

        assert euros(found.cents) == example["expected"]["interest"]


class TestCosts:
    @pytest.mark.parametrize("example", of("bik"))
    def test_come_out(self, example: dict[str, Any]) -> None:
        given, expected = example["input"], example["expected"]
        markup = None
        if given.get("vat_markup"):
            markup = nl.costs.ALL_FOUR
        if "uses_vat_charging_collector" in given:
            bought = given["uses_vat_charging_collector"]
            markup = nl.costs.VatMarkup(
                buys_service=bought,
                vat_is_charged=bought,
                cannot_deduct=not given["creditor_can_deduct_vat"],
                says_so=given.get("statement_in_letter", False),
            )
        found = nl.costs.costs(
            principals_cents=[parse(given["principal"])],
            debtor=given.get("debtor", "consumer"),
            default_day=date(2026, 3, 2),
            vat=markup,
        )

        assert euros(found.costs.cents) == expected.get("bik", expected.get("bik_ex_vat"))
        if "vat" in expected:
            assert euros(found.vat.cents) == expected["vat"]
            assert euros(found.total.cents) == expected["bik_incl_vat"]
        if "due_from" in expected:
            due = nl.costs.due_from(due_on=day(given["due_date"]))
            assert due.day.isoformat() == expected["due_from"]


class TestImputation:
    @pytest.mark.parametrize("example", ONE_CLAIM, ids=lambda each: each["id"])
    def test_settles_one_claim(self, example: dict[str, Any]) -> None:
        given, expected = example["input"], example["expected"]
        found = nl.interest.settle(
            claim(given),
            until=day(given["calc_date"]),
            payments=[(day(on), parse(cents)) for on, cents in given["payments"]],
            costs=[(day(on), parse(cents)) for on, cents in given["costs"]],
        )

        assert euros(found.open_costs_cents) == expected["open_costs"]
        assert euros(found.open_interest_cents) == expected["open_interest"]
        assert euros(found.open_principal_cents) == expected["open_principal"]
        assert euros(found.total_cents) == expected["open_total"]
        assert [[euros(part) for part in each.paid] for each in found.payments] == [
            [each[name] for name in ("costs", "interest", "principal", "overpaid")]
            for each in expected["allocations"]
        ]

    def test_pays_the_most_onerous_debt_that_is_due(self) -> None:
        example = next(each for each in EXAMPLES if each["id"] == "D-IMP-08")
        paid_on = day(example["input"]["payment"]["date"])
        debts = [
            nl.imputation.Debt(
                each["no"],
                parse(each["open"]),
                day(each["due_date"]),
                nl.imputation.percent_on(paid_on, each["rate_type"]),
            )
            for each in example["input"]["invoices"]
        ]
        found = nl.imputation.across(debts, payment_cents=100_000, paid_on=paid_on)

        assert [part.key for part in found.parts] == example["expected"]["order"]
        assert [part.cents for part in found.parts] == [90_000, 10_000]


class TestDays:
    @pytest.mark.parametrize(
        "example",
        [e for e in EXAMPLES if e["kind"] == "deadline14" and "posted" in e["input"]],
        ids=lambda each: each["id"],
    )
    def test_of_a_letter_come_out(self, example: dict[str, Any]) -> None:
        given, expected = example["input"], example["expected"]
        found = nl.letter.term(posted_on=day(given["posted"]), channel=given["channel"])

        assert found.delivered_on.isoformat() == expected["presumed_delivery"]
        assert found.term_first_day.isoformat() == expected["term_first_day"]
        assert found.term_last_day.isoformat() == expected["term_last_day"]
        assert found.costs_due_from.isoformat() == expected["costs_due_from_strict"]
        assert (
            found.safe_last_day.isoformat() == expected["safe_last_day_with_weekend_extension"]
        )
        assert found.safe_costs_due_from.isoformat() == expected["costs_due_from_safe"]

    @pytest.mark.parametrize("example", of("limitation"))
    def test_of_limitation_come_out(self, example: dict[str, Any]) -> None:
        given, expected = example["input"], example["expected"]
        kinds = {1: "transport", 2: "consumer-sale", 5: "contract"}
        found = nl.limitation.last_safe_day(
            due_on=day(given["opeisbaar_or_receipt"]), claim=kinds[given["years"]]
        )

        assert found.day.isoformat() == expected["last_safe_day"]
        barred = found.steps[-1].day
        assert barred is not None
        assert barred.isoformat() == expected["barred_from"]

    @pytest.mark.parametrize("example", of("reclame"))
    def test_of_reclamation_come_out(self, example: dict[str, Any]) -> None:
        given, expected = example["input"], example["expected"]
        found = nl.levers.reclamation_last_day(
            price_due_on=day(given["price_due"]), stored_on=day(given["goods_received"])
        )

        assert [step.day and step.day.isoformat() for step in found.steps] == [
            expected["six_weeks_end"],
            expected["sixty_days_end"],
            expected["last_day"],
        ]


class TestVat:
    @pytest.mark.parametrize(
        "example",
        [e for e in EXAMPLES if e["kind"] == "vat_refund" and "due_date" in e["input"]],
        ids=lambda each: each["id"],
    )
    def test_comes_back(self, example: dict[str, Any]) -> None:
        given, expected = example["input"], example["expected"]
        found = nl.vat.refund(
            due_on=day(given["due_date"]),
            unpaid_cents=parse(given["unpaid_incl_vat"]),
            percent=Decimal(given["vat_percent"]),
            filing=given["return_period"],
        )

        assert found.right_arises_on == day(expected["deemed_uncollectible_on"])
        assert found.period == expected["return_period"]
        assert found.file_by == day(expected["file_and_pay_by"])
        assert euros(found.refund.cents) == expected["vat_refund"]

    @pytest.mark.parametrize(
        "example",
        [e for e in EXAMPLES if e["kind"] == "vat_refund" and "paid_later" in e["input"]],
        ids=lambda each: each["id"],
    )
    def test_is_owed_again(self, example: dict[str, Any]) -> None:
        given, expected = example["input"], example["expected"]
        found, period = nl.vat.paid_later(
            paid_cents=parse(given["paid_later"]),
            percent=Decimal(given["vat_percent"]),
            received_on=day(given["received"]),
            filing=given["return_period"],
        )

        assert euros(found.cents) == expected["vat_due_again"]
        assert period == expected["return_period"]

    def test_of_before_the_rule_came_back_in_2018(self) -> None:
        found = nl.vat.refund(
            due_on=date(2016, 8, 31), unpaid_cents=121_00, percent=Decimal(21)
        )

        assert (found.right_arises_on, found.period) == (date(2018, 1, 1), "2018-Q1")


class TestCourt:
    @pytest.mark.parametrize("example", of("court_costs"))
    def test_costs_come_out(self, example: dict[str, Any]) -> None:
        given, expected = example["input"], example["expected"]
        found = nl.court.costs(
            claim_cents=parse(given["claim"]),
            creditor=given["creditor_type"],
            year=given["year"],
            agent=given["points"] > 0,
            points=given["points"],
        )

        assert euros(found.court_fee.cents) == expected["griffierecht"]
        assert euros(found.summons.cents) == expected["exploot_dagvaarding"]
        assert euros(found.total.cents) == expected["total"]
        if "salaris_2_points" in expected:
            assert euros(found.agent.cents) == expected["salaris_2_points"]
            assert euros(found.aftercare.cents) == expected["nakosten_half_point_max_144"]

    @pytest.mark.parametrize("example", of("griffierecht"))
    def test_fee_follows_the_creditor(self, example: dict[str, Any]) -> None:
        given, expected = example["input"], example["expected"]
        columns = {"legal": "legal", "natural": "natural", "low-income": "onvermogend"}
        for creditor, column in columns.items():
            fee = nl.court.fee(
                claim_cents=parse(given["claim"]),
                creditor=creditor,  # type: ignore[arg-type]  # one of the three
                year=given["year"],
            )
            assert euros(fee.cents) == f"{expected[column]}.00"

    @pytest.mark.parametrize("example", of("court_limit"))
    def test_limit_includes_interest(self, example: dict[str, Any]) -> None:
        given = example["input"]
        found = nl.court.competence(
            principal_cents=parse(given["principal"]),
            interest_cents=parse(given["interest_until_summons"]),
            on=date(2026, 11, 21),
        )

        assert not found.holds
        assert found.steps[0].cents == parse(example["expected"]["total"])


class TestNeighbours:
    @pytest.mark.parametrize(
        "example",
        [e for e in EXAMPLES if e["kind"] == "belgium_b2c" and "balance" in e["input"]],
        ids=lambda each: each["id"],
    )
    def test_of_belgium_come_out(self, example: dict[str, Any]) -> None:
        found = be.consumers.most_damages(
            balance_cents=parse(example["input"]["balance"]), on=date(2026, 3, 2)
        )

        assert euros(found.cents) == example["expected"]["max_damages"]

    def test_of_germany_come_out(self) -> None:
        found = de.interest.settle(
            principal_cents=10_000_00,
            debtor="business",
            due_on=date(2025, 12, 31),
            until=date(2026, 4, 2),
        )

        assert (found.days, found.interest.cents) == (92, 258_86)
        assert de.interest.lump_sum(debtor="business", on=date(2026, 3, 2)).cents == 40_00

"""Outside help, own levers, prevention, contact: conclusions and estimates."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from voldaan.law.answers import Impossible
from voldaan.law.nl import contact, imputation, levers, prevention, stops
from voldaan.law.nl.contact import Collecting
from voldaan.law.nl.imputation import Debt
from voldaan.law.nl.levers import Facts
from voldaan.law.nl.prevention import Clause, HandedOver

DAY = date(2026, 11, 27)


class TestImputation:
    A = Debt("A", 900_00, date(2026, 2, 28), Decimal(4))
    B = Debt("B", 900_00, date(2026, 4, 30), Decimal("10.15"))
    C = Debt("C", 900_00, date(2026, 9, 30), Decimal("10.15"))

    def paid(
        self, cents: int, *named: str, debts: tuple[Debt, ...] = ()
    ) -> list[tuple[str, int]]:
        found = imputation.across(
            debts or (self.A, self.B, self.C),
            payment_cents=cents,
            paid_on=date(2026, 6, 10),
            designated=named,
        )
        return [(part.key, part.cents) for part in found.parts]

    def test_goes_first_where_the_client_said(self) -> None:
        assert self.paid(1_000_00, "C") == [("C", 900_00), ("B", 100_00)]

    def test_reaches_what_is_not_due_last(self) -> None:
        assert self.paid(2_000_00) == [("B", 900_00), ("A", 900_00), ("C", 200_00)]

    def test_tells_what_is_left(self) -> None:
        found = imputation.across([self.A], payment_cents=1_000_00, paid_on=DAY)

        assert found.left_cents == 100_00

    def test_is_in_proportion_between_equals(self) -> None:
        large = replace(self.A, key="L", open_cents=130_000_00)
        small = replace(self.A, key="S", open_cents=5_000_00)

        assert self.paid(6_000_00, debts=(large, small)) == [("L", 5_777_78), ("S", 222_22)]
        assert self.paid(6_000_00, debts=(small, large)) == [("S", 222_22), ("L", 5_777_78)]
        assert self.paid(1, debts=(large, small)) == [("L", 1)]

    def test_inside_a_debt_takes_costs_then_interest_then_principal(self) -> None:
        found = imputation.inside(
            payment_cents=2_000_00,
            costs_cents=875_00,
            interest_cents=600_00,
            principal_cents=5_000_00,
        )

        assert found.paid == (875_00, 600_00, 525_00, 0)
        assert found.open_principal_cents == 4_475_00

    @pytest.mark.parametrize("named", [("X",), ("A", "A")])
    def test_refuses_a_debt_that_is_not_there(self, named: tuple[str, ...]) -> None:
        with pytest.raises(Impossible):
            self.paid(1, *named)

    def test_refuses_two_of_one_number(self) -> None:
        with pytest.raises(Impossible):
            self.paid(1, debts=(self.A, self.A))


class TestStops:
    @pytest.mark.parametrize(
        ("procedure", "interest_stops", "ends", "latest"),
        [
            ("bankruptcy", True, date(2026, 5, 2), date(2026, 7, 2)),
            ("suspension", False, date(2026, 5, 2), date(2026, 7, 2)),
            ("whoa", False, date(2026, 7, 2), date(2026, 11, 2)),
            ("wsnp", True, date(2027, 9, 2), date(2027, 9, 2)),
            ("msnp", False, date(2027, 9, 2), date(2027, 9, 2)),
            ("moratorium", False, None, date(2026, 9, 2)),
            ("guardianship", False, None, None),
        ],
    )
    def test_say_what_must_stop_and_until_when(
        self,
        procedure: stops.Procedure,
        interest_stops: bool,
        ends: date | None,
        latest: date | None,
    ) -> None:
        found = stops.effect(procedure, began_on=date(2026, 3, 2))

        assert found.messages_stop
        assert found.interest_stops == interest_stops
        assert (found.ends_on, found.latest_end) == (ends, latest)
        assert found.must_stop
        assert found.may_do
        assert all(step.cites for step in (*found.must_stop, *found.may_do))

    def test_of_the_wsnp_lasted_three_years_before(self) -> None:
        found = stops.effect("wsnp", began_on=date(2023, 6, 30))

        assert found.ends_on == date(2026, 6, 30)


class TestLevers:
    @pytest.mark.parametrize("lever", list(levers._CONDITIONS))
    def test_need_each_of_their_conditions(self, lever: levers.Lever) -> None:
        needed, _, _ = levers._CONDITIONS[lever]
        everything = Facts(**dict.fromkeys(needed, True))

        assert levers.check(lever, everything).holds
        for name in needed:
            found = levers.check(lever, replace(everything, **{name: False}))
            assert not found.holds
            assert [step.label.code for step in found.steps] == [f"law.lever.needs_{name}"]


class TestPrevention:
    def half(
        self, subject: prevention.Subject, debtor: prevention.Debtor = "consumer"
    ) -> int | None:
        found, steps = prevention.prepayment(
            price_cents=999_99, debtor=debtor, subject=subject, in_general_terms=True, on=DAY
        )
        assert steps
        return found.cents if found else None

    def test_bounds_prepayment_of_goods_for_consumers(self) -> None:
        assert self.half("goods") == 499_99
        assert self.half("made-to-order") == 499_99
        assert self.half("services") is None
        assert self.half("goods", "business") is None

    def test_allows_more_only_when_agreed_apart(self) -> None:
        _, steps = prevention.prepayment(
            price_cents=1, debtor="consumer", subject="goods", in_general_terms=False, on=DAY
        )

        assert steps[-1].label.code == "law.prepayment.individually"

    GIVEN = HandedOver(before_or_at_signing=True, by="paper")

    @pytest.mark.parametrize(
        ("change", "codes"),
        [
            ({}, ["bind"]),
            ({"before_or_at_signing": False}, ["too_late"]),
            ({"by": "reference-only"}, ["reference_only"]),
            ({"by": "electronic"}, ["not_storable", "no_consent"]),
            ({"by": "electronic", "storable": True, "contract_was_electronic": True}, ["bind"]),
            ({"by": "electronic", "storable": True, "consent_to_electronic": True}, ["bind"]),
            ({"by": "reference-only", "client_staff": 50}, ["large_client"]),
            ({"by": "reference-only", "client_publishes_accounts": True}, ["large_client"]),
        ],
    )
    def test_says_whether_general_terms_bind(
        self, change: dict[str, object], codes: list[str]
    ) -> None:
        found = prevention.terms_handed_over(replace(self.GIVEN, **change), on=DAY)  # type: ignore[arg-type]

        assert [step.label.code for step in found.steps] == [f"law.terms.{c}" for c in codes]
        assert found.holds == (codes in (["bind"], ["large_client"]))

    def fee(
        self, cents: int, *, agreed: bool = True, debtor: prevention.Debtor = "consumer"
    ) -> bool:
        return prevention.no_show_fee(
            fee_cents=cents, price_cents=60_00, agreed_before=agreed, debtor=debtor
        ).holds

    def test_allows_a_no_show_fee_that_was_agreed_and_is_reasonable(self) -> None:
        assert self.fee(60_00)
        assert not self.fee(60_01)
        assert self.fee(60_01, debtor="business")
        assert not self.fee(10_00, agreed=False)

    def clause(self, **change: object) -> tuple[list[str], int]:
        found, lost = prevention.check_clause(
            Clause(**change),  # type: ignore[arg-type]
            debtor="consumer",
            principal_cents=1_000_00,
            day=DAY,
        )
        return [step.label.code.removeprefix("law.clause.") for step in found.steps], lost

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"interest_percent_per_year": Decimal(24)}, "interest_above"),
            ({"costs_percent": Decimal("15.01")}, "costs_above"),
            ({"costs_minimum_cents": 100_00}, "minimum_above"),
            ({"reminder_fee_cents": 7_50}, "reminder_fee"),
        ],
    )
    def test_warns_that_a_greedy_clause_loses_all(
        self, change: dict[str, object], code: str
    ) -> None:
        codes, lost = self.clause(**change)

        assert codes == [code, "lost"]
        assert lost == 150_00 + 40_00  # the scale, and a year at 4%

    def test_warns_that_a_flat_percentage_is_above_the_scale_for_a_large_sum(self) -> None:
        found, _ = prevention.check_clause(
            Clause(costs_percent=Decimal(15)),
            debtor="consumer",
            principal_cents=3_000_00,
            day=DAY,
        )

        assert not found.holds

    def test_takes_a_clause_that_repeats_the_law(self) -> None:
        assert self.clause(
            interest_percent_per_year=Decimal(4),
            costs_percent=Decimal(15),
            costs_minimum_cents=40_00,
        ) == (["repeats_law"], 0)

    def test_lets_businesses_agree_what_they_want(self) -> None:
        found, lost = prevention.check_clause(
            Clause(Decimal(24)), debtor="business", principal_cents=1, day=DAY
        )

        assert (found.holds, lost) == (True, 0)

    @pytest.mark.parametrize("percent", ["-1", "NaN"])
    def test_refuses_a_percentage_that_cannot_be(self, percent: str) -> None:
        with pytest.raises(Impossible):
            self.clause(interest_percent_per_year=Decimal(percent))


class TestContact:
    @pytest.mark.parametrize(
        ("moment", "code"),
        [
            (datetime(2026, 11, 27, 7, 0), "allowed"),  # noqa: DTZ001 - local time
            (datetime(2026, 11, 27, 6, 59), "hours"),  # noqa: DTZ001
            (datetime(2026, 11, 27, 19, 59), "allowed"),  # noqa: DTZ001
            (datetime(2026, 11, 27, 20, 0), "hours"),  # noqa: DTZ001
            (datetime(2026, 11, 28, 12, 0), "allowed"),  # noqa: DTZ001 - a Saturday
            (datetime(2026, 11, 29, 12, 0), "sunday"),  # noqa: DTZ001
            (datetime(2026, 5, 5, 12, 0), "holiday"),  # noqa: DTZ001
        ],
    )
    def test_is_allowed_by_day_and_hour(self, moment: datetime, code: str) -> None:
        found = contact.may_contact(moment)

        assert found.steps[0].label.code == f"law.contact.{code}"
        assert found.holds == (code == "allowed")

    GUARDED = Collecting(debtor_is_natural_person=True, own_claim=False, is_professional=True)

    @pytest.mark.parametrize(
        ("change", "answer"),
        [
            ({}, "refuse"),
            ({"owner_sends": True}, "prepare-only"),
            ({"own_claim": True}, "yes"),
            ({"is_professional": False}, "yes"),
            ({"debtor_is_natural_person": False}, "yes"),
            ({"is_registered": True}, "yes"),
            ({"is_exempt": True}, "yes"),
        ],
    )
    def test_for_others_needs_a_registration(
        self, change: dict[str, bool], answer: str
    ) -> None:
        found, step = contact.may_collect(replace(self.GUARDED, **change), on=DAY)

        assert found == answer
        assert step.cites.startswith("Wki")

    def test_for_others_was_free_before_the_law(self) -> None:
        assert contact.may_collect(self.GUARDED, on=date(2024, 3, 31))[0] == "yes"

    @pytest.mark.parametrize(
        ("kind", "year"), [("tax-records", 2033), ("real-estate", 2035), ("agency-file", 2028)]
    )
    def test_keeps_things_for_years(self, kind: contact.Kept, year: int) -> None:
        assert contact.keep_until(kind, year_end=date(2026, 12, 31)).day == date(year, 12, 31)

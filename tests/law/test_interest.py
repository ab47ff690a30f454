from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.law import accrual, nl
from voldaan.law.accrual import Rates
from voldaan.law.answers import Impossible, NotForLetters
from voldaan.law.nl.interest import Claim, settle
from voldaan.law.nl.tables import shipped
from voldaan.law.tables.shapes import NotCovered

DUE = date(2026, 3, 31)
days_of_due = st.dates(date(2003, 1, 1), date(2026, 6, 30))
amounts = st.integers(1, 10_000_000)


def reason_of(error: pytest.ExceptionInfo[Impossible]) -> str:
    return error.value.reason.code


class TestFirstAndLastDay:
    def test_are_the_day_after_due_and_the_day_of_payment(self) -> None:
        found = settle(Claim(1210_00, "commercial", DUE), until=date(2026, 4, 1))

        assert (found.first_day, found.last_day, found.days) == (
            date(2026, 4, 1),
            date(2026, 4, 1),
            1,
        )
        assert found.interest.cents == 34  # 1210 x 10.15% / 365 = 0.3365

    def test_make_no_interest_on_the_due_day_itself(self) -> None:
        found = settle(Claim(1210_00, "commercial", DUE), until=DUE)

        assert (found.interest.cents, found.days, len(found.interest.steps)) == (0, 0, 1)

    def test_count_thirty_days_after_receipt_without_a_term(self) -> None:
        last = nl.terms.last_day_to_pay(
            parties=nl.terms.Parties("business"),
            invoice=nl.terms.Invoice(date(2026, 1, 20)),
            agreed="none",
        )
        found = settle(Claim(4000_00, "commercial", last.day), until=date(2026, 3, 31))

        assert (last.day, found.days, found.interest.cents) == (date(2026, 2, 19), 40, 44_49)


class TestRateChanges:
    def test_count_from_their_own_first_day(self) -> None:
        # 30 June 2026 at 10.15%, 1 July at 10.40%: one day each.
        found = settle(
            Claim(36_500_00, "commercial", date(2026, 6, 29)), until=date(2026, 7, 1)
        )

        assert found.interest.cents == 10_15 + 10_40

    def test_are_refused_before_the_first_known_rate(self) -> None:
        with pytest.raises(NotCovered) as early:
            nl.interest.commercial(
                principal_cents=1, due_on=date(2002, 6, 30), until=date(2003, 1, 1)
            )
        assert early.value.first_day == date(2002, 12, 1)

    def test_make_a_result_provisional_that_nobody_looked_up(self) -> None:
        told = nl.interest.statutory(principal_cents=1, due_on=DUE, until=date(2026, 12, 31))
        untold = nl.interest.statutory(principal_cents=1, due_on=DUE, until=date(2027, 1, 1))

        assert (told.provisional, untold.provisional) == (False, True)
        told.check_for_letter()
        with pytest.raises(NotForLetters):
            untold.check_for_letter()

    def test_say_what_is_not_certain_about_old_claims(self) -> None:
        old = nl.interest.statutory(
            principal_cents=100_00, due_on=date(1990, 5, 1), until=date(1995, 5, 1)
        )
        trade = nl.interest.commercial(
            principal_cents=100_00, due_on=date(2012, 5, 1), until=date(2014, 5, 1)
        )

        assert [doubt.code for doubt in old.doubts] == ["law.doubt.compounding_before_1992"]
        assert [doubt.code for doubt in trade.doubts] == ["law.doubt.margin_before_2013"]

    def test_compound_only_since_1992(self) -> None:
        before = settle(Claim(100_00, "statutory", date(1985, 1, 1)), until=date(1989, 1, 1))

        assert before.base_at_end_cents == 100_00

    def test_carry_the_doubt_of_a_figure_from_a_doubtful_source(self) -> None:
        doubtful = nl.court.costs(claim_cents=400_00, creditor="natural", year=2025)

        assert "law.doubt.figure" in [doubt.code for doubt in doubtful.total.doubts]

    def test_carry_the_doubt_of_a_rate_only_where_it_counts(self) -> None:
        rates = shipped().statutory_interest
        doubtful = replace(rates.entries[-1], mark="OK")
        tables = replace(
            shipped(),
            statutory_interest=replace(rates, entries=(*rates.entries[:-1], doubtful)),
        )

        def doubts(until: date) -> int:
            claim = Claim(100_00, "statutory", date(2025, 10, 1))
            return len(settle(claim, until=until, tables=tables).interest.doubts)

        assert doubts(date(2025, 10, 1)) == 0
        assert doubts(date(2025, 12, 31)) == 0
        assert doubts(date(2026, 1, 1)) == 1


class TestAgreedInterest:
    def test_is_simple_unless_compounding_was_agreed(self) -> None:
        given = {
            "principal_cents": 1000_00,
            "percent": Decimal(10),
            "due_on": date(2020, 12, 31),
            "until": date(2023, 12, 31),
        }

        simple = nl.interest.agreed(**given)  # type: ignore[arg-type]
        compound = nl.interest.agreed(**given, compound=True)  # type: ignore[arg-type]

        assert (simple.cents, compound.cents) == (300_00, 331_00)

    def test_needs_its_percentage(self) -> None:
        with pytest.raises(Impossible) as error:
            settle(Claim(1, "agreed", DUE), until=DUE)
        assert reason_of(error) == "law.impossible.percent_missing"

    @pytest.mark.parametrize(
        "percent", ["-1", "NaN", "Infinity", "1.00001", "1001", "1e-999999"]
    )
    def test_refuses_a_percentage_that_cannot_be(self, percent: str) -> None:
        with pytest.raises(Impossible) as error:
            nl.interest.agreed(
                principal_cents=1, percent=Decimal(percent), due_on=DUE, until=DUE
            )
        assert reason_of(error) == "law.impossible.percent"


class TestRefusals:
    def test_say_what_cannot_be(self) -> None:
        claim = Claim(100_00, "commercial", DUE)
        for wrong, code in (
            ({"until": DUE - timedelta(days=1)}, "before_due"),
            ({"until": date(2200, 1, 1)}, "too_long"),
            ({"until": date.max}, "too_long"),
            ({"until": DUE, "payments": [(date(2026, 4, 1), 1)]}, "paid_later"),
            ({"until": DUE, "payments": [(DUE, -1)]}, "negative"),
            ({"until": DUE, "costs": [(DUE, -1)]}, "negative"),
        ):
            with pytest.raises(Impossible) as error:
                settle(claim, **wrong)  # type: ignore[arg-type]
            assert reason_of(error) == f"law.impossible.{code}"

    def test_cover_a_negative_principal(self) -> None:
        with pytest.raises(Impossible):
            settle(Claim(-1, "commercial", DUE), until=DUE)


class TestPayments:
    def test_before_the_due_day_lower_the_principal(self) -> None:
        found = settle(
            Claim(1000_00, "commercial", DUE), until=DUE, payments=[(date(2026, 3, 1), 400_00)]
        )

        assert (found.open_principal_cents, found.interest.cents) == (600_00, 0)

    def test_on_one_day_are_one(self) -> None:
        twice = [(date(2026, 5, 1), 100_00), (date(2026, 5, 1), 50_00)]
        found = settle(
            Claim(1000_00, "commercial", DUE), until=date(2026, 6, 1), payments=twice
        )

        assert [each.amount_cents for each in found.payments] == [150_00]

    def test_of_nothing_round_nothing(self) -> None:
        claim, until = Claim(1234_56, "commercial", DUE), date(2026, 12, 31)
        nothing = [(date(2026, 4, day), 0) for day in range(1, 30)]

        plain, cut = settle(claim, until=until), settle(claim, until=until, payments=nothing)

        assert cut.interest == plain.interest

    def test_shortly_before_an_anniversary_do_not_skip_it(self) -> None:
        due = date(2024, 12, 31)
        found = settle(
            Claim(10_000_00, "commercial", due),
            until=date(2026, 6, 30),
            payments=[(date(2025, 12, 30), 1_00)],
        )
        # 1061.81 by 30 December, one euro paid; 2.78 for the last day; then it compounds.
        assert found.base_at_end_cents == 10_000_00 + 1_061_81 - 1_00 + 2_78

    def test_leave_costs_alone_that_are_not_due_yet(self) -> None:
        found = settle(
            Claim(1000_00, "statutory", date(2026, 1, 31)),
            until=date(2026, 3, 10),
            payments=[(date(2026, 3, 10), 600_00)],
            costs=[(date(2026, 3, 11), 150_00)],
        )

        assert found.payments[0].paid.costs == 0
        assert (found.open_costs_cents, found.open_principal_cents) == (0, 404_16)

    def test_too_much_are_told(self) -> None:
        found = settle(
            Claim(100_00, "commercial", DUE),
            until=date(2026, 5, 1),
            payments=[(date(2026, 4, 1), 200_00)],
        )

        assert (found.total_cents, found.overpaid_cents) == (0, 99_97)
        assert found.per_day.cents == 0


class TestSteps:
    def test_let_anybody_check_the_amount_by_hand(self) -> None:
        found = nl.interest.statutory(
            principal_cents=850_00, due_on=date(2025, 11, 14), until=date(2026, 2, 20)
        )

        assert [step.figures for step in found.steps] == [
            "850.00 × 6% × 47/365 = 6.5671…",
            "850.00 × 4% × 51/365 = 4.7506…",
            "6.5671… + 4.7506…",
            "",
        ]
        assert [step.cents for step in found.steps] == [None, None, 11_32, 11_32]

    def test_add_up_to_the_amount(self) -> None:
        found = settle(
            Claim(8000_00, "commercial", date(2022, 2, 28)),
            until=date(2026, 11, 21),
            payments=[(date(2023, 6, 30), 2500_00)],
        )
        rounded = [
            step.cents
            for step in found.interest.steps
            if step.label.code == "law.interest.rounded"
        ]

        assert sum(cents or 0 for cents in rounded) == found.interest.cents

    def test_give_the_next_day(self) -> None:
        found = settle(Claim(36_500_00, "statutory", date(2026, 1, 31)), until=date(2026, 3, 2))

        assert found.per_day.cents == 4_00
        assert found.per_day.steps[0].figures == "36500.00 × 4% × 1/365 = 4.00"


class TestSeveral:
    def test_are_each_computed_by_themselves(self) -> None:
        claims = [
            Claim(100_00, "commercial", DUE),
            Claim(900_00, "statutory", date(2026, 1, 1)),
        ]
        until = date(2026, 10, 14)

        found = nl.interest.together(claims, until=until)

        assert found.cents == sum(settle(each, until=until).interest.cents for each in claims)

    @given(st.lists(st.tuples(amounts, days_of_due), max_size=20))
    def test_in_columns_are_the_same_kernel(self, claims: list[tuple[int, date]]) -> None:
        until = date(2026, 11, 27)
        found = nl.interest.columns(
            principal_cents=[cents for cents, _ in claims],
            due_on=[day for _, day in claims],
            until=until,
            kind="statutory",
        )

        assert found == [
            settle(Claim(cents, "statutory", day), until=until).interest.cents
            for cents, day in claims
        ]


class TestProperties:
    @given(st.tuples(amounts, days_of_due), st.integers(0, 900), st.integers(1, 60), st.data())
    def test_paying_earlier_never_costs_more(
        self, given: tuple[int, date], length: int, earlier: int, data: st.DataObject
    ) -> None:
        cents, due_on = given
        until = min(due_on + timedelta(days=length + 61), date(2026, 12, 31))
        late = due_on + timedelta(days=min(61, (until - due_on).days))
        early = late - timedelta(days=earlier)
        paid = data.draw(st.integers(1, cents))
        claim = Claim(cents, "commercial", due_on)

        first = settle(claim, until=until, payments=[(early, paid)])
        second = settle(claim, until=until, payments=[(late, paid)])

        # Each rounds at the payment, at each year and at the end: half a cent at most.
        roundings = len({early, late}) + 2 * (until.year - due_on.year + 1)
        assert first.total_cents <= second.total_cents + (roundings + 1) // 2

    @given(amounts, days_of_due, st.integers(0, 300), st.integers(0, 300))
    def test_a_period_in_two_is_the_period_but_for_one_rounding(
        self, cents: int, due_on: date, first: int, second: int
    ) -> None:
        rates = Rates("flat", (date.min,), (60_000,))
        until = due_on + timedelta(days=first + second)
        middle = due_on + timedelta(days=first)
        whole = accrual.cuts(rates, due_on=due_on, until=until, compounds_from=None)
        parts = accrual.cuts(
            rates, due_on=due_on, until=until, compounds_from=None, payments=[(middle, 0)]
        )

        assert sum(cut.weight for cut in whole) == sum(cut.weight for cut in parts)
        difference = (
            accrual.settle(cents, whole).interest_cents
            - accrual.settle(cents, parts).interest_cents
        )
        assert abs(difference) <= 1

    @given(amounts, days_of_due, st.integers(0, 2_000))
    def test_the_default_day_count_never_asks_more_than_365(
        self, cents: int, due_on: date, length: int
    ) -> None:
        until = min(due_on + timedelta(days=length), date(2026, 12, 31))
        claim = Claim(cents, "commercial", due_on)

        assert (
            settle(claim, until=until).interest.cents
            <= settle(claim, until=until, convention="A").interest.cents
        )

    @given(days_of_due)
    def test_a_whole_year_gives_exactly_the_yearly_rate(self, due_on: date) -> None:
        found = nl.interest.agreed(
            principal_cents=100_00,
            percent=Decimal(7),
            due_on=due_on,
            until=accrual.anniversary(due_on, 1),
        )

        assert found.cents == 7_00

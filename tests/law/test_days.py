"""Limitation, VAT, terms and default: answers that are days."""

from datetime import date
from decimal import Decimal

import pytest

from voldaan.law import calendar
from voldaan.law.answers import Impossible, euros
from voldaan.law.nl import default, limitation, terms, vat
from voldaan.law.nl.default import Facts
from voldaan.law.nl.terms import Invoice, Parties


class TestLimitation:
    @pytest.mark.parametrize(
        ("claim", "last"),
        [
            ("contract", date(2031, 3, 31)),
            ("rent", date(2031, 3, 31)),
            ("damages", date(2031, 3, 31)),
            ("consumer-sale", date(2028, 3, 31)),
            ("transport", date(2027, 3, 31)),
            ("forwarding", date(2026, 12, 31)),
            ("judgment", date(2046, 3, 31)),
            ("judgment-periodic", date(2031, 3, 31)),
        ],
    )
    def test_has_a_term_by_kind_of_claim(self, claim: limitation.Claim, last: date) -> None:
        found = limitation.last_safe_day(due_on=date(2026, 3, 31), claim=claim)

        assert found.day == last

    def test_of_29_february_ends_on_the_28th(self) -> None:
        found = limitation.last_safe_day(due_on=date(2024, 2, 29), claim="consumer-sale")

        assert found.day == date(2026, 2, 28)

    def test_begins_again_after_each_interruption(self) -> None:
        found = limitation.last_safe_day(
            due_on=date(2020, 3, 31),
            claim="contract",
            interrupted_on=[date(2028, 6, 1), date(2024, 6, 1)],
        )

        assert found.day == date(2033, 6, 1)
        assert [step.day for step in found.steps][:3] == [
            date(2025, 3, 31),
            date(2029, 6, 1),
            date(2033, 6, 1),
        ]

    def test_is_not_interrupted_too_late(self) -> None:
        found = limitation.last_safe_day(
            due_on=date(2020, 3, 31), claim="contract", interrupted_on=[date(2025, 4, 1)]
        )

        assert found.day == date(2025, 3, 31)
        assert found.steps[1].label.code == "law.limitation.too_late"

    def test_of_a_judgment_is_never_shortened(self) -> None:
        found = limitation.last_safe_day(
            due_on=date(2020, 3, 31), claim="judgment", interrupted_on=[date(2026, 1, 1)]
        )

        assert found.day == date(2040, 3, 31)
        assert found.steps[1].label.code == "law.limitation.kept"

    def test_of_forwarding_begins_again_for_nine_months(self) -> None:
        found = limitation.last_safe_day(
            due_on=date(2026, 1, 31), claim="forwarding", interrupted_on=[date(2026, 5, 31)]
        )

        assert found.day == date(2027, 2, 28)

    @pytest.mark.parametrize(
        ("event", "last"),
        [(date(2010, 1, 1), date(2030, 1, 1)), (date(2025, 1, 1), date(2031, 3, 31))],
    )
    def test_of_damages_ends_twenty_years_after_the_event(
        self, event: date, last: date
    ) -> None:
        found = limitation.last_safe_day(
            due_on=date(2026, 3, 31), claim="damages", event_on=event
        )

        assert found.day == last

    def test_warns_of_what_is_near_or_past(self) -> None:
        days = [
            ("later", date(2027, 6, 1)),
            ("near", date(2027, 1, 31)),
            ("past", date(2026, 1, 1)),
        ]
        found = limitation.warnings(days, day=date(2026, 11, 27))

        assert [(each.key, each.days_left) for each in found] == [("past", -330), ("near", 65)]

    @pytest.mark.parametrize(
        ("due_on", "interrupted"),
        [(date(2026, 3, 31), date(2026, 3, 30)), (date(9996, 1, 1), date(9996, 1, 1))],
    )
    def test_refuses_days_that_cannot_be(self, due_on: date, interrupted: date) -> None:
        with pytest.raises(Impossible):
            limitation.last_safe_day(
                due_on=due_on, claim="contract", interrupted_on=[interrupted]
            )


class TestVat:
    def refund(self, due_on: date, filing: vat.Filing = "quarter") -> vat.Refund:
        return vat.refund(
            due_on=due_on, unpaid_cents=121_00, percent=Decimal(21), filing=filing
        )

    @pytest.mark.parametrize(
        ("filing", "period", "file_by"),
        [
            ("month", "2026-09", date(2026, 10, 31)),
            ("quarter", "2026-Q3", date(2026, 10, 31)),
            ("year", "2026", date(2027, 3, 31)),
        ],
    )
    def test_comes_back_a_year_after_the_due_day(
        self, filing: vat.Filing, period: str, file_by: date
    ) -> None:
        found = self.refund(date(2025, 8, 31), filing)

        assert (found.right_arises_on, found.period, found.file_by) == (
            date(2026, 9, 1),
            period,
            file_by,
        )
        assert found.refund.cents == 21_00

    def test_warns_at_the_edge_of_a_period(self) -> None:
        edge = self.refund(date(2025, 3, 31))
        inside = self.refund(date(2025, 3, 30))

        assert (edge.period, edge.right_arises_on) == ("2026-Q2", date(2026, 4, 1))
        assert [doubt.code for doubt in edge.refund.doubts] == ["law.doubt.vat_edge"]
        assert inside.refund.doubts == ()

    def test_comes_back_earlier_when_it_is_certain(self) -> None:
        found = vat.refund(
            due_on=date(2026, 3, 31),
            unpaid_cents=109_00,
            percent=Decimal(9),
            certain_on=date(2026, 6, 15),
        )

        assert (found.right_arises_on, found.period, found.refund.cents) == (
            date(2026, 6, 15),
            "2026-Q2",
            9_00,
        )

    @pytest.mark.parametrize("scheme", ["kor", "cash", "reverse"])
    def test_never_comes_back_to_who_paid_none(self, scheme: vat.Scheme) -> None:
        found = vat.refund(
            due_on=date(2025, 3, 31), unpaid_cents=121_00, percent=Decimal(21), scheme=scheme
        )

        assert (found.refund.cents, found.right_arises_on, found.period) == (0, None, None)
        assert found.refund.steps[0].label.code == f"law.vat.{scheme}"

    def test_counts_thirty_days_where_no_term_was_agreed(self) -> None:
        assert vat.due_without_term(received_on=date(2026, 1, 20)) == date(2026, 2, 19)

    @pytest.mark.parametrize("percent", ["-1", "101", "NaN", "1e-99999999"])
    def test_refuses_a_rate_that_cannot_be(self, percent: str) -> None:
        with pytest.raises(Impossible):
            vat.paid_later(paid_cents=1, percent=Decimal(percent), received_on=date(2026, 1, 1))

    def test_stays_inside_the_calendar(self) -> None:
        with pytest.raises(Impossible):
            self.refund(date.max)


BUSINESS = Parties("business")


class TestTerms:
    def last(
        self,
        parties: Parties,
        invoice: Invoice,
        agreed: terms.Agreed = "none",
        days: int | None = None,
        *,
        is_express: bool = False,
    ) -> tuple[date, list[str]]:
        found = terms.last_day_to_pay(
            parties=parties,
            invoice=invoice,
            agreed=agreed,
            agreed_days=days,
            is_express=is_express,
        )
        return found.day, [step.label.code.removeprefix("law.term.") for step in found.steps]

    def test_between_businesses_is_thirty_days_after_receipt(self) -> None:
        day, codes = self.last(BUSINESS, Invoice(date(2026, 1, 20)))

        assert day == date(2026, 2, 19)
        assert codes == ["after_receipt", "no_agreement", "no_notice_needed"]

    def test_counts_from_the_performance_when_the_invoice_came_first(self) -> None:
        for received in (date(2026, 1, 20), None):
            day, codes = self.last(BUSINESS, Invoice(received, date(2026, 2, 1)))
            assert (day, codes[0]) == (date(2026, 3, 3), "after_performance")
        assert self.last(BUSINESS, Invoice(date(2026, 2, 1), date(2026, 1, 20)))[0] == date(
            2026, 3, 3
        )

    def test_counts_from_an_agreed_verification_of_thirty_days_at_most(self) -> None:
        slow = Invoice(date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 15))
        alone = Invoice(date(2026, 1, 1), accepted_on=date(2026, 1, 10))

        assert self.last(BUSINESS, slow)[0] == date(2026, 3, 2)
        assert self.last(BUSINESS, alone)[0] == date(2026, 2, 9)

    def test_on_the_invoice_alone_is_no_agreement(self) -> None:
        day, codes = self.last(BUSINESS, Invoice(date(2026, 1, 20)), "invoice-only", 14)

        assert (day, codes[0]) == (date(2026, 2, 19), "only_on_invoice")

    def test_of_a_consumer_without_agreement_needs_a_notice(self) -> None:
        plain = self.last(Parties("consumer"), Invoice(date(2026, 1, 20)))
        printed = self.last(Parties("consumer"), Invoice(date(2026, 1, 20)), "invoice-only")

        assert plain == (date(2026, 1, 20), ["at_once", "send_notice"])
        assert printed[1] == ["at_once", "only_on_invoice", "send_notice"]

    def test_of_a_consumer_may_be_any_that_was_agreed(self) -> None:
        day, codes = self.last(Parties("consumer"), Invoice(date(2026, 1, 20)), "quote", 90)

        assert (day, codes[0]) == (date(2026, 4, 20), "agreed")

    @pytest.mark.parametrize(
        ("parties", "days", "is_express", "counted"),
        [
            (BUSINESS, 60, False, 60),
            (BUSINESS, 61, False, 60),
            (BUSINESS, 90, True, 90),
            (Parties("business", debtor_is_large=True), 60, False, 30),
            (Parties("business", debtor_is_large=True), 14, False, 14),
            (Parties("business", debtor_is_large=True, creditor_is_small=False), 60, False, 60),
            (Parties("government"), 45, False, 30),
            (Parties("government"), 45, True, 45),
            (Parties("government"), 90, True, 30),
        ],
    )
    def test_agreed_are_bounded_by_the_parties(
        self, parties: Parties, days: int, is_express: bool, counted: int
    ) -> None:
        day, _ = self.last(
            parties, Invoice(date(2026, 1, 1)), "contract", days, is_express=is_express
        )

        assert (day - date(2026, 1, 1)).days == counted

    @pytest.mark.parametrize(
        ("contract_on", "received", "counted"),
        [
            (date(2022, 6, 30), date(2023, 6, 30), 60),
            (date(2022, 6, 30), date(2023, 7, 1), 30),
            (date(2022, 7, 1), date(2022, 7, 2), 30),
            (date(2016, 1, 1), date(2016, 2, 1), 60),
        ],
    )
    def test_of_older_contracts_with_a_large_firm_were_adapted_in_2023(
        self, contract_on: date, received: date, counted: int
    ) -> None:
        invoice = Invoice(received, contract_on=contract_on)
        parties = Parties("business", debtor_is_large=True)

        day, _ = self.last(parties, invoice, "contract", 60)

        assert (day - received).days == counted

    @pytest.mark.parametrize("days", [-1, 10_001])
    def test_refuse_a_number_of_days_that_cannot_be(self, days: int) -> None:
        with pytest.raises(Impossible):
            self.last(BUSINESS, Invoice(date(2026, 1, 1)), "contract", days)

    def test_need_the_day_of_receipt(self) -> None:
        with pytest.raises(Impossible):
            self.last(BUSINESS, Invoice(None))

    def test_know_a_large_firm_by_two_of_three(self) -> None:
        large, doubts = terms.is_large(
            balance_cents=26_000_000_00,
            turnover_cents=1,
            employees=250,
            on=date(2026, 1, 1),
        )
        small, firm = terms.is_large(
            balance_cents=21_000_000_00, turnover_cents=1, employees=10, on=date(2020, 1, 1)
        )

        assert (large, small) == (True, False)
        assert (len(doubts), firm) == (2, ())


class TestDefault:
    DUE = date(2026, 10, 14)

    def on(self, day: date, **facts: object) -> tuple[bool, str]:
        given = {"due_on": self.DUE, "term_is_agreed": False, "debtor": "consumer", **facts}
        found = default.on(day, Facts(**given))  # type: ignore[arg-type]
        return found.holds, found.steps[0].label.code.removeprefix("law.default.")

    def test_begins_the_day_after_an_agreed_term(self) -> None:
        assert self.on(self.DUE, term_is_agreed=True) == (False, "not_due")
        assert self.on(date(2026, 10, 15), term_is_agreed=True) == (True, "agreed_term")

    def test_begins_by_law_between_businesses(self) -> None:
        assert self.on(date(2026, 10, 15), debtor="business") == (True, "by_law")

    def test_of_a_consumer_needs_a_notice_where_nothing_was_agreed(self) -> None:
        assert self.on(date(2026, 12, 1)) == (False, "send_notice")

    def test_begins_when_the_term_of_a_notice_passes(self) -> None:
        notice = {"notice_received_on": date(2026, 11, 1), "notice_days": 7}

        assert self.on(date(2026, 11, 8), **notice) == (False, "notice_runs")
        assert self.on(date(2026, 11, 9), **notice) == (True, "notice")

    def test_counts_a_notice_only_once_it_is_due(self) -> None:
        assert self.on(date(2026, 10, 28), notice_received_on=date(2026, 10, 1)) == (
            False,
            "notice_runs",
        )
        assert self.on(date(2026, 10, 29), notice_received_on=date(2026, 10, 1))[0]

    def test_doubts_a_notice_that_was_short(self) -> None:
        facts = Facts(self.DUE, False, "consumer", date(2026, 11, 1), 2)

        assert default.on(date(2026, 11, 9), facts).doubts[0].code == "law.doubt.short_notice"

    def test_begins_at_once_when_the_client_refuses(self) -> None:
        assert self.on(date(2026, 10, 20), refused_on=date(2026, 10, 20)) == (True, "refused")
        early = {"refused_on": date(2026, 10, 1), "term_is_agreed": True}
        assert self.on(date(2026, 10, 13), **early) == (False, "not_due")
        assert self.on(self.DUE, **early) == (True, "refused")

    def test_is_none_while_the_creditor_himself_fails(self) -> None:
        assert self.on(date(2026, 12, 1), term_is_agreed=True, creditor_in_default=True) == (
            False,
            "creditor",
        )

    def test_refuses_a_notice_of_impossible_days(self) -> None:
        with pytest.raises(Impossible):
            self.on(date(2026, 12, 1), notice_received_on=date(2026, 11, 1), notice_days=-1)

    def test_gives_the_last_day_for_a_notice(self) -> None:
        assert default.notice(received_on=date(2026, 11, 1)) == date(2026, 11, 15)


class TestCalendar:
    def test_months_end_where_the_month_does(self) -> None:
        assert calendar.plus_months(date(2024, 11, 30), 3) == date(2025, 2, 28)
        assert calendar.plus_months(date(2023, 11, 29), 3) == date(2024, 2, 29)

    def test_amounts_below_zero_keep_their_sign(self) -> None:
        assert euros(-121_05) == "-121.05"

"""What a lawsuit costs, which court it is, and every other way with outside help."""

from dataclasses import replace
from datetime import date

import pytest

from voldaan.law.answers import Impossible
from voldaan.law.nl import court, routes
from voldaan.law.nl.routes import Case
from voldaan.law.nl.tables import shipped
from voldaan.law.tables.shapes import NotCovered

DAY = date(2026, 11, 27)


class TestCourt:
    @pytest.mark.parametrize(
        ("cents", "creditor", "fee"),
        [
            (25_000_00, "legal", 1_504_00),
            (25_000_01, "legal", 3_083_00),
            (100_000_01, "natural", 2_803_00),
            (2_000_000_00, "legal", 10_487_00),
            (2_000_000_00, "low-income", 93_00),
        ],
    )
    def test_fee_rises_by_band_and_court(
        self, cents: int, creditor: court.Creditor, fee: int
    ) -> None:
        found = court.fee(claim_cents=cents, creditor=creditor, year=2026)

        assert found.cents == fee

    @pytest.mark.parametrize("year", [2022, 2025])
    def test_fee_of_a_year_that_is_not_known_is_refused(self, year: int) -> None:
        with pytest.raises(NotCovered):
            court.fee(claim_cents=30_000_00, creditor="legal", year=year)

    def test_fee_of_a_coming_year_is_provisional(self) -> None:
        assert court.fee(claim_cents=1, creditor="natural", year=2027).provisional

    @pytest.mark.parametrize("year", [0, 9999])
    def test_refuses_a_year_that_cannot_be(self, year: int) -> None:
        with pytest.raises(Impossible):
            court.fee(claim_cents=1, creditor="natural", year=year)

    def test_awards_no_agent_to_who_has_none(self) -> None:
        found = court.costs(claim_cents=3000_00, creditor="natural", year=2026)

        assert (found.agent.cents, found.aftercare.cents, found.total.cents) == (0, 0, 390_57)

    def test_bounds_what_comes_after_the_judgment(self) -> None:
        found = court.costs(claim_cents=20_000_00, creditor="legal", year=2026, agent=True)

        assert found.aftercare.cents == 144_00

    def test_knows_no_allowance_where_no_figure_is_known(self) -> None:
        with pytest.raises(NotCovered):
            court.costs(claim_cents=1, creditor="legal", year=2024, agent=True)
        short = replace(
            shipped().agent_allowance.entries[-1],
            value=shipped().agent_allowance.entries[-1].value[:1],
        )
        table = replace(shipped().agent_allowance, entries=(short,))
        with pytest.raises(NotCovered):
            court.costs(
                claim_cents=251_00,
                creditor="legal",
                year=2026,
                agent=True,
                tables=replace(shipped(), agent_allowance=table),
            )

    def test_doubts_an_allowance_before_the_district_court(self) -> None:
        found = court.costs(claim_cents=30_000_00, creditor="legal", year=2026, agent=True)

        assert [doubt.code for doubt in found.total.doubts] == ["law.doubt.district_agent"]

    def test_refuses_points_that_cannot_be(self) -> None:
        with pytest.raises(Impossible):
            court.costs(claim_cents=1, creditor="legal", year=2026, agent=True, points=101)

    def test_adds_vat_to_the_bailiff_who_cannot_deduct_it(self) -> None:
        assert court.bailiff("summons", on=DAY, vat=True).cents == 125_57 + 26_37

    def test_knows_only_the_acts_of_which_a_tariff_is_known(self) -> None:
        with pytest.raises(NotCovered):
            court.bailiff("eviction", on=date(2024, 5, 1))

    def test_counts_interest_for_the_limit_and_doubts_costs(self) -> None:
        def held(principal: int, interest: int, costs: int = 0) -> tuple[bool, int]:
            found = court.competence(
                principal_cents=principal, interest_cents=interest, costs_cents=costs, on=DAY
            )
            return found.holds, len(found.doubts)

        assert held(25_000_00, 0) == (True, 0)
        assert held(25_000_00, 1) == (False, 0)
        assert held(24_900_00, 50_00, 875_00) == (True, 1)
        sale = court.competence(
            principal_cents=90_000_00, interest_cents=0, whatever_amount=True, on=DAY
        )
        assert sale.holds


class TestRoutes:
    CASE = Case(claim_cents=1_210_00, creditor="natural", year=2026, costs_cents=181_50)

    def by_route(self, case: Case) -> dict[str, routes.Estimate]:
        return {each.route: each for each in routes.estimates(case)}

    def test_that_are_open_come_first(self) -> None:
        found = routes.estimates(self.CASE)

        assert [each.route for each in found if not each.stopped_by] == [
            "collection-agency",
            "kantonrechter",
        ]
        assert len(found) == len(routes.ROUTES)

    def test_say_what_is_advanced_and_what_comes_back(self) -> None:
        kanton = self.by_route(self.CASE)["kantonrechter"]

        assert kanton.advance.cents == 233_00 + 125_57
        assert kanton.recoverable_cents == 233_00 + 125_57 + 181_50

    def test_warn_near_the_edge_of_a_fee(self) -> None:
        edge = self.by_route(replace(self.CASE, claim_cents=1_400_00))["kantonrechter"]

        assert "law.doubt.fee_edge" in [reason.code for reason in edge.warnings]

    def test_warn_near_the_limit_and_stop_above_it(self) -> None:
        near = self.by_route(replace(self.CASE, claim_cents=24_900_00))["kantonrechter"]
        above = self.by_route(replace(self.CASE, claim_cents=25_001_00))["kantonrechter"]

        assert "law.doubt.costs_over_limit" in [reason.code for reason in near.warnings]
        assert [reason.code for reason in above.stopped_by] == ["law.route.lawyer_above"]

    def test_of_the_eu_need_a_border(self) -> None:
        abroad = self.by_route(replace(self.CASE, cross_border=True))
        large = self.by_route(replace(self.CASE, cross_border=True, claim_cents=6_000_00))

        assert not abroad["eu-order"].stopped_by
        assert not abroad["eu-small-claims"].stopped_by
        assert large["eu-small-claims"].stopped_by

    def test_to_bankruptcy_need_another_creditor_and_no_dispute(self) -> None:
        alone = self.by_route(self.CASE)["bankruptcy"]
        together = self.by_route(replace(self.CASE, other_creditors=1))["bankruptcy"]
        misuse = self.by_route(replace(self.CASE, other_creditors=1, is_disputed=True))

        assert [reason.code for reason in alone.stopped_by] == ["law.route.second_creditor"]
        assert (together.stopped_by, together.advance.cents) == ((), 341_00)
        assert [r.code for r in misuse["bankruptcy"].stopped_by] == ["law.route.misuse"]
        assert "law.route.disputed" in [
            reason.code for reason in misuse["collection-agency"].warnings
        ]

    def test_refuse_a_number_of_creditors_below_zero(self) -> None:
        with pytest.raises(Impossible):
            routes.estimates(replace(self.CASE, other_creditors=-1))

"""The sums and days of a notice: one that is not right is worth nothing to a judge."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.wording import families
from tests.wording.examples import facts, invoice
from tests.wording.families import codes

from voldaan.wording import linter, reasons
from voldaan.wording.kinds import AnyFacts, AnyStep

LETTER = facts()
NEXT = invoice("2026-050", due_on=date(2026, 11, 20), open_cents=50000, payable_cents=50000)


def remarks(step: AnyStep, given_facts: AnyFacts) -> list[str]:
    words = families.composed(step, given_facts, "mail")
    return codes(linter.lint(words, step=step, facts=given_facts))


class TestANotice:
    def test_is_only_about_what_is_due(self) -> None:
        letter = replace(LETTER, invoices=(*LETTER.invoices, NEXT))
        late = date(2026, 12, 1)

        person = families.notice(letter, interest_from=late)
        business = families.notice(letter, variant="business", interest_from=late)

        assert remarks("formal_notice", person) == ["not_due"]
        assert remarks("formal_notice", business) == ["not_due"]
        assert remarks("final_notice", families.final(letter)) == ["not_due"]

    def test_may_show_as_paused_what_is_not_asked(self) -> None:
        letter = replace(LETTER, invoices=(*LETTER.invoices, replace(NEXT, held=True)))

        assert remarks("formal_notice", families.notice(letter)) == []

    def test_begins_no_interest_on_the_last_day_to_pay(self) -> None:
        on_the_day = families.notice(LETTER, interest_from=date(2026, 10, 14))
        the_day_after = families.notice(LETTER, interest_from=date(2026, 10, 15))

        assert remarks("formal_notice", on_the_day) == ["interest_early"]
        assert remarks("formal_notice", the_day_after) == []

    def test_begins_no_interest_before_the_newest_of_its_invoices_is_late(self) -> None:
        newer = replace(NEXT, due_on=date(2026, 10, 20))
        letter = replace(LETTER, invoices=(*LETTER.invoices, newer))
        early = families.notice(letter, interest_from=date(2026, 10, 15))

        assert remarks("formal_notice", early) == ["interest_early"]

    def test_asks_a_person_no_more_costs_than_the_scale(self) -> None:
        right = families.notice(LETTER)
        high = families.notice(LETTER, costs_cents=right.costs_cents + 1)
        words = families.composed("formal_notice", high, "mail")

        found = linter.lint(words, step="formal_notice", facts=high)

        assert right.costs_cents == 18150
        assert codes(found) == ["costs_too_high"]
        assert "€ 181,50" in reasons.remark(found[0], "nl").replace("\xa0", " ")

    def test_may_have_the_vat_of_the_law_in_its_costs(self) -> None:
        with_vat = families.notice(LETTER, costs_cents=21962, vat_in_costs=True)
        unsaid = families.notice(LETTER, costs_cents=21962)

        assert remarks("formal_notice", with_vat) == []
        assert remarks("formal_notice", unsaid) == ["costs_too_high"]

    def test_has_at_least_forty_euro_of_costs_and_no_more_on_little(self) -> None:
        little = replace(LETTER, invoices=(invoice(open_cents=6000, payable_cents=6000),))

        assert remarks("formal_notice", families.notice(little, costs_cents=4000)) == []
        assert remarks("formal_notice", families.notice(little, costs_cents=4001)) == [
            "costs_too_high"
        ]

    def test_is_believed_about_costs_of_before_the_law_had_a_scale(self) -> None:
        old = replace(LETTER, invoices=(invoice(due_on=date(2012, 1, 10)),))
        notice = families.notice(old, costs_cents=90_000, interest_from=date(2012, 1, 11))

        assert "costs_too_high" not in remarks("formal_notice", notice)


class TestALastNotice:
    def test_asks_no_costs_before_they_are_due(self) -> None:
        never_said = families.final(LETTER, costs_due_from=None)
        too_soon = families.final(LETTER, costs_due_from=date(2026, 10, 23))
        without = families.final(LETTER, costs_due_from=None, costs_cents=0)

        assert remarks("final_notice", never_said) == ["costs_early"]
        assert remarks("final_notice", too_soon) == ["costs_early"]
        assert remarks("final_notice", without) == []


class TestAnAgreement:
    def test_is_about_what_is_open_and_no_more(self) -> None:
        assert remarks("promise", families.promise(LETTER, promised_cents=121000)) == []
        assert remarks("promise", families.promise(LETTER, promised_cents=121001)) == [
            "not_what_is_open"
        ]

    @pytest.mark.parametrize("cents", [1, -1])
    def test_in_instalments_adds_up_to_what_is_open(self, cents: int) -> None:
        plan = families.plan(LETTER)
        first, *rest = plan.instalments
        other = replace(plan, instalments=(replace(first, cents=first.cents + cents), *rest))

        assert remarks("plan", plan) == []
        assert remarks("plan", other) == ["not_what_is_open"]


class TestADay:
    PASSED = date(2026, 10, 21)

    @pytest.mark.parametrize(
        ("step", "given_facts"),
        [
            ("formal_notice", families.notice(LETTER, variant="business", pay_by=PASSED)),
            ("final_notice", families.final(LETTER, hand_over_on=PASSED)),
            ("promise", families.promise(LETTER, promised_on=PASSED)),
            ("thanks", families.thanks(LETTER, voucher_until=PASSED)),
        ],
    )
    def test_that_is_named_has_not_passed(self, step: AnyStep, given_facts: Any) -> None:
        assert remarks(step, given_facts) == ["day_passed"]

    def test_of_an_instalment_has_not_passed(self) -> None:
        plan = families.plan(LETTER)
        first, *rest = plan.instalments
        early = replace(plan, instalments=(replace(first, due_on=self.PASSED), *rest))

        assert remarks("plan", early) == ["day_passed"]

"""How far a bank file is believed: until the day before it was read."""

from datetime import date

import pytest
from tests.actions.test_read_files import BANK
from tests.books import factories as make

from voldaan.actions.files.drop_files import drop_files
from voldaan.actions.files.read_files import Answers, read_file
from voldaan.books.models import Administration, BankLine, ImportedFile
from voldaan.books.queries.coverage import coverage

pytestmark = pytest.mark.django_db

OCTOBER = BANK.replace("C261013EUR", "C261031EUR")


def take(of: Administration, text: str, *, day: date = make.DAY) -> ImportedFile:
    at = make.AT + (day - make.DAY)
    (file_id,) = drop_files(of.pk, files=[("x", text.encode())], at=at)
    sure = Answers(take_suggestions=True)
    return read_file(of.pk, file_id=file_id, day=day, at=at, answers=sure)


class TestABankFile:
    def test_shows_no_day_that_is_not_over(self) -> None:
        of = make.administration()

        take(of, BANK.replace("C261013EUR", "C261014EUR"))

        assert coverage(of.pk) == (date(2026, 9, 1), date(2026, 10, 13))

    def test_that_begins_the_day_after_leaves_that_day_unseen(self) -> None:
        of = make.administration()
        take(of, BANK.replace("C261013EUR", "C261014EUR"))
        after = BANK.replace("C260901EUR1000,00", "C261015EUR2210,00")
        after = after.replace("2610121012", "2610161016")

        take(
            of, after.replace("C261013EUR2210,00", "C261018EUR3420,00"), day=date(2026, 10, 20)
        )

        assert coverage(of.pk) == (date(2026, 10, 15), date(2026, 10, 18))

    def test_of_the_whole_month_is_read_again_when_more_of_it_has_passed(self) -> None:
        of = make.administration()
        take(of, OCTOBER)

        again = take(of, OCTOBER, day=date(2026, 10, 28))
        assert coverage(of.pk) == (date(2026, 9, 1), date(2026, 10, 27))
        assert again.result["lines"]["new_lines"] == 0

        take(of, OCTOBER, day=date(2026, 11, 2))
        assert coverage(of.pk) == (date(2026, 9, 1), date(2026, 10, 31))

    def test_that_was_over_when_it_was_read_is_read_once(self) -> None:
        of = make.administration()
        take(of, OCTOBER, day=date(2026, 11, 2))

        again = take(of, OCTOBER, day=date(2026, 11, 20))

        assert again.result == {"same_as_before": True}
        assert BankLine.objects.count() == 1

    def test_is_read_once_on_a_day(self) -> None:
        of = make.administration()
        take(of, OCTOBER)

        assert take(of, OCTOBER).result == {"same_as_before": True}

"""A file says something else of invoices that the record has: seen first, taken later."""

from datetime import date
from typing import Any

import pytest
from tests.books import factories as make

from voldaan.actions.files import answer_file
from voldaan.actions.files.drop_files import drop_files
from voldaan.actions.files.read_files import Answers, read_file
from voldaan.books.models import Administration, Event, ImportedFile, Invoice, Payment
from voldaan.books.queries.open_amounts import with_open_cents
from voldaan.books.queries.situations import how_one_pays

pytestmark = pytest.mark.django_db

LIST = """\
Factuurnummer;Klant;Factuurdatum;Vervaldatum;Bedrag incl. btw;Openstaand
2026-041;Dirk de Vries;15-09-2026;13-10-2026;1.210,00;1.210,00
2026-042;Vink BV;20-09-2026;20-10-2026;605,50;500,00
2026-043;Dirk de Vries;01-10-2026;31-10-2026;75,00;75,00
"""


@pytest.fixture
def of() -> Administration:
    firm = make.administration()
    first(firm, LIST)
    return firm


def take(of: Administration, text: str, answers: Answers) -> ImportedFile:
    (file_id,) = drop_files(of.pk, files=[("open.csv", text.encode())], at=make.AT)
    return read_file(of.pk, file_id=file_id, day=make.DAY, at=make.AT, answers=answers)


def first(of: Administration, text: str) -> None:
    """Take a list whose columns a person looks at, so that the next ones are known."""
    file = take(of, text, Answers())
    seen = Answers(profile=file.question["profile"])
    answer_file.answer_file(of.pk, file_id=file.pk, answers=seen)
    assert read_file(of.pk, file_id=file.pk, day=make.DAY, at=make.AT).state == "done"


def again(of: Administration, text: str) -> ImportedFile:
    return take(of, text, Answers())


def answer(of: Administration, file: ImportedFile, *keys: str) -> ImportedFile:
    answer_file.answer_file(of.pk, file_id=file.pk, answers=Answers(changes=keys))
    return read_file(of.pk, file_id=file.pk, day=make.DAY, at=make.AT)


def asked(file: ImportedFile) -> list[tuple[Any, ...]]:
    assert file.state == "waiting"
    return [
        (each["number"], each["what"], each["before"], each["after"])
        for each in file.question["changes"]
    ]


def keys(file: ImportedFile) -> list[str]:
    return [each["key"] for each in file.question["changes"]]


def open_cents(of: Administration) -> dict[str, int]:
    return dict(with_open_cents(of.pk).values_list("number", "open_cents"))


class TestWhatDiffers:
    def test_is_nothing_when_the_list_says_the_same(self, of: Administration) -> None:
        assert again(of, LIST + "\n").state == "done"

    def test_is_shown_before_anything_is_taken(self, of: Administration) -> None:
        new = "2026-044;Vink BV;01-10-2026;31-10-2026;10,00;10,00\n"
        file = again(
            of,
            LIST.replace("31-10-2026", "15-11-2026").replace("1.210,00", "1.200,00") + new,
        )

        assert asked(file) == [
            ("2026-041", "amount", "121000", "120000"),
            ("2026-043", "due_on", "2026-10-31", "2026-11-15"),
        ]
        assert Invoice.objects.count() == 3

    def test_is_taken_as_far_as_a_person_wants(self, of: Administration) -> None:
        file = again(
            of, LIST.replace("31-10-2026", "15-11-2026").replace("1.210,00", "1.200,00")
        )

        done = answer(of, file, keys(file)[1])

        assert done.state == "done"
        assert done.result["corrected"] == {"due_on": 1}
        assert done.result["invoices"]["changed"] == ["2026-041"]
        assert Invoice.objects.get(number="2026-043").due_on == date(2026, 11, 15)
        assert open_cents(of)["2026-041"] == 121_000
        event = Event.objects.get(code="invoice.due_day_corrected")
        assert event.facts["before_on"] == "2026-10-31"

    def test_may_all_be_left_as_it_was(self, of: Administration) -> None:
        before = open_cents(of)
        file = again(of, LIST.replace("1.210,00", "1.200,00"))

        assert answer(of, file).state == "done"
        assert open_cents(of) == before

    def test_corrects_the_amount_with_the_old_one_in_the_chain(
        self, of: Administration
    ) -> None:
        file = again(of, LIST.replace("1.210,00", "1.200,00"))

        answer(of, file, *keys(file))

        assert open_cents(of)["2026-041"] == 120_000
        facts = Event.objects.get(code="invoice.amount_corrected").facts
        assert (facts["before_cents"], facts["after_cents"]) == (121_000, 120_000)

    def test_never_brings_an_amount_below_what_was_paid(self, of: Administration) -> None:
        file = again(of, LIST.replace("605,50;500,00", "100,00;50,00"))

        done = answer(of, file, *keys(file))

        assert done.result["impossible"] == ["2026-042"]
        assert open_cents(of)["2026-042"] == 50_000

    def test_is_nothing_of_a_credit_note_or_another_currency(self, of: Administration) -> None:
        credit = LIST.replace("1.210,00;1.210,00", "-5,00;-5,00")

        assert again(of, credit).state == "done"
        assert open_cents(of)["2026-041"] == 121_000


class TestWhatWasPaidElsewhere:
    def test_is_seen_in_the_open_amount(self, of: Administration) -> None:
        file = again(of, LIST.replace("605,50;500,00", "605,50;200,00"))

        assert asked(file) == [("2026-042", "paid", "50000", "20000")]
        done = answer(of, file, *keys(file))
        assert done.result["corrected"] == {"paid": 1}
        assert open_cents(of)["2026-042"] == 20_000

    def test_is_not_a_new_amount_when_the_list_knows_one_only(self) -> None:
        firm = make.administration()
        one = "Factuurnummer;Klant;Vervaldatum;Openstaand\nF1;Vink BV;13-10-2026;100,00\n"
        first(firm, one)

        file = again(firm, one.replace("100,00", "40,00"))

        assert asked(file) == [("F1", "paid", "10000", "4000")]

    def test_is_left_alone_when_we_know_of_more_payments(self, of: Administration) -> None:
        file = again(of, LIST.replace("605,50;500,00", "605,50;605,50"))

        assert file.state == "done"
        assert open_cents(of)["2026-042"] == 50_000

    def test_shows_in_the_silence_of_a_whole_list(self, of: Administration) -> None:
        file = again(of, "\n".join(LIST.splitlines()[:-1]))

        assert asked(file) == [("2026-043", "gone", "7500", "0")]
        answer(of, file, *keys(file))
        assert open_cents(of)["2026-043"] == 0

    def test_teaches_nothing_of_when_the_client_pays(self, of: Administration) -> None:
        file = again(of, "\n".join(LIST.splitlines()[:-1]))
        answer(of, file, *keys(file))
        invoice = Invoice.objects.get(number="2026-043")

        assert Payment.objects.filter(paid_on=make.DAY, client_id=invoice.client_id).exists()
        assert how_one_pays(of.pk, client_id=invoice.client_id)[0].paid_count == 0

    def test_is_not_read_from_a_list_with_an_unreadable_row(self, of: Administration) -> None:
        file = again(of, LIST.replace("31-10-2026", "31-13-2026"))

        assert file.state == "done"
        assert [each["severity"] for each in file.problems] == ["error"]

    def test_is_not_asked_of_invoices_that_no_list_named(self) -> None:
        firm = make.administration()
        make.invoice(make.client(firm), number="2025-1")

        first(firm, LIST)
        assert again(firm, LIST + "\n").state == "done"

    def test_is_not_read_from_a_list_of_other_invoices(self, of: Administration) -> None:
        assert again(of, LIST.replace("2026-0", "2027-0")).state == "done"

    def test_is_shown_on_the_command_line_and_taken_when_asked(
        self, of: Administration
    ) -> None:
        text = LIST.replace("605,50;500,00", "605,50;200,00")

        shown = take(of, text, Answers(take_suggestions=True))
        assert shown.result["differs"][0]["number"] == "2026-042"
        assert open_cents(of)["2026-042"] == 50_000

        take(of, text + "\n", Answers(take_suggestions=True, take_changes=True))
        assert open_cents(of)["2026-042"] == 20_000

"""From a dropped file to the record: whole, once, or not at all."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from tests.books import factories as make

from voldaan.actions.files.drop_files import drop_files
from voldaan.actions.files.read_files import Answers, read_file
from voldaan.books.models import (
    Administration,
    BankLine,
    Client,
    ClientAccount,
    Contact,
    ImportedFile,
    Invoice,
    ListProfile,
    Payment,
    Statement,
)
from voldaan.books.queries.coverage import coverage
from voldaan.books.queries.open_amounts import open_credits, with_open_cents
from voldaan.books.queries.situations import how_one_pays
from voldaan.followup.shapes import PaymentHabit

pytestmark = pytest.mark.django_db

LIST = """\
Factuurnummer;Klant;E-mail;Factuurdatum;Vervaldatum;Bedrag incl. btw;Openstaand
2026-041;Dirk de Vries;dirk@vries.example;15-09-2026;13-10-2026;1.210,00;1.210,00
2026-042;Vink BV;boek@vink.example;20-09-2026;20-10-2026;605,50;500,00
2026-043;Dirk de Vries;dirk@vries.example;01-10-2026;31-10-2026;75,00;75,00
"""

BANK = f"""\
:20:VOLDAAN
:25:{make.OWN_IBAN}
:28C:1
:60F:C260901EUR1000,00
:61:2610121012C1210,00NTRFEREF//B1
:86:/TRTP/SEPA OVERBOEKING/IBAN/{make.CLIENT_IBAN}/NAME/D DE VRIES
/REMI/factuur 2026-041/EREF/NOTPROVIDED
:62F:C261013EUR2210,00
"""

SURE = Answers(take_suggestions=True)


def workbook(text: str) -> bytes:
    """Give a list as the one sheet of a workbook."""
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet = book.add_worksheet()
        for place, line in enumerate(text.splitlines()):
            sheet.write_row(place, 0, line.split(";"))
    return written.getvalue()


def take(
    of: Administration, text: str | bytes, answers: Answers = SURE, name: str = "x"
) -> ImportedFile:
    content = text.encode() if isinstance(text, str) else text
    (file_id,) = drop_files(of.pk, files=[(name, content)], at=make.AT)
    return read_file(of.pk, file_id=file_id, day=make.DAY, at=make.AT, answers=answers)


def open_cents(of: Administration) -> dict[str, int]:
    return dict(with_open_cents(of.pk).values_list("number", "open_cents"))


class TestAListOfOpenInvoices:
    def test_becomes_clients_contacts_and_invoices(self) -> None:
        of = make.administration()

        file = take(of, LIST)

        assert (file.state, file.format) == ("done", "csv:invoices")
        assert file.result["invoices"]["new"] == ["2026-041", "2026-042", "2026-043"]
        assert sorted(Client.objects.values_list("name", "kind")) == [
            ("Dirk de Vries", "consumer"),
            ("Vink BV", "business"),
        ]
        assert Contact.objects.get(client__name="Dirk de Vries").first_name == "Dirk"

    def test_books_what_it_says_was_paid_before(self) -> None:
        of = make.administration()

        take(of, LIST)

        assert open_cents(of) == {"2026-041": 121_000, "2026-042": 50_000, "2026-043": 7_500}
        assert Payment.objects.get().method == "before"

    @pytest.mark.parametrize("iban", [make.OWN_IBAN, make.CLIENT_IBAN])
    def test_never_takes_an_account_in_it_for_ours_or_for_a_known_payer(
        self, iban: str
    ) -> None:
        of = make.administration()
        lines = LIST.splitlines()
        rows = [f"{lines[0]};IBAN", *(f"{line};{iban}" for line in lines[1:])]

        file = take(of, "\n".join(rows))
        of.refresh_from_db()

        assert len(file.result["invoices"]["new"]) == 3
        assert file.result["invoices"]["purchases"] == []
        assert of.iban == make.OWN_IBAN
        assert not ClientAccount.objects.exists()

    def test_is_refused_unasked_when_its_columns_say_nothing(self) -> None:
        of = make.administration()
        words = "nr;wie;wanneer;hoeveel\n1;Vink BV;1-9-2026;5,00\n2;Dirk;13-9-2026;6,00\n"

        refused = take(of, words)
        asked = take(of, words, Answers())

        assert (refused.state, refused.format) == ("refused", "unknown")
        assert (asked.state, asked.format) == ("waiting", "csv:invoices")

    def test_waits_for_its_columns_to_be_seen_once_and_remembers_them(self) -> None:
        of = make.administration()

        asked = take(of, LIST, Answers())
        read_again = _answer(of, asked, Answers(profile=asked.question["profile"]))
        another = take(of, LIST.replace("2026-0", "2027-0"), Answers())

        assert (asked.state, asked.question["kind"]) == ("waiting", "columns")
        assert Invoice.objects.count() == 6
        assert read_again.state == another.state == "done"
        assert ListProfile.objects.count() == 1

    def test_may_be_a_workbook_whose_columns_are_remembered_too(self) -> None:
        of = make.administration()
        content = workbook(LIST)

        asked = take(of, content, Answers())
        read_again = _answer(of, asked, Answers(profile=asked.question["profile"]))
        another = take(of, workbook(LIST.replace("2026-0", "2027-0")), Answers())

        assert (asked.state, asked.format) == ("waiting", "xlsx:invoices")
        assert (another.state, another.format) == ("done", "xlsx:invoices")
        assert read_again.state == "done"
        assert Invoice.objects.count() == 6

    def test_may_be_a_workbook_whose_columns_a_person_must_point_out(self) -> None:
        of = make.administration()
        words = "nr;wie;wanneer;hoeveel\n1;Vink BV;1-9-2026;5,00\n2;Dirk;13-9-2026;6,00\n"

        assert take(of, workbook(words), Answers()).state == "waiting"
        assert take(of, workbook(words)[:-50], Answers()).state == "refused"

    def test_knows_an_invoice_by_its_number_and_says_when_it_reads_differently(self) -> None:
        of = make.administration()
        take(of, LIST)

        again = take(of, LIST.replace("31-10-2026", "30-10-2026"))

        assert again.result["invoices"]["known"] == ["2026-041", "2026-042"]
        assert again.result["invoices"]["changed"] == ["2026-043"]
        assert Invoice.objects.get(number="2026-043").due_on == date(2026, 10, 31)

    def test_leaves_out_what_cannot_be_right_and_takes_the_rest(self) -> None:
        of = make.administration()

        file = take(of, LIST.replace("605,50;500,00", "605,50;700,00"))

        assert file.result["invoices"]["left_out"] == [
            ["2026-042", "invoice.more_open_than_charged"]
        ]
        assert Invoice.objects.count() == 2


AUDIT = """<auditfile xmlns="http://www.auditfiles.nl/XAF/3.2"><header><curCode>EUR</curCode>
</header><company><companyName>Studio Anna</companyName><customersSuppliers><customerSupplier>
<custSupID>7</custSupID><custSupName>Vink BV</custSupName><custSupTp>C</custSupTp>
</customerSupplier></customersSuppliers><generalLedger><ledgerAccount><accID>1300</accID>
<accDesc>Debiteuren</accDesc></ledgerAccount></generalLedger><transactions>
<journal><jrnID>V</jrnID><jrnTp>S</jrnTp>
<transaction><nr>1</nr><trDt>2026-01-05</trDt><trLine><accID>1300</accID><amnt>121.00</amnt>
<amntTp>D</amntTp><custSupID>7</custSupID><invRef>F1</invRef></trLine></transaction>
<transaction><nr>2</nr><trDt>2026-06-05</trDt><trLine><accID>1300</accID><amnt>50.00</amnt>
<amntTp>D</amntTp><custSupID>7</custSupID><invRef>F2</invRef></trLine></transaction></journal>
<journal><jrnID>B</jrnID><jrnTp>B</jrnTp>
<transaction><nr>3</nr><trDt>2026-02-01</trDt><trLine><accID>1300</accID><amnt>100.00</amnt>
<amntTp>C</amntTp><custSupID>7</custSupID><invRef>F1</invRef></trLine></transaction>
<transaction><nr>4</nr><trDt>2026-02-03</trDt><trLine><accID>1300</accID><amnt>100.00</amnt>
<amntTp>D</amntTp><custSupID>7</custSupID><invRef>F1</invRef></trLine></transaction>
<transaction><nr>5</nr><trDt>2026-02-10</trDt><trLine><accID>1300</accID><amnt>121.00</amnt>
<amntTp>C</amntTp><custSupID>7</custSupID><invRef>F1</invRef></trLine></transaction></journal>
</transactions></company></auditfile>"""


class TestAnAuditFile:
    OURS = Answers(take_suggestions=True, ours=True)

    def test_brings_what_is_open_and_how_the_client_paid(self) -> None:
        of = make.administration(name="Studio Anna")

        file = take(of, AUDIT, self.OURS)

        assert (file.state, file.format) == ("done", "xaf")
        assert open_cents(of) == {"F1": 0, "F2": 5_000}
        paid = Payment.objects.filter(method="before").values_list("paid_on", "amount_cents")
        assert list(paid) == [(date(2026, 2, 10), 12_100)]
        client = Client.objects.get()
        # Due thirty days after 5 January, as nothing else is known: 4 February, paid the 10th.
        assert how_one_pays(of.pk, client_id=client.pk)[0] == PaymentHabit(1, 0, 6)

    def test_says_nothing_new_the_second_time(self) -> None:
        of = make.administration(name="Studio Anna")
        take(of, AUDIT, self.OURS)

        again = take(of, AUDIT + "\n", self.OURS)

        assert again.result["invoices"]["known"] == ["F1", "F2"]
        assert again.result["differs"] == []
        assert Payment.objects.count() == 1


def _answer(of: Administration, file: ImportedFile, answers: Answers) -> ImportedFile:
    ImportedFile.objects.filter(pk=file.pk).update(state="asked")
    return read_file(of.pk, file_id=file.pk, day=make.DAY, at=make.AT, answers=answers)


UNKNOWN_BANK = """\
Datum;Naam tegenpartij;Omschrijving;Bedrag;Saldo
12-10-2026;Dirk de Vries;2026-041;1.210,00;2.210,00
13-10-2026;Huur;oktober;-450,00;1.760,00
"""


class TestACsvOfAnUnknownBank:
    def test_waits_for_its_columns_to_be_seen_once_and_remembers_them(self) -> None:
        of = make.administration()
        take(of, LIST)

        asked = take(of, UNKNOWN_BANK, Answers(complete_until=make.DAY))
        done = _answer(
            of,
            asked,
            Answers(profile=asked.question["profile"], complete_until=make.DAY),
        )
        again = take(of, UNKNOWN_BANK.replace("2026-041", "les"), Answers())

        assert (asked.state, asked.format) == ("waiting", "csv:bank")
        assert (done.state, done.result["booked"]) == ("done", 1)
        assert open_cents(of)["2026-041"] == 0
        assert again.question["kind"] != "columns"
        assert Statement.objects.first().account.number == make.OWN_IBAN

    def test_is_refused_unasked(self) -> None:
        assert take(make.administration(), UNKNOWN_BANK).state == "refused"


class TestABankFile:
    def test_books_the_certain_payment_and_shows_how_far_it_reaches(self) -> None:
        of = make.administration()
        take(of, LIST)

        file = take(of, BANK)

        assert file.result["booked"] == 1
        assert open_cents(of)["2026-041"] == 0
        reach = coverage(of.pk)
        assert reach is not None
        assert reach[1] == date(2026, 10, 13)

    @pytest.mark.parametrize(
        ("stated", "believed"), [("C261031EUR", date(2026, 10, 13)), ("C271231EUR", None)]
    )
    def test_shows_no_day_that_is_not_over(self, stated: str, believed: date | None) -> None:
        of = make.administration()
        later = BANK.replace(":60F:C260901EUR", f":60F:{stated}") if believed is None else BANK

        take(of, later.replace("C261013EUR", stated))

        reach = coverage(of.pk)
        assert (reach and reach[1]) == believed

    def test_read_twice_changes_nothing_and_says_so(self) -> None:
        of = make.administration()
        take(of, LIST)
        take(of, BANK)

        again = take(of, BANK)

        assert again.result == {"same_as_before": True}
        assert (BankLine.objects.count(), Payment.objects.filter(method="bank").count()) == (
            1,
            1,
        )

    def test_that_overlaps_adds_only_the_new_lines(self) -> None:
        of = make.administration()
        take(of, BANK)
        longer = BANK.replace(
            ":62F:C261013EUR2210,00",
            ":61:2610131013C75,00NTRFEREF//B2\n:86:les\n:62F:C261013EUR2285,00",
        )

        file = take(of, longer)

        assert file.result["lines"]["new_lines"] == 1
        assert file.result["lines"]["known_lines"] == 1
        assert BankLine.objects.count() == 2

    def test_whose_balances_do_not_add_up_is_taken_with_a_warning(self) -> None:
        of = make.administration()

        file = take(of, BANK.replace("EUR2210,00", "EUR9999,00"))

        assert file.state == "done"
        assert [problem["severity"] for problem in file.problems] == ["warning"]
        assert Statement.objects.get().adds_up is False

    def test_that_is_not_what_it_seems_is_refused_and_changes_nothing(self) -> None:
        of = make.administration()

        file = take(of, "%PDF-1.7 …", name="bank.xml")

        assert file.state == "refused"
        assert len(file.problems) == 1
        assert BankLine.objects.count() == Statement.objects.count() == 0


class TestSomethingThatBreaks:
    def test_leaves_the_file_whole_to_be_tried_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        of = make.administration()
        (file_id,) = drop_files(of.pk, files=[("x", LIST.encode())], at=make.AT)
        breaks = "voldaan.actions.files.read_files.match_lines"
        with monkeypatch.context() as broken:
            broken.setattr(breaks, _break)
            with pytest.raises(OSError, match="disk"):
                read_file(of.pk, file_id=file_id, day=make.DAY, at=make.AT, answers=SURE)

        assert Invoice.objects.count() == 0
        file = read_file(of.pk, file_id=file_id, day=make.DAY, at=make.AT, answers=SURE)
        assert (file.state, Invoice.objects.count()) == ("done", 3)

    def test_is_read_by_one_reader_only(self) -> None:
        of = make.administration()
        (file_id,) = drop_files(of.pk, files=[("x", LIST.encode())], at=make.AT)
        ImportedFile.objects.update(state="reading")

        file = read_file(of.pk, file_id=file_id, day=make.DAY, at=make.AT, answers=SURE)

        assert (file.state, Invoice.objects.count()) == ("reading", 0)


def _break(*_: object, **__: object) -> None:
    raise OSError("disk full")


CREDIT = LIST.replace(
    "2026-043;Dirk de Vries;dirk@vries.example;01-10-2026;31-10-2026;75,00;75,00",
    "2026-043;Dirk de Vries;dirk@vries.example;01-10-2026;31-10-2026;-75,00;-75,00",
)


class TestACreditNote:
    def test_lowers_what_is_asked_and_is_no_negative_invoice(self) -> None:
        of = make.administration()

        take(of, CREDIT)

        note = open_credits(of.pk).get()
        assert (note.kind, note.payable_cents, note.open_cents) == ("credit_note", 7_500, 7_500)

"""MT940, field by field."""

from datetime import date
from io import BytesIO

import pytest

from voldaan.readers.bank import account, mt940
from voldaan.readers.shapes import BankLine, ReadFile

HEAD = ":20:1\n:25:NL91ABNA0417164300EUR\n:28C:1/1\n:60F:C260227EUR0,00\n"


def read(text: str) -> ReadFile:
    return mt940.read(BytesIO(text.encode()), "a.sta")


def line(moved: str = "2602280228C12,50NTRFNONREF", text: str = "") -> BankLine:
    (statement,) = read(f"{HEAD}:61:{moved}\n" + (f":86:{text}\n" if text else "")).statements
    (found,) = statement.lines
    return found


def told(file: ReadFile) -> list[tuple[str, str, str]]:
    return [(one.code, one.where, one.severity) for one in file.problems]


class TestMovement:
    @pytest.mark.parametrize(
        ("mark", "cents"),
        [
            ("C", 1250),
            ("D", -1250),
            ("RC", -1250),
            ("RD", 1250),
            ("CR", 1250),
            ("RDR", 1250),
            ("d", -1250),
        ],
    )
    def test_knows_every_mark(self, mark: str, cents: int) -> None:
        assert line(f"2602280228{mark}12,5NTRFNONREF").amount_cents == cents

    def test_that_is_expected_is_pending(self) -> None:
        assert line("260228EC12,50NTRFNONREF").pending

    @pytest.mark.parametrize(
        ("days", "booked", "value"),
        [
            ("2512310102", date(2026, 1, 2), date(2025, 12, 31)),
            ("2601021231", date(2025, 12, 31), date(2026, 1, 2)),
            ("240228" + "0229", date(2024, 2, 29), date(2024, 2, 28)),
            ("260228", date(2026, 2, 28), date(2026, 2, 28)),
        ],
    )
    def test_gives_the_entry_day_the_nearest_year(
        self, days: str, booked: date, value: date
    ) -> None:
        found = line(f"{days}C1,NTRFNONREF")

        assert (found.booked_on, found.value_on) == (booked, value)

    @pytest.mark.parametrize(
        ("bad", "code"),
        [
            ("260230C1,00NTRF", "bank.date"),
            ("2602280230C1,00NTRF", "bank.date"),
            ("260228C1.000,00NTRF", "bank.amount"),
            ("260228C9999999999999,NTRF", "bank.amount"),
            ("hallo", "bank.line"),
        ],
    )
    def test_that_cannot_be_read_never_hides_the_others(self, bad: str, code: str) -> None:
        file = read(f"{HEAD}:61:{bad}\n:86:x\n:61:260228C2,00NTRF\n")

        assert [one.amount_cents for one in file.statements[0].lines] == [200]
        assert told(file) == [(code, "line 5", "error")]

    def test_keeps_a_fraction_of_a_cent_as_it_stands(self) -> None:
        found = line("260228D0,125NTRFNONREF")

        assert (found.amount_cents, found.amount) == (None, "-0.125")

    def test_keeps_the_references_apart(self) -> None:
        found = line("260228C1,NTRF9001123412341234//B77")

        assert (found.reference, found.bank_id) == ("9001123412341234", "B77")

    def test_reads_the_name_behind_an_account(self) -> None:
        assert line("260228C1,N0600123456789      VINK BV").name == "VINK BV"

    def test_reads_the_name_behind_no_reference(self) -> None:
        found = line("110721C12,50N030NONREF          VINK BV ZWOLLE", "Betaalautomaat 14:23")

        assert (found.name, found.text) == ("VINK BV ZWOLLE", "Betaalautomaat 14:23")

    def test_does_not_take_a_further_line_for_a_name(self) -> None:
        found = line("2602280228C12,50NTRFNONREF//B1\n911 TRANSFER", "factuur 12")

        assert (found.name, found.text) == (None, "factuur 12")

    def test_does_not_cut_a_number_of_more_than_sixteen_digits(self) -> None:
        found = line("2602280228C12,50N05100001238972230329")

        assert (found.reference, found.name, found.text) == (None, None, "")

    @pytest.mark.parametrize(("amount", "cents"), [("00012.50", 1250), ("12,", 1200)])
    def test_reads_a_point_before_two_decimals(self, amount: str, cents: int) -> None:
        assert line(f"2602280228C{amount}NTRFNONREF").amount_cents == cents

    def test_takes_further_details_as_text(self) -> None:
        assert line("260228C1,NTRFNONREF\nRENTE\n/TRCD/00100/").text == "RENTE"


class TestText:
    def test_of_slashes_is_put_together_across_lines(self) -> None:
        found = line(
            text="/EREF/E1/ORDP//NAME/Vink B\nV EN/OF ZN/REMI/factuur 2026-0"
            "\n41/ISDT/2026-02-28"
        )

        assert (found.name, found.text, found.end_to_end_id) == (
            "Vink BV EN/OF ZN",
            "factuur 2026-041",
            "E1",
        )

    def test_of_slashes_prefers_the_party_over_the_ultimate_one(self) -> None:
        assert line(text="/ULTD//NAME/Dirk/ORDP//NAME/Vink BV/REMI/x").name == "Vink BV"
        assert line(text="/ULTD//NAME/Dirk/REMI/x").name == "Dirk"

    def test_of_ing_names_the_party_inside_its_field(self) -> None:
        found = line(
            text="/EREF/E1//CNTP/NL02ABNA0123456789/ABNANL2A/A/B CARS//"
            "/REMI/STRD/CUR/9001123412341234/"
        )

        assert (found.name, found.iban, found.reference) == (
            "A/B CARS",
            "NL02ABNA0123456789",
            "9001123412341234",
        )

    def test_of_ing_may_lack_the_city(self) -> None:
        assert line(text="/CNTP/NL02ABNA0123456789/ABNANL2A/VINK/REMI/USTD//x/").name == "VINK"

    def test_of_slashes_without_remittance_stays(self) -> None:
        assert line(text="/TRTP/SEPA BATCH/PREF/1").text == "/TRTP/SEPA BATCH/PREF/1"

    def test_tells_why_money_came_back(self) -> None:
        assert line(text="/RTRN/MS03//EREF/E1//REMI/USTD//x/").return_reason == "MS03"

    def test_of_columns_joins_a_full_one(self) -> None:
        found = line(
            text="SEPA OVERBOEKING                 IBAN: NL02ABNA0123456789\n"
            "BIC: ABNANL2A                    NAAM: VINK BV\n"
            "OMSCHRIJVING: FACTUUR 2026-00000 41 DANK\n"
            "BETALINGSKENM.: 9001123412341234\nKENMERK: E1"
        )

        assert (found.name, found.iban) == ("VINK BV", "NL02ABNA0123456789")
        assert (found.text, found.reference, found.end_to_end_id) == (
            "FACTUUR 2026-0000041 DANK",
            "9001123412341234",
            "E1",
        )

    def test_of_knab_has_labels_without_columns(self) -> None:
        found = line(text="DIT IS EEN OMSCHRIJVING DIE ECHT LANG IS\nREK: NL00BANK/NAAM: VINK")

        assert found.text == "DIT IS EEN OMSCHRIJVING DIE ECHT LANG IS"
        assert found.name == "VINK"

    def test_of_germany_joins_full_parts(self) -> None:
        found = line(
            text="166?00GUTSCHRIFT?20EREF+E1 SVWZ+RECHNUNG 20260?2141 "
            "RF18539007547034?30BIC?31NL02ABNA0123456789?32VINK?33BV"
        )

        assert (found.name, found.end_to_end_id, found.reference) == (
            "VINK BV",
            "E1",
            "RF18539007547034",
        )
        assert found.iban == "NL02ABNA0123456789"

    def test_of_triodos_reads_account_and_text(self) -> None:
        found = line(
            text="000>100000000000\n>20ABNANL2A\n>21NL02ABNA0123456789\n>22"
            "VINK BV >310390123456"
        )

        assert (found.iban, found.text) == ("NL02ABNA0123456789", "VINK BV")

    def test_of_sns_begins_with_account_and_name(self) -> None:
        found = line(
            "260228C1,NTRFNL02ABNA0123456789\nvink bv", "NL02ABNA0123456789 vink bv\nfactuur 12"
        )

        assert (found.iban, found.name, found.text) == (
            "NL02ABNA0123456789",
            "vink bv",
            "factuur 12",
        )

    def test_of_ing_before_2014_begins_with_the_account(self) -> None:
        found = line(
            text="NL02ABNA0123456789 ABNANL2A VINK BV NOTPROVIDED "
            "factuur 12 SCOR/CUR/9001123412341234"
        )

        assert (found.iban, found.name) == ("NL02ABNA0123456789", "VINK BV")
        assert found.reference == "9001123412341234"

    def test_that_nothing_understands_stays(self) -> None:
        long = "A" * 65

        assert line(text=f"{long}\nBC 12\n34").text == f"{long}BC 12 34"
        assert line(text=f"{long}\n12").text == f"{long} 12"

    def test_may_hold_a_dash_and_a_colon_on_a_line(self) -> None:
        assert line(text="/EREF/E\n-\n1/REMI/om 12\n:11 uur").end_to_end_id == "E-1"

    def test_beyond_the_bound_is_cut_with_a_warning(self) -> None:
        file = read(f"{HEAD}:61:260228C1,NTRF\n:86:{'x ' * 6000}\n:86:more\n")

        assert {code for code, _, _ in told(file)} == {"bank.text_cut"}

    def test_of_endless_lines_is_bounded(self) -> None:
        assert len(line(text="a\n" * 100).text.split()) == 60


class TestMessage:
    def test_ends_at_its_envelope(self) -> None:
        text = (
            "{1:F01X}{2:I940X}{4::20:1\n:25:111\n:62F:C260228EUR1,00\n-}\n"
            "0000 01INGBNL2A\n940 00\n:20:2\n:25:222\n:61:260228C1,NTRF\n:86:x\n-\n"
            "ABNANL2A\n940\n"
            ":20:3\n:25:333\n:61:260228C1,NTRF\n:86:x\n-"
        )

        assert [one.account for one in read(text).statements] == ["111", "222", "333"]

    def test_adds_up_or_is_warned_about(self) -> None:
        assert read(f"{HEAD}:61:260228C1,NTRF\n:62F:C260228EUR1,00\n").statements[0].adds_up
        file = read(f"{HEAD}:61:260228C1,NTRF\n:62F:D260230EUR1,00\n")
        assert [code for code, _, _ in told(file)] == ["bank.date", "bank.does_not_add_up"]

    @pytest.mark.parametrize("balance", ["x", "C260228EUR1.000,00", "C260228EUR1,005"])
    def test_leaves_out_a_balance_that_cannot_be_read(self, balance: str) -> None:
        file = read(f"{HEAD}:62F:{balance}\n")

        assert file.statements[0].closing_cents is None
        assert told(file) == [("bank.balance", "line 5", "error")]

    def test_goes_on_over_its_pages(self) -> None:
        file = read(
            ":20:1\n:25:111\n:28C:7/1\n:60F:C260227EUR10,00\n:61:260227C1,NTRF\n"
            ":62M:C260227EUR11,00\n-\n"
            ":20:1\n:25:111\n:28C:7/2\n:60M:C260227EUR11,00\n:61:260228C2,NTRF\n"
            ":62M:C260228EUR13,00\n:60M:C260228EUR13,00\n:61:260228C3,NTRF\n"
            ":62F:C260228EUR16,00\n-\n"
            ":20:2\n:25:111\n:28C:8/1\n:60F:C260228EUR16,00\n:62F:C260228EUR16,00\n-"
        )

        assert not file.problems
        assert [
            (one.number, one.opening_cents, one.closing_cents, len(one.lines))
            for one in file.statements
        ] == [("7/1", 1_000, 1_600, 3), ("8/1", 1_600, 1_600, 0)]
        assert file.statements[0].last_day == date(2026, 2, 28)

    @pytest.mark.parametrize("second", [":25:222\n:60M:C260227EUR11,00", ":25:111"])
    def test_does_not_go_on_in_what_says_otherwise(self, second: str) -> None:
        first = ":20:1\n:25:111\n:61:260227C1,NTRF\n:62M:C260227EUR11,00\n"

        assert len(read(f"{first}:20:2\n{second}\n:61:260227C1,NTRF\n").statements) == 2

    def test_may_miss_its_last_page(self) -> None:
        file = read(":20:1\n:25:111\n:61:260227C1,NTRF\n:62M:C260227EUR11,00\n")

        assert [one.closing_cents for one in file.statements] == [1_100]

    def test_has_one_account(self) -> None:
        assert told(read(f"{HEAD}:25:second\n")) == [("bank.line", "line 5", "error")]
        assert told(read(":20:1\n:61:260228C1,NTRF\n")) == [
            ("bank.no_account", "message 1 (line 1)", "error")
        ]

    def test_without_any_is_no_statement(self) -> None:
        assert told(read(":86:x\n")) == [("bank.no_statement", "file", "error")]

    def test_may_be_empty(self) -> None:
        assert read("{1:F01X}\n-\n").statements == ()

    def test_that_is_interim_has_its_own_format(self) -> None:
        file = read(":20:1\n:25:111\n:34F:EURD0,00\n:13D:2602281200+0100\n:61:260228C1,NTRF\n")

        assert (file.format, file.statements[0].currency) == ("mt942", "EUR")

    def test_of_rabobank_has_an_envelope_of_its_own(self) -> None:
        assert read(":940:\n" + HEAD).problems == ()

    def test_of_too_many_lines_is_refused_whole(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(account, "MOST_LINES", 3)

        file = read(HEAD + ":61:260228C1,NTRF\n" * 4)

        assert (file.statements, [code for code, _, _ in told(file)]) == (
            (),
            ["file.too_many_lines"],
        )

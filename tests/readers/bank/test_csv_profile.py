"""The CSV of a bank that nobody knew, by columns that are guessed and can be corrected."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from voldaan.readers.bank import bank_profile, csv_profile
from voldaan.readers.bank.bank_profile import BankProfile
from voldaan.readers.profiles import NotAProfile
from voldaan.readers.shapes import BankLine, ReadFile

OWN = "NL20INGB0001234567"
SIGNED = (
    "Datum;Naam tegenpartij;IBAN tegenpartij;Omschrijving;Bedrag;Saldo\n"
    "01-03-2026;Vink Training;NL91ABNA0417164300;2026-041;1.210,00;2.210,00\n"
    "02-03-2026;Kantoorhuur;NL02ABNA0123456789;maart;-450,00;1.760,00\n"
)
TWO_SIDES = (
    "Boekdatum,Mededelingen,Af,Bij\n2026-03-01,2026-041,,121.00\n2026-03-02,Huur,450.00,\n"
)
BY_SIGN = "Datum|Omschrijving|Bedrag|Af/Bij\n13/03/2026|les|36,30|Bij\n14/03/2026|huur|450|Af\n"
NO_HEADER = (
    "13-03-2026;NL91ABNA0417164300;121,00;Vink;factuur 2026-041 van maart\n"
    "14-03-2026;NL02ABNA0123456789;-45,00;Huur;huur van de maand maart 2026\n"
)


def profile_of(text: str) -> BankProfile:
    guessed = csv_profile.guess(BytesIO(text.encode()))
    assert guessed is not None
    return replace(guessed, account=guessed.account or OWN)


def read(text: str, profile: BankProfile | None = None) -> ReadFile:
    chosen = profile or profile_of(text)
    return csv_profile.read_with(BytesIO(text.encode()), "bank.csv", profile=chosen)


def lines(text: str, profile: BankProfile | None = None) -> tuple[BankLine, ...]:
    found = read(text, profile)
    assert not found.problems
    return found.statements[0].lines


def codes(found: ReadFile) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in found.problems]


class TestGuess:
    def test_finds_columns_by_their_names(self) -> None:
        found = read(SIGNED)

        assert found.format == "csv:bank"
        (statement,) = found.statements
        assert (statement.account, statement.currency) == (OWN, "EUR")
        assert (statement.opening_cents, statement.closing_cents) == (100_000, 176_000)
        assert statement.adds_up
        first = statement.lines[0]
        assert (first.booked_on, first.amount_cents) == (date(2026, 3, 1), 121_000)
        assert (first.name, first.iban) == ("Vink Training", "NL91ABNA0417164300")
        assert first.text == "2026-041"

    @pytest.mark.parametrize("text", [TWO_SIDES, BY_SIGN, NO_HEADER])
    def test_knows_money_that_goes_out(self, text: str) -> None:
        assert [line.amount_cents > 0 for line in lines(text) if line.amount_cents] == [
            True,
            False,
        ]

    def test_without_a_header_goes_by_what_the_columns_hold(self) -> None:
        first = lines(NO_HEADER)[0]

        assert (first.iban, first.name) == ("NL91ABNA0417164300", "Vink")
        assert first.text == "factuur 2026-041 van maart"

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "hallo\n",
            "Datum;Bedrag\n01-03-2026;5,00\n",
            "Naam;Leeftijd;Datum\nAnna;41;01-03-2026\n",
            # nothing says that it is a bank's
            "Datum;Omschrijving;Bedrag\n01-03-2026;les;5,00\n",
            "Datum;Omschrijving;Bedrag;Saldo\n01-03-2026;les;veel;5,00\n",
            "Datum;Omschrijving;Bedrag;Saldo\nmorgen;les;5,00;5,00\n",
            "Datum;Omschrijving;Bedrag;Saldo\n",
            "Datum;Omschrijving;Bedrag;Saldo\n01-03-2026;a;1.210,00;5,00\n02-03-2026;b;1,210.00;5\n",
            "a;b;c\x00\n",
        ],
    )
    def test_is_silent_about_what_is_none(self, text: str) -> None:
        assert csv_profile.guess(BytesIO(text.encode())) is None

    def test_can_be_asked_of_any_table_with_days(self) -> None:
        text = "Datum;Omschrijving;Bedrag\n01-03-2026;les;5,00\n"

        found = csv_profile.to_point_out(BytesIO(text.encode()))

        assert found is not None
        assert set(found.columns) == {"booked_on", "text", "amount"}


class TestReading:
    def test_takes_the_account_from_a_column(self) -> None:
        text = (
            "Rekeningnummer;Datum;Bedrag;Omschrijving;Valuta\n"
            f"{OWN};13-03-2026;-5,00;kosten;EUR\n"
            "NL02ABNA0123456789;13-03-2026;5,00;les;USD\n"
        )

        found = read(text)

        assert [(one.account, one.currency) for one in found.statements] == [
            (OWN, "EUR"),
            ("NL02ABNA0123456789", "USD"),
        ]

    def test_joins_two_columns_of_text_and_reads_the_value_day(self) -> None:
        text = (
            "Datum;Valutadatum;Omschrijving;Details;Bedrag;Saldo;Kenmerk\n"
            "13-03-2026;12-03-2026;les;maart;5,00;5,00;RF18539007547034\n"
        )

        (line,) = lines(text)

        assert (line.text, line.value_on) == ("les maart", date(2026, 3, 12))
        assert line.reference == "RF18539007547034"

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            ("31-02-2026;a;b;c;5,00;5,00", "bank.date"),
            (";a;b;c;5,00;5,00", "bank.date_missing"),
            ("01-03-2026;a;b;c;;5,00", "bank.amount_missing"),
            ("01-03-2026;a;b;c;veel;5,00", "bank.amount"),
        ],
    )
    def test_leaves_out_and_names_a_row_that_is_wrong(self, row: str, code: str) -> None:
        found = read(f"{SIGNED}{row}\n", profile_of(SIGNED))

        assert codes(found)[0] == (code, "line 4")
        assert len(found.statements[0].lines) == 2

    def test_names_a_sign_that_it_does_not_know(self) -> None:
        found = read(f"{BY_SIGN}15/03/2026|les|5|misschien\n", profile_of(BY_SIGN))

        assert codes(found) == [("bank.sign", "line 4")]

    def test_reads_decimal_points_and_says_what_it_expected(self) -> None:
        found = read(f"{TWO_SIDES}2026-03-03,x,1.2.3,\n", profile_of(TWO_SIDES))

        assert codes(found) == [("bank.amount", "line 4")]

    def test_is_refused_for_other_columns(self) -> None:
        found = read(TWO_SIDES, profile_of(SIGNED))

        assert codes(found) == [("open_list.other_columns", "file")]
        assert not found.statements

    def test_skips_a_header_that_comes_again(self) -> None:
        again = SIGNED.splitlines()[0]

        assert len(lines(f"Rekeningoverzicht\n{SIGNED}{again}\n", profile_of(SIGNED))) == 2


class TestPreview:
    def test_shows_rows_and_lines_before_the_account_is_known(self) -> None:
        profile = replace(profile_of(SIGNED), account="")

        found = csv_profile.preview(BytesIO(SIGNED.encode()), profile=profile, rows=1)

        assert found.header[0] == "Datum"
        assert (len(found.rows), found.row_count) == (1, 2)
        assert [line.amount_cents for line in found.lines] == [121_000]
        assert not profile.complete

    def test_is_empty_for_other_columns(self) -> None:
        found = csv_profile.preview(BytesIO(TWO_SIDES.encode()), profile=profile_of(SIGNED))

        assert found.rows == found.lines == ()


class TestProfile:
    def test_is_written_and_read_back(self) -> None:
        profile = profile_of(SIGNED)

        assert bank_profile.from_json(profile.to_json()) == profile

    @pytest.mark.parametrize(
        "text",
        [
            "", "[]", "{}", "x" * 10,
            '{"account":"","columns":[],"days":"dmy","decimal":",","delimiter":";","header":true,'
            '"signature":"a"}',
        ],
    )  # fmt: skip
    def test_is_refused_when_it_is_none(self, text: str) -> None:
        with pytest.raises(NotAProfile):
            bank_profile.from_json(text)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"delimiter": "x"}, {"decimal": ";"}, {"days": "ydm"}, {"header": 1},
            {"signature": 5}, {"account": "x" * 65}, {"columns": {"colour": 1}},
            {"columns": {"amount": -1}}, {"columns": {"amount": 10_000}},
            {"columns": {"amount": True}},
        ],
    )  # fmt: skip
    def test_refuses_parts_that_cannot_be(self, wrong: dict[str, object]) -> None:
        with pytest.raises(NotAProfile):
            replace(profile_of(SIGNED), **wrong)  # type: ignore[arg-type]

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.paper import (
    ANNA,
    AT,
    VINK,
    invoice,
    letter,
    pages,
    squeezed,
    text,
    words,
)

from voldaan.documents.letter import pdf, unprintable
from voldaan.documents.shapes import BadLetter, Sender

LONG = "Dit is een lange alinea met gewone woorden en een rustige regelval. " * 12
HOSTILE = '#panic(1) $x$ @y <z> \\ `c` "q" \'a\' *b* _i_ = h // k /* ]]} ) #read("/etc/passwd")'


def refusal(**changes: Any) -> BadLetter:
    """Make a letter, expect it to be refused, and give how."""
    with pytest.raises(BadLetter) as raised:
        pdf(letter(**changes), at=changes.pop("at", AT))
    return raised.value


class TestLetter:
    def test_says_everything_in_the_order_of_a_letter(self) -> None:
        said = squeezed(pdf(letter(invoices=(invoice(),)), at=AT), "-layout")

        places = [
            said.index(words)
            for words in (
                *("Studio Bakker", "Anna Bakker", "Oudegracht 12", "Tel. 06 12 34 56 78"),
                *("anna@anna.example", "Vink BV", "t.a.v. Els", "Kade 12 b", "3533 CD UTRECHT"),
                *("Utrecht, 14 oktober 2026", "Betreft: factuur 2026-041", "Beste Els,"),
                *("Is alles goed aangekomen?", "Factuur Datum Betaaldatum Bedrag Nog open"),
                *("2026-041 14-09-2026 01-10-2026 € 1.210,00 € 710,00", "Totaal nog open"),
                *("Bel gerust.", "Met vriendelijke groet,", "IBAN NL91 ABNA 0417 1643 00"),
                *("KvK 12345678", "Btw NL001234567B01"),
            )
        ]
        assert places == sorted(places)

    def test_speaks_english_where_asked(self) -> None:
        made = pdf(letter(language="en", invoices=(invoice(),)), at=AT)

        said = squeezed(made, "-layout")
        for part in (
            *("Utrecht, 14 October 2026", "Subject: factuur 2026-041", "VAT NL001234567B01"),
            *(
                "Invoice Date Due date Amount Still open",
                "14 Sep 2026 1 Oct 2026 €1,210.00 €710.00",
            ),
        ):
            assert part in said

    def test_adds_up_what_is_open_credit_notes_too(self) -> None:
        credit = invoice("2026-C1", amount_cents=-25_000, open_cents=-25_000)

        said = squeezed(pdf(letter(invoices=(invoice(), credit)), at=AT), "-layout")

        assert "Totaal nog open € 460,00" in said

    def test_puts_the_table_where_the_writer_wants_it(self) -> None:
        first = squeezed(pdf(letter(invoices=(invoice(),), invoices_after=1), at=AT), "-layout")
        last = squeezed(pdf(letter(invoices=(invoice(),), invoices_after=99), at=AT), "-layout")

        assert first.index("Nog open") < first.index("Is alles goed")
        assert last.index("Nog open") > last.index("Bel gerust")

    def test_is_signed_by_the_name_then_by_the_company(self) -> None:
        named = squeezed(pdf(letter(signature="A. Bakker"), at=AT))
        firm = squeezed(pdf(letter(sender=Sender(company="Studio Bakker")), at=AT))

        assert "groet, A. Bakker" in named
        assert "groet, Studio Bakker" in firm

    def test_needs_no_place(self) -> None:
        assert "\n14 oktober 2026\n" in text(pdf(letter(place=""), at=AT))

    def test_numbers_its_sheets_only_when_there_are_more(self) -> None:
        one = squeezed(pdf(letter(), at=AT))
        made = pdf(letter(paragraphs=("Beste Els,", *[LONG] * 13)), at=AT)

        assert "blad" not in one
        assert pages(made) == 3
        for sheet in (1, 2, 3):
            said = squeezed(made, "-f", str(sheet), "-l", str(sheet))
            assert said.count("blad") == 1
            assert f"blad {sheet} van 3" in said

    def test_repeats_the_heads_of_a_table_on_the_next_sheet(self) -> None:
        many = tuple(invoice(f"2026-{number:03d}") for number in range(60))

        made = pdf(letter(invoices=many), at=AT)

        assert pages(made) == 2
        said = squeezed(made, "-f", "2", "-l", "2", "-layout")
        assert "Factuur Datum Betaaldatum" in said
        assert "2026-059" in said

    def test_never_leaves_the_closing_alone_on_a_sheet(self) -> None:
        for count in range(1, 60):
            made = pdf(
                letter(paragraphs=("Beste Els,", *[f"Regel {n}." for n in range(count)])), at=AT
            )
            if pages(made) == 2:
                said = squeezed(made, "-f", "2", "-l", "2")
                assert said.startswith("Regel")
                return
        raise AssertionError("never two sheets")


class TestWindow:
    @pytest.mark.parametrize(
        ("window", "left", "right"), [("left", 20, 100), ("right", 110, 190)]
    )
    def test_shows_the_whole_address(self, window: str, left: int, right: int) -> None:
        full = ("Stichting Voortgezet Onderwijs Utrecht", *VINK[1:], "UTRECHT-WEST", "BELGIË")
        for lines in (VINK[:3], full):
            seen = words(pdf(letter(window=window, recipient_lines=lines), at=AT))

            wanted = " ".join(lines).split()
            shown = [
                word.text for word in seen
                if left <= word.left and word.right <= right
                and word.top >= 50 and word.bottom <= 77
            ]  # fmt: skip
            assert shown == wanted

    @pytest.mark.parametrize(
        ("window", "left", "right"), [("left", 10, 120), ("right", 90, 200)]
    )
    def test_shows_nothing_else(self, window: str, left: int, right: int) -> None:
        sender = replace(ANNA, address_lines=("Oudegracht 12", "x " * 60, "3", "4"))

        seen = words(pdf(letter(window=window, sender=sender), at=AT))

        shown = [
            word.text for word in seen
            if word.right > left and word.left < right and word.bottom > 47 and word.top < 95
        ]  # fmt: skip
        assert shown == " ".join(VINK).split()

    def test_keeps_two_spaces_behind_the_postcode(self) -> None:
        seen = {word.text: word for word in words(pdf(letter(), at=AT)) if word.left > 100}

        inside = seen["CD"].left - seen["3533"].right
        behind = seen["UTRECHT"].left - seen["CD"].right
        assert behind > 1.8 * inside

    def test_leaves_room_at_the_edges_of_the_paper(self) -> None:
        made = pdf(letter(paragraphs=("x " * 2_000,), invoices=(invoice(),)), at=AT)

        assert all(
            word.left >= 24.9 and word.right <= 185.1 and word.top >= 17 and word.bottom <= 285
            for word in words(made)
        )

    def test_lets_a_long_name_take_two_lines(self) -> None:
        name = "Stichting Samenwerkingsverband Voortgezet Onderwijs Noord-Kennemerland"

        said = text(pdf(letter(recipient_lines=(name, *VINK[1:])), at=AT))

        assert name in " ".join(said.split())

    @pytest.mark.parametrize(
        "lines", [("Vink " * 30, *VINK[1:]), ("W" * 60, *VINK[1:]), (("Vink " * 12,) * 6)]
    )
    def test_refuses_an_address_that_it_cannot_show(self, lines: tuple[str, ...]) -> None:
        found = refusal(recipient_lines=lines)

        assert (found.field, found.problem) == ("recipient_lines", "does_not_fit")

    def test_refuses_a_sender_who_reaches_into_the_text(self) -> None:
        found = refusal(
            sender=replace(ANNA, address_lines=("lang " * 40,) * 4, email="x " * 99)
        )

        assert (found.field, found.problem, found.place) == ("sender", "does_not_fit", None)


class TestColumns:
    def test_of_amounts_end_on_one_line(self) -> None:
        many = tuple(
            invoice(f"2026-{number}", amount_cents=11 * 10**number, open_cents=7 * 10**number)
            for number in range(11)
        )

        seen = words(pdf(letter(invoices=many), at=AT))

        amounts = [word for word in seen if "," in word.text and word.text[0].isdigit()]
        edges = sorted({round(word.right, 1) for word in amounts})
        assert len(amounts) == 23
        assert len(edges) == 2
        assert edges[1] == pytest.approx(185, abs=0.3)

    def test_hold_the_longest_number_and_the_largest_amount(self) -> None:
        widest = invoice("W" * 60, amount_cents=999_999_999_999, open_cents=-999_999_999_999)

        seen = words(pdf(letter(invoices=(widest,)), at=AT))

        numbers = [word for word in seen if "WW" in word.text]
        day = next(word for word in seen if word.text == "14-09-2026")
        assert sum(word.text.count("W") for word in numbers) == 60
        assert max(word.right for word in numbers) < day.left


class TestStrangersWords:
    @pytest.mark.parametrize("field", ["subject", "closing", "signature", "place"])
    def test_are_printed_as_they_stand(self, field: str) -> None:
        assert HOSTILE in squeezed(pdf(letter(**{field: HOSTILE}), at=AT))

    def test_are_printed_as_they_stand_in_the_text_and_the_table(self) -> None:
        made = pdf(letter(paragraphs=(HOSTILE, "a\r\nb\0c")), at=AT)
        table = pdf(letter(invoices=(invoice("#1$@\\`\"'"),)), at=AT)

        assert HOSTILE in squeezed(made)
        assert "a\nbc" in text(made)
        assert "#1$@\\`\"'" in text(table)

    def test_are_printed_as_they_stand_for_sender_and_receiver(self) -> None:
        sender = replace(ANNA, company=HOSTILE[:40], email="#a@b.example", kvk="$1$", vat="*v*")

        said = squeezed(
            pdf(letter(sender=sender, recipient_lines=("#panic() $", *VINK)), at=AT)
        )

        for part in (HOSTILE[:40].strip(), "#a@b.example", "KvK $1$", "Btw *v*", "#panic() $"):
            assert part in said

    def test_from_right_to_left_stay_where_they_are(self) -> None:
        said = squeezed(pdf(letter(subject="voor שלום Ltd"), at=AT))

        assert "voor" in said
        assert "Ltd" in said
        assert any(word in said for word in ("שלום", "םולש"))

    def test_that_cannot_be_printed_are_shown_and_told(self) -> None:
        facts = letter(
            subject="Feest 😀", invoices=(invoice("汉1"),), paragraphs=("م 😀", "ok", "😀"),
            sender=replace(ANNA, phone="☎"),
        )  # fmt: skip

        assert "Feest �" in squeezed(pdf(facts, at=AT))
        assert unprintable(facts) == {
            "sender_phone": "☎", "subject": "😀", "invoices": "汉", "paragraphs": "م😀",
        }  # fmt: skip
        assert unprintable(letter()) == {}

    def test_that_cannot_be_printed_are_refused_in_an_address(self) -> None:
        found = refusal(recipient_lines=("Vink 😀 汉", *VINK[1:]))

        assert (found.field, found.problem, found.found) == (
            "recipient_lines", "cannot_be_printed", "😀汉",
        )  # fmt: skip

    @pytest.mark.parametrize("word", ["W" * 5_000, "€\xa0" * 2_000, "a\u0301\u0302" * 1_000])
    def test_without_a_space_stay_on_the_paper(self, word: str) -> None:
        made = pdf(letter(paragraphs=(word,)), at=AT)

        assert all(shown.right <= 185.1 for shown in words(made))
        assert text(made).count(word[0]) >= 500 or word[0] == "a"

    @settings(max_examples=25)
    @given(st.text(max_size=150), st.text(max_size=400), st.text(max_size=60))
    def test_of_any_kind_give_a_letter_or_a_named_error(
        self, line: str, paragraph: str, number: str
    ) -> None:
        facts = letter(
            subject=line, closing=line, signature=line, paragraphs=(paragraph, line),
            invoices=(invoice(number),), recipient_lines=(line[:40], *VINK[2:]),
        )  # fmt: skip

        try:
            made = pdf(facts, at=AT)
        except BadLetter:
            return

        assert made.startswith(b"%PDF")


class TestRefusal:
    @pytest.mark.parametrize(
        ("field", "problem", "changes"),
        [
            ("language", "unknown", {"language": "fr"}),
            ("window", "unknown", {"window": "top"}),
            ("sender", "empty", {"sender": Sender(phone="06")}),
            ("recipient_lines", "empty", {"recipient_lines": ()}),
            ("recipient_lines", "empty", {"recipient_lines": (" ", "\u200b")}),
            ("recipient_lines", "too_many", {"recipient_lines": ("x",) * 7}),
            ("recipient_lines", "too_long", {"recipient_lines": ("x" * 10_000,)}),
            ("address_lines", "too_many", {"sender": replace(ANNA, address_lines=("x",) * 5)}),
            ("sender_email", "too_long", {"sender": replace(ANNA, email="x" * 10_000)}),
            ("subject", "empty", {"subject": "\0 \n"}),
            ("subject", "too_long", {"subject": "x" * 201}),
            ("closing", "empty", {"closing": ""}),
            ("signature", "empty", {"signature": "\u202e"}),
            ("paragraphs", "empty", {"paragraphs": ()}),
            ("paragraphs", "empty", {"paragraphs": ("Beste Els,", "\n\n")}),
            ("paragraphs", "too_many", {"paragraphs": ("x",) * 101}),
            ("paragraphs", "too_long", {"paragraphs": ("x" * 20_001,) * 2}),
            ("paragraphs", "too_long", {"paragraphs": ("x\n" * 20_000,)}),
            ("pages", "too_long", {"paragraphs": ("x\n" * 1_190,)}),
            ("invoices", "too_many", {"invoices": (invoice(),) * 201}),
            ("invoices", "too_long", {"invoices": (invoice("x" * 61),)}),
            ("invoices", "empty", {"invoices": (invoice(" "),)}),
            ("invoices", "not_an_amount", {"invoices": (invoice(amount_cents=10**12),)}),
            ("invoices", "not_an_amount", {"invoices": (invoice(open_cents=-(10**400)),)}),
            ("invoices", "not_an_amount", {"invoices": (invoice(open_cents=6 * 10**11),) * 2}),
        ],
    )
    def test_names_the_field_and_what_is_wrong(
        self, field: str, problem: str, changes: dict[str, Any]
    ) -> None:
        found = refusal(**changes)

        assert (found.field, found.problem, found.place) == (field, problem, None)
        assert str(found) == f"{field}: {problem}"

    def test_comes_for_a_moment_without_a_zone(self) -> None:
        with pytest.raises(BadLetter) as raised:
            pdf(letter(), at=AT.replace(tzinfo=None))

        assert (raised.value.field, raised.value.problem) == ("at", "no_zone")

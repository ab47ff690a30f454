"""Which client a buyer is, of which kind, and by which name one greets."""

import pytest

from voldaan.matching.buyers import LONGEST_NAME, first_name, kind_of, name_key
from voldaan.readers.shapes import Party


class TestNameKey:
    @pytest.mark.parametrize(
        "other", ["VINK TRAINING BV", "Vink  Training b.v.", "vink training B.V"]
    )
    def test_is_the_same_however_the_name_is_written(self, other: str) -> None:
        assert name_key(other) == name_key("Vink Training B.V.")

    def test_keeps_two_legal_forms_and_two_initials_apart(self) -> None:
        assert name_key("Vink BV") != name_key("Vink VOF")
        assert name_key("A. de Vries") != name_key("B. de Vries")

    def test_of_a_name_without_words_is_the_name_itself(self) -> None:
        assert name_key(" ? ") == "?"

    def test_is_never_longer_than_its_column(self) -> None:
        assert len(name_key("?" * 1_000)) == LONGEST_NAME
        assert len(name_key("Vink " * 1_000)) <= LONGEST_NAME


class TestKindOf:
    @pytest.mark.parametrize("name", ["Gemeente Aa en Hunze", "WATERSCHAP Rivierenland"])
    def test_knows_a_government_by_its_name(self, name: str) -> None:
        assert kind_of(Party(name=name, kvk="12345678")) == "government"

    @pytest.mark.parametrize(
        "buyer",
        [
            Party(name="Dirk", kvk="12345678"),
            Party(name="Dirk", vat="NL000099998B57"),
            Party(name="Vink VOF"),
        ],
    )
    def test_knows_a_firm_by_number_or_legal_form(self, buyer: Party) -> None:
        assert kind_of(buyer) == "business"

    @pytest.mark.parametrize("name", ["Dirk de Vries", None])
    def test_protects_everybody_else_as_a_consumer(self, name: str | None) -> None:
        assert kind_of(Party(name=name)) == "consumer"

    def test_believes_an_owner_who_serves_businesses_only(self) -> None:
        assert kind_of(Party(name="Dirk de Vries"), serves="businesses") == "business"


class TestFirstName:
    def test_is_that_of_the_contact_first(self) -> None:
        assert first_name(Party(name="Jansen BV", contact="Els de Vries"), "business") == "Els"

    def test_is_that_of_a_consumer_without_a_contact(self) -> None:
        assert first_name(Party(name="Dirk de Vries"), "consumer") == "Dirk"

    @pytest.mark.parametrize(
        "name", ["E. de Vries", "Dirk", "Fam Bakker", "De Vries", "DIRK de Vries", None]
    )
    def test_is_left_out_where_it_may_be_something_else(self, name: str | None) -> None:
        assert first_name(Party(name=name), "consumer") == ""

    @pytest.mark.parametrize(
        "name", ["Studio Noord", "Café Zoë", "Afdeling Inkoop", "Bakker Interieur"]
    )
    def test_is_never_a_word_of_a_trade_or_department(self, name: str) -> None:
        assert first_name(Party(name=name), "consumer") == ""
        assert first_name(Party(name="Vink BV", contact=name), "business") == ""

    def test_is_never_made_of_a_firm_that_stands_as_its_own_contact(self) -> None:
        assert first_name(Party(name="Jansen Vink BV", contact="Jansen Vink"), "business") == ""
        assert first_name(Party(name="Jansen Vink", contact="jansen vink"), "business") == ""

    def test_is_never_made_of_the_name_of_a_firm(self) -> None:
        assert first_name(Party(name="Jansen Bouw"), "business") == ""

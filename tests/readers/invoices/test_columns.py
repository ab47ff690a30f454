"""Headers as packages and people write them find their field."""

import pytest
from tests.readers.invoices.open_lists import profile_of, read

from voldaan.readers.invoices.columns import by_header


class TestByHeader:
    @pytest.mark.parametrize(
        "header",
        [
            "Totaalprijs incl. btw",
            "Totaal (incl. btw)",
            "Bedrag incl",
            "Bedrag incl. BTW (EUR)",
            "Factuurbedrag",
            "Totaalbedrag",
            "Factuurwaarde",
            "Eindbedrag",
            "Total incl. VAT",
            "Gross amount",
            "Oorspronkelijk bedrag",
            "Original amount",
        ],
    )
    def test_knows_the_whole_amount(self, header: str) -> None:
        assert by_header(["Factuurnummer", "Bedrag excl. btw", header])["total"] == 2

    @pytest.mark.parametrize(
        "header",
        ["Te betalen", "Nog te betalen", "Openstaand saldo", "Open value", "Bedrag te betalen",
         "Saldo open", "Outstanding amount", "Amount due", "Openstaand incl. btw"],
    )  # fmt: skip
    def test_knows_the_open_amount(self, header: str) -> None:
        assert by_header(["Factuurnummer", "Factuurbedrag", header])["open"] == 2

    @pytest.mark.parametrize(
        ("header", "field"),
        [
            ("Verloopdatum", "due_on"),
            ("Uiterlijk betalen op", "due_on"),
            ("Date of issue", "issued_on"),
            ("Sales invoice no.", "number"),
            ("Factuurkenmerk", "number"),
            ("Omschrijving relatie", "client"),
            ("Naam klant", "client"),
        ],
    )
    def test_knows_the_rest(self, header: str, field: str) -> None:
        assert by_header([header]) == {field: 0}

    def test_leaves_a_contact_person_what_it_is(self) -> None:
        assert by_header(["Contactpersoon"]) == {"contact": 0}


class TestCodesOfClients:
    @pytest.mark.parametrize("code", ["10023", "DEB-10023"])
    @pytest.mark.parametrize("name", ["Naam", "Relatie omschreven"])
    def test_give_way_to_names(self, code: str, name: str) -> None:
        file = read(f"Debiteur;{name};Factuur;Openstaand", f"{code};Vink BV;F1;10,00")

        assert file.invoices[0].buyer.name == "Vink BV"

    def test_give_way_to_what_is_called_a_name_first(self) -> None:
        profile = profile_of(
            "Debiteur;Plaats;Naam;Factuur;Openstaand", "1;Utrecht;Vink BV;F1;10,00"
        )

        assert profile.columns["client"] == 2

    @pytest.mark.parametrize("cell", ["ja", "12", "a@vink.example", ""])
    def test_stay_where_nothing_is_a_name(self, cell: str) -> None:
        profile = profile_of("Debiteur;X;Factuur;Openstaand", f"1;{cell};F1;10,00")

        assert profile.columns["client"] == 0

    def test_stay_where_several_clients_share_a_word(self) -> None:
        profile = profile_of(
            "Debiteur;Waar;Factuur;Openstaand", "1;Utrecht;F1;10,00", "2;Utrecht;F2;10,00"
        )

        assert profile.columns["client"] == 0

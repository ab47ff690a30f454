"""Names of countries for the last line of an address abroad (ISO 3166-1, two letters).

Those that a Dutch freelancer is likely to write to; another one is a line here.
"""

from collections.abc import Mapping

from voldaan.documents.shapes import Language

#: Code → Dutch and English name.
COUNTRIES: Mapping[str, tuple[str, str]] = {
    "NL": ("Nederland", "The Netherlands"),
    "BE": ("België", "Belgium"),
    "DE": ("Duitsland", "Germany"),
    "AT": ("Oostenrijk", "Austria"),
    "BG": ("Bulgarije", "Bulgaria"),
    "CA": ("Canada", "Canada"),
    "CH": ("Zwitserland", "Switzerland"),
    "CY": ("Cyprus", "Cyprus"),
    "CZ": ("Tsjechië", "Czechia"),
    "DK": ("Denemarken", "Denmark"),
    "EE": ("Estland", "Estonia"),
    "ES": ("Spanje", "Spain"),
    "FI": ("Finland", "Finland"),
    "FR": ("Frankrijk", "France"),
    "GB": ("Verenigd Koninkrijk", "United Kingdom"),
    "GR": ("Griekenland", "Greece"),
    "HR": ("Kroatië", "Croatia"),
    "HU": ("Hongarije", "Hungary"),
    "IE": ("Ierland", "Ireland"),
    "IS": ("IJsland", "Iceland"),
    "IT": ("Italië", "Italy"),
    "LT": ("Litouwen", "Lithuania"),
    "LU": ("Luxemburg", "Luxembourg"),
    "LV": ("Letland", "Latvia"),
    "MT": ("Malta", "Malta"),
    "NO": ("Noorwegen", "Norway"),
    "PL": ("Polen", "Poland"),
    "PT": ("Portugal", "Portugal"),
    "RO": ("Roemenië", "Romania"),
    "SE": ("Zweden", "Sweden"),
    "SI": ("Slovenië", "Slovenia"),
    "SK": ("Slowakije", "Slovakia"),
    "US": ("Verenigde Staten", "United States"),
}


def name(code: str, language: Language) -> str:
    """Give the name of a country; one that is not on the list stays its code.

    >>> name("BE", "nl"), name("XX", "en")
    ('België', 'XX')
    """
    known = COUNTRIES.get(code.upper())
    return known[language == "en"] if known else code.upper()

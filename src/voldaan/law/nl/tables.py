"""Every table of the Netherlands, by name: what the functions beside it work with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from voldaan.law.tables import packaged
from voldaan.law.tables.shapes import Band, Table


@dataclass(frozen=True, slots=True)
class Tables:
    """The figures of law; a value, so that newer ones can take the place of the shipped."""

    # bailiff.toml
    bailiff: Table[Mapping[str, int]]
    # contact.toml
    contact_from_hour: Table[int]
    contact_to_hour: Table[int]
    registration_from: Table[date]
    registration_all_from: Table[date]
    tax_records_years: Table[int]
    real_estate_years: Table[int]
    agency_file_years: Table[int]
    # costs.toml
    costs_scale: Table[tuple[Band, ...]]
    costs_minimum: Table[int]
    costs_maximum: Table[int]
    costs_vat: Table[Decimal]
    business_minimum: Table[int]
    instalment_below: Table[int]
    instalments_cap: Table[int]
    # court.toml
    court_fee_kanton: Table[tuple[Band, ...]]
    court_fee_district: Table[tuple[Band, ...]]
    court_fee_indeterminate: Table[Mapping[str, int]]
    agent_allowance: Table[tuple[Band, ...]]
    agent_points: Table[int]
    aftercare_max: Table[int]
    kantonrechter_limit: Table[int]
    small_claims_limit: Table[int]
    summons_days: Table[int]
    court_fee_weeks: Table[int]
    opposition_days: Table[int]
    # insolvency.toml
    cooling_off_months: Table[int]
    cooling_off_longest_months: Table[int]
    whoa_months: Table[int]
    whoa_longest_months: Table[int]
    wsnp_months: Table[int]
    msnp_months: Table[int]
    moratorium_months: Table[int]
    # interest.toml
    statutory_interest: Table[Decimal]
    commercial_interest: Table[Decimal]
    compounding_from: Table[date]
    margin_changed_on: Table[date]
    # letter.toml
    letter_days: Table[int]
    post_days: Table[int]
    # levers.toml
    reclamation_weeks: Table[int]
    reclamation_days: Table[int]
    prepayment_percent: Table[Decimal]
    terms_staff: Table[int]
    # limitation.toml
    limitation_contract: Table[int]
    limitation_rent: Table[int]
    limitation_damages: Table[int]
    limitation_damages_longest: Table[int]
    limitation_judgment: Table[int]
    limitation_judgment_periodic: Table[int]
    limitation_transport: Table[int]
    limitation_forwarding: Table[int]
    limitation_renewed_most: Table[int]
    limitation_consumer_sale: Table[int]
    limitation_warning: Table[int]
    # terms.toml
    no_term_days: Table[int]
    agreed_max_days: Table[int]
    large_debtor_days: Table[int]
    old_contracts_adapted: Table[date]
    large_balance: Table[int]
    large_turnover: Table[int]
    large_staff: Table[int]
    government_days: Table[int]
    government_max_days: Table[int]
    verification_days: Table[int]
    notice_days: Table[int]
    # vat.toml
    uncollectible_years: Table[int]
    no_term_days_vat: Table[int]
    filing_months: Table[int]
    filing_months_year: Table[int]


@cache
def shipped() -> Tables:
    """Give the figures that come with Voldaan, read once."""
    return packaged.load(Tables, country="nl")

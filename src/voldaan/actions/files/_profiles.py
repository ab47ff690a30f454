"""Which profile a table is read with: that of a list of invoices, or of a bank's lines."""

from dataclasses import replace
from typing import BinaryIO

from voldaan.readers.bank import bank_profile, csv_profile
from voldaan.readers.bank.bank_profile import BankProfile
from voldaan.readers.invoices import open_list, profile
from voldaan.readers.invoices.profile import Profile
from voldaan.readers.profiles import NotAProfile
from voldaan.readers.shapes import ReadFile

AnyProfile = Profile | BankProfile


def from_json(text: str) -> AnyProfile:
    """Read a stored profile of either kind; strict.

    Raises :class:`~voldaan.readers.profiles.NotAProfile`.
    """
    try:
        return profile.from_json(text)
    except NotAProfile:
        return bank_profile.from_json(text)


def guesses(table: BinaryIO, found: ReadFile, *, account: str) -> list[AnyProfile]:
    """Guess how a table is to be read, the likeliest first; nothing when it is none.

    ``account`` is the firm's own: of a bank's file that does not state it.
    """
    is_list = found.format in open_list.FORMATS
    if not is_list and [problem.code for problem in found.problems] != ["file.unknown"]:
        return []
    listed = open_list.guess(table).profile if is_list else open_list.to_point_out(table)
    bank = csv_profile.to_point_out(table)
    if bank is not None and "account" not in bank.columns:
        bank = replace(bank, account=account)
    both: list[AnyProfile | None] = [listed, bank]
    if not is_list and csv_profile.guess(table) is not None:
        both.reverse()
    return [one for one in both if one is not None]


def read(table: BinaryIO, found: ReadFile, *, chosen: AnyProfile) -> ReadFile:
    """Read a table with a profile of either kind."""
    table.seek(0)
    if isinstance(chosen, BankProfile):
        return csv_profile.read_with(table, found.file, profile=chosen)
    listed = open_list.read_with(table, found.file, profile=chosen)
    kind = found.format if found.format in open_list.FORMATS else open_list.FORMAT
    return replace(listed, format=kind)

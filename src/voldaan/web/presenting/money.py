"""Geld: rows to the values of the page, and what a pressed place means."""

import re
from collections.abc import Mapping
from datetime import date

from django.http import QueryDict

from voldaan import days, money
from voldaan.actions.payments.settle_line import Placement
from voldaan.books.queries import bank_page
from voldaan.books.queries.bank_page import Place, WaitingLine
from voldaan.books.queries.policies import policy
from voldaan.readers import notation
from voldaan.web import words
from voldaan.web.access import Visit
from voldaan.web.pages.money import (
    AccountCoverage,
    AsideLine,
    Booked,
    Candidate,
    LineToMatch,
    Money,
    PaymentMade,
    PlaceSearch,
    Returned,
)

_LINES, _BOOKED, _ASIDE, _FOUND = 20, 10, 10, 20
_BOOKED_AT_MOST = 100
_RETURNED, _CHOICES = 10, 3
_PARTS = 100
_ID = re.compile(r"[0-9]{1,18}\Z", re.ASCII)
_COUNT = re.compile(r"[1-9][0-9]{0,2}\Z")
_KEY = re.compile(
    r"(\d{1,18}):((?:\d{1,18}-\d{1,15}\.){0,500})((?:\d{1,18}-\d{1,18}-\d{1,15}\.){0,500})\Z"
)


def page(visit: Visit, *, shows_others: bool, booked: str = "") -> Money:
    """Give the page; ``shows_others``: the credits that fit nothing, instead.

    ``booked`` is how many bookings were asked for, as it stands in the address.
    """
    mine = visit.administration_id
    fitting, fitting_count = bank_page.waiting_lines(mine, fitting=True, most=_LINES)
    others, other_count = bank_page.waiting_lines(mine, fitting=False, most=_LINES)
    lines, count = (others, other_count) if shows_others else (fitting, fitting_count)
    most = min(int(booked), _BOOKED_AT_MOST) if _COUNT.match(booked) else _BOOKED
    bookings = bank_page.bookings(mine, most=most + 1)
    return Money(
        accounts=_accounts(visit),
        lines=tuple(_line(each) for each in lines),
        booked=tuple(
            Booked(
                id=each.id,
                booked_on=each.paid_on,
                cents=each.cents,
                client=each.client,
                client_id=each.client_id,
                numbers=each.numbers,
                reasons=words.reasons(each.reasons),
                by_itself=each.by_itself,
            )
            for each in bookings[:most]
        ),
        more_booked=_next_most(most) if len(bookings) > most else 0,
        lines_left=count - len(lines),
        aside=tuple(
            AsideLine(each.id, each.booked_on, each.left_cents, each.name)
            for each in bank_page.set_aside(mine, most=_ASIDE)
        ),
        others=other_count,
        returned=_returned(mine),
        shows_others=shows_others,
    )


def _returned(administration_id: int) -> tuple[Returned, ...]:
    found = bank_page.returned_lines(administration_id, most=_RETURNED, choices=_CHOICES)
    return tuple(
        Returned(
            each.id,
            each.booked_on,
            each.cents,
            each.name,
            each.text,
            each.reason,
            tuple(
                PaymentMade(made.id, made.paid_on, made.client_name, made.numbers)
                for made in each.made
            ),
        )
        for each in found
    )


def _next_most(most: int) -> int:
    """Give how many bookings "show more" shows; older ones stand with their invoice."""
    return min(most * 3, _BOOKED_AT_MOST) if most < _BOOKED_AT_MOST else 0


def search(visit: Visit, line: WaitingLine, text: str) -> PlaceSearch:
    """Give a line with the places that a search by number or client finds."""
    found = (
        bank_page.places_by_search(
            visit.administration_id, search=text, line_cents=line.left_cents, most=_FOUND
        )
        if text
        else []
    )
    return PlaceSearch(_line(line, found), text)


def key(place: Place) -> str:
    """Write a place as the form sends it back: the client, cents per invoice, credits used.

    It says what was on the screen, so that a list that has changed since books nothing else.
    """
    parts = "".join(f"{invoice_id}-{cents}." for invoice_id, cents in place.parts)
    credits = "".join(f"{note}-{invoice}-{cents}." for note, invoice, cents in place.credits)
    return f"{place.client_id}:{parts}{credits}"


def read_payment(text: str) -> int | None:
    """Read which payment was pressed; None for "none"; raises ValueError for nonsense.

    >>> read_payment("12"), read_payment("none")
    (12, None)
    """
    if text == "none":
        return None
    if not _ID.match(text):
        raise ValueError(text)
    return int(text)


def read_key(text: str) -> Placement | None:
    """Read a pressed place; None for nonsense.

    >>> read_key("7:3-121000.4-500.").allocations, read_key("7:3-800.9-3-200.").credits
    (((3, 121000), (4, 500)), ((9, 3, 200),))
    >>> read_key("7:").allocations, read_key("7;drop table")
    ((), None)
    """
    found = _KEY.match(text) if text.isascii() else None
    if found is None:
        return None
    parts = [part.split("-") for part in found[2].split(".") if part]
    credits = [part.split("-") for part in found[3].split(".") if part]
    return Placement(
        int(found[1]),
        tuple((int(invoice), int(cents)) for invoice, cents in parts),
        tuple((int(note), int(invoice), int(cents)) for note, invoice, cents in credits),
    )


def ticked(posted: QueryDict) -> list[int]:
    """Give the invoices that were ticked, each once."""
    asked = posted.getlist("part")[:_PARTS]
    return list(dict.fromkeys(int(each) for each in asked if _ID.match(each)))


def read_ticked(posted: QueryDict, client_of: Mapping[int, int]) -> Placement | None:
    """Read the amount beside each ticked invoice; None for nonsense, or when none is ticked.

    What the amounts leave of the payment waits for another place.
    """
    parts = [(each, _cents(posted.get(f"cents-{each}", ""))) for each in ticked(posted)]
    known = [(each, cents) for each, cents in parts if cents and each in client_of]
    if not known or len(known) < len(parts):
        return None
    return Placement(client_of[known[0][0]], tuple(known), keeps_rest=True)


def _cents(text: str) -> int | None:
    """Read an amount as people write it in either language.

    >>> _cents("1.210,50"), _cents("1,210.50"), _cents("12"), _cents("1.210"), _cents("veel")
    (121050, 121050, 1200, 121000, None)
    """
    decided = notation.decimal_mark([text])
    try:
        return notation.cents(text, decimal=decided.way) if decided else None
    except money.NotAnAmount:
        return None


def _line(line: WaitingLine, places: list[Place] | None = None) -> LineToMatch:
    return LineToMatch(
        id=line.id,
        booked_on=line.booked_on,
        amount_cents=line.left_cents,
        name=line.name,
        iban=line.iban,
        text=line.text,
        candidates=tuple(
            Candidate(
                key=key(each),
                client=each.client,
                numbers=each.numbers,
                cents=sum(cents for _, cents in each.parts),
                reasons=words.reasons(each.reasons),
                left_cents=each.left_cents,
                part=each.parts[0][0] if places is not None and each.parts else 0,
            )
            for each in (line.places if places is None else places)
        ),
    )


def _accounts(visit: Visit) -> tuple[AccountCoverage, ...]:
    known = bank_page.accounts(visit.administration_id)
    waits = policy(visit.administration_id, day=visit.day).bank_working_days
    oldest = days.minus_working_days(visit.day, waits)
    return tuple(
        AccountCoverage(
            iban=each.number,
            name="",
            covered_from=each.first_day,
            covered_until=each.last_day,
            is_fresh=(each.last_day or date.min) >= oldest,
            last_file=each.last_file,
            balance_cents=each.closing_cents,
            has_gap=each.has_gap,
        )
        for each in known
    )

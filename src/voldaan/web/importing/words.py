"""What came of a file, in sentences."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext, gettext_lazy, ngettext

from voldaan import days, money
from voldaan.web.presenting.sentences import language

_LEFT_OUT = {
    "invoice.not_in_euro": gettext_lazy("Invoice %(number)s is not in euros; it is left out."),
    "invoice.fraction_of_a_cent": gettext_lazy(
        "The amount of invoice %(number)s has more than two decimals; it is left out."
    ),
    "invoice.no_client": gettext_lazy(
        "Invoice %(number)s does not name the client; it is left out."
    ),
    "invoice.no_day": gettext_lazy(
        "Invoice %(number)s has no invoice date and no due date; it is left out."
    ),
    "invoice.more_open_than_charged": gettext_lazy(
        "More is open of invoice %(number)s than was charged; it is left out."
    ),
}


def summary(state: str, result: Mapping[str, Any], question: Mapping[str, Any] | None) -> str:
    """Say in one or two sentences what a file gave."""
    if state == "waiting":
        return _asks((question or {}).get("kind", ""))
    if state != "done":
        return ""
    if result.get("same_as_before"):
        return gettext("This file was read before. Nothing has changed.")
    found = [
        *_lines(result),
        *_invoices(result["invoices"]),
        *_corrected(result),
        *_matched(result),
    ]
    return " ".join(found) or gettext("There was nothing new in it.")


def remarks(result: Mapping[str, Any]) -> list[str]:
    """Say what was left out or taken otherwise than it stands, one sentence each."""
    invoices = result.get("invoices")
    if not invoices:
        return []
    left = [str(_LEFT_OUT[code]) % {"number": number} for number, code in invoices["left_out"]]
    changed = [
        gettext("Invoice %(number)s was known with another amount or due date; that stays.")
        % {"number": number}
        for number in invoices["changed"]
    ]
    impossible = [
        gettext("More was paid on invoice %(number)s than its new amount; that stays.")
        % {"number": number}
        for number in result.get("impossible", ())
    ]
    without = [
        gettext("Invoice %(number)s has no due date; thirty days were taken.")
        % {"number": number}
        for number in invoices["without_due_day"]
    ]
    return [*left, *changed, *impossible, *without]


def change(what: str, before: str, after: str) -> str:
    """Say what a file reads otherwise, from the plain values of the question."""
    if what == "due_on":
        days_of = [
            days.write_out(date.fromisoformat(each), language()) for each in (before, after)
        ]
        return gettext("due date %(before)s becomes %(after)s") % {
            "before": days_of[0],
            "after": days_of[1],
        }
    amounts = {
        "before": money.euro(int(before), language()),
        "after": money.euro(int(after), language()),
    }
    if what == "amount":
        return gettext("amount %(before)s becomes %(after)s") % amounts
    if what == "paid":
        return gettext("open %(before)s becomes %(after)s: the rest was paid") % amounts
    return gettext("%(before)s was open") % amounts


def _asks(kind: str) -> str:
    if kind == "columns":
        return gettext("This is a list. Have a look whether we understand its columns.")
    if kind == "changes":
        return gettext("It says something else of invoices that you already have.")
    if kind == "complete_until":
        return gettext("This bank does not say up to which day its list is complete.")
    return gettext("Nothing in it says whether this is your own invoice.")


def _lines(result: Mapping[str, Any]) -> list[str]:
    lines = result["lines"]
    found = []
    if new := lines["new_lines"]:
        found.append(
            ngettext("%(count)d new bank line.", "%(count)d new bank lines.", new)
            % {"count": new}
        )
    if known := lines["known_lines"]:
        found.append(
            ngettext(
                "%(count)d bank line was known.", "%(count)d bank lines were known.", known
            )
            % {"count": known}
        )
    if pending := lines["pending_lines"]:
        found.append(
            ngettext(
                "%(count)d line is not booked by the bank yet.",
                "%(count)d lines are not booked by the bank yet.",
                pending,
            )
            % {"count": pending}
        )
    return found


def _invoices(invoices: Mapping[str, Any]) -> list[str]:
    found = []
    if new := len(invoices["new"]):
        found.append(
            ngettext("%(count)d new invoice.", "%(count)d new invoices.", new) % {"count": new}
        )
    if clients := invoices["new_clients"]:
        found.append(
            ngettext("%(count)d new client.", "%(count)d new clients.", clients)
            % {"count": clients}
        )
    if known := len(invoices["known"]):
        found.append(
            ngettext("%(count)d invoice was known.", "%(count)d invoices were known.", known)
            % {"count": known}
        )
    if paid := len(invoices["paid_already"]):
        found.append(
            ngettext(
                "%(count)d invoice was paid already.", "%(count)d invoices were paid already.",
                paid,
            )
            % {"count": paid}
        )  # fmt: skip
    if bought := len(invoices["purchases"]):
        found.append(
            ngettext(
                "%(count)d bill to you was left out.", "%(count)d bills to you were left out.",
                bought,
            )
            % {"count": bought}
        )  # fmt: skip
    return found


def _corrected(result: Mapping[str, Any]) -> list[str]:
    taken = result.get("corrected", {})
    found = []
    if count := taken.get("due_on", 0) + taken.get("amount", 0):
        found.append(
            ngettext(
                "%(count)d invoice was corrected.", "%(count)d invoices were corrected.", count
            )
            % {"count": count}
        )
    if count := taken.get("paid", 0) + taken.get("gone", 0):
        found.append(
            ngettext(
                "%(count)d payment was taken from it.",
                "%(count)d payments were taken from it.",
                count,
            )
            % {"count": count}
        )
    return found


def _matched(result: Mapping[str, Any]) -> list[str]:
    found = []
    if booked := result["booked"]:
        found.append(
            ngettext(
                "%(count)d payment found its invoice.",
                "%(count)d payments found their invoice.",
                booked,
            )
            % {"count": booked}
        )
    if waiting := result["to_match"]:
        found.append(
            ngettext(
                "%(count)d payment still seeks its invoice.",
                "%(count)d payments still seek their invoice.",
                waiting,
            )
            % {"count": waiting}
        )
    return found

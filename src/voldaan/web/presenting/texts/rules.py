"""The rules behind every staircase, in words, and the form that changes them."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy, ngettext

from voldaan import money
from voldaan.actions.firm.change_rules import BadRules, rules_of, shipped_rules
from voldaan.followup.shapes import Policy
from voldaan.web import words
from voldaan.web.access import Visit
from voldaan.web.forms_ladder import RulesForm
from voldaan.web.pages.messages import Rule
from voldaan.web.presenting.staircase import from_day_refusal

_FIELDS = {"small_invoice_cents": "small_invoice_euros"}
_FOUND = {
    "bounds": gettext_lazy("This number cannot be right."),
    "above_large": gettext_lazy("A small invoice cannot be larger than a large one."),
}


def form(visit: Visit, counts: Policy, *, posted: Any = None) -> RulesForm:  # noqa: ANN401
    """Give the form, with what counts now."""
    return RulesForm(posted, counts=counts, day=visit.day, prefix="rules")


def are_own(counts: Policy) -> bool:
    """Say whether one of the rules is not as it came."""
    return rules_of(counts) != shipped_rules()


def lines(counts: Policy) -> tuple[Rule, ...]:
    """Give every rule as it counts, those that stand under Settings too."""
    return (
        Rule(gettext("A small invoice"), _under(counts.small_invoice_cents)),
        Rule(gettext("A large invoice"), _from(counts.large_invoice_cents)),
        Rule(gettext("Many invoices"), gettext("from %(n)s") % {"n": counts.many_invoices}),
        Rule(gettext("Between two messages"), _days(counts.gap_days)),
        Rule(gettext("Extra for good payers"), _days(counts.grace_days)),
        Rule(gettext("Waiting for a usual pay day"), _days(counts.rhythm_days)),
        Rule(
            gettext("Messages leave"),
            gettext("from %(until)s to %(start)s o'clock")
            % {"until": counts.quiet_until_hour, "start": counts.quiet_from_hour},
        ),
    )


def add_refusal(form: RulesForm, error: BadRules) -> None:
    """Say in the form which rule cannot be so."""
    words_of = _FOUND.get(error.found)
    said = str(words_of) if words_of else from_day_refusal()
    form.add_error(_FIELDS.get(error.rule, error.rule), said)


def _under(cents: int) -> str:
    return gettext("under %(amount)s") % {"amount": money.euro(cents, words.language())}


def _from(cents: int) -> str:
    return gettext("from %(amount)s") % {"amount": money.euro(cents, words.language())}


def _days(count: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}

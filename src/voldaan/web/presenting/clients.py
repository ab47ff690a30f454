"""Klanten: rows to the list and to the page of one client."""

from dataclasses import asdict, replace
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, ngettext

from voldaan.books.queries import client_list as listed
from voldaan.books.queries import client_page as rows
from voldaan.books.queries import policies, situations
from voldaan.books.queries.answers import inbox
from voldaan.books.queries.deciding.reaching import rhythm_told
from voldaan.books.queries.invoice_list import InvoiceLine, client_invoices
from voldaan.books.queries.own_page import links as own_links
from voldaan.books.queries.states import STATES
from voldaan.books.queries.time_line import time_line
from voldaan.channels.page import address
from voldaan.days import shift
from voldaan.followup import rhythm
from voldaan.followup.shapes import PaymentHabit, PayRhythm
from voldaan.web.access import Visit
from voldaan.web.pages import clients as pages
from voldaan.web.pages.invoices import Filter
from voldaan.web.presenting.labels import ROLES
from voldaan.web.presenting.letters import readable
from voldaan.web.presenting.moments import moment
from voldaan.web.presenting.sentences import decided, question, sentences
from voldaan.web.presenting.ways import closed, telephone

#: A pay day of this number is the last of any month.
_LAST_OF_MONTH = 31
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def client_list(visit: Visit, *, state: str, search: str, after: str) -> pages.ClientList:
    """Give one page of the list."""
    state = state if state in STATES else ""
    lines = listed.client_lines(
        visit.administration_id, day=visit.day, state=state, search=search, after=after
    )
    return pages.ClientList(
        rows=tuple(_row(line) for line in lines.rows),
        filters=tuple(Filter(code) for code in ("", *STATES)),
        chosen=state,
        search=search,
        next_after=lines.next_after,
        is_first=not after,
        total=lines.total,
    )


def _row(line: listed.ClientLine) -> pages.ClientRow:
    owes = bool(line.open_cents)
    return pages.ClientRow(
        id=line.id,
        name=line.name,
        open_cents=line.open_cents,
        late_cents=line.late_cents,
        invoice_count=line.invoice_count,
        oldest_due_on=line.oldest_due_on,
        state=line.state,
        paused_until=line.paused_until,
        last_contact_on=line.last_contact_on,
        next_step=decided(*line.decided) if line.decided and owes else "",
    )


def client_page(visit: Visit, facts: rows.ClientFacts, *, before: str) -> pages.ClientPage:
    """Give one client with everything that we know together."""
    mine, day = visit.administration_id, visit.day
    found = rows.decided(mine, client_id=facts.id)
    invoices = client_invoices(mine, client_id=facts.id, day=day)
    owing = [line for line in invoices if line.open_cents > 0 and not line.is_credit]
    entries, older = time_line(mine, client_id=facts.id, before=before)
    habit, learned = situations.how_one_pays(mine, client_id=facts.id)
    usual = rhythm_told(asdict(facts.habits)) or learned
    unread = inbox.unread(mine, client_ids=[facts.id]).get(facts.id)
    return pages.ClientPage(
        id=facts.id,
        name=facts.name,
        kind=facts.kind,
        address_form=facts.address_form,
        language=facts.language,
        terms_days=facts.term_days,
        open_cents=sum(line.open_cents for line in owing),
        late_cents=sum(line.open_cents for line in owing if line.due_on < day),
        habit=_habit(habit),
        pay_day=_pay_day(usual),
        due_on=_due_on(visit, facts, usual),
        next_step=_next_step(found),
        next_on=found.decision.wait_until if found else None,
        why_now=sentences(found.decision.reasons, day=day) if found else (),
        changes=sentences(found.decision.changes) if found else (),
        earlier=tuple(_earlier(each) for each in found.earlier) if found else (),
        contacts=tuple(_contact(each) for each in facts.contacts),
        channels=_channels(facts),
        invoices=tuple(_invoice(line) for line in invoices),
        moments=tuple(
            moment(replace(entry, quote=readable(visit, entry.quote)), seen_on=day)
            for entry in entries
        ),
        older_after=older,
        paused_until=facts.hold.until if facts.hold else None,
        pause_reason=facts.hold.reason if facts.hold else "",
        decision_id=found.id if found and owing else 0,
        links=_links_out(visit, facts.id),
        answer_id=unread.id if unread else 0,
        closed=closed(visit),
    )


def _contact(each: rows.ContactLine) -> pages.Contact:
    dials, shown = telephone(each.phone)
    role = str(ROLES.get(each.role, ""))
    return pages.Contact(each.name, role, each.email, shown, dials, each.linkedin)


def _habit(known: PaymentHabit) -> str:
    """Say how this client paid before: what happened, never a score."""
    if known.paid_count == 0:
        return ""
    late = known.usual_days_late
    usually = (
        ngettext("Usually pays %(late)d day late", "Usually pays %(late)d days late", late)
        % {"late": late}
        if late
        else gettext("Usually pays on time")
    )
    told = ngettext(
        "%(on_time)d of %(count)d invoice on time",
        "%(on_time)d of %(count)d invoices on time",
        known.paid_count,
    ) % {"on_time": known.on_time_count, "count": known.paid_count}
    return f"{usually} · {told}"


def _pay_day(usual: PayRhythm | None) -> str:
    """Say on which day this client usually pays, and how often that held."""
    if usual is None:
        return ""
    if usual.by == "weekday":
        said = gettext("Usually pays on %(day)s") % {"day": WEEKDAYS[usual.number - 1]}
    elif usual.number == _LAST_OF_MONTH:
        said = gettext("Usually pays on the last day of the month")
    else:
        said = gettext("Usually pays on day %(number)d of the month") % {"number": usual.number}
    if not usual.of:
        return f"{said} · {gettext('as you know')}"
    counted = {"count": usual.count, "of": usual.of}
    return f"{said} · {gettext('%(count)d of %(of)d payments') % counted}"


def _due_on(visit: Visit, facts: rows.ClientFacts, usual: PayRhythm | None) -> date | None:
    """Propose the due date of an invoice of today, where it differs from the plain term."""
    if usual is None or facts.term_days is None:
        return None
    term_ends_on = shift(visit.day, facts.term_days)
    margin = policies.policy(visit.administration_id, day=visit.day).rhythm_days
    proposed = rhythm.due_on(term_ends_on, rhythm=usual, margin_days=margin)
    return proposed if proposed != term_ends_on else None


def _next_step(found: rows.Decided | None) -> str:
    if found is None:
        return gettext("Nothing was decided yet.")
    decision = found.decision
    if decision.kind == "ask":
        return question(decision.question or "what_now")
    if decision.kind == "wait":
        return gettext("Nothing to do before")
    return decided("step", decision.step or "", "", None)


def _earlier(each: rows.Earlier) -> pages.Moment:
    why = sentences([each.reason]) if each.reason else ()
    text = decided(each.kind, each.step, each.question, each.wait_until, seen_on=each.day)
    return pages.Moment(each.day, text, who=why[0] if why else "")


def _channels(facts: rows.ClientFacts) -> tuple[str, ...]:
    found = []
    if any(each.email for each in facts.contacts):
        found.append("email")
    if any(each.phone for each in facts.contacts):
        found.append("phone")
    if facts.habits.uses_whatsapp:
        found.append("whatsapp")
    if facts.habits.uses_sms:
        found.append("sms")
    if any(each.linkedin for each in facts.contacts):
        found.append("linkedin")
    if facts.habits.street and facts.habits.city:
        found.append("post")
    return tuple(found)


def _invoice(line: InvoiceLine) -> pages.ClientInvoice:
    return pages.ClientInvoice(
        line.id,
        line.number,
        line.due_on,
        line.payable_cents,
        -line.open_cents if line.is_credit else line.open_cents,
        line.state,
        line.accepted_on is not None,
        line.open_cents <= 0,
    )


def _links_out(visit: Visit, client_id: int) -> pages.LinksOut | None:
    """Give the links that are out; None where clients have no page. Two queries.

    The link of a message that has not left is not out yet.
    """
    if not address.is_open():
        return None
    mine = visit.administration_id
    waiting = {
        address.hash_of(address.token_in(words))
        for words in own_links.words_not_left(mine, client_id=client_id)
    }
    out = [
        row
        for row in own_links.working(mine, client_id=client_id, at=visit.at)
        if row.token_hash not in waiting
    ]
    if not out:
        return pages.LinksOut(0)
    made_on, until_on = (
        moment.astimezone(_AMSTERDAM).date() for moment in (out[0].made_at, out[0].expires_at)
    )
    return pages.LinksOut(len(out), made_on, until_on)

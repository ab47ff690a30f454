"""Instellingen: what is set, beside its forms; and why a mailbox does not let us in."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from voldaan import days
from voldaan.books.queries import own_settings, places
from voldaan.books.queries.policies import policy
from voldaan.web import words
from voldaan.web.access import Visit
from voldaan.web.forms import FirmForm, MailboxForm, PauseForm
from voldaan.web.forms_settings import InboxForm, MomentForm, NumbersForm
from voldaan.web.pages.settings import OwnAccount, SettingsPage, TeamMember
from voldaan.web.presenting.carriers import carrier_forms, channels_that_send, reports_to
from voldaan.web.presenting.morning import moment

CLIENT_KINDS = {"consumers": "consumer", "businesses": "business", "both": "both"}
SERVES = {kind: serves for serves, kind in CLIENT_KINDS.items()}

_FAILURES = {
    "host_unknown": gettext_lazy("There is no mail server of that name. Check the server."),
    "connection_refused": gettext_lazy("Nobody answers there. Check the server and the port."),
    "connection_lost": gettext_lazy("The connection broke off. Check the server and the port."),
    "timeout": gettext_lazy(
        "The server did not answer in time. Check the server, the port and the security."
    ),
    "certificate": gettext_lazy(
        "The server cannot prove that it is who it says. Check its name; nothing was sent."
    ),
    "ca_file": gettext_lazy("The file with trusted certificates cannot be read."),
    "tls": gettext_lazy(
        "The secured connection failed. Port 587 goes with STARTTLS, port 465 with SSL/TLS."
    ),
    "tls_not_offered": gettext_lazy(
        "The server offers no STARTTLS on this port. Try port 465 with SSL/TLS."
    ),
    "password_in_clear": gettext_lazy(
        "Without security the password could be read on the way. Choose STARTTLS or SSL/TLS."
    ),
    "login_not_offered": gettext_lazy(
        "The server takes no user name and password on this port. Try port 587."
    ),
    "login_refused": gettext_lazy(
        "The server refuses the user name or the password. Many providers want an app password."
    ),
    "server_unwilling": gettext_lazy("The server turns us away at the door. Try again later."),
    "no_such_folder": gettext_lazy("There is no such folder in the mailbox."),
    "protocol": gettext_lazy("What answers there is no mail server. Check server and port."),
}


def failure(reason: str) -> str:
    """Say why the mailbox could not be entered, and what to do."""
    known = _FAILURES.get(reason)
    return str(known) if known else gettext("The mail server refuses (%s).") % reason


def forms(visit: Visit, **bound: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the forms
    """Give the forms of the page, filled with what is set; ``bound`` ones as they are."""
    return {
        "company_form": FirmForm(initial=_company(visit), prefix="company"),
        "mailbox_form": MailboxForm(initial=_mailbox(visit), prefix="mailbox"),
        "inbox_form": InboxForm(initial=_inbox(visit), prefix="inbox"),
        "numbers_form": NumbersForm(initial=_numbers(visit), prefix="numbers"),
        "moment_form": MomentForm(initial=moment.initial(visit), prefix="moment"),
        "pause_form": PauseForm(day=visit.day, prefix="pause"),
        "carrier_forms": carrier_forms(visit),
        **bound,
    }


def page(visit: Visit) -> SettingsPage:
    """Give what the page shows beside its forms."""
    mine = visit.administration_id
    mailbox = own_settings.mailbox(mine)
    pauses = places.whole_pauses(mine, day=visit.day)
    checked = ""
    if mailbox and mailbox.checked_at:
        day = timezone.localtime(mailbox.checked_at).date()
        checked = gettext("The mailbox let us in on %(day)s.") % {
            "day": days.write_out_long(day, words.language())
        }
    return SettingsPage(
        mailbox_is_set=mailbox is not None,
        mailbox_works=bool(checked),
        mailbox_checked=checked,
        accounts=tuple(OwnAccount(number, "") for number in own_settings.account_numbers(mine)),
        team=tuple(
            TeamMember(each.name, each.email, each.role) for each in own_settings.team(mine)
        ),
        inbox_is_set=bool(mailbox and mailbox.imap_host),
        inbox_read=_read(mailbox.read_at) if mailbox and mailbox.imap_host else "",
        inbox_failure=failure(mailbox.read_failure) if mailbox and mailbox.read_failure else "",
        friday_until_hour=policy(mine, day=visit.day).friday_until_hour,
        paused_until=pauses[0].until_day if pauses else None,
        has_moment=moment.is_set(visit),
        pause_reason=pauses[0].reason if pauses else "",
        keys_on=visit.person.shortcuts,
        may_change=visit.place.may_release,
        sends_by=channels_that_send(visit),
        reports_to=reports_to(visit),
    )


def _read(at: datetime | None) -> str:
    if at is None:
        return ""
    local = timezone.localtime(at)
    said = {
        "day": days.write_out_long(local.date(), words.language()),
        "hour": f"{local:%H:%M}",
    }
    return gettext("Read last on %(day)s at %(hour)s.") % said


def _inbox(visit: Visit) -> dict[str, object]:
    mailbox = own_settings.mailbox(visit.administration_id)
    if mailbox is None or not mailbox.imap_host:
        name = mailbox.username if mailbox else ""
        return {"imap_port": 993, "imap_security": "ssl", "imap_username": name}
    return {
        "imap_host": mailbox.imap_host,
        "imap_port": mailbox.imap_port,
        "imap_security": mailbox.imap_security,
        "imap_username": mailbox.imap_username,
        "imap_folder": mailbox.imap_folder,
        "plus_address": mailbox.plus_address,
    }


def _company(visit: Visit) -> dict[str, str]:
    company = own_settings.company(visit.administration_id)
    return {
        "company": company.name,
        "name": company.sender_name,
        "email": company.email,
        "phone": company.phone,
        "iban": company.iban,
        "vat_number": company.vat,
        "kvk": company.kvk,
        "address_form": company.address_form,
        "client_kind": CLIENT_KINDS[company.serves],
        "street": company.street,
        "postcode": company.postcode,
        "city": company.city,
    }


def _mailbox(visit: Visit) -> dict[str, object]:
    mailbox = own_settings.mailbox(visit.administration_id)
    if mailbox is None:
        company = own_settings.company(visit.administration_id)
        return {"port": 587, "security": "starttls", "from_address": company.email}
    return {
        "host": mailbox.host,
        "port": mailbox.port,
        "security": mailbox.security,
        "username": mailbox.username,
        "from_address": mailbox.from_address,
    }


def _numbers(visit: Visit) -> dict[str, int]:
    counts = policy(visit.administration_id, day=visit.day)
    return {
        "quiet_until_hour": counts.quiet_until_hour,
        "quiet_from_hour": counts.quiet_from_hour,
        "gap_days": counts.gap_days,
        "grace_days": counts.grace_days,
        "bank_working_days": counts.bank_working_days,
        "large_invoice_euros": counts.large_invoice_cents // 100,
    }

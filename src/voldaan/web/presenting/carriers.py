"""The accounts with carriers and the advice about the own domain, for the settings."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from voldaan.actions.messages._carriers import whatsapp_sender
from voldaan.books.queries.sending.accounts import SetAccount, accounts
from voldaan.channels import report_address
from voldaan.channels.email.domain import Advice
from voldaan.web.access import Visit
from voldaan.web.forms_settings import CARRIER_FORMS, CarrierForm
from voldaan.web.pages.settings import DomainAdvice, DomainCheck, ReportsTo

#: The channels whose carriers report.
_REPORTING = ("whatsapp", "sms")
_GOOD = {"spf_ok", "dkim_ok", "dmarc_quarantine", "dmarc_reject"}
_SAID: Mapping[Advice, Any] = {
    "domain_missing": _("This domain does not exist. Check your e-mail address."),
    "spf_unknown": _("SPF: no answer came. Try again later."),
    "spf_missing": _(
        "SPF is missing: nobody can see that your provider may send for you. Ask your "
        "provider for the SPF record."
    ),
    "spf_several": _("There are several SPF records, and then none counts. Keep one."),
    "spf_malformed": _("The SPF record has a typing error in it."),
    "spf_allows_all": _(
        "Your SPF record lets anybody send in your name. It should end with ~all or -all."
    ),
    "spf_neutral": _(
        "Your SPF record says nothing about others. It should end with ~all or -all."
    ),
    "spf_too_many_lookups": _(
        "Your SPF record asks for too many others, and then it does not count. Make it shorter."
    ),
    "spf_ok": _("SPF is right: your provider may send for you."),
    "dkim_unknown": _("DKIM: no answer came. Try again later."),
    "dkim_missing": _(
        "No DKIM key was found under the usual names. Perhaps your provider uses another "
        "name; switch DKIM on there."
    ),
    "dkim_malformed": _("The DKIM key has a typing error in it."),
    "dkim_revoked": _("The DKIM key was taken back. Make a new one at your provider."),
    "dkim_weak": _("The DKIM key is too short to count. Make a longer one at your provider."),
    "dkim_testing": _("DKIM is still in its trial. Switch the trial off at your provider."),
    "dkim_ok": _("DKIM is right: your mail can be signed."),
    "dmarc_unknown": _("DMARC: no answer came. Try again later."),
    "dmarc_missing": _(
        "DMARC is missing. Large mail providers ask for it; p=none is a good beginning."
    ),
    "dmarc_several": _("There are several DMARC records, and then none counts. Keep one."),
    "dmarc_malformed": _("The DMARC record has a typing error in it."),
    "dmarc_none": _("DMARC only watches. That is enough to begin with."),
    "dmarc_quarantine": _("DMARC is right: false mail in your name goes to the spam folder."),
    "dmarc_reject": _("DMARC is right: false mail in your name is refused."),
    "dmarc_partial": _("DMARC counts for a part of the mail only (pct)."),
}


def domain_check(domain: str, codes: tuple[Advice, ...]) -> DomainCheck:
    """Say what was found about a domain."""
    return DomainCheck(
        domain, tuple(DomainAdvice(str(_SAID[code]), code in _GOOD) for code in codes)
    )


def carrier_forms(visit: Visit, bound: CarrierForm | None = None) -> list[CarrierForm]:
    """Give a form per channel, filled with what is set; a ``bound`` one as it is."""
    known = accounts(visit.administration_id)
    return [
        bound
        if bound is not None and bound.channel == channel
        else kind(initial=_initial(known.get(channel)), prefix=channel)
        for channel, kind in CARRIER_FORMS.items()
    ]


def channels_that_send(visit: Visit) -> tuple[str, ...]:
    """Give the channels on which a carrier is on."""
    known = accounts(visit.administration_id).values()
    return tuple(each.channel for each in known if each.is_on)


def reports_to(visit: Visit) -> tuple[ReportsTo, ...]:
    """Give the owner where each carrier that is set may report; others see none of it."""
    if not visit.place.may_release:
        return ()
    known = accounts(visit.administration_id)
    return tuple(_reports_to(known[channel]) for channel in _REPORTING if channel in known)


def _reports_to(account: SetAccount) -> ReportsTo:
    if not settings.PUBLIC_URL:
        return ReportsTo(account.channel)
    signs = account.channel == "whatsapp"
    ours: dict[str, str] = {"channel": account.channel, "secret": settings.SECRET_KEY}
    return ReportsTo(
        account.channel,
        report_address.address(
            report_address.key_of(account.id, **ours),
            channel=account.channel,
            public_url=settings.PUBLIC_URL,
        ),
        word=report_address.word_of(account.id, **ours) if signs else "",
        waits_for_secret=signs and not account.hears_reports,
    )


def _initial(known: SetAccount | None) -> dict[str, object]:
    if known is None:
        return {"is_on": True, "template_language": "nl"}
    number_id, template, language = whatsapp_sender(known.sender)
    return {
        "is_on": known.is_on,
        "address": known.address,
        "sender_name": known.sender,
        "number_id": number_id,
        "template": template,
        "template_language": language,
        "cents_each": _as_typed(known.cents_each),
    }


def _as_typed(cents: int | None) -> str:
    """Write cents as one types an amount."""
    return "" if cents is None else f"{cents // 100},{cents % 100:02}"

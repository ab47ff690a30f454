"""The two kinds of report: prove who sent it, read it, keep it, and answer at once."""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from voldaan.actions.answers.carrier_reports import take_sms, take_whatsapp
from voldaan.channels import report_address
from voldaan.channels.email import secret
from voldaan.channels.json_text import NotAsExpected
from voldaan.channels.sms import reports
from voldaan.channels.whatsapp import webhook
from voldaan.hooks.door import Call, by_key, refused

_log = logging.getLogger(__name__)


@by_key("whatsapp", methods=("GET", "POST"), largest=webhook.LARGEST_BODY)
def whatsapp(request: HttpRequest, call: Call) -> HttpResponse:
    """Answer that the address is ours; or keep a report that the service signed."""
    if request.method == "GET":
        return _challenge(request, call)
    signature = request.headers.get("X-Hub-Signature-256", "")
    app_secret = _app_secret(call)
    if not webhook.is_signed(call.body, signature=signature, app_secret=app_secret):
        return refused()
    try:
        report = webhook.read(call.body)
    except NotAsExpected as flaw:
        return _not_understood(call, flaw)
    take_whatsapp(
        call.account.administration_id,
        report=report,
        sender=call.account.sender,
        day=call.day,
        at=call.at,
    )
    return HttpResponse(content_type="text/plain")


@by_key("sms", methods=("POST",), largest=reports.LARGEST_BODY)
def sms(_request: HttpRequest, call: Call) -> HttpResponse:
    """Keep what became of one text message; the key in the address is the proof."""
    try:
        report = reports.read(call.body)
    except NotAsExpected as flaw:
        return _not_understood(call, flaw)
    take_sms(call.account.administration_id, report=report, day=call.day, at=call.at)
    return HttpResponse(content_type="text/plain")


def _challenge(request: HttpRequest, call: Call) -> HttpResponse:
    word = report_address.word_of(
        call.account.account_id, channel="whatsapp", secret=settings.SECRET_KEY
    )
    try:
        answer = webhook.answer_challenge(
            mode=request.GET.get("hub.mode", ""),
            verify_token=request.GET.get("hub.verify_token", ""),
            challenge=request.GET.get("hub.challenge", ""),
            expected=word,
        )
    except webhook.NotOurs:
        return refused()
    return HttpResponse(answer, content_type="text/plain")


def _app_secret(call: Call) -> str:
    """Give the secret that signs; empty, and then nothing is signed, when it cannot be had."""
    sealed = call.account.sealed_secret
    try:
        return secret.unseal(sealed, key=settings.SECRET_KEY) if sealed else ""
    except secret.WrongKey:
        _log.error("account %s: the app secret cannot be opened", call.account.account_id)
        return ""


def _not_understood(call: Call, flaw: NotAsExpected) -> HttpResponse:
    """Say that it was not kept: the service tries again, perhaps when we can read it."""
    _log.warning("account %s: a report without %s", call.account.account_id, flaw.where)
    return refused(400)

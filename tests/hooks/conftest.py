"""Carriers that report as their documentation says, on Wednesday 14 October 2026 at one."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client as Browser
from pytest_django.fixtures import Settings
from tests.actions import scenes
from tests.actions.ways.test_carriers import account, carrier, released
from tests.books import factories as make
from tests.channels.https_server import HttpsServer
from tests.channels.whatsapp.cloud_fake import NUMBER_ID
from tests.smtp_server import certificates

from voldaan.books.models import Administration, ChannelAccount, Message, User
from voldaan.channels import report_address
from voldaan.channels.email import secret

APP_SECRET = "0123456789abcdef0123456789abcdef"
NOON = datetime(2026, 10, 14, 11, 0, tzinfo=UTC)
#: The number of cast.owing, as the service writes it.
VINK = "31612345678"


@pytest.fixture(autouse=True)
def public(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let carriers reach this Voldaan, and this Voldaan the carriers on this machine."""
    settings.PUBLIC_URL = "https://voldaan.example"
    settings.SECRET_KEY = scenes.KEY
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates() / "ca.pem"))
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def of() -> Administration:
    """Give Anna's firm."""
    of = make.administration()
    make.statement(of)
    return of


@pytest.fixture
def anna(of: Administration) -> User:
    """Give the owner."""
    return make.anna(of)


def with_account(of: Administration, channel: str = "whatsapp") -> ChannelAccount:
    """Give an account whose reports are believed."""
    found = ChannelAccount.objects.filter(administration=of, channel=channel).first()
    found = found or account(of, channel, "127.0.0.1:9")
    found.sealed_webhook_secret = secret.seal(APP_SECRET, key=scenes.KEY)
    found.save()
    return found


def sent(of: Administration, anna: User, channel: str = "whatsapp", **columns: Any) -> Message:
    """Give a message that a real carrier took over."""
    with carrier(of, channel):
        message = released(of, anna, channel, **columns)
        assert scenes.send().sent == 1
    with_account(of, channel)
    message.refresh_from_db()
    return message


def unsure(of: Administration, anna: User, channel: str = "whatsapp") -> Message:
    """Give a message that a carrier took, and then hung up."""
    with carrier(of, channel) as server:
        assert isinstance(server, HttpsServer)
        server.fault("close_after", times=1)
        message = released(of, anna, channel)
        assert scenes.send().unsure == 1
    with_account(of, channel)
    message.refresh_from_db()
    return message


def address(account: ChannelAccount, channel: str = "") -> str:
    """Give where an account is reported about."""
    channel = channel or account.channel
    key = report_address.key_of(account.pk, channel=account.channel, secret=scenes.KEY)
    return f"/hooks/{channel}/{key}/"


def signed(body: bytes, app_secret: str = APP_SECRET) -> str:
    """Give the header that the service sends along."""
    return "sha256=" + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()


def status(
    message: Message | None = None, state: str = "delivered", **told: Any
) -> dict[str, Any]:
    """Give what became of a message; ``code`` is why it failed."""
    code = told.pop("code", None)
    found: dict[str, Any] = {
        "id": message.reference if message else "wamid.Onbekend",
        "status": state,
        "timestamp": str(int((NOON - timedelta(minutes=5)).timestamp())),
        "recipient_id": VINK,
    }
    if code is not None:
        found["errors"] = [{"code": code, "title": "x", "error_data": {"details": "x"}}]
    return found | told


def text(words: str, **told: Any) -> dict[str, Any]:
    """Give what a client wrote."""
    return {
        "from": VINK,
        "id": "wamid.Inkomend",
        "timestamp": str(int((NOON - timedelta(minutes=5)).timestamp())),
        "type": "text",
        "text": {"body": words},
    } | told


def report(*, number_id: str = NUMBER_ID, **value: Any) -> bytes:
    """Give a report of WhatsApp in the documented form."""
    about = {"display_phone_number": "31201234567", "phone_number_id": number_id}
    told = {"messaging_product": "whatsapp", "metadata": about} | value
    entry = {"id": "102290129340398", "changes": [{"field": "messages", "value": told}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def post(where: str, body: bytes, *, signature: str | None = None, **more: Any) -> Any:
    """Let a carrier report at noon, with a browser that has no cookie of ours."""
    browser = Browser(enforce_csrf_checks=True, HTTP_HOST="localhost")
    kind = more.pop("content_type", "application/json")
    headers = {"X-Hub-Signature-256": signed(body) if signature is None else signature}
    with time_machine.travel(more.pop("at", NOON), tick=False):
        return browser.post(where, body, content_type=kind, headers=headers, **more)


def tell(account: ChannelAccount, **value: Any) -> None:
    """Let WhatsApp report something that must be taken."""
    answer = post(address(account), report(**value))
    assert (answer.status_code, answer.content) == (200, b"")


def account_of(of: Administration, channel: str = "whatsapp") -> ChannelAccount:
    """Give the account of a firm."""
    return ChannelAccount.objects.get(administration=of, channel=channel)

"""Anna's administration on the morning of Wednesday 14 October 2026, in one line each."""

from datetime import timedelta
from typing import Any

from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions._record import FIRST, hash_of
from voldaan.actions.messages.release_message import release_message
from voldaan.actions.messages.send_messages import Drained, send_messages
from voldaan.actions.steps.follow_up import Run, follow_up
from voldaan.books.models import Administration, Client, Event, Mailbox, Message, User
from voldaan.channels.email import secret

KEY = "the long secret text of this installation"
ONE_MINUTE = timedelta(minutes=1)


def mailbox(of: Administration, server: SmtpServer | None = None, **columns: Any) -> Mailbox:
    """Give the administration a mailbox, by default on a port where nobody listens."""
    facts: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": server.port if server else 9,
        "security": "none",
        "from_address": "anna@example.nl",
    }
    if server and server.users:
        username, password = next(iter(server.users.items()))
        facts["username"] = username
        facts["sealed_password"] = secret.seal(password, key=KEY)
    return Mailbox.objects.create(administration=of, **{**facts, **columns})


def owing(
    of: Administration, name: str = "Vink BV", *, cents: int = 121_000, **columns: Any
) -> Client:
    """Give a client who can be reached and owes one invoice that was due yesterday."""
    client = make.client(of, name)
    make.contact(client, f"els@{name.split()[0].lower()}.example")
    make.invoice(client, payable_cents=cents, **columns)
    return client


def look(of: Administration, *, days: int = 0, **options: Any) -> Run:
    """Run the day of the story, or a later one."""
    later = timedelta(days=days)
    return follow_up(of.pk, day=make.DAY + later, at=make.AT + later, **options)


def message(of: Administration) -> Message:
    """Give the one message that is under way."""
    return Message.objects.get(
        administration=of, state__in=["proposed", "ready", "sending", "unsure", "failed"]
    )


def release(of: Administration, by: User, which: Message | None = None) -> Message:
    """Let Anna press send on the one proposed message."""
    which = which or Message.objects.get(administration=of, state="proposed")
    return release_message(of.pk, message_id=which.pk, day=make.DAY, by=by, at=make.AT)


def send(
    of: Administration | None = None, *, later: timedelta = ONE_MINUTE, key: str = KEY
) -> Drained:
    """Drain the outbox a minute (or ``later``) after the morning began."""
    return send_messages(
        now=lambda: make.AT + later, key=key, administration_id=of.pk if of else None
    )


def codes(client: Client) -> list[str]:
    """Give what happened with a client, in order."""
    return list(
        Event.objects.filter(client=client).order_by("number").values_list("code", flat=True)
    )


def chains_are_whole() -> bool:
    """Say whether every link of every chain fits the one before it."""
    heads: dict[tuple[int, int | None], tuple[int, str]] = {}
    for event in Event.objects.order_by("number", "pk"):
        chain = (event.administration_id, event.client_id)
        number, link = heads.get(chain, (0, FIRST))
        if (event.number, event.previous_hash) != (number + 1, link):
            return False
        if event.hash != hash_of(event):
            return False
        heads[chain] = (event.number, event.hash)
    return True


def state(message: Message) -> tuple[str, str]:
    """Give what became of a message, and why it failed."""
    message.refresh_from_db()
    return message.state, message.failure

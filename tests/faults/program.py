"""A program of its own that works on records, each time in a child that may kill itself.

It reads lines of JSON: ``{"database": …, "verb": …}`` and, where they matter, ``count``,
``port``, ``later`` (minutes), ``die`` (a moment), ``killed_after`` (milliseconds), and
``programs`` (so many children that begin together; several verbs are divided among them).
Per line it answers with a list: per child ``{"said": …}`` or ``{"signal": …}``.
The libraries are read once; what a child does and how it ends is its own.
"""

import json
import os
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from tests.actions import scenes  # noqa: E402
from tests.books import factories as make  # noqa: E402

from voldaan.actions import _record  # noqa: E402
from voldaan.actions.answers.texts import Text, receive_texts  # noqa: E402
from voldaan.actions.clients.add_document import add_document  # noqa: E402
from voldaan.actions.messages import _sent, send_messages  # noqa: E402
from voldaan.actions.messages._carriers import key_of  # noqa: E402
from voldaan.actions.messages.receipts import Receipt, take_receipts  # noqa: E402
from voldaan.actions.messages.release_message import NotReleasable, release_message  # noqa: E402
from voldaan.actions.messages.reply import (  # noqa: E402
    Answering,
    NothingToReply,
    prepare_reply,
)
from voldaan.actions.messages.sending import ending  # noqa: E402
from voldaan.actions.payments.match_lines import match_lines  # noqa: E402
from voldaan.actions.payments.settle_line import LineIsSettled, Placement, book_line  # noqa: E402
from voldaan.actions.run_day import run_day  # noqa: E402
from voldaan.actions.steps import follow_up as follow_up_module  # noqa: E402
from voldaan.actions.steps.follow_up import follow_up  # noqa: E402
from voldaan.actions.steps.put_off import NotPutOff, put_off  # noqa: E402
from voldaan.books.models import (  # noqa: E402
    Administration,
    Answer,
    BankLine,
    Client,
    Contact,
    ContactMoment,
    Decision,
    Event,
    Hold,
    Invoice,
    Mailbox,
    Message,
    Payment,
    User,
)
from voldaan.channels.email import smtp  # noqa: E402

Asked = dict[str, Any]


def main() -> None:
    """Answer every line until there are no more."""
    for line in sys.stdin:
        print(json.dumps(_children(json.loads(line))), flush=True)


def _children(asked: Asked) -> list[Asked]:
    """Let children do the work, all beginning at one moment; give how each ended."""
    gate, opener = os.pipe()
    started = []
    verbs = asked["verb"].split()
    for number in range(asked.get("programs", 1)):
        told, teller = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(opener)
            os.read(gate, 1)  # ends when the parent opens the gate
            os._exit(_work(verbs[number % len(verbs)], asked, teller))
        os.close(teller)
        started.append((pid, told))
    os.close(opener)
    os.close(gate)
    if "killed_after" in asked:
        time.sleep(asked["killed_after"] / 1_000)
        for pid, _ in started:
            os.kill(pid, signal.SIGKILL)  # who is done already waits for us, and hears nothing
    return [_ended(pid, told) for pid, told in started]


def _work(verb: str, asked: Asked, teller: int) -> int:
    try:
        connections.settings["default"]["NAME"] = asked["database"]
        if "die" in asked:
            DEATHS[asked["die"]]()
        with os.fdopen(teller, "w") as told:
            told.write(json.dumps(VERBS[verb](asked)))
    except BaseException:  # noqa: BLE001 - a child ends here, whatever happened
        traceback.print_exc()
        return 1
    return 0


def _ended(pid: int, told: int) -> Asked:
    with os.fdopen(told) as heard:
        said = heard.read()
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return {"said": json.loads(said)} if code == 0 else {"signal": -code}


def _firm() -> Administration:
    return Administration.objects.get()


def _prepare(asked: Asked) -> int:
    """Make the record: clients who owe, a message proposed for each, one bank line."""
    call_command("migrate", verbosity=0)
    of = make.administration()
    make.anna(of)
    make.statement(of)
    scenes.mailbox(of)
    for number in range(asked.get("count", 1)):
        scenes.owing(of, f"Klant{number} BV")
    return asked.get("count", 1)


def _share(_: Asked) -> int:
    """Let everybody have one address: one person, imported under many names."""
    return Contact.objects.update(email="els@vink.example")


def _release_all(_: Asked) -> int:
    of = _firm()
    scenes.look(of)
    messages = Message.objects.filter(state="proposed")
    return len([scenes.release(of, User.objects.get(), each) for each in messages])


def _send(asked: Asked) -> dict[str, int]:
    Mailbox.objects.update(port=asked["port"])
    drained = scenes.send(later=timedelta(minutes=asked.get("later", 1)))
    return {"sent": drained.sent, "unsure": drained.unsure, "later": drained.later}


def _day(asked: Asked) -> dict[str, int]:
    """Begin the day, in small transactions so that there are many moments between them."""
    follow_up_module.CHUNK = asked.get("chunk", 3)
    done = run_day(_firm().pk, day=make.DAY, at=make.AT)
    return {
        "booked": done.matched.booked,
        "changed": done.run.changed,
        "proposed": done.run.proposed,
    }


def _look(_: Asked) -> dict[str, int]:
    run = follow_up(_firm().pk, day=make.DAY, at=make.AT)
    return {"changed": run.changed, "proposed": run.proposed}


def _release(_: Asked) -> str:
    message = Message.objects.get()
    try:
        release_message(
            message.administration_id,
            message_id=message.pk,
            day=make.DAY,
            by=User.objects.get(),
            at=make.AT,
        )
    except NotReleasable as refusal:
        return refusal.reason
    return "released"


def _paper(_: Asked) -> int:
    invoice = Invoice.objects.get()
    return add_document(
        invoice.administration_id,
        invoice_id=invoice.pk,
        name="factuur.pdf",
        content=b"%PDF-1.7",
        by=User.objects.get(),
        at=make.AT,
    ).pk


def _reply(_: Asked) -> str:
    """Prepare to send the invoice again."""
    client = Client.objects.get()
    try:
        prepare_reply(
            client.administration_id,
            answering=Answering(client.pk, "invoice_again"),
            day=make.DAY,
            by=User.objects.get(),
            at=make.AT,
        )
    except NothingToReply as refusal:
        return refusal.reason
    return "prepared"


def _line(_: Asked) -> int:
    number = Invoice.objects.order_by("pk")[0].number
    return make.bank_line(_firm(), text=f"factuur {number}").pk


def _match(_: Asked) -> int:
    return match_lines(_firm().pk, at=make.AT).booked


def _book(_: Asked) -> str:
    line, invoice = BankLine.objects.get(), Invoice.objects.get()
    try:
        book_line(
            line.administration_id,
            line_id=line.pk,
            place=Placement(
                invoice.client_id,
                ((invoice.pk, invoice.payable_cents),),
                remembers_account=True,
            ),
            by=User.objects.get(),
            at=make.AT,
        )
    except LineIsSettled:
        return "settled"
    return "booked"


def _record_events(asked: Asked) -> int:
    client = Client.objects.get()
    for _ in range(asked.get("count", 1)):
        with transaction.atomic():
            happening = _record.Happening("call.spoken", client.pk, text="dag")
            _record.record(
                [happening, _record.Happening("file.read")],
                administration_id=client.administration_id,
                at=make.AT,
            )
    return asked.get("count", 1)


def _unsure(asked: Asked) -> int:
    """Let a carrier take every message, and never say so."""
    _release_all(asked)
    return Message.objects.update(state="unsure", channel="whatsapp", claimed_by="lost")


def _receipts(_: Asked) -> list[int]:
    """Take the same report of a carrier, and the same text of a client."""
    of = _firm().pk
    keys = [key_of(name) for name in Message.objects.values_list("message_id", flat=True)]
    read = [Receipt("read", key=key, reference=f"wamid.{key}") for key in keys]
    sure: dict[str, Any] = {"channel": "whatsapp", "day": make.DAY, "at": make.AT}
    taken = take_receipts(of, receipts=read, **sure)
    texts = [Text("wamid.x", "+31201234567", "stop", make.AT)]
    return [taken.moved, len(receive_texts(of, texts=texts, **sure).kept)]


def _later(_: Asked) -> str:
    try:
        put_off(
            _firm().pk,
            decision_id=Decision.objects.earliest("pk").pk,
            count=3,
            day=make.DAY,
            by=User.objects.get(),
            at=make.AT,
        )
    except NotPutOff:
        return "gone"
    return "put off"


def _report(_: Asked) -> dict[str, Any]:
    return {
        "messages": dict(Message.objects.values_list("message_id", "state")),
        "decisions": Decision.objects.count(),
        "latest": Decision.objects.filter(is_latest=True).count(),
        "deciding": Counter(Decision.objects.values_list("client__name", flat=True)),
        "proposals": Counter(Message.objects.values_list("client__name", flat=True)),
        "made": Event.objects.filter(code="decision.made").count(),
        "payments": list(Payment.objects.values_list("amount_cents", flat=True)),
        "events": Event.objects.count(),
        "released": Event.objects.filter(code="message.released").count(),
        "contacts": ContactMoment.objects.count(),
        "pauses": Hold.objects.count(),
        "read": Event.objects.filter(code="message.read").count(),
        "answers": Answer.objects.count(),
        "whole": scenes.chains_are_whole(),
    }


VERBS: dict[str, Callable[[Asked], Any]] = {
    "prepare": _prepare,
    "share": _share,
    "release_all": _release_all,
    "send": _send,
    "day": _day,
    "look": _look,
    "release": _release,
    "paper": _paper,
    "reply": _reply,
    "line": _line,
    "match": _match,
    "book": _book,
    "record": _record_events,
    "unsure": _unsure,
    "receipts": _receipts,
    "later": _later,
    "report": _report,
}


def _die(*_: object, **__: object) -> None:
    """End as a pulled plug ends: nothing is caught, closed or written."""
    os.kill(os.getpid(), signal.SIGKILL)


def _die_halfway_the_words(connection: Any, content: bytes) -> None:
    connection.docmd("DATA")
    connection.send(content[: len(content) // 2])
    _die()


def _die_after_the_dot(connection: Any) -> None:
    connection.send(b".\r\n")
    _die()


#: Moments to die at, in the order in which a message meets them.
DEATHS: dict[str, Callable[[], None]] = {
    "before_claim": lambda: setattr(send_messages, "_claim", _die),
    "before_connect": lambda: setattr(smtp, "send", _die),
    "after_mail": lambda: setattr(smtp, "_hand_over", _die),
    "mid_data": lambda: setattr(smtp, "_hand_over", _die_halfway_the_words),
    "before_dot": lambda: setattr(smtp, "_last_word", _die),
    "after_dot": lambda: setattr(smtp, "_last_word", _die_after_the_dot),
    "after_answer": lambda: setattr(ending, "end", _die),
    "mid_commit": lambda: setattr(_sent, "mark", _die),
    "after_commit": lambda: setattr(send_messages, "follow_up", _die),
}


if __name__ == "__main__":
    main()

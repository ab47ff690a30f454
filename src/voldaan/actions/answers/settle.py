"""A person has read an answer: what it means, and the quiet that follows from it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.messages.release_message import refuse_all_who_only_look
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import MEANINGS, Answer, Client, Event, Hold, Invoice, User
from voldaan.books.queries.answers.disputes import DISPUTED
from voldaan.books.queries.answers.put_away import kept
from voldaan.days import shift
from voldaan.followup.silence import LONGEST_QUIET_DAYS, quiet_until

#: Why a client is quiet after an answer, in the language of who read it.
REASONS = {
    "nl": {
        "paid": "zegt betaald te hebben",
        "promise": "belofte",
        "plan": "wil in delen betalen",
        "dispute": DISPUTED["nl"],
        "wrong_person": "we zoeken de juiste persoon",
        "needs_po": "mist een nummer of gegevens",
        "cannot_pay": "kan nu niet betalen",
    },
    "en": {
        "paid": "says it was paid",
        "promise": "promise",
        "plan": "wants to pay in parts",
        "dispute": DISPUTED["en"],
        "wrong_person": "we look for the right person",
        "needs_po": "misses a number or details",
        "cannot_pay": "cannot pay now",
    },
}


class NotAnAnswer(Exception):
    """The answer is not here, somebody has read it already (or not yet), or it is emptied."""


class BadMeaning(ValueError):
    """No such meaning, a day before today or beyond a year, or no such invoice; says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person made of an answer.

    ``promised_on`` is the day that was promised. ``quiet_until`` replaces the day that the
    meaning would give; ``stopped_for`` is insolvency or debt help: then nothing is asked
    any more. ``invoice_ids`` are the only invoices of which something is wrong: these rest
    and the others go on; empty: the whole client rests.
    """

    meaning: str
    promised_on: date | None = None
    quiet_until: date | None = None
    stopped_for: str = ""
    invoice_ids: tuple[int, ...] = ()


def settle_answer(
    administration_id: int,
    *,
    answer_id: int,
    verdict: Verdict,
    day: date,
    by: User,
    at: datetime,
) -> Answer:
    """Write down what an answer means; the client is quiet as long as that asks for.

    Raises :class:`NotAnAnswer`, :class:`BadMeaning` or ``MayOnlyLook``, changing nothing.
    """
    refuse_all_who_only_look(administration_id, by)
    _check(verdict, day)
    with transaction.atomic():
        _record.lock(administration_id)
        changed = Answer.objects.filter(
            administration_id=administration_id, pk=answer_id, read_at=None
        ).update(read_at=at, read_by=by, meaning=verdict.meaning)
        if not changed:
            raise NotAnAnswer(answer_id)
        answer = Answer.objects.get(pk=answer_id)
        _check_invoices(answer, verdict)
        _be_quiet(answer, verdict, day=day, by=by, at=at)
        facts = {**_made_of(verdict), **_stop(answer, verdict)}
        _tell(answer, "answer.read", facts, by=by, at=at)
    follow_up(administration_id, day=day, at=at, client_ids=[answer.client_id])
    return answer


def take_back(
    administration_id: int, *, answer_id: int, day: date, by: User, at: datetime
) -> Answer:
    """Make an answer unread again, and lift the quiet or the stop that reading it brought.

    Raises :class:`NotAnAnswer` or ``MayOnlyLook``, changing nothing.
    """
    refuse_all_who_only_look(administration_id, by)
    with transaction.atomic():
        _record.lock(administration_id)
        answer = Answer.objects.filter(
            administration_id=administration_id, pk=answer_id, read_at__isnull=False
        ).first()
        if answer is None or answer.read_at is None or _is_emptied(answer):
            raise NotAnAnswer(answer_id)
        Hold.objects.filter(
            administration_id=administration_id,
            client_id=answer.client_id,
            set_at=answer.read_at,
            lifted_at=None,
        ).update(lifted_at=at, lifted_by=by)
        _unstop(answer)
        Answer.objects.filter(pk=answer.pk).update(read_at=None, read_by=None, meaning="")
        _tell(answer, "answer.unread", {}, by=by, at=at)
    follow_up(administration_id, day=day, at=at, client_ids=[answer.client_id])
    return answer


def _is_emptied(answer: Answer) -> bool:
    return kept(
        answer.administration_id, client_id=answer.client_id, answer_id=answer.pk
    ).is_emptied


def _check(verdict: Verdict, day: date) -> None:
    if verdict.meaning not in MEANINGS:
        raise BadMeaning("meaning")
    if verdict.stopped_for not in {"", "insolvency", "debt_help"}:
        raise BadMeaning("stopped_for")
    last = shift(day, LONGEST_QUIET_DAYS)
    promised_on = verdict.promised_on or date.min
    if verdict.meaning == "promise" and not day <= promised_on <= last:
        raise BadMeaning("promised_on")
    if verdict.quiet_until is not None and not day <= verdict.quiet_until <= last:
        raise BadMeaning("quiet_until")


def _check_invoices(answer: Answer, verdict: Verdict) -> None:
    """Refuse invoices of another client; only a dispute can be about some of them."""
    ids = set(verdict.invoice_ids)
    theirs = Invoice.objects.filter(
        administration_id=answer.administration_id, client_id=answer.client_id, pk__in=ids
    )
    if ids and (verdict.meaning != "dispute" or theirs.count() != len(ids)):
        raise BadMeaning("invoice_ids")


def _made_of(verdict: Verdict) -> dict[str, object]:
    """Give the facts of a verdict that stand in the chain: a promise with its day."""
    facts: dict[str, object] = {"meaning": verdict.meaning}
    if verdict.meaning == "promise" and verdict.promised_on:
        facts["promised_on"] = verdict.promised_on.isoformat()
    return facts


def _be_quiet(answer: Answer, verdict: Verdict, *, day: date, by: User, at: datetime) -> None:
    until = verdict.quiet_until or quiet_until(
        verdict.meaning, day=day, named_day=verdict.promised_on
    )
    reason = REASONS[by.language].get(verdict.meaning)
    if until is None or reason is None:
        return
    of_some: list[int | None] = [*sorted(set(verdict.invoice_ids))]
    holds = [
        Hold.objects.create(
            administration_id=answer.administration_id,
            client_id=answer.client_id,
            invoice_id=invoice_id,
            reason=reason,
            from_day=day,
            until_day=until,
            set_at=at,
            set_by=by,
        )
        for invoice_id in of_some or [None]
    ]
    _record.record(
        [_hold_set(hold) for hold in holds],
        administration_id=answer.administration_id,
        at=at,
        by=by,
    )


def _hold_set(hold: Hold) -> _record.Happening:
    facts: dict[str, object] = {
        "hold": hold.pk,
        "invoice": hold.invoice_id,
        "until": hold.until_day.isoformat(),
    }
    return _record.Happening("hold.set", hold.client_id, facts, text=hold.reason)


def _stop(answer: Answer, verdict: Verdict) -> dict[str, object]:
    """Ask nothing of the client any more, if that is the verdict; say whether that is news.

    Why is not said in the chain, where nothing can be erased.
    """
    if not verdict.stopped_for:
        return {}
    client = Client.objects.filter(pk=answer.client_id)
    is_news = client.filter(stopped_for="").exists()
    client.update(stopped_for=verdict.stopped_for)
    return {"stopped": is_news}


def _unstop(answer: Answer) -> None:
    """Ask the client again when it was this answer that stopped it."""
    read = Event.objects.filter(
        administration_id=answer.administration_id,
        client_id=answer.client_id,
        code="answer.read",
        facts__answer=answer.pk,
    )
    facts = read.order_by("-pk").values_list("facts", flat=True).first() or {}
    if facts.get("stopped"):
        Client.objects.filter(pk=answer.client_id).update(stopped_for="")


def _tell(
    answer: Answer, code: str, facts: dict[str, object], *, by: User, at: datetime
) -> None:
    _record.record(
        [_record.Happening(code, answer.client_id, {"answer": answer.pk, **facts})],
        administration_id=answer.administration_id,
        at=at,
        by=by,
    )

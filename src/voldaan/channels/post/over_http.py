"""A letter service over HTTP: hand a letter over, ask how far it is.

The service that this speaks to is a plain one of our own description; a real service is a
file beside this one that translates. Everything is JSON in UTF-8, every question carries
``Authorization: Bearer <key>``.

``POST <url>/letters`` with ``Idempotency-Key: <letter id>``::

    {"reference": "<letter id>", "address": ["Vink BV", "Kade 12", "3533 CD  UTRECHT"],
     "country": "NL", "both_sides": true, "colour": false, "pdf": "<base64>"}

201 when it is accepted, 200 with the same answer when this key was accepted before::

    {"id": "L-4711", "cost_cents": 112, "currency": "EUR", "expected_on": "2026-10-16"}

Certainly not accepted: 400 (the letter), 401 and 403 (the key), 402 (no credit), 413 (too
large), 422 (the address), 429 and 503 (later; ``Retry-After`` in seconds), and every other 3xx
and 4xx. 409: this key was accepted before with other contents. Any other 5xx may have
happened after accepting. An error may carry ``{"message": "<words>"}``.

``GET <url>/letters/<id>``: 404, or 200 with one of the words of ``Progress``::

    {"id": "L-4711", "status": "posted", "on": "2026-10-15"}

A service can accept a letter only when it has all of it. So the last byte is held back,
and until it is handed over nothing can have been accepted.
"""

import base64
import http.client
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from voldaan import days
from voldaan.channels.post.connection import Answer, Call, what_broke
from voldaan.channels.post.failures import Failure, NoStatus, SendFailed, SendUnsure
from voldaan.channels.post.shapes import Account, Outgoing, Progress, Receipt, Status

#: No letter costs more; a larger number is nonsense.
MOST_CENTS = 100_000

_REFERENCE = re.compile(r"[A-Za-z0-9._-]{1,100}")
_REFUSALS: dict[int, Failure] = {
    401: "key_refused",
    402: "no_credit",
    403: "key_refused",
    408: "server_unwilling",
    413: "too_large",
    422: "address_refused",
    429: "too_many",
    503: "server_unwilling",
}
_PROGRESS: dict[str, Progress] = {word: word for word in get_args(Progress)}
_LONGEST_WAIT = 86_400


class _Nonsense(ValueError):
    """The answer is not what the description above says."""


@dataclass(frozen=True, slots=True)
class HttpLetters:
    """A :class:`~voldaan.channels.post.shapes.LetterService` that is reached over HTTP."""

    account: Account

    def hand_over(self, letter: Outgoing) -> Receipt:
        """Hand one letter over, once.

        Raises SendFailed (certainly not accepted), SendUnsure (nobody knows).
        """
        content = _question(letter)
        with _opened(self.account) as call:
            early = _all_but_the_last_byte(call, content, letter.letter_id)
            answer = early or _last_word(call, content[-1:])
            if early or answer.code not in {200, 201}:
                raise _refusal(answer, self.account.key, early=early is not None)
            try:
                return _receipt(answer, letter.letter_id)
            except _Nonsense:
                raise SendUnsure("protocol", http_code=answer.code) from None

    def status(self, reference: str) -> Status:
        """Ask how far a letter is. Raises NoStatus."""
        if not _REFERENCE.fullmatch(reference) or not reference.strip("."):
            raise NoStatus("unknown")
        try:
            with _opened(self.account) as call:
                call.ask("GET", f"/letters/{reference}", headers={})
                call.wait_until_the_end()
                return _status(call.answer(), reference)
        except SendFailed as error:
            raise NoStatus(error.reason) from error
        except (OSError, http.client.HTTPException) as error:
            raise NoStatus(what_broke(error)) from error


def _question(letter: Outgoing) -> bytes:
    """Give the body of the question."""
    facts = {
        "reference": letter.letter_id,
        "address": letter.address_lines,
        "country": letter.country,
        "both_sides": letter.both_sides,
        "colour": letter.colour,
        "pdf": base64.b64encode(letter.pdf).decode("ascii"),
    }
    return json.dumps(facts).encode()


@contextmanager
def _opened(account: Account) -> Iterator[Call]:
    """Connect, and close in any case. Raises SendFailed."""
    try:
        call = Call(account)
    except (OSError, ValueError) as error:
        raise SendFailed("ca_file") from error
    try:
        try:
            call.open()
        except (OSError, UnicodeError) as error:
            raise SendFailed(what_broke(error), server_text=str(error)) from error
        yield call
    finally:
        call.close()


def _all_but_the_last_byte(call: Call, content: bytes, letter_id: str) -> Answer | None:
    """Hand over what can not yet be accepted; give the answer of who answers before that.

    Raises SendFailed.
    """
    try:
        call.ask("POST", "/letters", headers={
            "Idempotency-Key": letter_id,
            "Content-Type": "application/json",
            "Content-Length": str(len(content)),
        })  # fmt: skip
        call.send(content[:-1])
    except TimeoutError as error:
        raise SendFailed("timeout") from error
    except OSError as error:
        try:  # who refuses a letter for its size hangs up before it has all of it
            return call.answer()
        except (OSError, http.client.HTTPException):
            raise SendFailed(what_broke(error), server_text=str(error)) from error
    return None


def _last_word(call: Call, last_byte: bytes) -> Answer:
    """Hand over the last byte and give the answer. Raises SendUnsure."""
    call.wait_until_the_end()
    try:
        with suppress(ConnectionError):  # who hung up may have said why: that is heard below
            call.send(last_byte)
        return call.answer()
    except TimeoutError as error:
        raise SendUnsure("timeout") from error
    except OSError as error:
        raise SendUnsure("connection_lost", server_text=str(error)) from error
    except http.client.HTTPException as error:
        raise SendUnsure("protocol") from error


def _refusal(answer: Answer, key: str, *, early: bool) -> SendFailed | SendUnsure:
    """Give the error that an answer means; an ``early`` one cannot mean accepted."""
    code, words = answer.code, _message(answer, key)
    if code == 409:
        return SendUnsure("known_otherwise", http_code=code, server_text=words)
    wait = answer.retry_after_seconds
    if wait is not None:
        wait = min(wait, _LONGEST_WAIT)
    reason = _REFUSALS.get(code)
    if reason is None and 300 <= code < 500:
        reason = "redirected" if code < 400 else "letter_refused"
    if reason is None and early:
        reason = "protocol" if code < 300 else "server_unwilling"
    if reason is None:
        doubt = "server_error" if code >= 500 else "protocol"
        return SendUnsure(doubt, http_code=code, server_text=words)  # type: ignore[arg-type]
    return SendFailed(reason, http_code=code, server_text=words, retry_after_seconds=wait)


def _facts(answer: Answer) -> dict[str, Any]:
    """Give the fields of an answer. Raises _Nonsense."""
    try:
        found = json.loads(answer.content)
    except (ValueError, RecursionError):
        raise _Nonsense from None
    if not isinstance(found, dict):
        raise _Nonsense
    return found


def _message(answer: Answer, key: str) -> str:
    """Give the service's own words about an error, never with our key in them."""
    try:
        words = _facts(answer).get("message")
    except _Nonsense:
        return ""
    return words.replace(key, "…") if isinstance(words, str) else ""


def _receipt(answer: Answer, letter_id: str) -> Receipt:
    """Give the receipt that an answer is. Raises _Nonsense."""
    found = _facts(answer)
    cost = found.get("cost_cents")
    if found.get("currency") != "EUR" or type(cost) is not int or not 0 <= cost <= MOST_CENTS:
        raise _Nonsense
    return Receipt(letter_id, _reference(found), cost, _day(found.get("expected_on")))


def _status(answer: Answer, reference: str) -> Status:
    """Give the status that an answer is. Raises NoStatus."""
    if answer.code == 404:
        raise NoStatus("unknown", http_code=404)
    if answer.code != 200:
        other = "redirected" if 300 <= answer.code < 400 else "server_unwilling"
        raise NoStatus(_REFUSALS.get(answer.code, other), http_code=answer.code)  # type: ignore[arg-type]
    try:
        found = _facts(answer)
        progress, on = _PROGRESS.get(str(found.get("status"))), _day(found.get("on"))
        if _reference(found) != reference or progress is None:
            raise _Nonsense
    except _Nonsense:
        raise NoStatus("protocol", http_code=answer.code) from None
    return Status(reference, progress, on)


def _reference(found: dict[str, Any]) -> str:
    """Give the service's own name for a letter. Raises _Nonsense."""
    reference = found.get("id")
    if not isinstance(reference, str) or not _REFERENCE.fullmatch(reference):
        raise _Nonsense
    return reference


def _day(text: object) -> date | None:
    """Give a day, or None where the service does not say. Raises _Nonsense."""
    if text is None:
        return None
    try:
        return days.parse_iso(str(text))
    except days.NotADay:
        raise _Nonsense from None

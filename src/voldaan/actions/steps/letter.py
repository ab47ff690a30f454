"""Situation and decision to the facts of a letter: the glue between two neighbours.

Pure: no table is read here, so a list of files without any record gets the same words.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Protocol, cast

from voldaan import days
from voldaan.followup.shapes import Decision, OpenInvoice, Policy, Situation
from voldaan.wording import letters, own, paper, short
from voldaan.wording.own import Own, Which
from voldaan.wording.shapes import (
    LetterCredit,
    LetterFacts,
    LetterInvoice,
    LetterStep,
    Recipient,
    ScriptKind,
    Sender,
    Words,
)

NOBODY = Recipient()


class Composing(Protocol):
    """A function that writes the words of a step."""

    def __call__(self, step: LetterStep, *, facts: LetterFacts) -> Words:
        """Give the finished words."""


#: What is written on each channel: short where one reads on a phone, paper where one posts.
_WRITES: Mapping[str, Composing] = {
    "whatsapp": short.compose,
    "sms": short.compose,
    "linkedin": short.compose,
    "post": paper.compose,
}


def facts(
    situation: Situation,
    *,
    decision: Decision,
    policy: Policy,
    day: date,
    sender: Sender,
    recipient: Recipient,
    link: str = "",
) -> LetterFacts:
    """Give everything that may stand in the letter of this decision.

    ``link`` leads to the client's own page; empty: there is none.
    """
    named = [invoice for invoice in situation.invoices if invoice.id in decision.invoice_ids]
    paused = _paused(situation, decision, day) if len(named) > 1 else []
    return LetterFacts(
        day=day,
        sender=sender.name,
        invoices=tuple(
            LetterInvoice(
                invoice.number,
                invoice.due_on,
                invoice.open_cents,
                invoice.payable_cents,
                invoice.issued_on,
                held=invoice in paused,
            )
            for invoice in [*named, *paused]
        ),
        credits=tuple(
            LetterCredit(credit.number, credit.open_cents)
            for credit in situation.credits
            if credit.id in decision.credit_ids
        ),
        language=situation.language,
        address_form=situation.address_form,
        recipient=recipient.first_name,
        company=sender.company,
        phone=sender.phone,
        iban=sender.iban,
        link=link,
        email=sender.email,
        call_day=_call_day(situation, decision, policy, day),
        project=named[0].project if len(named) == 1 else "",
    )


def _paused(situation: Situation, decision: Decision, day: date) -> list[OpenInvoice]:
    """Give what a statement shows as paused: late, held by the owner, and not asked for."""
    if decision.step == "service_check":
        return []
    return [
        invoice
        for invoice in situation.invoices
        if invoice.held_until is not None
        and invoice.held_until >= day
        and invoice.due_on < day
        and invoice.id not in decision.invoice_ids
        and invoice.open_cents > 0
    ]


def _call_day(
    situation: Situation, decision: Decision, policy: Policy, day: date
) -> date | None:
    """Give the day of the call that follows a second reminder, if it will really come."""
    own = {ladder.name: ladder.steps for ladder in policy.ladders}
    steps = own.get(decision.ladder, policy.steps)
    codes = [step.code for step in steps]
    after = codes[codes.index("reminder_2") + 1 :] if "reminder_2" in codes else []
    rung = next((step for step in steps if step.code == "call" and "call" in after), None)
    if decision.step != "reminder_2" or not situation.has_phone or rung is None:
        return None
    oldest = decision.due_since or day
    gap = max(policy.gap_days, rung.minimum_gap_days)
    first = max(oldest + timedelta(days=rung.offset_days), day + timedelta(days=gap))
    return days.next_working_day(first)


def text_of(decision: Decision) -> LetterStep | None:
    """Give the text that says a step; None when no step of it is written.

    After calls that nobody answered the call itself is written; the owner may have chosen
    the words of another step.
    """
    if decision.kind != "step":
        return None
    named = decision.text_version
    code = named if named in letters.TEXT_OF else decision.step
    return cast("LetterStep", code) if code in letters.TEXT_OF else None


def channel_of(decision: Decision) -> str:
    """Give the channel that the words of a step are for: those beside a call are a mail."""
    channel = decision.channel or "email"
    return "email" if channel == "phone" else channel


def words(
    letter: LetterFacts, *, decision: Decision, own_texts: Mapping[Which, Own] | None = None
) -> Words:
    """Compose the message of a decision whose step is written, for its channel.

    A mail is in the owner's own words, where there are any.
    """
    step = text_of(decision) or cast("LetterStep", decision.step)
    channel = channel_of(decision)
    if channel != "email" or not own_texts:
        return _WRITES.get(channel, letters.compose)(step, facts=letter)
    name = own.name_of(step, facts=letter)
    mine = own_texts.get((name, letter.language, letter.address_form))
    if mine is None:
        return letters.compose(step, facts=letter)
    return own.compose_own(
        step, facts=letter, subject=mine.subject, body=mine.body, version=mine.version
    )


def script_kind(decision: Decision) -> ScriptKind:
    """Give which questions a call asks: closed before the due date, open after it."""
    return "service_call" if decision.step == "service_check" else "call"

"""The channel of a step, by number of invoices, amount and age.

| Situation | Check, before the due date | First reminder | Later reminders |
| --- | --- | --- | --- |
| one small invoice | e-mail | e-mail | WhatsApp or text message |
| one invoice, not small | WhatsApp or telephone | e-mail | e-mail, then the call |
| several | one e-mail for all | one statement | statement, then the call |
| many, or a large organisation | e-mail to the payables desk | the same | the same |
| best clients | telephone | e-mail | telephone |

Only channels that the client can be reached on are chosen; WhatsApp and text messages only
where the client uses them with this firm already. What the client likes best goes before
the table, except that a call stays a call.

*Choice:* the table is that of the founding texts, read for people who find calling hard:
the written step comes first wherever the table leaves room.
"""

from voldaan.followup.case import Case
from voldaan.followup.ladders import is_small
from voldaan.followup.shapes import Channel, OpenInvoice, PolicyStep, Situation

_WRITTEN: tuple[Channel, ...] = ("email", "whatsapp", "sms", "linkedin", "post")


def channel_of(
    case: Case, *, rung: PolicyStep, invoices: tuple[OpenInvoice, ...]
) -> tuple[Channel, str]:
    """Give the channel of a rung and what it is chosen by: ``rung``, ``client`` or ``table``.

    It may be one on which the client cannot be reached now; see :func:`other_channel`.
    """
    liked = case.situation.preferred_channel
    is_liked = liked is not None and can_reach(case.situation, liked)
    if rung.channel is not None and rung.channel != "by_table":
        fixed: Channel = rung.channel
        if is_liked and liked in _WRITTEN and fixed in _WRITTEN:
            return liked, "client" if liked != fixed else "rung"
        return fixed, "rung"
    if is_liked and liked is not None:
        return liked, "client"
    wanted = _by_table(case, rung, invoices)
    reached = (each for each in wanted if can_reach(case.situation, each))
    return next(reached, "email"), "table"


def can_reach(situation: Situation, channel: Channel) -> bool:
    """Say whether this client can be reached on a channel, as far as is known."""
    return {
        "email": situation.has_email and not situation.email_bounced,
        "phone": situation.has_phone,
        "whatsapp": situation.has_phone and situation.uses_whatsapp,
        "sms": situation.has_phone and situation.uses_sms,
        "linkedin": situation.has_linkedin,
        "post": situation.has_post,
    }[channel]


def other_channel(situation: Situation, *, than: Channel) -> Channel | None:
    """Give the next best channel when one does not reach the client; None: there is none.

    >>> other_channel(Situation(1, "Dirk", has_email=False, has_phone=True), than="email")
    'phone'
    """
    for channel in (*_WRITTEN[:3], "phone", *_WRITTEN[3:]):
        if channel != than and can_reach(situation, channel):
            return channel
    return None


def _by_table(
    case: Case, rung: PolicyStep, invoices: tuple[OpenInvoice, ...]
) -> tuple[Channel, ...]:
    many = len(invoices) >= case.policy.many_invoices or case.is_large_organisation
    small = is_small(case, invoices=invoices)
    if rung.code == "call":
        return ("phone",)
    if case.situation.is_a_client and rung.code != "reminder_1":
        return ("phone", "email")
    if rung.code == "service_check":
        is_alone = len(invoices) == 1 and not small and not many
        return ("whatsapp", "phone", "email") if is_alone else ("email",)
    if rung.code == "reminder_2" and small and not many:
        return ("whatsapp", "sms", "email")
    return ("email", "whatsapp", "sms")

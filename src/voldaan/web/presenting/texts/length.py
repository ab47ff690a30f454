"""How many text messages words take, and what that costs, as the owner is told."""

from django.utils.translation import ngettext

from voldaan import money
from voldaan.channels.sms import parts
from voldaan.web.presenting.sentences import language


def text_messages(text: str, *, cents_each: int | None = None) -> str:
    """Say in how many text messages these words travel, and what they cost where known.

    One sign outside the alphabet of the network (an ë, an emoji) makes each hold less than
    half; the euro sign takes two places.
    """
    # As it is sent: a space that does not break would be such a sign.
    count = parts.split(text.replace("\xa0", " ").strip()).count
    said = ngettext("%(count)d text message", "%(count)d text messages", count)
    found = said % {"count": count}
    if cents_each is None:
        return found
    return f"{found}, {money.euro(count * cents_each, language())}"

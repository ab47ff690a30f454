"""The accounts with carriers: which are on, and what is set of them, never a secret."""

from dataclasses import dataclass

from voldaan.books.models import ChannelAccount


@dataclass(frozen=True, slots=True)
class SetAccount:
    """An account without its secrets: they are never shown again."""

    id: int
    channel: str
    is_on: bool
    address: str
    sender: str
    has_secret: bool
    cents_each: int | None
    hears_reports: bool  # the secret that signs them is set


def channels_on(administration_id: int) -> dict[str, int | None]:
    """Give on which channels beside e-mail a carrier sends for this administration.

    With what one message costs there in cents, a text message per part; None: not known.
    """
    accounts = ChannelAccount.objects.filter(administration_id=administration_id, is_on=True)
    return dict(accounts.values_list("channel", "cents_each"))


def accounts(administration_id: int) -> dict[str, SetAccount]:
    """Give what is set, by channel."""
    rows = ChannelAccount.objects.filter(administration_id=administration_id).values_list(
        *("pk", "channel", "is_on", "address", "sender", "sealed_secret", "cents_each"),
        "sealed_webhook_secret",
    )
    return {
        channel: SetAccount(
            pk, channel, is_on, address, sender, bool(sealed), cents, bool(signs)
        )
        for pk, channel, is_on, address, sender, sealed, cents, signs in rows
    }

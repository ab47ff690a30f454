"""How the last calls felt to who made them: only what was filled in, only their own."""

from voldaan.books.models import Event

#: So many calls are enough to say something, and older ones say nothing of today.
MOST_CALLS = 10


def felt(administration_id: int, *, user_id: int) -> list[int]:
    """Give how one person's newest calls felt, newest first: 1 is hard, 5 is easy."""
    told = (
        Event.objects.filter(
            administration_id=administration_id,
            user_id=user_id,
            code="call.spoken",
            facts__has_key="felt",
        )
        .order_by("-at", "-pk")
        .values_list("facts__felt", flat=True)
    )
    return [int(each) for each in told[:MOST_CALLS]]

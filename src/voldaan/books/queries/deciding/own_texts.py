"""The owner's own texts that count on a day: the newest of each, in one query."""

from collections.abc import Mapping
from datetime import date

from django.db.models import OuterRef, Subquery

from voldaan.books.models import OwnText
from voldaan.wording.own import Own, Which


def own_texts(administration_id: int, *, day: date) -> Mapping[Which, Own]:
    """Give every own text whose day has come; a shipped one that came back is left out."""
    newest = (
        OwnText.objects.filter(
            administration_id=administration_id,
            name=OuterRef("name"),
            language=OuterRef("language"),
            form=OuterRef("form"),
            from_day__lte=day,
        )
        .order_by("-from_day", "-pk")
        .values("pk")[:1]
    )
    rows = OwnText.objects.filter(
        administration_id=administration_id, pk=Subquery(newest)
    ).exclude(body="")
    return {
        (name, language, form): Own(subject, body, version_of((name, language, form), on), on)
        for name, language, form, subject, body, on in rows.values_list(
            "name", "language", "form", "subject", "body", "from_day"
        )
    }


def coming(administration_id: int, *, which: Which, day: date) -> date | None:
    """Give the first day after ``day`` on which other words of this text begin to count."""
    name, language, form = which
    return (
        OwnText.objects.filter(
            administration_id=administration_id,
            name=name,
            language=language,
            form=form,
            from_day__gt=day,
        )
        .order_by("from_day")
        .values_list("from_day", flat=True)
        .first()
    )


def version_of(which: Which, from_day: date) -> str:
    """Name an own text.

    >>> version_of(("reminder_1", "nl", "je"), date(2026, 10, 14))
    'own.reminder_1.nl.je.2026-10-14'
    """
    return ".".join(("own", *which, from_day.isoformat()))

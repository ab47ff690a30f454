"""The figures of law of one administration: what was loaded, in its order."""

from voldaan.books.models import LawFigures


def loaded(administration_id: int) -> list[tuple[str, str]]:
    """Give name and text of each file of figures, the oldest first."""
    rows = LawFigures.objects.filter(administration_id=administration_id)
    return list(rows.order_by("number").values_list("file_name", "text"))

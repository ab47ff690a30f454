from pathlib import Path

import pytest
from tests.documents.paper import AT

from voldaan.documents import typesetting

PAGE = (
    "#let given = json(bytes(sys.inputs.given))\n#set document(title: [x])\n"
    "#metadata(0) <begins>{}#metadata(0) <ends>"
)


def lay_out(folder: Path, page: str) -> typesetting.Typeset:
    """Lay out a page of our own making."""
    file = folder / "page.typ"
    file.write_text(PAGE.replace("{}", page), encoding="utf-8")
    return typesetting.lay_out({}, guess=[(1, 1)], page=file)


class TestPages:
    def test_are_counted_where_a_section_begins_and_ends(self, tmp_path: Path) -> None:
        laid_out = lay_out(tmp_path, "a #pagebreak() b")

        assert (laid_out.ranges, laid_out.misfits) == (((1, 2),), ())

    def test_that_move_when_they_are_numbered_are_a_mistake_of_ours(
        self, tmp_path: Path
    ) -> None:
        with pytest.raises(typesetting.NotTypeset, match="moved the pages"):
            lay_out(tmp_path, "#for _ in range(given.ranges.first().last()) { pagebreak() }")

    def test_that_are_wrong_are_a_mistake_of_ours(self, tmp_path: Path) -> None:
        with pytest.raises(typesetting.NotTypeset, match="unknown variable"):
            lay_out(tmp_path, "#nothing")

    def test_with_an_unknown_font_are_never_made(self, tmp_path: Path) -> None:
        laid_out = lay_out(tmp_path, '#set text(font: "Comic Sans", lang: "nl")\nText')

        with pytest.raises(typesetting.NotTypeset, match="unknown font family"):
            laid_out.pdf(at=AT)

    def test_that_break_the_rules_for_keeping_are_never_made(self, tmp_path: Path) -> None:
        laid_out = lay_out(tmp_path, '#set text(font: "Libertinus Serif", fallback: false)\n汉')

        with pytest.raises(typesetting.NotTypeset, match="could not be displayed"):
            laid_out.pdf(at=AT)

    @pytest.mark.parametrize("path", ["/etc/passwd", "../page.typ", "/../../etc/hostname"])
    def test_read_no_file_beside_their_folder(self, tmp_path: Path, path: str) -> None:
        folder = tmp_path / "inside"
        folder.mkdir()
        (tmp_path / "page.typ").write_text("secret", encoding="utf-8")

        with pytest.raises(typesetting.NotTypeset):
            lay_out(folder, f'#read("{path}")')

"""HTML of strangers to plain text: nothing of it survives, and no word is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from voldaan.replies.html import MOST_CHARACTERS, MOST_TAGS, to_text
from voldaan.replies.stripping import own_words

INTRO = "Op wo 14 okt 2026 om 10:12 schreef Anna &lt;anna@administratie.example&gt;:"


class TestText:
    @pytest.mark.parametrize(
        ("source", "text"),
        [
            ("Is betaald", "Is betaald"),
            ("<p>Is<br>betaald</p>", "Is\nbetaald"),
            ("<p>Is\n   <b>be</b>taald</p>", "Is betaald"),
            ("<P>Is&nbsp;betaald &amp; klaar &euro;&#49;</P>", "Is betaald & klaar €1"),
            ("<table><tr><td>a</td><td> b</td></tr><tr><td>c</table>", "a b\n\nc"),
            ("<ul><li>a<li>b</ul>", "a\nb"),
            ("a<p></p><p></p><p></p><p></p>b", "a\n\nb"),
            ("3 < 4 en 5 > 2", "3 < 4 en 5 > 2"),
            ("<a href='https://vink.example' onclick='x()'>hier</a>", "hier"),
            ("a<!-- b -->c<!-- d", "ac"),
            ("a<![if !x]>b<![endif]>", "ab"),
            ("<?xml version='1.0' encoding='utf-8'?><p>a</p>", "a"),
            ("<!DOCTYPE html [<!ENTITY a 'aaaa'>]><p>&a;</p>", "]>\n&a;"),
            ("<o:p>a</o:p>", "a"),
            ("&#99999999999999999999;a&#xfffffffffffff;", "a"),
            ("", ""),
            ("<!-- a -->", ""),
            ("<br", ""),
        ],
    )
    def test_is_what_a_reader_sees(self, source: str, text: str) -> None:
        assert to_text(source) == text

    @pytest.mark.parametrize("name", ["script", "style", "title", "template", "svg", "object"])
    def test_of_what_nobody_sees_is_left_out(self, name: str) -> None:
        assert to_text(f"a<{name} x=1>b<p>c</p> < d</{name}>e<{name}/>f") == "aef"

    def test_begins_behind_a_head_that_never_ends(self) -> None:
        assert to_text("<html><head><meta x><body class='a'>b") == "b"

    def test_is_cut_where_it_is_too_long(self) -> None:
        assert len(to_text("a" * 2 * MOST_CHARACTERS)) == MOST_CHARACTERS
        assert to_text("<i>a" * 2 * MOST_TAGS) == "a" * MOST_TAGS


class TestQuotes:
    @pytest.mark.parametrize(
        "quote",
        [
            "<blockquote>Hoi</blockquote>",
            "<blockquote type='cite'>Hoi</blockquote>",
            "<blockquote type=cite style='margin:0'>Hoi</blockquote>",
            '<blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px">Hoi'
            "</blockquote>",
            "<div class='yahoo_quoted'><div>Hoi</div></div>",
            "<div class='protonmail_quote'>Hoi</div>",
            "<div class='zmail_extra'>Hoi</div>",
            "<span id='OLK_SRC_BODY_SECTION'>Hoi</span>",
            "<p id='reply-intro'>Hoi</p>",
            "<div id='appendonsend'></div><p>Hoi</p>",
            "<hr><div id='divRplyFwdMsg'><b>Van:</b> Anna</div><p>Hoi</p>",
        ],
    )
    def test_of_mail_programs_are_marked(self, quote: str) -> None:
        text = to_text(f"<p>Betaald</p>{quote}")

        assert text.endswith("> Hoi")
        assert own_words(text) == "Betaald"

    def test_are_not_made_of_text_that_is_only_moved_to_the_right(self) -> None:
        source = "<blockquote style='margin:0 0 0 40px;border:none'>Betaald</blockquote>"

        assert to_text(source) == "Betaald"

    def test_leave_the_answer_under_them(self) -> None:
        source = (
            "<div class='moz-cite-prefix'>Op 14-10-2026 schreef Anna:</div>"
            "<blockquote type='cite'><p>Staat deze open?</p></blockquote><p>Nee, betaald.</p>"
        )

        assert own_words(to_text(source)) == "Nee, betaald."

    def test_leave_the_answers_between_them(self) -> None:
        source = (
            "<div>Zie onder.</div>"
            f"<div class='gmail_quote'><div class='gmail_attr'>{INTRO}</div>"
            "<blockquote class='gmail_quote'>Wanneer?</blockquote><div>Vrijdag.</div>"
            "<blockquote class='gmail_quote'>Groet, Anna</blockquote></div>"
        )

        assert own_words(to_text(source)) == "Zie onder.\n\nVrijdag."

    def test_may_hold_quotes(self) -> None:
        source = "<blockquote>a<blockquote>b</blockquote>c</blockquote>d"

        assert to_text(source) == "> a\n> b\n> c\n\nd"

    def test_are_known_by_their_words_when_nothing_marks_them(self) -> None:
        source = (
            "<div class=WordSection1><p>Betaald.</p><div style='border:none;border-top:solid'>"
            "<p><b>Van:</b> Anna<br><b>Verzonden:</b> woensdag<br><b>Aan:</b> Dirk<br>"
            "<b>Onderwerp:</b> Factuur</p></div><p>Hoi Dirk</p></div>"
        )

        assert own_words(to_text(source)) == "Betaald."


class TestHostileHtml:
    @pytest.mark.parametrize("name", ["div", "b", "table", "blockquote", "a", "form"])
    def test_may_nest_as_deep_as_it_likes(self, name: str) -> None:
        assert to_text("Betaald" + f"<{name}>" * 100_000).startswith("Betaald")
        assert to_text(f"<{name}>" * 1000 + "Betaald").endswith("Betaald")

    def test_may_have_as_many_attributes_as_it_likes(self) -> None:
        many = " ".join(f"a{place}=1" for place in range(60_000))

        assert to_text(f"<p {many}>Betaald") == "Betaald"

    @pytest.mark.parametrize(
        "piece",
        [
            "<",
            "<!--",
            "<a",
            "<a ",
            "<p class='",
            "&",
            "&#",
            "class=",
            "\n",
            "\0",
            "<style>",
            "</",
        ],
    )
    def test_may_repeat_itself(self, piece: str) -> None:
        assert len(to_text(piece * (MOST_CHARACTERS // len(piece)))) <= MOST_CHARACTERS

    @given(some.text(max_size=300))
    def test_raises_nothing(self, source: str) -> None:
        to_text(source)

    @given(
        some.lists(some.sampled_from(["<", ">", "p", "div", "/", "!--", '"', "class=", "&#"]))
    )
    def test_made_of_its_signs_leaves_no_tag(self, pieces: list[str]) -> None:
        assert "<div" not in to_text("".join(pieces))
        assert "<p" not in to_text("".join(pieces))

    @pytest.mark.shared
    @pytest.mark.parametrize("name", ["gmail.html", "ms_outlook_2010.html", "thunderbird.html"])
    def test_of_real_programs_leaves_the_own_words(self, name: str, real_files: Path) -> None:
        source = (real_files / "email" / "replies" / "talon" / name).read_text("utf-8")
        words = ["Hi.", "I", "am", "fine.", "Thanks,", "Alex"]

        assert own_words(to_text(source)).split() == words

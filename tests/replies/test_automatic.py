"""Whether nobody wrote it: proven by headers and by every word, or else a person did."""

import json
from pathlib import Path

import pytest

from voldaan.replies.automatic import MOST_CHARACTERS, says_nothing_else
from voldaan.replies.mail import read
from voldaan.replies.shapes import Letter

CASES = Path(__file__).parent.parent / "cases" / "replies"
PAID = "deze factuur is gisteren betaald"
AWAY = "Ik ben afwezig tot 7 december."
#: What programs that persons work in put on everything, theirs and the program's.
NO_PROOF = [
    "Auto-Submitted: auto-generated",
    "Auto-Submitted: auto-notified",
    "Auto-Submitted: no",
    "Auto-Submitted:",
    "Precedence: bulk",
    "Precedence: list",
    "Precedence: junk",
    "List-Unsubscribe: <mailto:af@vink.example>",
    "X-Auto-Response-Suppress: All",
    "X-Autoreply: no",
    "Return-Path: <>",
    "X: x",
]
PROOF = [
    "Auto-Submitted: auto-replied",
    'AUTO-SUBMITTED:  Auto-Replied; owner-email="els@vink.example"',
    "Auto-Submitted: auto-replied (vacation)",
    "X-Autoreply: yes",
    "X-Autorespond: Herinnering",
    "Precedence: auto_reply",
]


def is_automatic(words: str, *headers: str, subject: str = "Re: Factuur") -> bool:
    head = ["From: Els <els@vink.example>", f"Subject: {subject}", *headers]
    found = read("\n".join([*head, "", words]).encode())
    assert isinstance(found, Letter)
    return found.is_automatic


class TestAPersonInAProgramForTickets:
    @pytest.mark.parametrize("header", [*NO_PROOF, *PROOF])
    def test_who_says_that_it_was_paid_is_a_person(self, header: str) -> None:
        assert not is_automatic(PAID, header)

    def test_is_a_person_under_all_marks_at_once(self) -> None:
        marks = [each for each in NO_PROOF if "Return" not in each]
        assert not is_automatic(PAID, *marks)

    @pytest.mark.parametrize("header", NO_PROOF)
    def test_is_not_told_apart_by_marks_of_bulk_whatever_the_words(self, header: str) -> None:
        assert not is_automatic(AWAY, header)

    @pytest.mark.parametrize(
        "words",
        [
            "Volgende week maak ik het over.",
            "Er klopt iets niet, wij hebben dit niet besteld.",
            "Wat is dit?",
            "Els werkt hier niet meer.",
            f"{AWAY} Deze factuur is gisteren betaald.",
            f"{AWAY}\n\nHet lekt nog steeds!!",
            f"{AWAY} Voor facturen: mail crediteuren@vink.example",
            "Wij hebben uw bericht ontvangen, ticket 123. Het bedrag klopt niet.",
            "Wij hebben uw factuur niet ontvangen.",
            "Ich bin im Urlaub.",
            "👍",
            "Prima",
            f"{AWAY}\n👍",
        ],
    )
    def test_holds_with_whatever_else_is_said_also_when_proven(self, words: str) -> None:
        assert not is_automatic(words, "Auto-Submitted: auto-replied")


class TestAnAbsence:
    @pytest.mark.parametrize("header", PROOF)
    def test_is_known_by_headers_that_only_it_has(self, header: str) -> None:
        assert is_automatic(AWAY, header)

    @pytest.mark.parametrize(
        "words",
        [
            "Ik ben er maandag weer",
            "Beste,\n\nIk ben afwezig tot 7 december.\nBij spoed kunt u bellen met mijn "
            "collega.\n\nMet vriendelijke groet,\nEls Vink",
            "Ons kantoor is gesloten van 24 december tot en met 1 januari. Fijne feestdagen!",
            "I am out of the office until Monday. I will reply on my return.",
            "Wij hebben uw bericht ontvangen, ticket 123.",
            "Bedankt voor uw bericht. Wij hebben uw e-mail ontvangen. Ticketnummer: 2026-4711."
            "\nWij streven ernaar binnen twee werkdagen te reageren.",
        ],
    )
    def test_or_a_receipt_of_a_mail_holds_nobody(self, words: str) -> None:
        assert is_automatic(words, "Auto-Submitted: auto-replied")

    def test_without_a_word_holds_nobody(self) -> None:
        assert is_automatic("", "Auto-Submitted: auto-replied")
        assert not is_automatic("", "Auto-Submitted: auto-replied", subject="Betaald!")

    def test_with_a_file_is_read_by_a_person(self) -> None:
        mail = (
            "From: els@vink.example\nAuto-Submitted: auto-replied\n"
            "Content-Type: multipart/mixed; boundary=x\n\n"
            f"--x\n\n{AWAY}\n--x\nContent-Type: application/pdf; name=bewijs.pdf\n\n"
            "%PDF\n--x--\n"
        )
        found = read(mail.encode())

        assert isinstance(found, Letter)
        assert (found.text, found.is_automatic) == (AWAY, False)

    def test_that_never_ends_is_not_believed(self) -> None:
        assert not says_nothing_else(f"{AWAY} " * (MOST_CHARACTERS // len(AWAY) + 1))

    def test_is_seen_in_no_message_of_a_person(self) -> None:
        told = [
            json.loads(line)
            for path in sorted(CASES.glob("*.jsonl"))
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
        persons = [each for each in told if each["label"] != "out_of_office"]
        seen = [each for each in persons if says_nothing_else(each["text"])]
        behind = [e["label"] for e in persons if says_nothing_else(f"{AWAY}\n{e['text']}")]

        assert len(persons) > 3_500
        assert seen == []
        assert len(behind) <= 4
        assert set(behind) <= {"thanks"}


class TestAReport:
    def test_in_name_only_is_a_mail_like_any_other(self) -> None:
        assert not is_automatic(PAID, "Content-Type: multipart/report; boundary=x")

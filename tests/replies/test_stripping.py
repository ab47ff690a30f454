"""Whose words these are, in the mails of the programs that people write with."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from voldaan.replies.stripping import MOST_CHARACTERS, own_words

#: By program: the mail, and what of it is the writer's. Everybody is invented.
MAILS = {
    "Outlook on the desk, Dutch": (
        """Goedemiddag Anna,

De betaling staat klaar voor vrijdag.

Met vriendelijke groet,
Dirk Vink
Vink BV
T 010 123 45 67

Van: Anna <anna@administratie.example>
Verzonden: woensdag 14 oktober 2026 10:12
Aan: Dirk Vink <dirk@vink.example>
Onderwerp: Factuur 2026-041

Hallo Dirk, staat deze nog open?
""",
        """Goedemiddag Anna,

De betaling staat klaar voor vrijdag.

Met vriendelijke groet,
Dirk Vink""",
    ),
    "Outlook on the desk, English": (
        """Paid this morning.

From: Anna <anna@administratie.example>
Sent: Wednesday, October 14, 2026 10:12 AM
To: Dirk Vink <dirk@vink.example>
Cc: Bas <bas@administratie.example>
Subject: Invoice 2026-041

Hi Dirk
""",
        "Paid this morning.",
    ),
    "Outlook with bold asterisks": (
        """Klopt niet, we spraken 400 af.

*Van:* Anna <anna@administratie.example>
*Verzonden:* woensdag 14 oktober 2026 10:12
*Aan:* Dirk Vink <dirk@vink.example>
*Onderwerp:* Factuur 2026-041

Hallo Dirk
""",
        "Klopt niet, we spraken 400 af.",
    ),
    "Outlook with other bold asterisks": (
        """Klopt niet.

**Van**: Anna <anna@administratie.example>
**Verzonden**: woensdag 14 oktober 2026 10:12
**Aan**: Dirk Vink <dirk@vink.example>
""",
        "Klopt niet.",
    ),
    "Outlook that says when it was sent under To": (
        """Ik kijk ernaar.

Van: Anna <anna@administratie.example>
Datum: woensdag 14 oktober 2026 om 10:12
Aan: Dirk Vink <dirk@vink.example>
CC: Bas <bas@administratie.example>
Onderwerp: Factuur 2026-041
""",
        "Ik kijk ernaar.",
    ),
    "Outlook with headers broken over lines": (
        """Ik kijk ernaar.

Van: Anna van der Administratie met de Lange Naam
<anna@administratie.example>
Verzonden: woensdag 14 oktober 2026 10:12
Aan: Dirk Vink <dirk@vink.example>
Onderwerp: Factuur 2026-041

Hoi
""",
        "Ik kijk ernaar.",
    ),
    "Outlook on the web": (
        """Is onderweg.
________________________________
Van: Anna <anna@administratie.example>
Verzonden: woensdag 14 oktober 2026 10:12
Aan: Dirk Vink <dirk@vink.example>
Onderwerp: Factuur 2026-041

Hallo Dirk
""",
        "Is onderweg.",
    ),
    "Outlook on the web, only the sender": (
        "On its way.\n________________________________\nFrom: Anna\nHi Dirk\n",
        "On its way.",
    ),
    "Outlook on a telephone, Dutch": (
        """Morgen!

Outlook voor Android downloaden<https://aka.example/x>
________________________________
Van: Anna <anna@administratie.example>
Verzonden: woensdag 14 oktober 2026 10:12
Aan: Dirk Vink <dirk@vink.example>
Onderwerp: Factuur

Hoi
""",
        "Morgen!",
    ),
    "Outlook on a telephone, English": (
        """Tomorrow!

Get Outlook for iOS<https://aka.example/x>
________________________________
From: Anna <anna@administratie.example>
Sent: Wednesday, October 14, 2026 10:12:33 AM
To: Dirk Vink <dirk@vink.example>
Subject: Invoice

Hi
""",
        "Tomorrow!",
    ),
    "an old Outlook": (
        """Doe ik.

-----Oorspronkelijk bericht-----
Van: Anna [mailto:anna@administratie.example]
Verzonden: woensdag 14 oktober 2026 10:12
Aan: Dirk
Onderwerp: Factuur

Hoi Dirk
""",
        "Doe ik.",
    ),
    "an old Outlook, English": (
        "Will do.\n\n-----Original Message-----\nFrom: Anna\nSent: Wednesday\n\nHi Dirk\n",
        "Will do.",
    ),
    "Gmail, Dutch": (
        """Net overgemaakt hoor!

Op wo 14 okt 2026 om 10:12 schreef Anna <anna@administratie.example>:

> Hoi Dirk,
>
> Staat deze nog open?
""",
        "Net overgemaakt hoor!",
    ),
    "Gmail, English": (
        """Just paid it.

On Wed, Oct 14, 2026 at 10:12 AM Anna <anna@administratie.example> wrote:

> Hi Dirk
""",
        "Just paid it.",
    ),
    "Gmail with a broken line, Dutch": (
        """Net overgemaakt.

Op wo 14 okt 2026 om 10:12 schreef Anna van de Administratie <
anna@administratie.example>:

> Hoi Dirk
""",
        "Net overgemaakt.",
    ),
    "Gmail with a broken line, English": (
        """Paid.

On Wed, Oct 14, 2026 at 10:12 AM Anna of the Administration
<anna@administratie.example> wrote:

> Hi Dirk
""",
        "Paid.",
    ),
    "Gmail broken in three": (
        """Paid.

On Wed, Oct 14, 2026 at 10:12 AM, Anna
<anna@administratie.example>
wrote:

> Hi Dirk
""",
        "Paid.",
    ),
    "the app of Gmail, without marks": (
        """Komt goed.

Op wo 14 okt. 2026 10:12 schreef Anna <anna@administratie.example>:

Hoi Dirk,

Staat deze nog open?
""",
        "Komt goed.",
    ),
    "Gmail that forwards": (
        """Wil jij deze betalen?

---------- Forwarded message ---------
Van: Anna <anna@administratie.example>
Date: wo 14 okt 2026 om 10:12
Subject: Factuur
To: Dirk <dirk@vink.example>

Hoi Dirk
""",
        "Wil jij deze betalen?",
    ),
    "Apple Mail, Dutch": (
        """Betaald!

> Op 14 okt 2026, om 10:12 heeft Anna <anna@administratie.example> het volgende geschreven:
>
> Hoi Dirk
""",
        "Betaald!",
    ),
    "iPhone, Dutch": (
        """Betaald!

Verstuurd vanaf mijn iPhone

> Op 14 okt 2026 om 10:12 heeft Anna <anna@administratie.example> het volgende geschreven:
>
> \ufeff
> Hoi Dirk
""",
        "Betaald!",
    ),
    "iPhone without marks": (
        """Betaald!

Verstuurd vanaf mijn iPhone

Op 14 okt 2026 om 10:12 heeft Anna <anna@administratie.example> het volgende
geschreven:

Hoi Dirk
""",
        "Betaald!",
    ),
    "iPhone, English": (
        """Paid!

Sent from my iPhone

> On 14 Oct 2026, at 10:12, Anna <anna@administratie.example> wrote:
>
> Hi Dirk
""",
        "Paid!",
    ),
    "iPhone that forwards": (
        """Kun jij deze?

Begin doorgestuurd bericht:

Van: Anna <anna@administratie.example>
Datum: 14 oktober 2026 om 10:12:33 CEST
Aan: dirk@vink.example
Onderwerp: Factuur

Hoi Dirk
""",
        "Kun jij deze?",
    ),
    "Apple that forwards, English": (
        "Can you?\n\nBegin forwarded message:\n\n> From: Anna\n> Subject: Invoice\n>\n> Hi\n",
        "Can you?",
    ),
    "Thunderbird, Dutch, under the quote": (
        """Op 14-10-2026 om 10:12 schreef Anna:
> Hoi Dirk,
>
> Staat deze nog open?

Nee, die is vorige week betaald.

Dirk
""",
        "Nee, die is vorige week betaald.\n\nDirk",
    ),
    "Thunderbird, English, above the quote": (
        "No, that was paid.\n\nOn 14/10/2026 10:12, Anna wrote:\n> Hi Dirk\n",
        "No, that was paid.",
    ),
    "Samsung, Dutch": (
        """Ik kan pas volgende maand.

Verzonden vanaf mijn Galaxy


-------- Oorspronkelijk bericht --------
Van: Anna <anna@administratie.example>
Datum: 14-10-2026 10:12 (GMT+01:00)
Aan: Dirk <dirk@vink.example>
Onderwerp: Factuur

Hoi Dirk
""",
        "Ik kan pas volgende maand.",
    ),
    "Samsung, English": (
        """Next month.

Sent from my Galaxy

-------- Original message --------
From: Anna <anna@administratie.example>
Date: 14/10/2026 10:12 (GMT+01:00)
""",
        "Next month.",
    ),
    "Android that sends a mark of its own": (
        """Is gebeurd

Verstuurd vanaf Yahoo Mail op Android

  Op wo, okt. 14, 2026 om 10:12 schreef Anna<anna@administratie.example>:
  Hoi Dirk
""",
        "Is gebeurd",
    ),
    "Yahoo, Dutch": (
        """Is gebeurd.

    Op woensdag 14 oktober 2026 om 10:12:33 CEST schreef Anna <anna@administratie.example>:

 Hoi Dirk
""",
        "Is gebeurd.",
    ),
    "Yahoo, English": (
        """Done.

    On Wednesday, October 14, 2026 at 10:12:33 AM GMT+2, Anna <a@administratie.example> wrote:

 Hi Dirk
""",
        "Done.",
    ),
    "K-9": (
        "Doe ik.\n-- \nVerzonden vanaf mijn Android apparaat met K-9 Mail. Excuseer mijn beknoptheid.\n",
        "Doe ik.",
    ),
    "Ziggo, KPN and others on the web": (
        """Is overgemaakt.

Anna <anna@administratie.example> schreef op 14-10-2026 10:12:

> Hoi
""",
        "Is overgemaakt.",
    ),
    "a program that names the day in digits": (
        "Ok!\n\n2026-10-14 10:12 GMT+02:00 Anna <anna@administratie.example>:\n\n> Hoi\n",
        "Ok!",
    ),
    "German": (
        "Bezahlt.\n\nAm Mi., 14. Okt. 2026 um 10:12 Uhr schrieb Anna <anna@a.example>:\n\n> Hoi\n",
        "Bezahlt.",
    ),
    "German Outlook": (
        """Bezahlt.

Von: Anna <anna@administratie.example>
Gesendet: Mittwoch, 14. Oktober 2026 10:12
An: Dirk <dirk@vink.example>
Betreff: Rechnung

Hoi
""",
        "Bezahlt.",
    ),
    "German without marks": (
        "Bezahlt.\n\nAm 14.10.2026 um 10:12 schrieb Anna:\n\nHoi Dirk\n",
        "Bezahlt.",
    ),
    "any language, between dashes": (
        "Svar.\n\n-----Oprindelig meddelelse-----\nFra: Anna\nSendt: 14. oktober 2026\n\nHej\n",
        "Svar.",
    ),
    "French": (
        "C'est payé.\n\nLe mer. 14 oct. 2026 à 10:12, Anna <anna@a.example> a écrit :\n\n> Hoi\n",
        "C'est payé.",
    ),
    "French, broken": (
        "Payé.\n\nLe mer. 14 oct. 2026 à 10:12, Anna de l'Administration <\nanna@a.example> a écrit :\n\n> Hoi\n",
        "Payé.",
    ),
    "French Outlook": (
        """C'est payé.

De : Anna <anna@administratie.example>
Envoyé : mercredi 14 octobre 2026 10:12
À : Dirk <dirk@vink.example>
Objet : Facture

Hoi
""",
        "C'est payé.",
    ),
    "answers between the lines": (
        """Hoi Anna, zie onder.

Op wo 14 okt 2026 om 10:12 schreef Anna <anna@administratie.example>:
> Wanneer betaal je?

Vrijdag.

> En heb je het nummer?

Ja, 2026-041.

> Groet, Anna
""",
        "Hoi Anna, zie onder.\n\nVrijdag.\n\nJa, 2026-041.",
    ),
    "quotes in quotes": (
        """Ja!

Op do 15 okt 2026 om 9:00 schreef Anna <anna@administratie.example>:

> Echt?
>
> Op wo 14 okt 2026 om 10:12 schreef Dirk <dirk@vink.example>:
>> Betaald.
>>> Staat deze nog open?
""",
        "Ja!",
    ),
    "quotes in quotes without marks": (
        """Ja!

Op do 15 okt 2026 om 9:00 schreef Anna <anna@administratie.example>:

Echt?

Op wo 14 okt 2026 om 10:12 schreef Dirk <dirk@vink.example>:

Betaald.
""",
        "Ja!",
    ),
    "a warning that it is from outside": (
        """LET OP: Deze e-mail is afkomstig van buiten de organisatie.

Wij betalen vrijdag.
""",
        "Wij betalen vrijdag.",
    ),
    "a warning in English": (
        "[EXTERNAL EMAIL] This message originated from outside.\n\nWe pay on Friday.\n",
        "We pay on Friday.",
    ),
    "small print": (
        """Wij betalen vrijdag.

Met vriendelijke groet,
Dirk

Dit bericht is uitsluitend bestemd voor de geadresseerde.
""",
        "Wij betalen vrijdag.\n\nMet vriendelijke groet,\nDirk",
    ),
    "small print without a greeting": (
        "We pay on Friday.\n\nThis e-mail is confidential and intended only for you.\n",
        "We pay on Friday.",
    ),
    "a signature behind a rule": (
        "Wij betalen vrijdag.\n________________________________\nVink BV | Rotterdam\n",
        "Wij betalen vrijdag.",
    ),
    "dashes and a signature": ("Vrijdag.\n\n-- \nDirk Vink\nVink BV\n", "Vrijdag."),
    "a name with a number under the greeting": (
        "Vrijdag.\n\nGroeten,\n\nTel. 010 123 45 67\n",
        "Vrijdag.\n\nGroeten,",
    ),
    "a greeting and nothing under it": ("Vrijdag.\n\nmvg\n", "Vrijdag.\n\nmvg"),
}

#: What looks like the beginning of a quote, and is what the writer says.
WORDS = {
    "the day of a payment": "Op 12 oktober heb ik betaald:\n- factuur 2026-041\n- factuur 2026-042",
    "the day of a payment, in English": "On 12 October I paid:\ninvoice 2026-041\ninvoice 2026-042",
    "what somebody wrote": "Op 12 oktober schreef ik u al dat het niet klopt.",
    "what somebody wrote, with what": "Op 12 oktober schreef ik u al:\ndit klopt niet.\nGraag een reactie.",
    "what somebody wrote, in English": "On the phone I said what I wrote:\nit is wrong.",
    "an address": "Mail het graag naar boekhouding@vink.example:\ndaar betalen ze.",
    "an address of one who wrote": "Ik zag dat info@vink.example u schreef, dat klopt.",
    "a header in running text": "Er staat From: Anna bovenaan, dat snap ik niet.",
    "one header": "Van: de boekhouding\n\nDeze betalen wij vrijdag.",
    "two headers": "Aan: Anna\nOnderwerp: uw factuur\n\nDeze betalen wij vrijdag.",
    "a list": "Betaald:\n1) 100 euro\n2) 200 euro",
    "a sum": "12 oktober 100,-\n13 oktober 200,-",
    "a greeting first": "Groeten uit Rotterdam!\nIk betaal vrijdag.",
    "a greeting in a sentence": "Ik betaal vrijdag. Groet, Dirk",
    "a confidential word first": "Dit is vertrouwelijk: ik kan niet betalen.",
    "look out": "Let op: ik betaal vrijdag pas.",
    "heeft": "De boekhouding heeft mij het volgende geschreven:\nwij betalen vrijdag.",
    "a day before the quote": "Op vrijdag 16 oktober om 10:12 betaal ik.\nDat is zeker.",
    "a line between dashes": "---- LET WEL ----\nIk betaal niet alles.",
    "a reason that is confidential": "De reden is vertrouwelijk.\nMaar het komt goed.",
    "what I wrote at a time": "Op 12 oktober om 10:12 schreef ik u al:\ndit klopt niet.",
    "an instruction": "Op de factuur staat 121 euro:\ndat moet 100 zijn.",
}


#: The real mails in other languages, of which not every rule is known here.
FOREIGN = frozenset({"email_pl_1_1.txt", "email_pl_1_3.txt"})
#: What only a quote, or whatever else people do, leaves of a real mail.
BEGIN_AND_END = {
    "caution2.txt": ("Hello,", "Person Person."),
    "correct_sig.txt": ("this is an email", "-- signature."),
    "email_1_1.txt": ("Hi folks", "-Abhishek Kona"),
    "email_1_4.txt": ("Awesome!", "with it."),
    "email_1_6.txt": ("I get proper", "as well."),
    "email_1_7.txt": (":+1:", ":+1:"),
    "email_1_8.txt": ("I will reply under this one", "and under this."),
    "email_2_1.txt": ("Outlook with a reply", "Outlook with a reply"),
    "email_2_2.txt": ("Outlook with a reply", "directly above line"),
    "email_bullets.txt": ("test 2", "- and another"),
    "email_danish_1.txt": ("Hej Peter,", "Anders Andersen"),
    "email_danish_3.txt": ("Hej,", "Svar."),
    "email_danish_4.txt": ("Hej,", "Svar."),
    "email_danish_5.txt": ("Hej,", "Peter"),
    "email_gmail.txt": ("This is a test", "github message."),
    "email_ja_1_1.txt": ("こんにちは", "みなさん！"),
    "email_ja_1_2.txt": ("田中様", "お願いいたします"),
    "email_nl_1_1.txt": ("Hallo allemaal,", "-Maarten de Jong"),
    "email_one_is_not_on.txt": ("Thank, this", "when I run..."),
    "email_partial_quote_header.txt": ("On your remote host", "is not working."),
    "email_sent_from_BlackBerry.txt": ("Here is", "another email"),
    "email_sent_from_multi_word_mobile_device.txt": ("Here is", "another email"),
    "email_sig_delimiter_in_middle_of_line.txt": ("Hi there!", "kthxbai"),
    "email_swedish_2.txt": ("Hello Anna,", "/John"),
    "forward.txt": ("FW: YYY", "Best regards"),
    "greedy_on.txt": ("On your remote host", "is not working."),
    "multi_header.txt": ("No problem.", "a new order."),
    "multiline_on.txt": ("", ""),
    "outlook.txt": ("Dear Team,", "0000 000 000"),
    "pathological.txt": ("I think you're", "back to a computer."),
}


@pytest.mark.shared
class TestRealMails:
    @pytest.mark.parametrize("name", BEGIN_AND_END)
    def test_give_their_own_words(self, name: str, real_files: Path) -> None:
        path = real_files / "email" / "replies" / "mail-parser-reply" / name
        begin, end = BEGIN_AND_END[name]

        found = own_words(path.read_text(encoding="utf-8"))

        assert found.startswith(begin)
        assert found.endswith(end)
        assert found or not begin

    def test_are_all_looked_at(self, real_files: Path) -> None:
        folder = real_files / "email" / "replies" / "mail-parser-reply"

        assert {each.name for each in folder.iterdir()} == FOREIGN | set(BEGIN_AND_END)


class TestOwnWords:
    @pytest.mark.parametrize("program", MAILS)
    def test_are_found_in_the_mail_of(self, program: str) -> None:
        mail, words = MAILS[program]

        assert own_words(mail) == words

    @pytest.mark.parametrize("program", MAILS)
    def test_do_not_hang_on_the_kind_of_line_end(self, program: str) -> None:
        mail, words = MAILS[program]

        assert own_words(mail.replace("\n", "\r\n")) == words

    @pytest.mark.parametrize("what", WORDS)
    def test_stay_when_they_only_look_like_a_quote(self, what: str) -> None:
        assert own_words(WORDS[what]) == WORDS[what]

    def test_are_only_a_signature_when_that_is_all_there_is(self) -> None:
        assert own_words("-- \nDirk Vink\n\nOp 1-1 schreef Anna:\n> Hoi") == "--\nDirk Vink"

    def test_are_nothing_when_all_is_quoted(self) -> None:
        assert own_words("Op 14-10 schreef Anna:\n> Hoi\n> Dirk\n") == ""

    def test_are_nothing_in_nothing(self) -> None:
        assert own_words("") == own_words(" \n\t\n") == ""

    def test_stand_within_what_is_looked_at(self) -> None:
        assert len(own_words("a" * 10 * MOST_CHARACTERS)) == MOST_CHARACTERS

    @given(some.text(some.sampled_from("Op on\n>:@-_ schreef wrote Van: 1*<"), max_size=400))
    def test_are_lines_of_the_mail(self, text: str) -> None:
        lines = {line.strip() for line in re.split(r"\r\n|\r|\n", text)}

        assert {line.strip() for line in own_words(text).split("\n")} <= lines | {""}

    @given(some.text(max_size=2000))
    def test_are_found_in_any_text(self, text: str) -> None:
        assert len(own_words(text)) <= len(text)

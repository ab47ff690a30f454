"""Whether a program answered in somebody's absence, and said nothing else.

Two things must both be so. The mail says that it is an answer by itself (RFC 3834,
``auto-replied``, or a header that only such answers have). And each of its sentences is one
of those that such answers are made of. Programs that people work in, as those for tickets and
lists, mark the words of persons as bulk or generated too, so those marks prove nothing. In
doubt it is a person: then somebody reads it, and that is all it costs.
"""

import re
from datetime import date

from voldaan.replies import features, meaning, parsing
from voldaan.replies.parsing import Part

#: Longer than a program's few sentences; what is longer was written by somebody.
MOST_CHARACTERS = 1_500

_AUTO_REPLIED = re.compile(r"auto-replied\s*(?:[;(]|\Z)")
#: Only programs that answer by themselves add these. That other programs should not answer
#: (X-Auto-Response-Suppress) is asked by those that people write with as well.
_OF_AN_ABSENCE = ("x-autoreply", "x-autorespond")
#: Behind these stands the subject that it answers, which is ours.
_GIVEN_BACK = re.compile(
    r"\s*(?:re|antw|aw|auto\w*|out of office|afwezig\w*)\b[\w ]{0,20}:", re.I
)
_NO = frozenset({"", "no", "false", "0"})
#: The part of a report that is for programs: a mail was delivered, or opened.
_REPORTS = frozenset(
    {
        *("message/delivery-status", "message/global-delivery-status"),
        *("message/disposition-notification", "message/global-disposition-notification"),
    }
)

#: A letter, a figure, a question, or a sign of its own such as a thumb.
_SAYS = re.compile(r"[^\W_]|[?]|[^\x00-\x7f–—…•·]")
_ENDS = re.compile(r"(?<=[.!?;])\s+|\n+")
#: What is about money, work or a wish is read by a person, whatever stands around it.
_SOMETHING_ELSE = re.compile(
    r"[?€$£%]|\b(?:over|af|terug)(?:ge)?(?:maa?k|boek|schrij|schrev|schreef)|(?:be|af|ge)taal|"
    r"betal|voldaan|voldoe|gestort|storten|bank|geld|bedrag|rekening|factu|invoice|\bnota|"
    r"incasso|termijn|krediet|credit|korting|btw|inkoop|\bpo\b|iban|tikkie|\bpaid|\bpay|"
    r"transfer|remit|settle|money|amount|\bbill\b|\bvat\b|instal|refund|"
    r"klopt|akkoord|oneens|\beens\b|bezwaar|betwist|klacht|fout|onjuist|verkeerd|wrong|"
    r"agree|dispute|correct|mistake|complain|"
    r"failliet|faillissement|surseance|curator|bewind|schuld|insolven|bankrupt|debt|"
    r"niet meer (?:werkzaam|in dienst|bij|voor)|werkt? (?:hier |er )?niet meer|uit dienst|"
    r"no longer|left the|overleden|opgeheven|gestopt|advoca|jurist|lawyer|"
    r"\bgedaan\b|gebeurd|geregeld|\bregel|\bdone\b|sorted|beloof|promise|aanmaning|"
    r"herinnering|reminder|stuur|\bsend\b|"
    r"niet (?:gekregen|ontvangen|binnen)|nooit|never|not receiv|n't receiv"
)
#: Sentences that say that somebody is away, or that a mail came in.
_AWAY = re.compile(
    r"\b(?:afwezig\w*|out of (?:the )?office|ooo|absent|buiten kantoor|"
    r"niet (?:op|in) (?:het )?kantoor|niet aanwezig|niet bereikbaar|beperkt bereikbaar|"
    r"away from|(?:met|op) (?:\w+ ){0,2}(?:vakantie|verlof|reis|\w+verlof|\w+reis|sabbatical)|"
    r"\w*vakantie|bouwvak|on (?:\w+ ){0,2}(?:leave|holiday|vacation)|"
    r"(?:kantoor|praktijk|school|winkel|administratie|wij|we|office|studio|shop)\b.{0,30}"
    r"\b(?:gesloten|dicht|closed|shut)|(?:gesloten|dicht|closed) (?:van|tot|tussen|from|until)|"
    r"limited access|beperkt(?:e)? toegang|"
    r"(?:lees|lezen) (?:\w+ ){0,4}(?:geen|niet|mijn|mn) (?:e-?mail|mail)|"
    r"weer (?:vanaf|aanwezig|bereikbaar|op kantoor)|(?:^|be |am |are )back (?:on|in|at|from)|"
    r"(?:ben ik|zijn wij|zijn we|ik ben|wij zijn|we zijn) er\b.{0,40}\b(?:niet|weer)|"
    r"return(?:ing)? (?:on|to)|"
    r"(?:werk|werken|ben er|work) (?:\w+ ){0,2}(?:niet op|part-?time|parttime)|"
    r"don't work on|waargenomen door|neemt (?:\w+ ){1,4}waar)\b"
)
_CAME_IN = re.compile(
    r"\b(?:bericht|e-?mail|mail|mailtje|melding|verzoek|vraag|aanvraag|message|request|"
    r"enquiry|query|ticket|zaak|case)\b.{0,60}"
    r"\b(?:ontvangen|aangekomen|geregistreerd|aangemaakt|received|registered|created|logged|"
    r"opened)\b|"
    r"\b(?:hebben|have|'ve)\b.{0,20}\b(?:ontvangen|received)\b.{0,30}"
    r"\b(?:bericht|e-?mail|mail|melding|verzoek|vraag|message|request|enquiry|query)\b|"
    r"\bbevestigen (?:wij |we |hierbij )*(?:de )?ontvangst van\b|\bontvangstbevestiging\b|"
    r"\bautomat\w+\b.{0,20}\b(?:antwoord|bericht|e-?mail|reply|response|message|reactie|"
    r"beantwoording|confirmation)\b|\bauto-?(?:reply|antwoord|response)\b"
)
#: What stands around it: manners, a number, who may be asked, when somebody answers.
_AROUND = re.compile(
    r"(?:hoi|hallo|hi|hello|dear|beste|geachte|dag|l\.?s|goede\w+|good \w+)\b"
    r"[^.!?]{0,40}[,!]?\Z|"
    r"(?:(?:hartelijk |heel |veel )?(?:dank|bedankt)|dankjewel|thank you|(?:many )?thanks)\b"
    r"(?: (?:je|u|you|wel|veel|very|much|so))* (?:voor|for) (?:je|jouw|uw|het|jullie|your|the) "
    r"(?:\w+ )?(?:e-?mail|mail|mailtje|bericht|berichtje|message|interest)\W*\Z|"
    r"thank(?:s| you) for contacting [\w &]{1,40}\W*\Z|"
    r"(?:(?:uw|your|je|het|the) )?(?:ticket|zaak|case|meldings?|referen\w+)"
    r"[\w -]{0,20}(?:nummer|number|nr|no|is|:|#)[\w :.#/-]{0,40}\Z|"
    r"(?:bij|in|met|voor|for|in case of) (?:\w+ ){0,2}(?:spoed|dringend\w*|urgent\w*|"
    r"emergenc\w+)\b.{0,160}\Z|"
    r"(?:wij|we|ik|u|i|you|uw|your|een|one|our|onze?|op|binnen|na|after|vanaf|from|upon|daarna)"
    r"\b.{0,100}\b(?:reageren|reageer|antwoorden|beantwoord\w*|antwoord|contact|reply|respond|"
    r"get back to you|response|in behandeling|doorgestuurd|forwarded|bereikbaar|gelezen)\b"
    r".{0,80}\Z|"
    r"(?:e-?mails?|berichten|messages|emails)\b.{0,60}\b(?:answered|dealt with|beantwoord|"
    r"behandeld|gelezen|read|doorgestuurd|forwarded)\b.{0,60}\Z|"
    r"(?:op )?(?:dit|deze|this) (?:bericht|e-?mail|mail|mailbox|postbus)\b.{0,20}"
    r"\b(?:niet|automatisch|not)\b.{0,40}\Z|(?:please )?do not reply.{0,40}\Z|"
    r"(?:wij wensen|we wensen|fijne|prettige|met \w+ groet|groet|mvg|kind regards|regards|"
    r"hoogachtend)\b[^.?]{0,40}\Z"
)
#: At the end a program puts who it answers for: a name, a firm, a department. All in capitals
#: it may be somebody in a hurry: "BEL MIJ EVEN".
_NAME = re.compile(
    r"(?=.*[a-z])[A-Z][\w'&-]*(?: (?:van|de|der|den|en|of|and|het|&|[A-Z][\w'&-]*)){1,5},?"
)
#: What a sentence may seem to mean beside an absence; manners seem to be thanks.
_HARMLESS = frozenset({"out_of_office", "thanks", "other"})
#: The meaning does not depend on the day, only the day that is named would.
_ANY_DAY = date(2026, 1, 1)


def is_automatic(parsed: Part, *, text: str, subject: str, has_files: bool) -> bool:
    """Say whether nobody wrote this: proven by its headers, and by every one of its words.

    ``text`` are the writer's own words. A receipt of a mail program (delivered, opened) is
    known by the part that is for programs.
    """
    if _is_report(parsed):
        return True
    if not _says_so(parsed) or has_files:
        return False
    if text.strip():
        return says_nothing_else(text)
    return bool(_GIVEN_BACK.match(subject)) or not _is_more(subject)


def says_nothing_else(text: str) -> bool:
    r"""Say whether words tell of an absence or of a mail that came in, and of nothing more.

    >>> says_nothing_else("Ik ben afwezig tot 7 december.\n\nGroet, Els")
    True
    >>> says_nothing_else("Wij hebben uw bericht ontvangen. Ticketnummer: 4711")
    True
    >>> says_nothing_else("Ik ben afwezig tot 7 december. Deze factuur is gisteren betaald.")
    False
    """
    if len(text) > MOST_CHARACTERS or _best(text) != "out_of_office":
        return False
    sentences = [each.strip() for each in _ENDS.split(text) if _SAYS.search(each)]
    flat = [features.plain(each) for each in sentences]
    told = [bool(_AWAY.search(each) or _CAME_IN.search(each)) for each in flat]
    if not any(told) or any(_is_more(each) for each in flat):
        return False
    last = len(told) - 1 - told[::-1].index(True)
    return all(
        (is_told or _AROUND.match(each) or (place > last and _NAME.fullmatch(sentences[place])))
        and _seems(each) in _HARMLESS
        for place, (each, is_told) in enumerate(zip(flat, told, strict=True))
    )


def _best(text: str) -> str:
    return meaning.hear(text, day=_ANY_DAY).meaning


def _seems(text: str) -> str:
    """Give what words seem to mean; when that is not sure, nothing in particular."""
    found = meaning.hear(text, day=_ANY_DAY)
    return found.meaning if found.is_sure else "other"


def _is_more(flat: str) -> bool:
    return bool(_SOMETHING_ELSE.search(features.plain(flat)))


def _says_so(parsed: Part) -> bool:
    submitted = parsing.header(parsed, "auto-submitted").strip().lower()
    precedence = parsing.header(parsed, "precedence").strip().lower()
    vendors = (parsing.header(parsed, name).strip().lower() for name in _OF_AN_ABSENCE)
    return (
        bool(_AUTO_REPLIED.match(submitted))
        or precedence == "auto_reply"
        or any(each not in _NO for each in vendors)
    )


def _is_report(parsed: Part) -> bool:
    kinds = {each.get_content_type() for each in parsing.inside(parsed)}
    return parsed.get_content_type() == "multipart/report" and bool(kinds & _REPORTS)

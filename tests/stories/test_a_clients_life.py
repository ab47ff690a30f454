"""A client's life, day by day: from the first dropped file to nothing more to ask."""

from datetime import date

import pytest
from tests.actions import scenes
from tests.stories import studio
from tests.stories.studio import HEADER, mt940

from voldaan.actions.payments.settle_line import Placement, book_line
from voldaan.books.models import Candidate, Event, Message, Payment

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2026, 10, 14)
DIRK_IBAN = "NL20INGB0001234567"
LIST = HEADER + (
    "2026-041;Dirk de Vries;dirk@vries.example;15-09-2026;13-10-2026;1.210,00;1.210,00\n"
)
#: Dirk is no new client: of somebody unknown, a talk comes before the second reminder.
PAID_BEFORE = "2026-030;Dirk de Vries;dirk@vries.example;02-08-2026;01-09-2026;100,00;100,00\n"
TWO_MESSAGES = ["message.released", "message.sent"] * 2
NOTHING_YET = mt940(date(2026, 9, 1), date(2026, 10, 13))


class TestDirkWhoForgot:
    def test_is_reminded_twice_pays_and_hears_nothing_more(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            # The first morning: a list, and Vandaag wants the bank file first.
            anna.drop(LIST + PAID_BEFORE)
            assert anna.vandaag() == [("Dirk de Vries", "import_bank_file")]
            known = (date(2026, 9, 3), "100,00", DIRK_IBAN, "D de Vries", "2026-030")
            anna.drop(mt940(date(2026, 9, 1), date(2026, 10, 13), known))
            assert anna.vandaag() == [("Dirk de Vries", "reminder_1")]
            assert anna.server.messages == []

            # She presses send, and a real mail arrives.
            assert anna.press_send("Dirk de Vries").sent == 1
            (first,) = anna.server.messages
            assert first.rcpt_to == ["dirk@vries.example"]
            assert "2026-041" in first.email.get_body(["plain"]).get_content()
            assert anna.vandaag() == []

            # The next day there is nothing to do.
            anna.wake_up_on(date(2026, 10, 15))
            assert anna.vandaag() == []
            assert Message.objects.filter(state="proposed").count() == 0

            # Eight days after the due date the second reminder, on fresh bank data.
            anna.wake_up_on(date(2026, 10, 21))
            assert anna.vandaag() == [("Dirk de Vries", "import_bank_file")]
            anna.drop(mt940(date(2026, 10, 14), date(2026, 10, 20)))
            assert anna.vandaag() == [("Dirk de Vries", "reminder_2")]
            assert anna.press_send("Dirk de Vries").sent == 1
            second = anna.server.messages[1]
            assert second.email["Message-ID"] != first.email["Message-ID"]

            # He pays, and is left in peace.
            anna.wake_up_on(date(2026, 10, 23))
            paid = (date(2026, 10, 22), "1.210,00", DIRK_IBAN, "D de Vries", "2026-041")
            file = anna.drop(mt940(date(2026, 10, 21), date(2026, 10, 22), paid))
            assert file.result["booked"] == 1
            assert anna.open_cents() == {"2026-030": 0, "2026-041": 0}
            for day in (23, 26, 29):
                anna.wake_up_on(date(2026, 10, day))
                assert anna.vandaag() == []
            assert len(anna.server.messages) == 2
            assert Message.objects.exclude(state="sent").count() == 0

            # All of it can be read back, link by link.
            told = scenes.codes(anna.client("Dirk de Vries"))
            told = [code for code in told if code != "decision.made"]
            assert told == ["payment.booked", *TWO_MESSAGES, "payment.booked"]
            assert scenes.chains_are_whole()


class TestVinkWithThreeInvoicesAndACreditNote:
    def test_gets_one_message_with_the_credit_taken_off(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(
                HEADER
                + "101;Vink Training BV;els@vink.example;01-09-2026;01-10-2026;100,00;100,00\n"
                "102;Vink Training BV;els@vink.example;05-09-2026;05-10-2026;200,00;200,00\n"
                "103;Vink Training BV;els@vink.example;12-09-2026;12-10-2026;300,00;300,00\n"
                "104;Vink Training BV;els@vink.example;13-09-2026;13-10-2026;-50,00;-50,00\n"
            )
            anna.drop(NOTHING_YET)

            assert anna.vandaag() == [("Vink Training BV", "reminder_1")]
            message = scenes.message(anna.of)
            assert message.asks_cents == 55_000
            assert [line["number"] for line in message.lines] == ["101", "102", "103"]
            anna.press_send("Vink Training BV")

            (received,) = anna.server.messages
            words = received.email.get_body(["plain"]).get_content()
            assert all(number in words for number in ("101", "102", "103", "550,00"))


class TestMoneyThatNobodyKnows:
    def test_holds_the_client_until_a_person_says_whose_it_is(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(LIST)
            odd = (date(2026, 10, 12), "600,00", DIRK_IBAN, "Dirk de Vries", "alvast")
            anna.drop(mt940(date(2026, 9, 1), date(2026, 10, 13), odd))

            # Six hundred euros that may be Dirk's: nothing is asked of him.
            assert anna.vandaag() == [("Dirk de Vries", "match_payment")]
            assert Message.objects.count() == 0

            # Anna knows: it is a part of his invoice, and that is his account.
            candidate = Candidate.objects.get(place=1)
            book_line(
                anna.of.pk,
                line_id=candidate.line_id,
                place=Placement(
                    candidate.client_id,
                    tuple((invoice, cents) for invoice, cents in candidate.allocations),
                    remembers_account=True,
                ),
                by=anna.anna,
                at=anna.now,
            )
            anna.wake_up_on(WEDNESDAY)
            assert anna.open_cents() == {"2026-041": 61_000}
            assert anna.vandaag() == [("Dirk de Vries", "reminder_1")]
            assert scenes.message(anna.of).asks_cents == 61_000

            # The rest comes from the same account and books itself; the card goes.
            rest = (date(2026, 10, 14), "610,00", DIRK_IBAN, "D V", "rest")
            anna.drop(mt940(date(2026, 10, 14), date(2026, 10, 14), rest))
            assert anna.open_cents() == {"2026-041": 0}
            assert [payment.rule for payment in Payment.objects.order_by("pk")] == [
                "person",
                "iban_amount",
            ]
            assert anna.vandaag() == []
            assert Message.objects.get().state == "withdrawn"


CAMT = f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<GrpHdr><MsgId>1</MsgId><CreDtTm>2026-10-14T06:00:00</CreDtTm></GrpHdr>
<Stmt><Id>1</Id><CreDtTm>2026-10-14T06:00:00</CreDtTm>
<Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1000.00</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-10-13</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">2210.00</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-10-13</Dt></Dt></Bal>
<Ntry><Amt Ccy="EUR">1210.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>2026-10-13</Dt></BookgDt><ValDt><Dt>2026-10-13</Dt></ValDt>
<AcctSvcrRef>REF1</AcctSvcrRef><BkTxCd/><NtryDtls><TxDtls>
<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
<RltdPties><Dbtr><Nm>D de Vries</Nm></Dbtr><DbtrAcct><Id><IBAN>{DIRK_IBAN}</IBAN></Id>
</DbtrAcct></RltdPties><RmtInf><Ustrd>factuur 2026-041</Ustrd></RmtInf>
</TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>
"""
MT940 = mt940(
    date(2026, 10, 13),
    date(2026, 10, 13),
    (date(2026, 10, 13), "1.210,00", DIRK_IBAN, "D de Vries", "factuur 2026-041"),
)
ING = (
    '"Datum";"Naam / Omschrijving";"Rekening";"Tegenrekening";"Code";"Af Bij";'
    '"Bedrag (EUR)";"Mutatiesoort";"Mededelingen";"Saldo na mutatie";"Tag"\n'
    f'"20261013";"D de Vries";"NL91ABNA0417164300";"{DIRK_IBAN}";"OV";"Bij";"1210,00";'
    '"Overschrijving";"Naam: D de Vries Omschrijving: factuur 2026-041 '
    f'IBAN: {DIRK_IBAN} Valutadatum: 13-10-2026";"2210,00";""\n'
)


class TestOneDayInThreeFormats:
    @pytest.mark.parametrize(
        "order", [(CAMT, MT940, ING), (ING, CAMT, MT940), (MT940, ING, CAMT)]
    )
    def test_is_one_payment_however_often_it_is_dropped(self, order: tuple[str, ...]) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(LIST)

            for text in (*order, *order):
                assert anna.drop(text).state == "done"

            assert anna.lines() == 1
            assert anna.open_cents() == {"2026-041": 0}
            assert Payment.objects.count() == 1
            assert Event.objects.filter(code="payment.booked").count() == 1


class TestStaleBankData:
    def test_asks_for_a_file_once_for_everybody_and_sends_nothing(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(
                LIST + "2026-042;Merel BV;m@merel.example;15-09-2026;12-10-2026;5,00;5,00\n"
            )
            anna.drop(mt940(date(2026, 9, 1), date(2026, 10, 9)))

            assert [question for _, question in anna.vandaag()] == ["import_bank_file"]
            assert Message.objects.count() == 0

            anna.drop(mt940(date(2026, 10, 10), date(2026, 10, 13)))
            assert {step for _, step in anna.vandaag()} == {"reminder_1"}
            assert Message.objects.filter(state="proposed").count() == 2

"""CAMT, element by element."""

from datetime import date
from io import BytesIO

import pytest

from voldaan.readers.bank import account, camt
from voldaan.readers.shapes import BankLine, ReadFile

DAY = "<BookgDt><Dt>2026-02-28</Dt></BookgDt>"
OWN = "NL91ABNA0417164300"
OTHER = "NL02ABNA0123456789"


def entry(
    amount: str = "12.50",
    *,
    sign: str = "CRDT",
    day: str = DAY,
    inside: str = "",
    currency: str = "EUR",
) -> str:
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'
        f"{day}{inside}</Ntry>"
    )


def details(inside: str) -> str:
    return f"<NtryDtls><TxDtls>{inside}</TxDtls></NtryDtls>"


def balance(code: str, amount: str, day: str, sign: str = "<CdtDbtInd>CRDT</CdtDbtInd>") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="EUR">{amount}</Amt>{sign}<Dt><Dt>{day}</Dt></Dt></Bal>'
    )


def message(
    *parts: str, head: str = f"<Acct><Id><IBAN>{OWN}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
) -> str:
    return f"<Stmt><Id>1</Id>{head}{''.join(parts)}</Stmt>"


def read(*statements: str) -> ReadFile:
    text = (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>'
        f"{''.join(statements)}</BkToCstmrStmt></Document>"
    )
    return camt.read(BytesIO(text.encode()), "a.xml")


def lines(*parts: str) -> tuple[BankLine, ...]:
    return read(message(*parts)).statements[0].lines


def told(file: ReadFile) -> list[tuple[str, str, str]]:
    return [(one.code, one.where, one.severity) for one in file.problems]


class TestEntry:
    @pytest.mark.parametrize("status", ["PDNG", "<Cd>PDNG</Cd>"])
    def test_is_pending_when_announced(self, status: str) -> None:
        (line,) = lines(entry(inside=f"<Sts>{status}</Sts>"))

        assert line.pending

    @pytest.mark.parametrize(
        ("amount", "cents"),
        [("12.5", 1250), ("12", 1200), (".5", 50), ("5.", 500), ("1.50000", 150)],
    )
    def test_takes_amounts_as_xml_writes_them(self, amount: str, cents: int) -> None:
        (line,) = lines(entry(amount, sign="DBIT"))

        assert line.amount_cents == -cents

    def test_keeps_a_fraction_of_a_cent_as_it_stands(self) -> None:
        file = read(message(entry("0.125", sign="DBIT")))

        (line,) = file.statements[0].lines
        assert (line.amount_cents, line.amount) == (None, "-0.125")
        assert told(file) == [("bank.amount_fraction", "Stmt 1/Ntry 1/Amt", "warning")]

    @pytest.mark.parametrize(
        ("bad", "code", "place"),
        [
            (entry("-12.50"), "bank.amount", "/Amt"),
            (entry("1e3"), "bank.amount", "/Amt"),
            (entry("12,50"), "bank.amount", "/Amt"),
            (entry("99999999999999"), "bank.amount", "/Amt"),
            (entry(""), "bank.amount_missing", ""),
            (entry(sign="BOTH"), "bank.sign", "/CdtDbtInd"),
            (entry(currency="USD"), "bank.currency", "/Amt"),
            (entry(day=DAY.replace("28", "30")), "bank.date", "/BookgDt"),
            (entry(day=DAY.replace("2026-02-28", "28-02-2026")), "bank.date", "/BookgDt"),
            (entry(day="<ValDt><Dt>2026-02-30</Dt></ValDt>"), "bank.date", "/ValDt"),
            (entry(day=""), "bank.date_missing", ""),
        ],
    )
    def test_that_cannot_be_read_never_hides_the_others(
        self, bad: str, code: str, place: str
    ) -> None:
        file = read(message(entry(), bad, entry("3.00")))

        assert [line.amount_cents for line in file.statements[0].lines] == [1250, 300]
        assert told(file) == [(code, f"Stmt 1/Ntry 2{place}", "error")]

    def test_keeps_the_line_when_only_its_value_day_is_wrong(self) -> None:
        file = read(message(entry(inside="<ValDt><Dt>2026-02-30</Dt></ValDt>")))

        assert file.statements[0].lines[0].value_on is None
        assert told(file) == [("bank.date", "Stmt 1/Ntry 1/ValDt", "warning")]

    def test_without_booking_day_takes_the_value_day_and_says_so(self) -> None:
        file = read(message(entry(day="<ValDt><Dt>2026-02-27</Dt></ValDt>")))

        assert file.statements[0].lines[0].booked_on == date(2026, 2, 27)
        assert told(file) == [("bank.date_derived", "Stmt 1", "warning")]

    def test_without_any_day_takes_the_only_day_of_the_statement(self) -> None:
        file = read(
            message(
                balance("CLBD", "1.00", "2026-02-27"),
                balance("OPBD", "1.00", "2026-02-27"),
                entry("0.00", day=""),
            )
        )

        assert file.statements[0].lines[0].booked_on == date(2026, 2, 27)


class TestCounterparty:
    def sides(self, more: str = "") -> str:
        return details(
            f"<RltdPties><Dbtr><Pty><Nm>Vink BV</Nm></Pty></Dbtr>"
            f"<DbtrAcct><Id><IBAN>{OTHER}</IBAN></Id></DbtrAcct>"
            f"<Cdtr><Nm>Anna</Nm></Cdtr>"
            f"<CdtrAcct><Id><IBAN>{OWN}</IBAN></Id></CdtrAcct></RltdPties>{more}"
        )

    @pytest.mark.parametrize("sign", ["CRDT", "DBIT"])
    def test_is_never_ourselves(self, sign: str) -> None:
        (line,) = lines(entry(sign=sign, inside=self.sides()))

        assert (line.name, line.iban) == ("Vink BV", OTHER)

    def test_of_a_reversal_is_that_of_the_first_payment(self) -> None:
        (line,) = lines(
            entry(
                sign="DBIT",
                inside="<RvslInd>true</RvslInd>"
                + self.sides("<RtrInf><Rsn><Cd>MD06</Cd></Rsn></RtrInf>"),
            )
        )

        assert (line.name, line.return_reason) == ("Vink BV", "MD06")

    def test_falls_back_to_the_ultimate_one(self) -> None:
        (line,) = lines(
            entry(inside=details("<RltdPties><UltmtDbtr><Nm>Dirk</Nm></UltmtDbtr></RltdPties>"))
        )

        assert line.name == "Dirk"


class TestRemittance:
    def test_joins_parts_and_keeps_references_apart(self) -> None:
        (line,) = lines(
            entry(
                inside="<AcctSvcrRef>B1</AcctSvcrRef>"
                + details(
                    "<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RmtInf>"
                    f"<Ustrd>{'x' * 139}2</Ustrd><Ustrd>026-041</Ustrd><Ustrd>dank</Ustrd>"
                    "<Strd><RfrdDocInf><Nb>F7</Nb></RfrdDocInf><CdtrRefInf><Ref>RF18 5390</Ref>"
                    "</CdtrRefInf></Strd><Strd><CdtrRefInf><Ref>second</Ref></CdtrRefInf></Strd></RmtInf>"
                )
            )
        )

        assert line.text == "x" * 139 + "2026-041 dank F7 second"
        assert (line.reference, line.end_to_end_id, line.bank_id) == ("RF18 5390", None, "B1")

    def test_falls_back_to_what_the_bank_says_of_the_entry(self) -> None:
        (line,) = lines(entry(inside=details("") + "<AddtlNtryInf>Kosten</AddtlNtryInf>"))

        assert line.text == "Kosten"


class TestBatch:
    def part(self, amount: str, more: str = "", currency: str = "EUR") -> str:
        return f'<TxDtls><Amt Ccy="{currency}">{amount}</Amt>{more}</TxDtls>'

    def batch(self, *parts: str) -> str:
        return f"<AcctSvcrRef>B1</AcctSvcrRef><NtryDtls>{''.join(parts)}</NtryDtls>"

    def test_becomes_lines_of_its_own_when_it_adds_up(self) -> None:
        found = lines(entry(inside=self.batch(self.part("10.00"), self.part("2.50"))))

        assert [(one.amount_cents, one.bank_id) for one in found] == [
            (1000, "B1/1"),
            (250, "B1/2"),
        ]

    def test_counts_a_part_of_the_other_sign_against_it(self) -> None:
        found = lines(
            entry(
                inside=self.batch(
                    self.part("15.00"), self.part("2.50", "<CdtDbtInd>DBIT</CdtDbtInd>")
                )
            )
        )

        assert [one.amount_cents for one in found] == [1500, -250]

    def test_stands_as_one_line_when_it_does_not_add_up(self) -> None:
        file = read(message(entry(inside=self.batch(self.part("10.00"), self.part("2.49")))))

        assert [one.amount_cents for one in file.statements[0].lines] == [1250]
        assert told(file) == [("bank.batch_kept", "Stmt 1/Ntry 1", "warning")]

    @pytest.mark.parametrize(
        "parts",
        [
            ("<TxDtls/>", "<TxDtls/>"),
            (
                '<TxDtls><Amt Ccy="EUR">x</Amt></TxDtls>',
                '<TxDtls><Amt Ccy="EUR">1</Amt></TxDtls>',
            ),
            (
                '<TxDtls><Amt Ccy="USD">1</Amt></TxDtls>',
                '<TxDtls><Amt Ccy="EUR">1</Amt></TxDtls>',
            ),
            (
                '<TxDtls><Amt Ccy="EUR">1</Amt><CdtDbtInd>X</CdtDbtInd></TxDtls>',
                '<TxDtls><Amt Ccy="EUR">1</Amt></TxDtls>',
            ),
        ],
    )
    def test_stands_as_one_line_when_a_part_is_unclear(self, parts: tuple[str, str]) -> None:
        assert [one.amount_cents for one in lines(entry(inside=self.batch(*parts)))] == [1250]


class TestStatement:
    def test_adds_up_without_what_is_pending(self) -> None:
        file = read(
            message(
                balance("OPBD", "10.00", "2026-02-27"),
                balance("CLBD", "22.50", "2026-02-28"),
                entry(),
                entry("5.00", inside="<Sts>PDNG</Sts>"),
            )
        )

        (statement,) = file.statements
        assert (statement.opening_cents, statement.closing_cents, statement.adds_up) == (
            1000,
            2250,
            True,
        )
        assert (statement.first_day, statement.last_day) == (
            date(2026, 2, 27),
            date(2026, 2, 28),
        )

    def test_that_does_not_add_up_is_read_and_warned_about(self) -> None:
        file = read(
            message(
                balance("OPBD", "10.00", "2026-02-27"),
                balance("CLBD", "20.00", "2026-02-28"),
                entry(),
            )
        )

        assert file.statements[0].adds_up is False
        assert told(file) == [("bank.does_not_add_up", "Stmt 1", "warning")]

    @pytest.mark.parametrize("day", ["2026-02-27", "9999-12-31"])
    def test_begins_the_day_after_the_one_closed_before(self, day: str) -> None:
        (statement,) = read(message(balance("PRCD", "10.00", day))).statements

        assert statement.first_day == (date(2026, 2, 28) if day < "9" else None)

    @pytest.mark.parametrize(
        ("until", "closed", "last"),
        [
            ("2026-03-01T00:00:00", "2026-02-28", date(2026, 2, 28)),
            ("2026-03-01T00:00:00", "2026-03-01", date(2026, 3, 1)),
            ("2026-03-01T23:59:59.999+01:00", "2026-02-28", date(2026, 3, 1)),
        ],
    )
    def test_covers_no_day_that_only_begins(self, until: str, closed: str, last: date) -> None:
        period = (
            f"<FrToDt><FrDtTm>2026-02-28T00:00:00</FrDtTm><ToDtTm>{until}</ToDtTm></FrToDt>"
        )

        (statement,) = read(message(period, balance("CLBD", "1.00", closed))).statements

        assert statement.last_day == last

    def test_tells_what_is_wrong_with_its_balances(self) -> None:
        file = read(
            message(
                balance("OPBD", "x", "2026-02-30"),
                balance("CLBD", "1.00", "2026-02-28", sign="").replace("EUR", "SEK"),
                balance("CLBD", "9.00", "2026-02-28"),
                balance("ITBD", "9.00", "2026-02-28"),
            )
        )

        assert file.statements[0].closing_cents == 100
        assert [code for code, _, _ in told(file)] == [
            "bank.date",
            "bank.balance",
            "bank.balance_sign",
            "bank.balance_currency",
        ]

    def test_prefers_its_own_opening_balance(self) -> None:
        own = balance("OPBD", "1.00", "2026-02-28")

        (statement,) = read(message(own, balance("PRCD", "9.00", "2026-02-26"))).statements

        assert (statement.opening_cents, statement.first_day) == (100, date(2026, 2, 28))

    def test_without_account_is_left_out(self) -> None:
        file = read(message(entry(), head=""), message(entry()))

        assert len(file.statements) == 1
        assert told(file) == [("bank.no_account", "Stmt 1", "error")]

    def test_forgets_an_id_that_stands_on_two_lines(self) -> None:
        reference = "<AcctSvcrRef>B1</AcctSvcrRef>"

        found = lines(
            entry(inside=reference),
            entry(inside=reference),
            entry(inside="<AcctSvcrRef>B2</AcctSvcrRef>"),
        )

        assert [one.bank_id for one in found] == [None, None, "B2"]


class TestMessage:
    def test_without_statement_says_so(self) -> None:
        assert told(read()) == [("bank.no_statement", "file", "error")]

    def test_ignores_an_entry_outside_a_statement(self) -> None:
        assert told(read(entry())) == [("bank.no_statement", "file", "error")]

    def test_needs_no_namespace(self) -> None:
        content = f"<Document><BkToCstmrStmt>{message(entry())}</BkToCstmrStmt></Document>"

        assert camt.recognises(content.encode())
        assert len(camt.read(BytesIO(content.encode()), "a").statements[0].lines) == 1

    def test_of_too_many_lines_is_refused_whole(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(account, "MOST_LINES", 3)

        file = read(message(*[entry()] * 4))

        assert (file.statements, told(file)) == ((), [("file.too_many_lines", "file", "error")])

    @pytest.mark.slow
    def test_of_many_lines_keeps_memory_and_time_in_bounds(self) -> None:
        file = read(
            message(
                *[entry(inside=details("<Refs><EndToEndId>E</EndToEndId></Refs>"))] * 20_000
            )
        )

        assert len(file.statements[0].lines) == 20_000


class TestOlderVersions:
    def test_name_reasons_and_documents_otherwise(self) -> None:
        told_by = (
            "<RmtInf><Strd><RfrdDocInf><RfrdDocNb>2026-041</RfrdDocNb></RfrdDocInf></Strd></RmtInf>"
            "<RtrInf><RtrRsn><Cd>MD06</Cd></RtrRsn></RtrInf>"
        )

        (line,) = lines(entry(inside=details(told_by)))

        assert (line.text, line.return_reason) == ("2026-041", "MD06")


def test_a_business_envelope_is_looked_into() -> None:
    text = (
        "<Envelope><AppHdr><Fr><FIId><FinInstnId><BICFI>ABNANL2A</BICFI></FinInstnId></FIId></Fr>"
        "<MsgDefIdr>camt.053.001.08</MsgDefIdr></AppHdr><Document><BkToCstmrStmt>"
        f"{message(entry())}</BkToCstmrStmt></Document></Envelope>"
    ).encode()

    assert camt.recognises(text)
    assert len(camt.read(BytesIO(text), "a.xml").statements[0].lines) == 1

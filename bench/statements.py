"""Bank files of many made lines, written straight to disk: CAMT.053, MT940, ING, Rabobank."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

OWN, OTHER = "NL91ABNA0417164300", "NL20INGB0001234567"
FIRST_DAY = date(2026, 1, 1)

_CAMT_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>'
    "<Stmt><Id>1</Id>"
    f"<Acct><Id><IBAN>{OWN}</IBAN></Id><Ccy>EUR</Ccy></Acct>\n"
)
_CAMT_LINE = (
    '<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
    "<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"
    "<AcctSvcrRef>{place:012}</AcctSvcrRef><NtryDtls><TxDtls><Refs>"
    "<EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties><Dbtr><Nm>Vink BV {place}</Nm>"
    f"</Dbtr><DbtrAcct><Id><IBAN>{OTHER}</IBAN></Id></DbtrAcct></RltdPties>"
    "<RmtInf><Ustrd>factuur 2026-{place:06} met dank</Ustrd></RmtInf>"
    "</TxDtls></NtryDtls></Ntry>\n"
)


def _rows(count: int) -> Iterator[tuple[int, date, int]]:
    for place in range(count):
        yield place, FIRST_DAY + timedelta(days=place * 365 // count), 1_000 + place % 90_000


def _amount(cents: int, mark: str) -> str:
    return f"{cents // 100}{mark}{cents % 100:02}"


def camt(count: int) -> Iterator[str]:
    yield _CAMT_HEAD
    for place, day, cents in _rows(count):
        yield _CAMT_LINE.format(place=place, day=day, amount=_amount(cents, "."))
    yield "</Stmt></BkToCstmrStmt></Document>\n"


def mt940(count: int) -> Iterator[str]:
    yield f":20:1\n:25:{OWN} EUR\n:28C:1/1\n:60F:C260101EUR0,00\n"
    total_cents = 0
    for place, day, cents in _rows(count):
        total_cents += cents
        moved = f"{day:%y%m%d%m%d}C{_amount(cents, ',')}NTRFNONREF"
        yield f":61:{moved}\n:86:/IBAN/{OTHER}/NAME/Vink BV {place}/REMI/2026-{place:06}\n"
    yield f":62F:C261231EUR{_amount(total_cents, ',')}\n"


def ing(count: int) -> Iterator[str]:
    yield (
        '"Datum";"Naam / Omschrijving";"Rekening";"Tegenrekening";"Code";"Af Bij";'
        '"Bedrag (EUR)";"Mutatiesoort";"Mededelingen"\n'
    )
    for place, day, cents in _rows(count):
        yield (
            f'"{day:%Y%m%d}";"Vink BV {place}";"{OWN}";"{OTHER}";"OV";"Bij";'
            f'"{_amount(cents, ",")}";"Overschrijving";'
            f'"Naam: Vink BV Omschrijving: 2026-{place:06} IBAN: {OTHER}"\n'
        )


KINDS = {"camt.053": camt, "mt940": mt940, "csv:ing": ing}


def write(kind: str, *, count: int, folder: Path) -> Path:
    """Write one file of so many lines; give where it stands."""
    path = folder / kind.replace(":", ".")
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(KINDS[kind](count))
    return path

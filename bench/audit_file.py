"""How fast an audit file of some fifty megabytes is read, and in how much memory.

``python -m bench.audit_file [--invoices 30000] [--customers 3000]``.
"""

import argparse
from io import BytesIO

from bench.machine import describe, measured, peak_megabytes

from voldaan.readers.read import read

_CUSTOMER = "<customerSupplier><custSupID>K{0}</custSupID><custSupName>Klant {0}</custSupName>"
_LINE = (
    "<trLine><nr>1</nr><accID>{}</accID><docRef>{}</docRef><effDate>2026-03-04</effDate>"
    "<desc>Verkoop van diensten in maart</desc><amnt>121.00</amnt><amntTp>{}</amntTp>"
    "<custSupID>K{}</custSupID><invRef>{}</invRef></trLine>"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--invoices", type=int, default=30_000)
    parser.add_argument("--customers", type=int, default=3_000)
    given = parser.parse_args()
    content = _made(given.invoices, given.customers)
    print(describe())
    with measured() as took:
        found = read(BytesIO(content), name="2026.xaf")
    print(
        f"{len(content) / 1e6:.0f} MB, {len(found.invoices):,} invoices, "
        f"{len(found.problems)} problems: {took}; peak {peak_megabytes()} MB with the file"
    )


def _made(invoices: int, customers: int) -> bytes:
    who = "".join(f"{_CUSTOMER.format(place)}</customerSupplier>" for place in range(customers))
    sold = "".join(_booked(place, place, place % customers, "DC") for place in range(invoices))
    paid = "".join(
        _booked(invoices + place, place, place % customers, "CD") for place in range(invoices)
    )
    return (
        '<auditfile xmlns="http://www.auditfiles.nl/XAF/3.2"><header><curCode>EUR</curCode>'
        f"</header><company><customersSuppliers>{who}</customersSuppliers><generalLedger>"
        "<ledgerAccount><accID>1300</accID><accDesc>Debiteuren</accDesc></ledgerAccount>"
        "</generalLedger><transactions><journal><jrnID>V</jrnID><jrnTp>S</jrnTp>"
        f"{sold}</journal><journal><jrnID>B</jrnID><jrnTp>B</jrnTp>{paid}</journal>"
        "</transactions></company></auditfile>"
    ).encode()


def _booked(number: int, invoice: int, customer: int, sides: str) -> str:
    lines = "".join(
        _LINE.format(account, number, side, customer, invoice)
        for account, side in (("1300", sides[0]), ("8000", sides[1]), ("1500", sides[1]))
    )
    return f"<transaction><nr>{number}</nr><trDt>2026-03-04</trDt>{lines}</transaction>"


if __name__ == "__main__":
    main()

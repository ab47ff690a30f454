"""A made world of invoices and bank lines of which the truth is known: hard on purpose.

Typing errors that hit somebody else's invoice, fixed prices, families with one name and one
account, payments twice, for what was paid before, for two clients at once; and all that
comes in beside: salaries, tax, cards, suppliers. Same seed, same world.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from stdnum import iso11649
from stdnum.iso7064 import mod_97_10

from voldaan.matching import references
from voldaan.matching.shapes import Line, OpenItem, Payer

PRICES = (4_500, 8_500, 9_900, 12_100, 15_000, 18_150, 24_200, 25_000, 36_300, 60_500)
FIRST = (
    "Anna", "Bas", "Chris", "Dirk", "Eva", "Femke", "Gijs", "Hanna", "Ids", "Jet", "Kees",
    "Lotte", "Maud", "Niek", "Okke", "Pien", "Quint", "Roos", "Sjoerd", "Tess", "Ubel",
    "Vera", "Wout", "Xandra", "Yfke", "Zeger", "Jan", "Piet", "Marieke", "Joost",
)  # fmt: skip
PARTICLES = ("", "", "", "de", "van", "van de", "van den", "van der", "ter", "van 't")
HEADS = (
    "Berg", "Bos", "Dijk", "Duin", "Hees", "Kamp", "Kerk", "Linde", "Meer", "Molen", "Rijn",
    "Sluis", "Veld", "Vink", "Water", "Zand",
)  # fmt: skip
TAILS = (
    "huis", "hof", "man", "stra", "sma", "ing", "sen", "veld", "weg", "wijk", "zicht",
    "brink", "horst", "laar", "kamp", "beek",
)  # fmt: skip
BRANCHES = (
    "Training", "Advies", "Bouw", "Zorg", "Media", "Bakkerij", "Design", "Techniek", "Groen",
    "Logistiek",
)  # fmt: skip
FORMS = ("B.V.", "BV", "VOF", "V.O.F.", "", "Holding B.V.")
STRANGERS = (
    ("Belastingdienst", "Teruggaaf omzetbelasting 1e kwartaal 2026 {digits}"),
    ("Stichting Derdengelden Kaartbetaling", "Uitbetaling {digits} periode 2026-03-01"),
    ("Groothandel Kantoor", "Creditnota {year}-{short} ordernr {digits}"),
    ("Verzekeraar", "Schade-uitkering polis {digits} d.d. 12-02-2026"),
    ("Salarisadministratie", "Salaris periode 2026-{month} personeelsnr {short}"),
    ("Bank", "Rente 01-01-2026 t/m 31-03-2026 {iban}"),
)


@dataclass(frozen=True, slots=True)
class Client:
    """A made client: as the books know it and as its bank writes it."""

    id: int
    name: str
    bank_name: str
    iban: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Truth:
    """What a line really pays (item and cents), and whether matching should see it alone."""

    kind: str
    pays: tuple[tuple[int, int], ...] = ()
    is_clear: bool = False


@dataclass(slots=True)
class World:
    """Everything :func:`voldaan.matching.propose` gets, and beside it the truth per line."""

    items: list[OpenItem] = field(default_factory=list)
    payers: list[Payer] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    truths: list[Truth] = field(default_factory=list)


def iban(number: int) -> str:
    """Make an account number with the right check digits, of a bank that does not exist."""
    body = f"VLDN{number:010d}"
    return f"NL{mod_97_10.calc_check_digits(body + 'NL')}{body}"


def rf_reference(number: int) -> str:
    """Make an RF creditor reference."""
    body = f"{number:09d}"
    return iso11649.validate(f"RF{mod_97_10.calc_check_digits(body + 'RF')}{body}")


def carrying(number: str) -> str:
    """Make a Dutch payment feature that carries an invoice number, by its length digit."""
    digits = "".join(sign for sign in number if sign.isdigit())
    for check in "0123456789":
        feature = f"{check}{str(len(digits))[-1]}{digits}".rjust(16, "0")
        if references.carried(feature) == digits:
            return feature
    return number


def payment_feature(number: int) -> str:
    """Make a Dutch payment feature of sixteen digits."""
    body = f"{number:015d}"
    written = (digit + body for digit in "9876543210")
    return next(one for one in written if references.payment_feature(one))


class Maker:
    """Makes one world; every choice comes from the seed."""

    def __init__(self, *, items: int, seed: int) -> None:
        self.random = Random(seed)
        self.world = World()
        self.clients: list[Client] = []
        for number in range(max(items // 5, 2)):
            self.clients.append(self._client(number))
        self.width = max(3, len(str(items)))
        for number in range(items):
            self.world.items.append(self._item(number))
        for client in self.clients:
            known = (client.iban,) if client.is_known else ()
            self.world.payers.append(Payer(client.id, (client.name,), known))
        self.of_client: dict[int, list[OpenItem]] = {}
        for item in self.world.items:
            self.of_client.setdefault(item.client_id, []).append(item)
        self.unpaid = list(self.world.items)
        self.notes = {
            client.id: self._note(client, number)
            for number, client in enumerate(self.clients)
            if self.random.random() < 0.1
        }
        self.world.items += self.notes.values()
        self.random.shuffle(self.unpaid)
        self.paid: set[int] = set()
        self.seen: list[Line] = []

    def _client(self, number: int) -> Client:
        pick = self.random.choice
        account = iban(1_000_000_000 + number)
        previous = self.clients[-1] if self.clients else None
        if previous and previous.is_known and self.random.random() < 0.05:
            account = previous.iban  # a family or a group pays from one account
            return Client(
                number,
                f"{pick(FIRST)} {pick(HEADS)}",
                previous.bank_name,
                account,
                is_known=True,
            )
        if self.random.random() < 0.35:
            stem = pick(HEADS) + pick(TAILS)
            name = f"{stem.title()} {pick(BRANCHES)} {pick(FORMS)}".strip()
            bank_name = name.upper().replace(".", "") if self.random.random() < 0.5 else name
            return Client(number, name, bank_name, account, self.random.random() < 0.4)
        surname, particle = pick(HEADS) + pick(TAILS), pick(PARTICLES)
        if previous and " " in previous.name and self.random.random() < 0.15:
            surname = previous.name.rsplit(" ", 1)[-1]
        given = pick(FIRST)
        name = " ".join(part for part in (given, particle, surname) if part)
        forms = (
            name,
            f"{surname}, {particle} {given}".replace(" ,", ","),
            f"Hr {given[0]}. {particle} {surname}",
            f"{given[0]} {particle} {surname}".upper(),
            f"MW {given[0]}.M. {particle} {surname}".upper(),
        )
        return Client(number, name, pick(forms), account, self.random.random() < 0.4)

    def _item(self, number: int) -> OpenItem:
        pick = self.random
        cents = pick.choice(PRICES) if pick.random() < 0.5 else pick.randint(2_000, 400_000)
        issued_on = date(2026, 1, 1) + timedelta(days=pick.randint(0, 50))
        chance = pick.random()
        reference = ""
        if chance < 0.2:
            reference = rf_reference(number + 1)
        elif chance < 0.35:
            reference = payment_feature(number + 1)
        prefix = "F" if number % 7 == 0 else ""
        return OpenItem(
            number,
            pick.choice(self.clients).id,
            f"{prefix}2026-{number + 1:0{self.width}d}",
            cents,
            issued_on,
            issued_on + timedelta(days=30),
            reference,
        )

    def _note(self, client: Client, number: int) -> OpenItem:
        cents = -self.random.randint(500, 1_999)
        return OpenItem(
            10_000_000 + number,
            client.id,
            f"C2026-{number + 1:0{self.width}d}",
            cents,
            date(2026, 2, 1),
            date(2026, 3, 1),
        )

    def take(self) -> OpenItem | None:
        """Give an item that no line pays yet."""
        while self.unpaid:
            item = self.unpaid.pop()
            if item.id not in self.paid:
                self.paid.add(item.id)
                return item
        return None

    def add(self, truth: Truth, cents: int, **more: str) -> None:
        """Write one line and its truth; the second of a pair comes after all others."""
        day = 28 if truth.kind == "twice" else self.random.randint(0, 27)
        booked_on = date(2026, 3, 1) + timedelta(days=day)
        line = Line(len(self.world.lines), cents, booked_on, **more)
        self.world.lines.append(line)
        self.world.truths.append(truth)

    def written(self, number: str) -> str:
        """Write an invoice number as people and banks do, whole."""
        head, tail = number.split("-")
        styles = (
            f"{head}-{tail}", f"{head} {tail}", f"{head}/{tail}", f"{head}{tail}",
            f"{head}.{tail}",
            f"fact.nr {head}/{tail}", f"factuur{head}{tail}", f"{head}-{tail[:2]} {tail[2:]}",
            f"Factuurnummer: {head.lstrip('F')}-{tail}", f"betreft {head} - {tail} dank u wel",
            f"{head}-{tail} d.d. 12-02-2026", f"/REMI/{head}{tail}/EREF/NOTPROVIDED",
            f"klantnr 48213 factuur {head}-{tail} EUR 12,50 incl btw",
        )  # fmt: skip
        return self.random.choice(styles)

    def mistyped(self, number: str) -> str:
        """Write an invoice number with one digit wrong, swapped or missing."""
        head, tail = number.split("-")
        place = self.random.randrange(len(tail) - 1)
        other = self.random.choice([sign for sign in "0123456789" if sign != tail[place]])
        errors = (
            tail[:place] + other + tail[place + 1 :],
            tail[:place] + tail[place + 1] + tail[place] + tail[place + 2 :],
            tail[:place] + tail[place + 1 :],
        )
        chosen = self.random.choice([error for error in errors if error != tail])
        return f"{head}-{chosen}"


Kind = Callable[[Maker, OpenItem, Client], None]


def payer_of(maker: Maker, client: Client) -> dict[str, str]:
    """Give who pays: mostly the client, sometimes a partner or an unknown account."""
    chance = maker.random.random()
    if chance < 0.75:
        return {"name": client.bank_name, "iban": client.iban}
    if chance < 0.9:
        return {"name": f"{maker.random.choice(FIRST)} Partnersma", "iban": iban(client.id + 7)}
    return {"name": "", "iban": ""}

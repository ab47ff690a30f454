"""The kinds of bank lines in the made world, each with its truth."""

from bench.payments import (
    FIRST,
    PRICES,
    STRANGERS,
    Client,
    Kind,
    Maker,
    Truth,
    World,
    carrying,
    iban,
)
from bench.payments import payer_of as paid_by

from voldaan.matching.shapes import Line, OpenItem


def number(maker: Maker, item: OpenItem, client: Client) -> None:
    truth = Truth("number", ((item.id, item.open_cents),), is_clear=True)
    text = maker.written(item.number)
    maker.add(truth, item.open_cents, text=text, **paid_by(maker, client))


def reference(maker: Maker, item: OpenItem, client: Client) -> None:
    if not item.payment_reference:
        return number(maker, item, client)
    written = item.payment_reference
    if maker.random.random() < 0.5:
        written = " ".join(written[place : place + 4] for place in range(0, len(written), 4))
    truth = Truth("reference", ((item.id, item.open_cents),), is_clear=True)
    where = "reference" if maker.random.random() < 0.5 else "text"
    return maker.add(truth, item.open_cents, **paid_by(maker, client), **{where: written})


def account(maker: Maker, item: OpenItem, client: Client) -> None:
    same = [one for one in maker.of_client[client.id] if one.open_cents == item.open_cents]
    clear = client.is_known and len(same) == 1
    truth = Truth("account", ((item.id, item.open_cents),), is_clear=clear)
    maker.add(
        truth, item.open_cents, name=client.bank_name, iban=client.iban, text="uw factuur"
    )


def everything(maker: Maker, item: OpenItem, client: Client) -> None:
    items = maker.of_client[client.id]
    others_paid = any(one.id in maker.paid for one in items if one.id != item.id)
    if others_paid or not client.is_known or len(items) < 2:
        return number(maker, item, client)
    maker.paid |= {one.id for one in items}
    pays = tuple(sorted((one.id, one.open_cents) for one in items))
    total_cents = sum(cents for _, cents in pays)
    same = any(one.open_cents == total_cents for one in items)
    truth = Truth("everything", pays, is_clear=not same)
    return maker.add(truth, total_cents, name=client.bank_name, iban=client.iban, text="alles")


def several(maker: Maker, item: OpenItem, client: Client) -> None:
    free = [one for one in maker.of_client[client.id] if one.id not in maker.paid]
    items = [item, *free[: maker.random.randint(1, 3)]]
    if len(items) < 2:
        return number(maker, item, client)
    maker.paid |= {one.id for one in items}
    pays = tuple(sorted((one.id, one.open_cents) for one in items))
    between = maker.random.choice((" ", ", ", " en ", " + ", "; "))
    text = between.join(one.number for one in items)
    total_cents = sum(cents for _, cents in pays)
    truth = Truth("several", pays, is_clear=True)
    return maker.add(truth, total_cents, text=text, **paid_by(maker, client))


def part(maker: Maker, item: OpenItem, client: Client) -> None:
    cents = maker.random.choice((item.open_cents // 2, 5_000, 10_000))
    if cents >= item.open_cents:
        cents = item.open_cents // 3
    same = any(one.open_cents == cents for one in maker.of_client[client.id])
    truth = Truth("part", ((item.id, cents),), is_clear=client.is_known and not same)
    maker.add(truth, cents, text=item.number, name=client.bank_name, iban=client.iban)


def name_only(maker: Maker, item: OpenItem, client: Client) -> None:
    truth = Truth("name", ((item.id, item.open_cents),))
    maker.add(truth, item.open_cents, name=client.bank_name, text="betaling")


def typing_error(maker: Maker, item: OpenItem, client: Client) -> None:
    truth = Truth("typing error", ((item.id, item.open_cents),))
    text = maker.mistyped(item.number)
    maker.add(truth, item.open_cents, text=text, name=client.bank_name, iban=client.iban)


def cut(maker: Maker, item: OpenItem, client: Client) -> None:
    truth = Truth("cut", ((item.id, item.open_cents),))
    text = f"Betaling voor de geleverde diensten, factuur {item.number}"[:-2]
    maker.add(truth, item.open_cents, text=text, name=client.bank_name, iban=client.iban)


def relative(maker: Maker, item: OpenItem, client: Client) -> None:
    truth = Truth("relative", ((item.id, item.open_cents),))
    surname = client.name.rsplit(" ", 1)[-1]
    name = f"{maker.random.choice(FIRST)} {surname}"
    maker.add(truth, item.open_cents, name=name, iban=iban(3_000_000 + client.id), text="les")


def other_client(maker: Maker, item: OpenItem, client: Client) -> None:
    payer = maker.random.choice(maker.clients)
    truth = Truth("other client", ((item.id, item.open_cents),))
    maker.add(truth, item.open_cents, name=payer.bank_name, iban=payer.iban, text=item.number)


def two_clients(maker: Maker, item: OpenItem, client: Client) -> None:
    other = maker.take()
    if other is None:
        return number(maker, item, client)
    pays = tuple(sorted(((item.id, item.open_cents), (other.id, other.open_cents))))
    text = f"{item.number} {other.number}"
    total_cents = item.open_cents + other.open_cents
    return maker.add(Truth("two clients", pays), total_cents, text=text, name=client.bank_name)


def twice(maker: Maker, item: OpenItem, client: Client) -> None:
    number(maker, item, client)
    first: Line = maker.world.lines[-1]
    maker.add(
        Truth("twice"),
        first.amount_cents,
        text=first.text,
        name=first.name,
        iban=first.iban,
    )


def too_much(maker: Maker, item: OpenItem, client: Client) -> None:
    more_cents = item.open_cents + maker.random.choice((1, 500, 4_000))
    maker.add(
        Truth("too much"), more_cents, text=item.number, name=client.bank_name, iban=client.iban
    )


def paid_before(maker: Maker, _item: OpenItem, client: Client) -> None:
    """Pay an invoice of last year that is closed: the amount often fits an open one."""
    cents = maker.random.choice(PRICES)
    text = maker.written(f"2025-{maker.random.randint(1, 999):0{maker.width}d}")
    maker.add(Truth("paid before"), cents, text=text, name=client.bank_name, iban=client.iban)


def stranger(maker: Maker, _item: OpenItem, _client: Client) -> None:
    pick = maker.random
    name, text = pick.choice(STRANGERS)
    priced = pick.random() < 0.3
    cents = pick.choice(PRICES) if priced else pick.randint(100, 500_000)
    number_text = text.format(
        digits=pick.randint(10**6, 10**10),
        year="2026",
        short=f"{pick.randint(1, 999)}",
        month=f"{pick.randint(1, 12):02d}",
        iban=iban(pick.randint(1, 10**9)),
    )
    maker.add(
        Truth("stranger"), cents, name=name, text=number_text, iban=iban(pick.randint(1, 10**8))
    )


def carried(maker: Maker, item: OpenItem, client: Client) -> None:
    """Type the reference that a printed slip showed: it carries the number."""
    truth = Truth("carried", ((item.id, item.open_cents),), is_clear=True)
    maker.add(truth, item.open_cents, text=carrying(item.number), **paid_by(maker, client))


def with_id(maker: Maker, item: OpenItem, client: Client) -> None:
    """Name the number, with an end-to-end id and a reference of the payer beside it."""
    truth = Truth("with id", ((item.id, item.open_cents),), is_clear=True)
    ids = {"end_to_end_id": f"E{maker.random.randint(1, 10**9)}"}
    maker.add(truth, item.open_cents, text=item.number, **ids, **paid_by(maker, client))


def netted(maker: Maker, item: OpenItem, client: Client) -> None:
    note = maker.notes.pop(client.id, None)
    if note is None or item.open_cents + note.open_cents <= 0:
        return number(maker, item, client)
    cents = item.open_cents + note.open_cents
    text = maker.random.choice((f"{item.number} min {note.number}", item.number))
    same = any(one.open_cents == cents for one in maker.of_client[client.id])
    truth = Truth("netted", ((item.id, cents),), is_clear=client.is_known and not same)
    return maker.add(truth, cents, text=text, name=client.bank_name, iban=client.iban)


def family(maker: Maker, item: OpenItem, client: Client) -> None:
    before = maker.clients[client.id - 1]
    free = [one for one in maker.of_client.get(before.id, ()) if one.id not in maker.paid]
    if client.id == 0 or before.iban != client.iban or not free:
        return number(maker, item, client)
    maker.paid.add(free[0].id)
    pays = tuple(sorted((one.id, one.open_cents) for one in (item, free[0])))
    total_cents = item.open_cents + free[0].open_cents
    text = f"{free[0].number} en {item.number}"
    truth = Truth("family", pays, is_clear=True)
    return maker.add(truth, total_cents, text=text, name=client.bank_name, iban=client.iban)


def short(maker: Maker, item: OpenItem, client: Client) -> None:
    """Pay a few cents less, less a discount, or less what a bank kept."""
    less_cents = maker.random.choice((1, 2, 5, item.open_cents * 2 // 100, 1_250))
    cents = item.open_cents - less_cents
    truth = Truth("short", ((item.id, cents),))
    maker.add(truth, cents, text=item.number, name=client.bank_name, iban=client.iban)


def debit(maker: Maker, item: OpenItem, client: Client) -> None:
    maker.add(Truth("debit"), -item.open_cents, name=client.name, text=item.number)


#: Each kind and how many of a hundred lines; those that pay nothing take no item.
PAYING: tuple[tuple[Kind, int], ...] = (
    (number, 20), (reference, 10), (account, 8), (everything, 4), (several, 6), (part, 4),
    (name_only, 5), (typing_error, 4), (cut, 2), (relative, 2), (other_client, 1),
    (two_clients, 1), (twice, 3), (too_much, 2), (carried, 2), (with_id, 3), (netted, 3),
    (family, 2), (short, 2),
)  # fmt: skip
OTHERS: tuple[tuple[Kind, int], ...] = ((paid_before, 3), (stranger, 11), (debit, 2))


def world(*, lines: int, items: int, seed: int = 1) -> World:
    """Make a world of so many lines and open items; when all is paid, strangers follow."""
    maker = Maker(items=items, seed=seed)
    kinds = [kind for kind, share in PAYING + OTHERS for _ in range(share)]
    others = {kind for kind, _ in OTHERS}
    while len(maker.world.lines) < lines:
        kind = maker.random.choice(kinds)
        item = maker.random.choice(maker.world.items) if kind in others else maker.take()
        if item is None:
            kind, item = stranger, maker.world.items[0]
        kind(maker, item, maker.clients[item.client_id])
    order = list(range(len(maker.world.lines)))
    maker.random.shuffle(order)
    maker.world.lines = [maker.world.lines[place] for place in order]
    maker.world.truths = [maker.world.truths[place] for place in order]
    return maker.world

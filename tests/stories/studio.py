"""Anna's studio, lived day by day: drop files, look at Vandaag, press send."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.actions import scenes
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions.files.drop_files import drop_files
from voldaan.actions.files.read_files import Answers, read_file
from voldaan.actions.messages.release_message import release_message
from voldaan.actions.messages.send_messages import Drained, send_messages
from voldaan.actions.run_day import run_day
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import BankLine, Client, ImportedFile, Message
from voldaan.books.queries import today
from voldaan.books.queries.open_amounts import with_open_cents

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HEADER = "Factuurnummer;Klant;E-mail;Factuurdatum;Vervaldatum;Bedrag incl. btw;Openstaand\n"


class Studio:
    """The studio with its clock; Anna is the owner."""

    def __init__(self, server: SmtpServer, day: date) -> None:
        self.server = server
        self.day = day
        self.hour = time(9, 30)
        self.of = make.administration()
        self.anna = make.anna(self.of)
        scenes.mailbox(self.of, server)

    @property
    def now(self) -> datetime:
        """Half past nine in the morning of the day, until a story says that it is later."""
        return datetime.combine(self.day, self.hour, AMSTERDAM)

    def wake_up_on(self, day: date) -> None:
        """Let the clock do what it does on the morning of a day."""
        self.day, self.hour = day, time(9, 30)
        run_day(self.of.pk, day=day, at=self.now)

    def drop(self, text: str, **answers: object) -> ImportedFile:
        """Drop a file in; suggestions are taken; decide at once."""
        (file_id,) = drop_files(self.of.pk, files=[("x", text.encode())], at=self.now)
        sure = Answers(take_suggestions=True, **answers)  # type: ignore[arg-type]
        file = read_file(
            self.of.pk, file_id=file_id, day=self.day, at=self.now, by=self.anna, answers=sure
        )
        follow_up(self.of.pk, day=self.day, at=self.now)
        return file

    def vandaag(self) -> list[tuple[str, str]]:
        """Give what Vandaag asks: per card the client and the step or the question."""
        cards, _ = today.cards(self.of.pk)
        return [
            (card.client, card.decision.step or card.decision.question or "") for card in cards
        ]

    def press_send(self, client: str) -> Drained:
        """Release the message of a client, and let the half minute pass."""
        message = Message.objects.get(client__name=client, state="proposed")
        release_message(
            self.of.pk, message_id=message.pk, day=self.day, by=self.anna, at=self.now
        )
        return self.let_leave()

    def let_leave(self) -> Drained:
        """Drain what is ready, a minute from now."""
        moment = self.now + timedelta(minutes=1)
        return send_messages(now=lambda: moment, key=scenes.KEY, administration_id=self.of.pk)

    def open_cents(self) -> dict[str, int]:
        """Give what is open, by invoice number."""
        return dict(with_open_cents(self.of.pk).values_list("number", "open_cents"))

    def client(self, name: str) -> Client:
        """Give a client by name."""
        return Client.objects.get(administration=self.of, name=name)

    def lines(self) -> int:
        """Count the bank lines in the record."""
        return BankLine.objects.filter(administration=self.of).count()


@contextmanager
def opened(day: date) -> Iterator[Studio]:
    """Open the studio on a day, with a mail server of its own."""
    with SmtpServer(users={"anna": "geheim €"}) as server:
        yield Studio(server, day)


def mt940(from_day: date, until_day: date, *payments: tuple[date, str, str, str, str]) -> str:
    """Give a bank file: payments are (day, euros, IBAN, name, words)."""
    opening, closing = 100_000, 100_000
    text = ""
    for day, euros, iban, name, words in payments:
        closing += int(euros.replace(",", "").replace(".", ""))
        text += f":61:{day:%y%m%d}{day:%m%d}C{euros.replace('.', '')}NTRFNONREF//B{closing}\n"
        text += f":86:/TRTP/SEPA OVERBOEKING/IBAN/{iban}/NAME/{name}\n/REMI/{words}\n"
    return (
        f":20:VOLDAAN\n:25:{make.OWN_IBAN}\n:28C:{from_day:%j}\n"
        f":60F:C{from_day:%y%m%d}EUR{_euros(opening)}\n{text}"
        f":62F:C{until_day:%y%m%d}EUR{_euros(closing)}\n"
    )


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"

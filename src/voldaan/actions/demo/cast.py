"""Who the clients of the studio are, and how they pay. All invented."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from stdnum import iban as iban_number

#: How many days after the due date the invoices of a year were paid, over and over.
ON_TIME = (-5, -4, -7, -6)
SLOW = (6, 11, 3, 19)
BY_TURNS = (-2, 5, -1, 13)


def made_up_iban(number: int) -> str:
    """Give an account of a bank that does not exist, with the right check digits.

    >>> made_up_iban(1)
    'NL69TEST0000000001'
    """
    bban = f"TEST{number:010}"
    return f"NL{iban_number.calc_check_digits(f'NL00{bban}')}{bban}"


@dataclass(frozen=True, slots=True)
class Paid:
    """Money that came: how many days before the day of the demo, how much, which words.

    In the words ``{number}`` stands for the invoice. ``cents`` None: all of it.
    """

    days_ago: int
    cents: int | None = None
    words: str = "factuur {number}"


@dataclass(frozen=True, slots=True)
class Charge:
    """An invoice: due so many days ago (below zero: still to come), paid or not."""

    due_days_ago: int
    cents: int
    work: str
    paid: Paid | None = None
    credit_cents: int = 0  # a credit note on it …
    credit_days_ago: int = 0  # … of this day; 0: a week after the invoice
    term: int = 14


@dataclass(frozen=True, slots=True)
class Buyer:
    """A client of the studio: how to reach them, how they pay, what is open now."""

    name: str
    email: str = ""
    contact: str = ""
    phone: str = ""
    is_firm: bool = False
    history: int = 0  # invoices of the year before, one a month
    habit: tuple[int, ...] = ON_TIME
    monthly_cents: int = 0
    work: str = "Training"
    tone: str = "je"
    language: str = "nl"
    charges: tuple[Charge, ...] = field(default=())

    def due_on(self, charge: Charge, day: date) -> date:
        """Give the due day of one of the charges."""
        return day - timedelta(days=charge.due_days_ago)


def buyers() -> tuple[Buyer, ...]:
    """Give the clients, in the order in which the studio met them."""
    return PEOPLE + FIRMS + QUIET


PEOPLE = (
    # forgot: the due date was yesterday, and it happens now and then
    Buyer("Marieke Postma", "marieke@postma.example", phone="06 12340001", history=6,
          habit=BY_TURNS, monthly_cents=18_500, work="Coachgesprek",
          charges=(Charge(1, 18_500, "Coachgesprek september"),)),
    # pays next lesson: paused, with the reason
    Buyer("Joris Wildschut", "joris@wildschut.example", phone="06 12340002", history=8,
          habit=BY_TURNS, monthly_cents=6_500, work="Zangles",
          charges=(Charge(5, 6_500, "Zangles oktober"),)),
    # part paid, with the number of the invoice
    Buyer("Fatima el Ouali", "fatima@elouali.example", phone="06 12340003", history=3,
          habit=SLOW, monthly_cents=24_000, work="Loopbaancoaching",
          charges=(Charge(1, 72_000, "Loopbaantraject", Paid(4, 36_000, "deel {number}")),)),
    # paid, but without a number and another amount: it may be theirs, so nothing is asked
    Buyer("Pieter Dubbeldam", "pieter@dubbeldam.example", phone="06 12340004", history=2,
          habit=SLOW, monthly_cents=21_500, work="Presentatietraining",
          charges=(Charge(2, 43_000, "Presentatietraining", Paid(3, 40_000, "training")),)),
    # the second reminder is due
    Buyer("Loes Terwisscha", "loes@terwisscha.example", phone="06 12340005", history=3,
          habit=SLOW, monthly_cents=32_500, work="Workshop schrijven", tone="u",
          charges=(Charge(8, 32_500, "Workshop schrijven"),)),
    # nobody knows an e-mail address
    Buyer("Gerda Molenkamp", phone="06 12340006", history=1, habit=ON_TIME,
          monthly_cents=4_500, work="Stemles", charges=(Charge(3, 4_500, "Stemles"),)),
    # silence after two reminders and a call: the ladder has ended
    Buyer("Ruben Haverkort", "ruben@haverkort.example", phone="06 12340007", history=1,
          habit=SLOW, monthly_cents=15_000, work="Startsessie",
          charges=(Charge(22, 30_000, "Startsessie en vervolg"),)),
)  # fmt: skip

FIRMS = (
    # a new client, before the due date: a service check
    Buyer("Bakkerij Zilvermeeuw B.V.", "inkoop@zilvermeeuw.example", "Hanneke Brus",
          "020 5550101", is_firm=True,
          charges=(Charge(-9, 84_700, "Teamdag verkoop"),)),
    # pays well, one day late: a few days of grace
    Buyer("Vermeer & Zn. Installaties B.V.", "administratie@vermeer-zn.example",
          "Wim Vermeer", "020 5550102", is_firm=True, history=9, monthly_cents=48_400,
          work="Leiderschapstraining", charges=(Charge(1, 48_400, "Leiderschapstraining"),)),
    # a school with an outside administration office: many invoices, one message
    Buyer("Stichting Basisscholen De Regenboog", "facturen@onderwijskantoor.example",
          "Petra Onrust", "020 5550103", is_firm=True, history=7, habit=SLOW,
          monthly_cents=26_000, work="Teamcoaching", tone="u",
          charges=tuple(Charge(days, 26_000, f"Teamcoaching groep {group}")
                        for group, days in ((4, 8), (5, 6), (6, 3), (7, 1)))),
    # credited in part: only the rest is asked
    Buyer("Drukkerij Noorderlicht B.V.", "crediteuren@noorderlicht.example",
          "Tom Kuipers", "020 5550104", is_firm=True, history=4, habit=BY_TURNS,
          monthly_cents=60_500, work="Verkooptraining",
          charges=(Charge(1, 60_500, "Verkooptraining", credit_cents=12_100),)),
    # two reminders behind it: a call today
    Buyer("Kramer Logistiek B.V.", "info@kramerlogistiek.example", "Els Kramer",
          "020 5550105", is_firm=True, history=3, habit=SLOW, monthly_cents=96_800,
          work="Conflictbemiddeling",
          charges=(Charge(15, 96_800, "Conflictbemiddeling"),)),
    # a municipality, spoken to formally
    Buyer("Gemeente Waterrijk", "facturen@waterrijk.example", "Saskia de Graaf",
          "020 5550106", is_firm=True, history=5, habit=SLOW, monthly_cents=121_000,
          work="Training klantcontact", tone="u",
          charges=(Charge(1, 121_000, "Training klantcontact", term=30),)),
    # speaks English
    Buyer("Harbour Analytics B.V.", "accounts@harbour-analytics.example", "Emily Stone",
          "020 5550107", is_firm=True, history=3, habit=BY_TURNS, monthly_cents=72_600,
          work="Team workshop", language="en",
          charges=(Charge(1, 72_600, "Team workshop"),)),
    # a large invoice before its due date: a service check
    Buyer("Notariskantoor Van Rhijn", "boekhouding@vanrhijn.example", "Karel van Rhijn",
          "020 5550108", is_firm=True, history=4, monthly_cents=36_300, work="Intervisie",
          tone="u", charges=(Charge(-8, 242_000, "Jaarprogramma intervisie", term=30),)),
    # the credit note is larger than what is open: settle it, ask nothing
    Buyer("Zorggroep Duinzicht", "crediteuren@duinzicht.example", "Ans Peters",
          "020 5550109", is_firm=True, history=2, habit=SLOW, monthly_cents=54_450,
          work="Teamtraining", tone="u",
          charges=(Charge(70, 54_450, "Teamtraining juli", Paid(72), 54_450, 20),
                   Charge(2, 27_225, "Teamtraining september"))),
)  # fmt: skip

#: Clients who need nothing today: the calm of a normal studio.
QUIET = (
    *(
        Buyer(name, f"{name.split()[0].lower()}@{name.split()[-1].lower()}.example",
              phone=f"06 1234{number:04}", history=history, habit=habit, monthly_cents=cents,
              work=work, charges=(Charge(due, cents, work, paid),))
        for number, (name, history, habit, cents, work, due, paid) in enumerate(
            (
                ("Anouk Berkhout", 10, ON_TIME, 6_500, "Zangles", -6, None),
                ("Bram Steenhuis", 9, ON_TIME, 9_000, "Pianoles", 4, Paid(5)),
                ("Celeste Aalders", 5, BY_TURNS, 18_500, "Coachgesprek", 6, Paid(3)),
                ("Daan Vogelaar", 4, ON_TIME, 18_500, "Coachgesprek", -11, None),
                ("Eefje Noordhof", 8, ON_TIME, 6_500, "Zangles", -4, None),
                ("Gijs Hemelrijk", 3, SLOW, 24_000, "Loopbaancoaching", 9, Paid(2)),
                ("Ilse Brandsma", 6, ON_TIME, 12_500, "Stemcoaching", 3, Paid(4)),
                ("Koen Plantinga", 7, ON_TIME, 9_000, "Pianoles", -9, None),
            ),
            start=20,
        )
    ),
    *(
        Buyer(name, f"administratie@{domain}.example", contact, f"020 55502{number:02}",
              is_firm=True, history=history, habit=habit, monthly_cents=cents, work=work,
              charges=(Charge(due, cents, work, paid),))
        for number, (name, domain, contact, history, habit, cents, work, due, paid) in enumerate(  # noqa: E501
            (
                ("Atelier Kersenboom B.V.", "kersenboom", "Roos Kersten", 6, ON_TIME, 42_350,
                 "Creatieve sessie", -12, None),
                ("Bouwbedrijf Steenwijk B.V.", "steenwijkbouw", "Henk Mulder", 8, BY_TURNS,
                 58_080, "Veiligheidstraining", 7, Paid(1)),
                ("De Letterkast B.V.", "letterkast", "Mira Jansma", 4, ON_TIME, 33_880,
                 "Schrijftraining", -5, None),
                ("Fysiopraktijk Waalzicht B.V.", "waalzicht", "Sander Prins", 5, ON_TIME,
                 29_040, "Intervisie", 2, Paid(2)),
                ("Hotel Zeegezicht B.V.", "hotelzeegezicht", "Lotte Duin", 3, SLOW, 66_550,
                 "Gastvrijheidstraining", 10, Paid(3)),
                ("Kinderopvang De Vlieger B.V.", "devlieger", "Nadia Haddou", 9, ON_TIME,
                 26_620, "Teamcoaching", -7, None),
                ("Wijnhandel Druif B.V.", "wijnhandeldruif", "Frans Druif", 2, BY_TURNS, 19_360,
                 "Verkooptraining", 5, Paid(4)),
            ),
            start=1,
        )
    ),
)  # fmt: skip

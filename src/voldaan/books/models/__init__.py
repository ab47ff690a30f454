"""One noun per file: columns and constraints, no decisions, no ``save()`` of its own.

Everything a person could be asked to prove is protected against deletion. Invoices,
payments, allocations, decisions, sent messages and events are append-only: corrected by
another record. Amounts owed are computed from them and stored nowhere.

Only ``books.queries``, the migrations and ``actions`` may import this room.
Read ``invoice.py`` and ``payment.py`` first.
"""

from voldaan.books.models.administration import (
    AddressForm,
    Administration,
    Member,
    Role,
    Serves,
)
from voldaan.books.models.answer import MEANINGS, Answer, AnswerFile
from voldaan.books.models.bank import BankAccount, BankLine, Statement
from voldaan.books.models.candidate import Candidate, LineHold
from voldaan.books.models.client import Client, ClientAccount, ClientKind, Contact, ContactRole
from voldaan.books.models.client_link import ClientLink
from voldaan.books.models.contact_moment import ContactMoment, Outcome
from voldaan.books.models.decision import Decision, DecisionKind
from voldaan.books.models.event import Event, EventText, Who
from voldaan.books.models.hold import Hold
from voldaan.books.models.imported_file import ImportedFile, ImportState, ListProfile
from voldaan.books.models.invoice import Acceptance, Document, Invoice, InvoiceKind
from voldaan.books.models.ladder import LadderStep, OwnText
from voldaan.books.models.law_figures import LawFigures
from voldaan.books.models.mailbox import ChannelAccount, Mailbox, Security
from voldaan.books.models.message import UNDER_WAY, Message, MessageState
from voldaan.books.models.payment import Allocation, Method, Payment
from voldaan.books.models.policy import Policy
from voldaan.books.models.user import User

__all__ = [
    "MEANINGS",
    "UNDER_WAY",
    "Acceptance",
    "AddressForm",
    "Administration",
    "Allocation",
    "Answer",
    "AnswerFile",
    "BankAccount",
    "BankLine",
    "Candidate",
    "ChannelAccount",
    "Client",
    "ClientAccount",
    "ClientKind",
    "ClientLink",
    "Contact",
    "ContactMoment",
    "ContactRole",
    "Decision",
    "DecisionKind",
    "Document",
    "Event",
    "EventText",
    "Hold",
    "ImportState",
    "ImportedFile",
    "Invoice",
    "InvoiceKind",
    "LadderStep",
    "LawFigures",
    "LineHold",
    "ListProfile",
    "Mailbox",
    "Member",
    "Message",
    "MessageState",
    "Method",
    "Outcome",
    "OwnText",
    "Payment",
    "Policy",
    "Role",
    "Security",
    "Serves",
    "Statement",
    "User",
    "Who",
]

"""What an owner tells: pauses, past contacts, satisfied clients, credits, the beginning."""

from datetime import date, timedelta

import pytest
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.clients.accept_work import UnknownInvoice, accept_work
from voldaan.actions.firm.open_administration import (
    AddressIsTaken,
    Beginning,
    open_administration,
)
from voldaan.actions.payments.apply_credits import apply_credits
from voldaan.actions.payments.settle_line import undo_booking
from voldaan.actions.steps.hold import BadHold, NothingToHold, Pause, hold, lift_hold
from voldaan.actions.steps.tell_past_contacts import NotTellable, tell_past_contacts
from voldaan.books.models import (
    Acceptance,
    Administration,
    Client,
    ContactMoment,
    Decision,
    Event,
    EventText,
    Hold,
    Invoice,
    Member,
    Message,
    Payment,
    User,
)
from voldaan.books.queries.open_amounts import open_credits, with_open_cents

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    of = make.administration()
    make.statement(of)
    return of


@pytest.fixture
def anna(of: Administration) -> User:
    return make.anna(of)


@pytest.fixture
def vink(of: Administration) -> Client:
    return scenes.owing(of)


def latest() -> Decision:
    return Decision.objects.get(is_latest=True)


class TestAPause:
    @pytest.mark.parametrize("what", ["client", "invoice", "administration"])
    def test_stops_at_once_and_lifting_it_starts_again(
        self, of: Administration, anna: User, vink: Client, *, what: str
    ) -> None:
        scenes.look(of)
        ids = {
            "client": {"client_id": vink.pk},
            "invoice": {"invoice_id": Invoice.objects.get().pk},
            "administration": {},
        }[what]
        pause = Pause("Is ziek", make.DAY + timedelta(days=3), **ids)

        row = hold(of.pk, pause=pause, day=make.DAY, by=anna, at=make.AT)
        assert latest().kind == "wait"
        assert Message.objects.filter(state="proposed").count() == 0
        lift_hold(administration_id=of.pk, hold_id=row.pk, day=make.DAY, by=anna, at=make.AT)

        assert latest().step == "reminder_1"
        assert EventText.objects.get().text == "Is ziek"
        with pytest.raises(NothingToHold):
            lift_hold(
                administration_id=of.pk, hold_id=row.pk, day=make.DAY, by=anna, at=make.AT
            )

    def test_needs_a_reason_an_end_and_something_of_ours(
        self, of: Administration, anna: User
    ) -> None:
        theirs = scenes.owing(make.administration("Bureau Chris", iban=""))
        yesterday = make.DAY - timedelta(days=1)
        for pause, refusal in (
            (Pause(" ", make.DAY), BadHold),
            (Pause("x" * 501, make.DAY), BadHold),
            (Pause("x", yesterday), BadHold),
            (Pause("x", make.DAY, client_id=theirs.pk), NothingToHold),
            (Pause("x", make.DAY, invoice_id=Invoice.objects.get().pk), NothingToHold),
        ):
            with pytest.raises(refusal):
                hold(of.pk, pause=pause, day=make.DAY, by=anna, at=make.AT)

        assert (Hold.objects.count(), Event.objects.count()) == (0, 0)


class TestPastContacts:
    def tell(self, of: Administration, by: User, **contacts: tuple[str, date]) -> int:
        ids = {Client.objects.get(name=name).pk: said for name, said in contacts.items()}
        return tell_past_contacts(of.pk, contacts=ids, day=make.DAY, by=by, at=make.AT)

    def test_count_for_the_gap_and_are_told_once(self, of: Administration, anna: User) -> None:
        scenes.owing(of, "Vink", due_on=make.DAY - timedelta(days=30))
        said = ("reminder_2", make.DAY - timedelta(days=2))

        told = [self.tell(of, anna, Vink=said) for _ in range(2)]

        assert told == [1, 0]
        assert ContactMoment.objects.get().outcome == "before"
        assert latest().kind == "wait"

    def test_never_bring_more_than_the_second_reminder_first(
        self, of: Administration, anna: User
    ) -> None:
        scenes.owing(of, "Vink", due_on=make.DAY - timedelta(days=40))

        self.tell(of, anna, Vink=("call", make.DAY - timedelta(days=20)))

        assert latest().step == "reminder_2"

    @pytest.mark.parametrize("step", ["service_check", "decide", "nonsense"])
    def test_are_requests_for_money(self, of: Administration, anna: User, *, step: str) -> None:
        scenes.owing(of, "Vink")

        with pytest.raises(NotTellable):
            self.tell(of, anna, Vink=(step, make.DAY))
        with pytest.raises(NotTellable):
            self.tell(of, anna, Vink=("reminder_1", make.DAY + timedelta(days=1)))

        assert ContactMoment.objects.count() == 0

    def test_of_clients_of_others_are_passed_over(self, of: Administration, anna: User) -> None:
        scenes.owing(make.administration("Bureau Chris", iban=""), "Vink")

        assert self.tell(of, anna, Vink=("reminder_1", make.DAY)) == 0


class TestCreditNotes:
    def test_are_used_once_for_the_invoice_they_name(
        self, of: Administration, vink: Client
    ) -> None:
        number = Invoice.objects.get().number
        make.invoice(vink, kind="credit_note", payable_cents=21_000, credits_number=number)

        used = [apply_credits(of.pk, day=make.DAY, at=make.AT) for _ in range(2)]

        assert used == [1, 0]
        assert with_open_cents(of.pk).get().open_cents == 100_000
        assert not open_credits(of.pk).exists()

    def test_never_take_more_than_is_open(self, of: Administration, vink: Client) -> None:
        number = Invoice.objects.get().number
        for cents in (100_000, 50_000):
            make.invoice(vink, kind="credit_note", payable_cents=cents, credits_number=number)

        apply_credits(of.pk, day=make.DAY, at=make.AT)

        assert with_open_cents(of.pk).get().open_cents == 0
        assert sum(note.open_cents for note in open_credits(of.pk)) == 29_000

    def test_of_which_a_use_was_undone_are_left_to_a_person(
        self, of: Administration, anna: User, vink: Client
    ) -> None:
        number = Invoice.objects.get().number
        make.invoice(vink, kind="credit_note", payable_cents=1_000, credits_number=number)
        apply_credits(of.pk, day=make.DAY, at=make.AT)
        undo_booking(of.pk, payment_id=Payment.objects.get().pk, by=anna, at=make.AT)

        assert apply_credits(of.pk, day=make.DAY, at=make.AT) == 0
        assert with_open_cents(of.pk).get().open_cents == 121_000


class TestSatisfied:
    def test_is_stamped_once(self, of: Administration, anna: User, vink: Client) -> None:
        invoice = Invoice.objects.get()
        for _ in range(2):
            accept_work(of.pk, invoice_id=invoice.pk, on=make.DAY, by=anna, at=make.AT)

        assert Acceptance.objects.get().on == make.DAY
        assert scenes.codes(vink) == ["work.accepted"]

    def test_of_an_invoice_of_others_is_refused(self, anna: User, vink: Client) -> None:
        other = make.administration("Bureau Chris", iban="")

        with pytest.raises(UnknownInvoice):
            accept_work(
                other.pk, invoice_id=Invoice.objects.get().pk, on=make.DAY, by=anna, at=make.AT
            )


class TestBeginning:
    def test_makes_the_person_owner_of_the_firm(self) -> None:
        beginning = Beginning("Anna", "", "Anna@Example.nl")

        user, of = open_administration(beginning, password="een lang wachtwoord", at=make.AT)

        assert (user.email, of.name) == ("anna@example.nl", "Anna")
        assert user.check_password("een lang wachtwoord")
        assert Member.objects.get().role == "owner"
        assert Event.objects.get().code == "administration.opened"

    def test_with_an_address_that_is_taken_changes_nothing(self) -> None:
        make.person("Anna")

        with pytest.raises(AddressIsTaken):
            open_administration(
                Beginning("Anna", "X", "ANNA@example.nl"), password="x" * 12, at=make.AT
            )

        assert Administration.objects.count() == 0

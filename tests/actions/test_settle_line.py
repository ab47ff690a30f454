"""A person settles a bank line: books, sets aside, takes back, undoes."""

import pytest
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.payments.match_lines import match_lines
from voldaan.actions.payments.settle_line import (
    AlreadyUndone,
    DoesNotFit,
    LineIsSettled,
    Placement,
    book_line,
    set_line_aside,
    take_line_back,
    undo_booking,
)
from voldaan.books.models import (
    Administration,
    Allocation,
    BankLine,
    Candidate,
    Client,
    ClientAccount,
    Event,
    Invoice,
    LineHold,
    Payment,
    User,
)
from voldaan.books.queries.open_amounts import money_on_account, open_credits, with_open_cents
from voldaan.books.queries.situations import situations
from voldaan.books.queries.to_match import unsettled_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    return make.administration()


@pytest.fixture
def anna(of: Administration) -> User:
    return make.anna(of)


@pytest.fixture
def vink(of: Administration) -> Client:
    return scenes.owing(of)


@pytest.fixture
def line(of: Administration) -> BankLine:
    """A payment that says nothing of what it is for."""
    return make.bank_line(of, name="E J de Vries", text="bedankt")


def person() -> User:
    return make.person("Anna")


def book(
    line: BankLine, client: Client, *parts: tuple[int, int], keep: bool = False
) -> Payment:
    return book_line(
        line.administration_id,
        line_id=line.pk,
        place=Placement(client.pk, tuple(parts), remembers_account=keep),
        by=person(),
        at=make.AT,
    )


def mine(client: Client) -> Invoice:
    return Invoice.objects.get(client=client)


def open_cents(client: Client) -> int:
    found = with_open_cents(client.administration_id).filter(client=client)
    return sum(found.values_list("open_cents", flat=True))


class TestBooking:
    def test_pays_the_invoice_and_says_who_did_it(
        self, anna: User, vink: Client, line: BankLine
    ) -> None:
        payment = book(line, vink, (mine(vink).pk, 121_000))

        assert open_cents(vink) == 0
        assert (payment.rule, payment.booked_by, payment.paid_on) == (
            "person",
            anna,
            line.booked_on,
        )
        event = Event.objects.get(code="payment.booked")
        assert (event.client, event.user) == (vink, anna)
        assert ClientAccount.objects.count() == 0

    def test_puts_what_is_left_on_account(self, vink: Client, line: BankLine) -> None:
        book(line, vink, (mine(vink).pk, 100_000))

        assert open_cents(vink) == 21_000
        assert money_on_account(vink.administration_id) == {vink.pk: 21_000}
        assert sum(Allocation.objects.values_list("cents", flat=True)) == 121_000

    def test_on_account_alone_needs_no_invoice(self, vink: Client, line: BankLine) -> None:
        book(line, vink)

        assert money_on_account(vink.administration_id) == {vink.pk: 121_000}
        assert open_cents(vink) == 121_000

    def test_remembers_the_account_so_that_the_next_books_itself(
        self, of: Administration, vink: Client, line: BankLine
    ) -> None:
        book(line, vink, (mine(vink).pk, 121_000), keep=True)
        make.invoice(vink, payable_cents=60_500)
        make.bank_line(of, 60_500, name="E J de Vries", text="bedankt")

        match_lines(of.pk, at=make.AT)

        assert open_cents(vink) == 0
        assert Payment.objects.order_by("pk").values_list("rule", flat=True)[1] == "iban_amount"
        assert ClientAccount.objects.get().iban == make.CLIENT_IBAN

    def test_of_a_settled_line_is_refused(
        self, of: Administration, anna: User, vink: Client, line: BankLine
    ) -> None:
        book(line, vink)
        aside = make.bank_line(of)
        set_line_aside(of.pk, line_id=aside.pk, by=anna, at=make.AT)

        for settled in (line, aside):
            with pytest.raises(LineIsSettled):
                book(settled, vink)

        assert Payment.objects.count() == 1

    def test_of_money_that_went_out_is_refused(self, of: Administration, vink: Client) -> None:
        with pytest.raises(LineIsSettled):
            book(make.bank_line(of, -5_000), vink)

    def test_that_does_not_fit_is_refused_and_changes_nothing(
        self, of: Administration, vink: Client, line: BankLine
    ) -> None:
        elsewhere = make.administration("Bureau Chris", iban="")
        invoice, other = mine(vink).pk, mine(scenes.owing(elsewhere, "Merel BV")).pk
        note = make.invoice(vink, kind="credit_note", payable_cents=1_000).pk
        misfits: list[list[tuple[int, int]]] = [
            [(invoice, 121_001)],  # more than is open
            [(invoice, 0)],
            [(invoice, -1)],
            [(invoice, 60_000), (invoice, 61_000)],  # one invoice twice
            [(other, 1_000)],  # of another administration
            [(note, 1_000)],  # a credit note is not paid
            [(999_999, 1)],
        ]

        for parts in misfits:
            with pytest.raises(DoesNotFit):
                book(line, vink, *parts)

        assert (Payment.objects.count(), Event.objects.count()) == (0, 0)

    def test_may_be_for_several_clients_and_is_undone_one_by_one(
        self, of: Administration, vink: Client
    ) -> None:
        merel = scenes.owing(of, "Merel BV", number="2026-077")
        line = make.bank_line(of, 200_000, text="samen")

        book(line, vink, (mine(vink).pk, 121_000), (mine(merel).pk, 79_000), keep=True)

        assert (open_cents(vink), open_cents(merel)) == (0, 42_000)
        assert set(ClientAccount.objects.values_list("client__name", flat=True)) == {
            "Vink BV", "Merel BV",
        }  # fmt: skip
        undo_booking(
            of.pk, payment_id=Payment.objects.get(client=merel).pk, by=person(), at=make.AT
        )
        assert (open_cents(vink), open_cents(merel)) == (0, 121_000)

    def test_may_leave_the_rest_for_another_place(
        self, of: Administration, vink: Client
    ) -> None:
        line = make.bank_line(of, 200_000, text="samen")
        place = Placement(vink.pk, ((mine(vink).pk, 121_000),), keeps_rest=True)

        book_line(of.pk, line_id=line.pk, place=place, by=person(), at=make.AT)

        (rest,) = unsettled_lines(of.pk)
        assert rest.amount_cents == 79_000
        assert money_on_account(of.pk) == {}

    def test_that_leaves_all_of_it_is_refused(self, vink: Client, line: BankLine) -> None:
        with pytest.raises(DoesNotFit):
            book_line(
                vink.administration_id,
                line_id=line.pk,
                place=Placement(vink.pk, keeps_rest=True),
                by=person(),
                at=make.AT,
            )

    def test_takes_off_a_credit_note_and_gives_it_back_when_undone(
        self, of: Administration, vink: Client
    ) -> None:
        invoice = mine(vink)
        note = make.invoice(vink, kind="credit_note", number="C1", payable_cents=21_000)
        line = make.bank_line(of, 100_000, text="min creditnota")
        place = Placement(vink.pk, ((invoice.pk, 100_000),), ((note.pk, invoice.pk, 21_000),))

        payment = book_line(of.pk, line_id=line.pk, place=place, by=person(), at=make.AT)
        paid = open_cents(vink), open_credits(of.pk).count()
        undo_booking(of.pk, payment_id=payment.pk, by=person(), at=make.AT)

        assert paid == (0, 0)
        assert (open_cents(vink), open_credits(of.pk).get().open_cents) == (121_000, 21_000)
        assert scenes.chains_are_whole()

    def test_takes_off_no_more_credit_than_there_is(
        self, of: Administration, vink: Client, line: BankLine
    ) -> None:
        invoice = mine(vink).pk
        note = make.invoice(vink, kind="credit_note", number="C1", payable_cents=1_000)
        too_much = Placement(vink.pk, ((invoice, 100_000),), ((note.pk, invoice, 1_001),))

        with pytest.raises(DoesNotFit):
            book_line(of.pk, line_id=line.pk, place=too_much, by=person(), at=make.AT)

    def test_of_more_than_the_line_holds_is_refused(
        self, of: Administration, vink: Client
    ) -> None:
        with pytest.raises(DoesNotFit):
            book(make.bank_line(of, 5_000), vink, (mine(vink).pk, 5_001))

    def test_reaches_no_other_administration(self, vink: Client, line: BankLine) -> None:
        other = make.administration("Bureau Chris", iban="")
        theirs = scenes.owing(other)
        their_line = make.bank_line(other)

        with pytest.raises(DoesNotFit):
            book(line, theirs)
        with pytest.raises(LineIsSettled):
            book_line(
                vink.administration_id,
                line_id=their_line.pk,
                place=Placement(vink.pk),
                by=make.person("Anna"),
                at=make.AT,
            )


class TestSettingAside:
    def test_asks_no_more_and_holds_nobody(self, of: Administration, anna: User) -> None:
        scenes.owing(of, "Merel Training BV")
        line = make.bank_line(of, 50_000, name="Merel Training BV", text="een deel")
        match_lines(of.pk, at=make.AT)
        assert LineHold.objects.count() == 1

        set_line_aside(of.pk, line_id=line.pk, by=anna, at=make.AT)

        assert (Candidate.objects.count(), LineHold.objects.count()) == (0, 0)
        with pytest.raises(LineIsSettled):
            set_line_aside(of.pk, line_id=line.pk, by=anna, at=make.AT)

    def test_can_be_taken_back(self, of: Administration, anna: User, vink: Client) -> None:
        line = make.bank_line(of, text=f"factuur {mine(vink).number}", name="Vink BV")
        set_line_aside(of.pk, line_id=line.pk, by=anna, at=make.AT)
        match_lines(of.pk, at=make.AT)
        assert Payment.objects.count() == 0

        take_line_back(of.pk, line_id=line.pk, by=anna, at=make.AT)

        assert open_cents(vink) == 0
        with pytest.raises(LineIsSettled):
            take_line_back(of.pk, line_id=line.pk, by=anna, at=make.AT)

    def test_is_possible_after_a_booking_was_undone(
        self, of: Administration, anna: User, vink: Client, line: BankLine
    ) -> None:
        payment = book(line, vink)
        undo_booking(of.pk, payment_id=payment.pk, by=anna, at=make.AT)

        set_line_aside(of.pk, line_id=line.pk, by=anna, at=make.AT)

        line.refresh_from_db()
        assert line.set_aside_by == anna

    def test_of_a_booked_line_or_one_of_others_is_refused(
        self, of: Administration, anna: User, vink: Client, line: BankLine
    ) -> None:
        book(line, vink)
        other = make.bank_line(make.administration("Bureau Chris", iban=""))

        for settled in (line, other):
            with pytest.raises(LineIsSettled):
                set_line_aside(of.pk, line_id=settled.pk, by=anna, at=make.AT)


class TestUndoing:
    def test_takes_the_booking_back_by_its_opposite(
        self, of: Administration, anna: User, vink: Client, line: BankLine
    ) -> None:
        payment = book(line, vink, (mine(vink).pk, 100_000))

        undone = undo_booking(of.pk, payment_id=payment.pk, by=anna, at=make.AT)

        assert (undone.amount_cents, undone.reverses) == (-121_000, payment)
        assert open_cents(vink) == 121_000
        assert money_on_account(of.pk) == {}
        assert Payment.objects.count() == 2

    def test_leaves_the_line_to_a_person_and_holds_the_client(
        self, of: Administration, anna: User, vink: Client
    ) -> None:
        make.bank_line(of, text=f"factuur {mine(vink).number}")
        match_lines(of.pk, at=make.AT)
        payment = Payment.objects.get()
        undo_booking(of.pk, payment_id=payment.pk, by=anna, at=make.AT)

        matched = match_lines(of.pk, at=make.AT)

        assert (matched.booked, matched.waiting) == (0, 1)
        (situation,) = situations(of.pk, day=make.DAY, client_ids=[vink.pk])
        assert situation.unmatched_cents == 121_000
        assert Candidate.objects.get().client == vink

    def test_leaves_the_invoice_to_the_line_that_does_pay_it(
        self, of: Administration, anna: User, vink: Client
    ) -> None:
        """The line taken back fits best, but a person said that it does not pay this."""
        number = mine(vink).number
        wrong = make.bank_line(of, text=f"factuur {number}")
        match_lines(of.pk, at=make.AT)
        undo_booking(of.pk, payment_id=Payment.objects.get().pk, by=anna, at=make.AT)
        right = make.bank_line(of, text=f"Betaling factuur {number}, nu echt")

        match_lines(of.pk, at=make.AT)

        assert open_cents(vink) == 0
        assert Payment.objects.order_by("pk").last().bank_line == right
        assert not Payment.objects.filter(bank_line=wrong, reverses=None).exclude(
            reversed_by__isnull=False
        )

    def test_is_once(
        self, of: Administration, anna: User, vink: Client, line: BankLine
    ) -> None:
        payment = book(line, vink)
        undone = undo_booking(of.pk, payment_id=payment.pk, by=anna, at=make.AT)

        for each in (payment, undone):
            with pytest.raises(AlreadyUndone):
                undo_booking(of.pk, payment_id=each.pk, by=anna, at=make.AT)

    def test_reaches_no_other_administration(self, vink: Client, line: BankLine) -> None:
        payment = book(line, vink)
        other = make.administration("Bureau Chris", iban="")

        with pytest.raises(AlreadyUndone):
            undo_booking(other.pk, payment_id=payment.pk, by=make.chris(), at=make.AT)

    def test_lets_a_person_book_it_again(
        self, of: Administration, anna: User, vink: Client, line: BankLine
    ) -> None:
        merel = scenes.owing(of, "Merel BV")
        payment = book(line, vink, (mine(vink).pk, 121_000))
        undo_booking(of.pk, payment_id=payment.pk, by=anna, at=make.AT)

        book(line, merel, (mine(merel).pk, 121_000))

        assert (open_cents(vink), open_cents(merel)) == (121_000, 0)
        assert scenes.chains_are_whole()

"""Rest through the action: who lets a client rest loses no claim by it."""

from datetime import date, timedelta

import pytest
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.steps.put_off import NotPutOff, WouldBeBarred, let_rest
from voldaan.books.models import Administration, Decision, Event, Hold, User

pytestmark = pytest.mark.django_db

#: Back on the ninetieth day, the claim of a business lives one day longer.
JUST = make.DAY.replace(year=make.DAY.year - 5) + timedelta(days=91)


@pytest.fixture
def of() -> Administration:
    of = make.administration()
    make.statement(of)
    return of


@pytest.fixture
def anna(of: Administration) -> User:
    return make.anna(of)


def owing(of: Administration, *due: date, kind: str = "business") -> Decision:
    """Give the card of a client with an invoice that was due on each of these days."""
    client = make.client(of, kind=kind)
    for place, day in enumerate(due):
        make.invoice(
            client,
            number=f"20-{place}",
            due_on=day,
            known_open_on=make.DAY - timedelta(days=1),
        )
    scenes.look(of)
    return Decision.objects.get(is_latest=True)


def rest(card: Decision, by: User, *, count: int) -> Hold:
    return let_rest(
        card.administration_id,
        decision_id=card.pk,
        count=count,
        day=make.DAY,
        by=by,
        at=make.AT,
    )


class TestLettingAClientRest:
    def test_is_possible_while_its_claims_outlive_it(
        self, of: Administration, anna: User
    ) -> None:
        found = rest(owing(of, JUST), anna, count=90)

        assert found.until_day == make.DAY + timedelta(days=89)

    @pytest.mark.parametrize("earlier", [1, 30, 60])
    def test_is_refused_when_a_claim_would_be_barred_first(
        self, of: Administration, anna: User, earlier: int
    ) -> None:
        card = owing(of, JUST - timedelta(days=earlier))
        before = Event.objects.count()

        with pytest.raises(WouldBeBarred) as refused:
            rest(card, anna, count=90)

        last = make.DAY + timedelta(days=91 - earlier)
        assert refused.value.safe_until == last
        assert not Hold.objects.exists()
        assert Event.objects.count() == before

    def test_may_be_shorter_then(self, of: Administration, anna: User) -> None:
        card = owing(of, JUST - timedelta(days=1))

        assert rest(card, anna, count=30).until_day == make.DAY + timedelta(days=29)

    def test_looks_at_every_claim_of_the_client(self, of: Administration, anna: User) -> None:
        card = owing(of, make.DAY - timedelta(days=3), JUST - timedelta(days=1))

        with pytest.raises(WouldBeBarred):
            rest(card, anna, count=90)

    def test_takes_the_short_term_for_a_consumer(self, of: Administration, anna: User) -> None:
        two_years = make.DAY.replace(year=make.DAY.year - 2)
        card = owing(of, two_years + timedelta(days=60), kind="consumer")

        with pytest.raises(WouldBeBarred) as refused:
            rest(card, anna, count=90)

        assert refused.value.safe_until == make.DAY + timedelta(days=60)

    def test_of_another_administration_is_not_possible(
        self, of: Administration, anna: User
    ) -> None:
        card = owing(of, JUST - timedelta(days=1))
        other = make.administration(name="Studio Bos")

        with pytest.raises(NotPutOff) as refused:
            let_rest(other.pk, decision_id=card.pk, count=90, day=make.DAY, by=anna, at=make.AT)

        assert not isinstance(refused.value, WouldBeBarred)
        assert not Hold.objects.exists()

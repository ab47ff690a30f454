"""To whom the words of a step go: the payables desk of a client, or who buys there."""

from collections.abc import Sequence

from voldaan.books.queries import people
from voldaan.followup.reaching.desk import is_for_payables
from voldaan.followup.shapes import Decision, Policy, Situation
from voldaan.wording.shapes import Recipient


def whom(
    administration_id: int,
    judged: Sequence[tuple[Situation, Decision]],
    *,
    policy: Policy,
) -> dict[int, Recipient]:
    """Give per client to whom its step goes today; one query for all of them."""
    return people.recipients(
        administration_id,
        client_ids=[situation.client_id for situation, _ in judged],
        at_payables={
            situation.client_id
            for situation, decision in judged
            if is_for_payables(situation, decision=decision, policy=policy)
        },
    )

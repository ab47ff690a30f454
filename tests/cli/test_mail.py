"""``voldaan mail``: answers are read once, from a real mailbox."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from tests.actions.answers.test_read_mailbox import Post
from tests.imap_server import ImapServer, imap_server

from voldaan.books.models import Answer, Mailbox
from voldaan.cli import main

__all__ = ["imap_server"]

pytestmark = pytest.mark.django_db
WHEN = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)


@pytest.fixture
def post(imap_server: ImapServer, settings: object) -> Post:
    from tests.actions import scenes

    settings.SECRET_KEY = scenes.KEY  # type: ignore[attr-defined]
    return Post(imap_server)


class TestMail:
    def test_reads_answers_and_says_how_many(self, post: Post) -> None:
        post.arrives_by_mail("Al betaald")

        done = CliRunner().invoke(main, ["mail", "--day", "2026-10-14", "--json"])

        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout)["answers"] == 1
        assert Answer.objects.count() == 1

    def test_says_in_one_sentence_what_is_wrong(self, post: Post) -> None:
        Mailbox.objects.update(imap_port=9)
        refused = CliRunner().invoke(main, ["mail"])
        Mailbox.objects.update(imap_host="")
        missing = CliRunner().invoke(main, ["mail"])

        assert (refused.exit_code, missing.exit_code) == (1, 1)
        assert refused.stderr.count("\n") == missing.stderr.count("\n") == 1

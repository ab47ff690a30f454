"""``voldaan password`` gives somebody a new password, when the old one is lost."""

import sys

import click

from voldaan.cli import record, terminal

#: What is wrong with a password → one sentence.
SENTENCES = {
    "password_too_short": "The password is too short: take at least 10 signs.",
    "password_too_long": "The password is too long: take at most 200 signs.",
    "password_too_common": "The password is one that everybody guesses: take another.",
}


@click.command("password")
@click.argument("email")
@click.option("--json", "as_data", is_flag=True, help="Print one JSON object.")
@record.refusals
def command(email: str, *, as_data: bool) -> None:
    """Give the person with this e-mail address a new password.

    It is asked twice and not shown; when piped, it is the first line. Whoever was signed
    in as this person no longer is. Exit code 1: nobody has this address, or the password
    is too weak; nothing changed.

    Example: voldaan password anna@example.nl
    """
    record.open_record()
    from voldaan.actions.firm import set_password

    try:
        set_password.set_password(email=email, password=_asked())
    except set_password.UnknownPerson:
        terminal.fail(f"Nobody signs in with {terminal.plain(email)}.")
    except set_password.WeakPassword as weak:
        terminal.fail(" ".join(SENTENCES[code] for code in weak.codes))
    if as_data:
        terminal.print_json({"email": email.strip().lower(), "changed": True})
    else:
        click.echo("The password is changed. Sign in with the new one.")


def _asked() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    given: str = click.prompt("New password", hide_input=True, confirmation_prompt=True)
    return given

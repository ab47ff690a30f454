"""Instellingen: the mailbox that answers come to."""

from django.conf import settings as installation
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from voldaan.actions.answers.read_mailbox import NoMailboxToRead
from voldaan.actions.firm import change_inbox
from voldaan.actions.firm.change_settings import NeedsPassword
from voldaan.channels.email.secret import WrongKey
from voldaan.connectors.mailbox import BadAccount, MailboxFailed
from voldaan.web.access import Visit, staff
from voldaan.web.forms_settings import InboxForm
from voldaan.web.presenting import settings as presenting
from voldaan.web.views.settings import saved, show


@staff(get=None, post="own")
def inbox(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Save where answers come in."""
    form = InboxForm(request.POST, prefix="inbox")
    if not _save(form, visit):
        return show(request, visit, inbox_form=form)
    return saved(request, "inbox")


@staff(get=None, post="own")
def inbox_test(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Save where answers come in, and try it: log in, read nothing."""
    form = InboxForm(request.POST, prefix="inbox")
    if not _save(form, visit):
        return show(request, visit, inbox_form=form)
    try:
        change_inbox.check_inbox(visit.administration_id, key=installation.SECRET_KEY)
    except MailboxFailed as refused:
        messages.warning(request, presenting.failure(refused.reason))
    except (NoMailboxToRead, BadAccount):
        messages.warning(request, gettext("Fill in the server first."))
    except WrongKey:
        messages.warning(request, gettext("The kept password cannot be opened; enter it anew."))
    else:
        messages.success(request, gettext("The mailbox lets us in. Answers are read from now."))
    return saved(request, "inbox")


def _save(form: InboxForm, visit: Visit) -> bool:
    if not form.is_valid():
        return False
    given = form.cleaned_data
    password = given.pop("password")
    try:
        change_inbox.change_inbox(
            visit.administration_id,
            inbox=change_inbox.Inbox(**given),
            password=password,
            key=installation.SECRET_KEY,
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except NeedsPassword:
        form.add_error("password", gettext("Another server or user: enter its password too."))
    except change_inbox.SendingFirst:
        form.add_error(None, gettext("First set up the mailbox that messages leave from."))
    return not form.errors

"""Which address shows which page: one line per view."""

from typing import Any

from allauth.account import views as sign_in
from django.urls import URLPattern, path, register_converter
from django.urls.converters import IntConverter
from django.views.generic import RedirectView

from voldaan.web.views import (
    answers,
    by_hand,
    call,
    carriers,
    clients,
    demo,
    imports,
    inbox,
    invoices,
    language,
    letters,
    messages,
    money,
    money_moment,
    replies,
    settings,
    today,
    together,
    welcome,
)

_LARGEST_ID = 2**63 - 1


class _Id(IntConverter):
    """An id that the database can hold; a larger one is no address."""

    def to_python(self, value: str) -> int:
        """Give the id. Raises ValueError, which means that there is no such page."""
        if len(value) > len(str(_LARGEST_ID)) or int(value) > _LARGEST_ID:
            raise ValueError(value)
        return int(value)


register_converter(_Id, "id")

_home: Any = RedirectView.as_view(pattern_name="settings")

urlpatterns: list[URLPattern] = [
    # signing in; only what we show: people are added by the owner, not by themselves
    path("account/login/", sign_in.login, name="account_login"),
    path("account/logout/", sign_in.logout, name="account_logout"),
    path("account/signup/", sign_in.signup, name="account_signup"),
    path("account/inactive/", sign_in.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", sign_in.reauthenticate, name="account_reauthenticate"),
    path("account/password/", sign_in.password_change, name="account_change_password"),
    path("account/email/", _home, name="account_email"),
    # the way in
    path("welcome/", welcome.welcome, name="welcome"),
    path("import/", imports.drop, name="import"),
    path("import/<slug:run_id>/", imports.run, name="import_run"),
    path("import/<slug:run_id>/answers/", imports.answers, name="import_answers"),
    path("import/<slug:run_id>/<id:file_id>/", imports.columns, name="import_columns"),
    path("language/", language.set_language, name="set_language"),
    # Vandaag
    path("", today.today, name="today"),
    path("together/", together.together, name="together"),
    path("cards/<id:decision_id>/later/", today.later, name="later"),
    path("cards/<id:decision_id>/rest/", today.rest, name="rest"),
    path("later/<id:hold_id>/undo/", today.later_undo, name="later_undo"),
    path("cards/<id:decision_id>/by-hand/", by_hand.step_by_hand, name="step_by_hand"),
    path("calls/<id:decision_id>/", call.call, name="call"),
    path("calls/<id:decision_id>/dial/", call.call_dial, name="call_dial"),
    path("messages/<id:message_id>/send/", today.send, name="send"),
    path("messages/<id:message_id>/undo/", today.undo, name="undo"),
    path("messages/<id:message_id>/sent/", today.message_sent, name="message_sent"),
    path("messages/<id:message_id>/not-sent/", today.message_not_sent, name="message_not_sent"),
    path(
        "messages/<id:message_id>/open/<slug:way>/", by_hand.message_open, name="message_open"
    ),
    path("messages/<id:message_id>/file/", today.message_file, name="message_file"),
    path("messages/<id:message_id>/words/", by_hand.message_words, name="message_words"),
    path("messages/<id:message_id>/posted/", by_hand.message_posted, name="message_posted"),
    path("messages/<id:message_id>/unmark/", by_hand.message_unmark, name="message_unmark"),
    path("messages/<id:message_id>/letter/", letters.message_letter, name="message_letter"),
    path("letters/", letters.letters, name="letters"),
    path("letters/file/", letters.letters_file, name="letters_file"),
    path("letters/posted/", letters.letters_posted, name="letters_posted"),
    path("clients/<id:client_id>/email/", today.client_email, name="client_email"),
    path("clients/<id:client_id>/confirm/", today.client_confirm, name="client_confirm"),
    path("clients/<id:client_id>/settle/", today.client_settle, name="client_settle"),
    # answers
    path("answers/<id:answer_id>/", answers.answer, name="answer"),
    path("answers/<id:answer_id>/unread/", answers.answer_unread, name="answer_unread"),
    path("clients/<id:client_id>/solved/", answers.dispute_solved, name="dispute_solved"),
    path("clients/<id:client_id>/not-solved/", answers.dispute_waits, name="dispute_waits"),
    path("clients/<id:client_id>/solved/undo/", answers.dispute_undo, name="dispute_undo"),
    path("answers/<id:answer_id>/put-away/", answers.answer_put_away, name="answer_put_away"),
    path("answers/files/<id:kept_id>/", answers.answer_file, name="answer_file"),
    # what we answer
    path("clients/<id:client_id>/replies/", replies.reply_prepare, name="reply_prepare"),
    path(
        "clients/<id:client_id>/replies/not-needed/",
        replies.reply_not_needed,
        name="reply_not_needed",
    ),
    path("clients/<id:client_id>/replies/needed/", replies.reply_needed, name="reply_needed"),
    # clients and invoices
    path("clients/", clients.clients, name="clients"),
    path("clients/<id:client_id>/", clients.client, name="client"),
    path("clients/<id:client_id>/change/", clients.client_change, name="client_change"),
    path("clients/<id:client_id>/links/withdraw/", clients.client_links, name="client_links"),
    path("clients/<id:client_id>/pause/", clients.client_pause, name="client_pause"),
    path("clients/<id:client_id>/resume/", clients.client_resume, name="client_resume"),
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/<id:invoice_id>/", invoices.invoice, name="invoice"),
    path("invoices/<id:invoice_id>/pause/", invoices.invoice_pause, name="invoice_pause"),
    path("invoices/<id:invoice_id>/resume/", invoices.invoice_resume, name="invoice_resume"),
    path(
        "invoices/<id:invoice_id>/satisfied/",
        invoices.invoice_satisfied,
        name="invoice_satisfied",
    ),
    path("invoices/<id:invoice_id>/paper/", invoices.invoice_paper, name="invoice_paper"),
    path("papers/<id:document_id>/", invoices.document, name="document"),
    # money
    path("money/", money.money, name="money"),
    path("money/lines/<id:line_id>/", money.match_other, name="match_other"),
    path("money/lines/<id:line_id>/match/", money.match, name="match"),
    path("money/lines/<id:line_id>/returned/", money.returned, name="line_returned"),
    path("money/lines/<id:line_id>/back/", money.line_back, name="line_back"),
    path("money/bookings/<id:booking_id>/undo/", money.booking_undo, name="booking_undo"),
    # how we sound, and which steps we take
    path("messages/", messages.overview, name="messages"),
    path("messages/ladder/try/", messages.ladder_try, name="ladder_try"),
    path("messages/ladder/", messages.ladder, name="ladder"),
    path("messages/ladder/reset/", messages.ladder_reset, name="ladder_reset"),
    path("messages/rules/", messages.rules, name="rules"),
    path("messages/rules/reset/", messages.rules_reset, name="rules_reset"),
    path("messages/example/", letters.letter_example, name="letter_example"),
    path("messages/text/", messages.text, name="text"),
    path("messages/text/reset/", messages.text_reset, name="text_reset"),
    path("messages/test/", messages.test, name="message_test"),
    # settings, and the clock of a demo world
    path("settings/", settings.settings, name="settings"),
    path("settings/company/", settings.company, name="settings_company"),
    path("settings/mailbox/", settings.mailbox, name="settings_mailbox"),
    path("settings/mailbox/test/", settings.mailbox_test, name="settings_mailbox_test"),
    path("settings/inbox/", inbox.inbox, name="settings_inbox"),
    path("settings/inbox/test/", inbox.inbox_test, name="settings_inbox_test"),
    path("settings/domain/", carriers.domain, name="settings_domain"),
    path("settings/carriers/", carriers.carrier, name="settings_carriers"),
    path("settings/numbers/", settings.numbers, name="settings_numbers"),
    path("settings/moment/", money_moment.change, name="settings_moment"),
    path("settings/moment.ics", money_moment.calendar, name="moment_calendar"),
    path("settings/pause/", settings.pause, name="settings_pause"),
    path("settings/resume/", settings.resume, name="settings_resume"),
    path("settings/keys/", settings.keys, name="settings_keys"),
    path("demo-clock/", demo.demo_clock, name="demo_clock"),
]

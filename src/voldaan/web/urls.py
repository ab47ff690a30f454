"""Which address shows which page: one line per view."""

from typing import Any

from allauth.account import views as sign_in
from django.urls import URLPattern, path
from django.views.generic import RedirectView

from voldaan.web.views import language, missing, welcome

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
    path("language/", language.set_language, name="set_language"),
    # to be replaced by their own views, line by line
    path("", missing.missing, name="today"),
    path("clients/", missing.missing, name="clients"),
    path("clients/<int:client_id>/", missing.missing, name="client"),
    path("invoices/", missing.missing, name="invoices"),
    path("invoices/<int:invoice_id>/", missing.missing, name="invoice"),
    path("calls/<int:decision_id>/", missing.missing, name="call"),
    path("money/", missing.missing, name="money"),
    path("settings/", missing.missing, name="settings"),
    path("import/", missing.missing, name="import"),
    path("demo-clock/", missing.missing, name="demo_clock"),
]

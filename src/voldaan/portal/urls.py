"""The addresses below ``/k/``: the page of a link, its answers, and the thanks."""

from django.urls import URLPattern, path

from voldaan.portal import views

app_name = "portal"

urlpatterns: list[URLPattern] = [
    path("<str:token>/", views.page, name="page"),
    path("<str:token>/dank/", views.thanks, name="thanks"),
    path("<str:token>/<slug:slug>/", views.answer, name="answer"),
    # What a mail program cut off or added: answered here as well, not by the pages of staff,
    # which set a cookie, may be kept, and say the address back.
    path("<str:token>", views.page),
    path("<str:token>/dank", views.thanks),
    path("<str:token>/<slug:slug>", views.answer),
    path("<str:token>/<path:rest>", views.nowhere),
]

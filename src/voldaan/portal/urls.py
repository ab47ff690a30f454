"""The addresses below ``/k/``: the page of a link, its answers, and the thanks."""

from django.urls import URLPattern, path

from voldaan.portal import views

app_name = "portal"

urlpatterns: list[URLPattern] = [
    path("<str:token>/", views.page, name="page"),
    path("<str:token>/dank/", views.thanks, name="thanks"),
    path("<str:token>/<slug:slug>/", views.answer, name="answer"),
]

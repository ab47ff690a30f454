"""The addresses below ``/hooks/``: one per kind of carrier, with the key of an account."""

from django.urls import URLPattern, path

from voldaan.hooks import views

app_name = "hooks"

# As channels/report_address.py writes them.
urlpatterns: list[URLPattern] = [
    path("whatsapp/<str:key>/", views.whatsapp, name="whatsapp"),
    path("sms/<str:key>/", views.sms, name="sms"),
]

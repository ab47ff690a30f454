"""Which room answers which address."""

from django.urls import URLPattern, URLResolver, include, path

from voldaan.config.preview import client_sees

urlpatterns: list[URLPattern | URLResolver] = [
    path("k/", include("voldaan.portal.urls")),  # as channels/page/address.py writes it
    path("hooks/", include("voldaan.hooks.urls")),  # as channels/report_address.py writes it
    path("", include("voldaan.web.urls")),
    path("clients/<id:client_id>/page/", client_sees, name="client_sees"),
]
handler400 = "voldaan.web.views.errors.bad_request"

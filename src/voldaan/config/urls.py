"""Which room answers which address."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("voldaan.web.urls"))]
handler400 = "voldaan.web.views.errors.bad_request"

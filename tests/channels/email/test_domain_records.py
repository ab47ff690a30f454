import time
from typing import Any

import dns.exception
import dns.resolver
import pytest
from tests.channels.email.dns_server import DnsServer, Zone

from voldaan.channels.email.domain import Records, judge
from voldaan.channels.email.domain_records import (
    USUAL_SELECTORS,
    BadResolver,
    NotADomain,
    Resolver,
    lookup,
)

KEY = "v=DKIM1; p="
HASTY: dict[str, Any] = {"timeout_seconds": 0.3, "total_seconds": 1}
ANNA: Zone = {
    "anna.example": ["v=spf1 include:_spf.mail.example ~all", "site-verification=abc"],
    "_spf.mail.example": ["v=spf1 ip4:192.0.2.0/24 include:b.mail.example -all"],
    "b.mail.example": ["v=spf1 ip4:198.51.100.0/24 -all"],
    "google._domainkey.anna.example": [KEY],
    "_dmarc.anna.example": ["v=DMARC1; p=none"],
}


class TestLookup:
    def test_finds_everything_that_is_judged(self) -> None:
        with DnsServer(ANNA) as server:
            found = lookup("Anna.example", selectors=["google"], resolver=server.resolver())

        assert found == Records(
            spf=tuple(sorted(ANNA["anna.example"])),
            included={
                "_spf.mail.example": tuple(ANNA["_spf.mail.example"]),
                "b.mail.example": tuple(ANNA["b.mail.example"]),
            },
            dkim={"google": (KEY,)},
            dmarc=("v=DMARC1; p=none",),
        )
        assert judge(found) == ("spf_ok", "dkim_revoked", "dmarc_none")

    def test_tries_the_usual_selectors(self) -> None:
        with DnsServer(ANNA) as server:
            found = lookup("anna.example", resolver=server.resolver())

        assert tuple(found.dkim) == USUAL_SELECTORS
        assert found.dkim["google"] == (KEY,)
        assert found.unknown == frozenset()

    def test_says_that_there_is_no_such_domain(self) -> None:
        with DnsServer(ANNA) as server:
            found = lookup("vink.example", resolver=server.resolver())

        assert judge(found) == ("domain_missing",)
        assert server.asked == ["vink.example"]

    def test_finds_nothing_at_a_domain_without_texts(self) -> None:
        with DnsServer({"vink.example": []}) as server:
            found = lookup("vink.example", resolver=server.resolver())

        assert judge(found) == ("spf_missing", "dkim_missing", "dmarc_missing")

    def test_looks_for_dmarc_above(self) -> None:
        with DnsServer({**ANNA, "post.anna.example": []}) as server:
            found = lookup("post.anna.example", selectors=["a"], resolver=server.resolver())

        assert (found.dmarc, found.is_inherited) == (("v=DMARC1; p=none",), True)

    def test_takes_a_text_in_pieces_as_one(self) -> None:
        long = "v=spf1 " + "ip4:192.0.2.1 " * 40 + "-all"
        with DnsServer({"anna.example": [long]}) as server:
            found = lookup("anna.example", selectors=["a"], resolver=server.resolver())

        assert found.spf == (long,)

    def test_asks_again_over_tcp_for_what_was_cut(self) -> None:
        zone: Zone = {"anna.example": "cut", "anna.example whole": ["v=spf1 -all"]}
        with DnsServer(zone) as server:
            found = lookup("anna.example", selectors=["a"], resolver=server.resolver())

        assert found.spf == ("v=spf1 -all",)
        assert server.asked[:2] == ["anna.example"] * 2

    def test_asks_for_ten_included_domains_at_most(self) -> None:
        zone: Zone = {
            f"{at}.example": [f"v=spf1 include:{at + 1}.example include:%{{i}}.example -all"]
            for at in range(40)
        }
        with DnsServer({**zone, "anna.example": zone["0.example"]}) as server:
            found = lookup("anna.example", selectors=["a"], resolver=server.resolver())

        assert len(found.included) == 10
        assert "spf_too_many_lookups" in judge(found)

    def test_follows_nothing_out_of_a_record_that_cannot_be_read(self) -> None:
        zone: Zone = {"anna.example": ["v=spf1 include:mail.example nonsense"]}
        with DnsServer(zone) as server:
            found = lookup("anna.example", selectors=["a"], resolver=server.resolver())

        assert found.included == {}
        assert "spf_malformed" in judge(found)

    def test_overlooks_nothing_among_many_texts(self) -> None:
        texts = [*(f"x{at}" for at in range(900)), "v=spf1 -all"]
        zone: Zone = {"anna.example": "cut", "anna.example whole": texts}
        with DnsServer(zone) as server:
            found = lookup("anna.example", selectors=["a"], resolver=server.resolver())

        assert len(found.spf) == 901
        assert "spf_ok" in judge(found)


class TestNoAnswer:
    @pytest.mark.parametrize(
        "what", ["SERVFAIL", "REFUSED", "silent", "garbage", "stranger", "cut_silent"]
    )
    def test_makes_it_unknown_and_never_missing(self, what: str) -> None:
        names = ("anna.example", "a._domainkey.anna.example", "_dmarc.anna.example")
        zone: Zone = dict.fromkeys(names, what)
        with DnsServer(zone) as server:
            resolver = server.resolver(**HASTY)
            found = lookup("anna.example", selectors=["a"], resolver=resolver)

        assert judge(found) == ("spf_unknown", "dkim_unknown", "dmarc_unknown")

    def test_about_one_does_not_hide_the_others(self) -> None:
        with DnsServer({**ANNA, "_dmarc.anna.example": "SERVFAIL"}) as server:
            found = lookup("anna.example", selectors=["google"], resolver=server.resolver())

        assert judge(found) == ("spf_ok", "dkim_revoked", "dmarc_unknown")

    def test_ends_in_time_when_nobody_speaks(self) -> None:
        with DnsServer(
            dict.fromkeys(["anna.example", "_dmarc.anna.example"], "silent")
        ) as server:
            for selector in USUAL_SELECTORS:
                server.zone[f"{selector}._domainkey.anna.example"] = "silent"
            started = time.monotonic()
            found = lookup("anna.example", resolver=server.resolver(**HASTY))

        assert time.monotonic() - started < 5
        assert found.unknown == {"spf", "dkim", "dmarc"}

    def test_comes_from_a_machine_that_knows_no_resolver(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def unreadable(*_: Any, **__: Any) -> None:
            raise dns.resolver.NoResolverConfiguration

        monkeypatch.setattr(dns.resolver.Resolver, "read_resolv_conf", unreadable)

        assert lookup("anna.example", selectors=["a"]).unknown == {"spf", "dkim", "dmarc"}


class TestWhatIsAsked:
    @pytest.mark.parametrize(
        "name", ["", "anna", "anna@anna.example", "a b.example", "127.0.0.1"]
    )
    def test_is_a_domain(self, name: str) -> None:
        with pytest.raises(NotADomain) as raised:
            lookup(name)

        assert raised.value.text == name

    @pytest.mark.parametrize("selector", ["", "a b", "é", "x" * 64, "a/b", "-."])
    def test_is_under_a_selector(self, selector: str) -> None:
        with pytest.raises(NotADomain):
            lookup("anna.example", selectors=[selector])

    @pytest.mark.parametrize(
        ("changes", "field"),
        [({"address": "dns.example"}, "address"), ({"port": 0}, "port"),
         ({"timeout_seconds": 0}, "timeout_seconds"),
         ({"total_seconds": 1}, "timeout_seconds")],
    )  # fmt: skip
    def test_is_asked_of_a_machine(self, changes: Any, field: str) -> None:
        with pytest.raises(BadResolver) as raised:
            Resolver(**changes)

        assert raised.value.field == field

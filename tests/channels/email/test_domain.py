import base64
import time
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st

from voldaan.channels.email.domain import CODES, Malformed, Records, judge, read_spf


def der(public: Any, *, is_bare: bool = False) -> str:
    """Write a public key as it stands in DNS."""
    form = serialization.PublicFormat
    content = public.public_bytes(
        serialization.Encoding.DER, form.PKCS1 if is_bare else form.SubjectPublicKeyInfo
    )
    return base64.b64encode(content).decode()


def rsa_of(bits: int) -> Any:
    """Give a public key of so many bits, which nobody can sign with."""
    return rsa.RSAPublicNumbers(65_537, (1 << (bits - 1)) + 1).public_key()


GOOD = f"v=DKIM1; k=rsa; p={der(rsa_of(2_048))}"
TEXTS = st.text(
    st.sampled_from("v=spf1 DKIM1 DMARC1;p=noeqrjct +-~?all include:a.example mx/24é\0"),
    max_size=60,
)  # fmt: skip


def spf(*texts: str, **included: str) -> set[str]:
    """Give what is said about SPF; ``included`` are records of ``<name>.example``."""
    others = {f"{name}.example": (text,) for name, text in included.items()}
    found = judge(Records(spf=texts, included=others))
    return {code for code in found if code.startswith("spf")}


def dkim(*texts: str) -> set[str]:
    """Give what is said about DKIM."""
    found = judge(Records(dkim={str(at): (text,) for at, text in enumerate(texts)}))
    return {code for code in found if code.startswith("dkim")}


def dmarc(*texts: str, **changes: Any) -> set[str]:
    """Give what is said about DMARC."""
    found = judge(Records(dmarc=texts, **changes))
    return {code for code in found if code.startswith("dmarc")}


class TestSpf:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("v=spf1 -all", "spf_ok"),
            ("v=spf1 a mx include:mail.example ~all", "spf_ok"),
            ("V=SPF1 MX -ALL", "spf_ok"),
            (
                "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 a:mail.example/24//64 mx/24 -all",
                "spf_ok",
            ),
            ("v=spf1  ptr exists:%{i}._spf.mail.example -all", "spf_ok"),
            ("v=spf1 redirect=_spf.mail.example", "spf_ok"),  # what it ends in is not seen
            ("v=spf1 x-owner=anna -all", "spf_ok"),
            ("v=spf1 +all", "spf_allows_all"),
            ("v=spf1 mx all", "spf_allows_all"),
            ("v=spf1 all -all", "spf_allows_all"),
            ("v=spf1 ?all", "spf_neutral"),
            ("v=spf1 mx", "spf_neutral"),
            ("v=spf1", "spf_neutral"),
            ("v=spf1 include -all", "spf_malformed"),
            ("v=spf1 include: -all", "spf_malformed"),
            ("v=spf1 includ:mail.example -all", "spf_malformed"),
            ("v=spf1 ip4:300.1.1.1 -all", "spf_malformed"),
            ("v=spf1 ip4:2001:db8:: -all", "spf_malformed"),
            ("v=spf1 ip6:192.0.2.1 -all", "spf_malformed"),
            ("v=spf1 ip4 -all", "spf_malformed"),
            ("v=spf1 a: -all", "spf_malformed"),
            ("v=spf1 mx/x -all", "spf_malformed"),
            ("v=spf1 include:mail.example/24 -all", "spf_malformed"),
            ("v=spf1 -all:mail.example", "spf_malformed"),
            ("v=spf1 - -all", "spf_malformed"),
            ("v=spf1 -all, mx", "spf_malformed"),
            ("v=spf1 redirect= ", "spf_malformed"),
            ("v=spf1 redirect=a.example redirect=b.example", "spf_malformed"),
            ("v=spf10 -all", "spf_missing"),
            ("v=spf1-all", "spf_missing"),
            ("site-verification=abc", "spf_missing"),
        ],
    )
    def test_is_judged(self, text: str, code: str) -> None:
        assert spf(text, "another text") == {code}

    def test_may_stand_there_only_once(self) -> None:
        assert spf("v=spf1 -all", "v=spf1 mx -all") == {"spf_several"}

    def test_is_missing_without_texts(self) -> None:
        assert spf() == {"spf_missing"}

    @pytest.mark.parametrize(("count", "code"), [(10, "spf_ok"), (11, "spf_too_many_lookups")])
    def test_may_ask_ten_times(self, count: int, code: str) -> None:
        asks = " ".join(f"a:m{at}.example" for at in range(count))

        assert spf(f"v=spf1 {asks} -all") == {code}

    def test_counts_what_the_included_ask(self) -> None:
        asks = " ".join(["mx"] * 5)
        own = "v=spf1 include:a.example include:b.example -all"

        assert spf(own, a=f"v=spf1 {asks} -all", b="v=spf1 mx mx mx -all") == {"spf_ok"}
        assert spf(own, a=f"v=spf1 {asks} -all", b="v=spf1 mx mx mx mx -all") == {
            "spf_too_many_lookups"
        }

    def test_ends_a_circle(self) -> None:
        circle = "v=spf1 include:a.example -all"

        assert spf(circle, a=circle) == {"spf_too_many_lookups"}
        assert spf("v=spf1 redirect=a.example", a="v=spf1 redirect=a.example") == {
            "spf_too_many_lookups"
        }

    @pytest.mark.parametrize(
        ("behind", "code"),
        [("v=spf1 +all", "spf_allows_all"), ("v=spf1 ?all", "spf_neutral"),
         ("v=spf1 -all", "spf_ok"), ("v=spf1 nonsense", "spf_ok")],
    )  # fmt: skip
    def test_looks_behind_a_redirect(self, behind: str, code: str) -> None:
        assert spf("v=spf1 redirect=a.example", a=behind) == {code}

    def test_does_not_look_behind_all(self) -> None:
        assert spf("v=spf1 -all redirect=a.example", a="v=spf1 +all") == {"spf_ok"}

    def test_can_be_wrong_in_two_ways(self) -> None:
        assert spf("v=spf1" + " mx" * 11 + " +all") == {
            "spf_too_many_lookups",
            "spf_allows_all",
        }


class TestReadSpf:
    def test_says_where_it_breaks(self) -> None:
        with pytest.raises(Malformed, match="nonsense"):
            read_spf("v=spf1 mx nonsense -all")


class TestDkim:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            (GOOD, "dkim_ok"),
            (f"p={der(rsa_of(1_024))}", "dkim_ok"),
            (f"v=DKIM1; p={der(rsa_of(2_048), is_bare=True)};", "dkim_ok"),
            (GOOD.replace("p=MIIB", "p=MI IB"), "dkim_ok"),
            (f"v=DKIM1; k=ed25519; p={base64.b64encode(bytes(32)).decode()}", "dkim_ok"),
            (f"{GOOD}; t=s", "dkim_ok"),
            (f"{GOOD}; t=y:s", "dkim_testing"),
            (f"p={der(rsa_of(512))}", "dkim_weak"),
            ("v=DKIM1; p=", "dkim_revoked"),
            ("v=DKIM1; k=rsa", "dkim_malformed"),
            ("v=DKIM1; p=%%%", "dkim_malformed"),
            ("v=DKIM1; p=abc", "dkim_malformed"),
            ("v=DKIM1; p=QUJD", "dkim_malformed"),
            ("v=DKIM1; p=é", "dkim_malformed"),
            ("v=DKIM1; k=ed25519; p=QUJD", "dkim_malformed"),
            ("v=DKIM2; p=QUJD", "dkim_malformed"),
            (f"{GOOD}; p=", "dkim_malformed"),
            (f"{GOOD}; nonsense", "dkim_malformed"),
            (
                f"p={der(ec.generate_private_key(ec.SECP256R1()).public_key())}",
                "dkim_malformed",
            ),
            ("v=spf1 -all", "dkim_missing"),
            ("", "dkim_missing"),
        ],
        ids=range(21),
    )
    def test_is_judged(self, text: str, code: str) -> None:
        assert dkim(text) == {code}

    def test_is_good_when_one_key_is(self) -> None:
        assert dkim("v=DKIM1; p=", GOOD, "v=DKIM1; p=%") == {"dkim_ok"}

    def test_tells_all_that_is_wrong_when_none_is(self) -> None:
        assert dkim("v=DKIM1; p=", "v=DKIM1; p=%") == {"dkim_revoked", "dkim_malformed"}


class TestDmarc:
    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("v=DMARC1; p=none; rua=mailto:anna@anna.example", {"dmarc_none"}),
            ("v=DMARC1;p=quarantine;", {"dmarc_quarantine"}),
            ("v = DMARC1 ; P = Reject", {"dmarc_reject"}),
            ("v=DMARC1; p=reject; pct=100", {"dmarc_reject"}),
            ("v=DMARC1; p=reject; pct=20", {"dmarc_reject", "dmarc_partial"}),
            ("v=DMARC1; p=reject; sp=none", {"dmarc_reject"}),
            ("v=DMARC1", {"dmarc_malformed"}),
            ("v=DMARC1; p=maybe", {"dmarc_malformed"}),
            ("v=DMARC1; p=none; p=reject", {"dmarc_malformed"}),
            ("v=DMARC1; p=none; nonsense", {"dmarc_malformed"}),
            ("v=DMARC1; p=none; pct=101", {"dmarc_malformed"}),
            ("v=DMARC1; p=none; pct=-1", {"dmarc_malformed"}),
            ("v=DMARC12; p=none", {"dmarc_missing"}),
            ("p=none; v=DMARC1", {"dmarc_missing"}),
            ("v=spf1 -all", {"dmarc_missing"}),
        ],
    )
    def test_is_judged(self, text: str, codes: set[str]) -> None:
        assert dmarc(text) == codes

    def test_may_stand_there_only_once(self) -> None:
        assert dmarc("v=DMARC1; p=none", "v=DMARC1; p=none") == {"dmarc_several"}

    @pytest.mark.parametrize(
        ("text", "code"),
        [("v=DMARC1; p=reject; sp=none", "dmarc_none"), ("v=DMARC1; p=reject", "dmarc_reject")],
    )
    def test_from_above_asks_what_holds_for_domains_below(self, text: str, code: str) -> None:
        assert dmarc(text, is_inherited=True) == {code}


class TestJudge:
    def test_says_unknown_and_never_missing_without_an_answer(self) -> None:
        found = judge(Records(unknown=frozenset({"spf", "dkim", "dmarc"})))

        assert found == ("spf_unknown", "dkim_unknown", "dmarc_unknown")

    def test_counts_a_good_key_though_another_selector_is_unknown(self) -> None:
        found = judge(Records(dkim={"a": (GOOD,), "b": ()}, unknown=frozenset({"dkim"})))

        assert "dkim_ok" in found

    def test_says_only_that_there_is_no_such_domain(self) -> None:
        assert judge(Records(exists=False)) == ("domain_missing",)

    @pytest.mark.parametrize(
        "text",
        [" " * 60_000, ";" * 60_000, "v " * 30_000, "; v" + " " * 60_000, "=" * 60_000,
         " include:a.example" * 3_000, " a" * 30_000, "p=" + "A" * 60_000],
        ids=range(8),
    )  # fmt: skip
    def test_takes_no_longer_for_what_is_meant_to_take_long(self, text: str) -> None:
        records = Records(
            spf=(f"v=spf1 {text}",), included={"a.example": (f"v=spf1 {text}",)},
            dkim={"x": (f"v=DKIM1;{text}", text)}, dmarc=(f"v=DMARC1;{text}", text),
        )  # fmt: skip

        started = time.perf_counter()
        judge(records)

        assert time.perf_counter() - started < 5

    @given(TEXTS, TEXTS, TEXTS)
    def test_has_an_answer_to_anything(self, first: str, second: str, third: str) -> None:
        found = judge(
            Records(
                spf=(f"v=spf1 {first}",),
                included={"a.example": (f"v=spf1 {second}",)},
                dkim={"x": (f"v=DKIM1;{second}",)},
                dmarc=(f"v=DMARC1;{third}",),
            )
        )

        assert set(found) <= set(CODES)
        assert list(found) == sorted(found, key=CODES.index)
        for subject in ("spf", "dkim", "dmarc"):
            assert any(code.startswith(subject) for code in found)

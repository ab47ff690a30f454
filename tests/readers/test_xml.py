"""XML from strangers is bounded, and never opens anything else."""

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.readers import xml


def refusal(source: bytes) -> tuple[str, str]:
    with pytest.raises(xml.XmlRefused) as caught:
        xml.root(BytesIO(source))
    return caught.value.problem.code, caught.value.problem.where


class TestRoot:
    def test_gives_the_tree_without_comments_and_instructions(self) -> None:
        tree = xml.root(BytesIO(b"<a><!-- no --><?go no?><b>1</b></a>"))

        assert [child.tag for child in tree] == ["b"]

    def test_reads_utf_16(self) -> None:
        tree = xml.root(
            BytesIO('<?xml version="1.0" encoding="UTF-16"?><a>é</a>'.encode("utf-16"))
        )

        assert tree.text == "é"

    @pytest.mark.parametrize("source", [b"", b"   ", b"no", b"<a>", b"<a/><b/>", b"<a>\0</a>"])
    def test_refuses_what_is_not_well_formed(self, source: bytes) -> None:
        assert refusal(source)[0] == "xml.not_well_formed"

    def test_names_the_line(self) -> None:
        assert refusal(b"<a>\n<b></c></a>") == ("xml.not_well_formed", "line 2")

    @pytest.mark.parametrize(
        "source",
        [
            b"<!DOCTYPE a><a/>",
            b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
            b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
            b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
            b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]><a/>',
        ],
    )
    def test_refuses_a_document_type(self, source: bytes) -> None:
        assert refusal(source)[0] == "xml.has_doctype"

    def test_refuses_an_unknown_entity(self) -> None:
        assert refusal(b"<a>&e;</a>")[0] == "xml.has_entity"

    def test_refuses_a_bomb_of_entities_at_once(self) -> None:
        layers = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
        source = f'<!DOCTYPE a [<!ENTITY e0 "ha">{layers}]><a b="&e11;">&e11;</a>'

        assert refusal(source.encode())[0] == "xml.has_entity"

    @pytest.mark.parametrize("depth", [xml.DEEPEST + 1, 300, 100_000])
    def test_refuses_a_deep_nest(self, depth: int) -> None:
        assert refusal(b"<a>" * depth + b"</a>" * depth)[0] == "xml.too_deep"

    def test_refuses_one_text_beyond_the_bound(self) -> None:
        assert refusal(b"<a>" + b"x" * 11_000_000 + b"</a>")[0] == "xml.too_large"

    def test_reads_the_deepest_nest(self) -> None:
        assert xml.root(BytesIO(b"<a>" * xml.DEEPEST + b"</a>" * xml.DEEPEST)).tag == "a"

    def test_refuses_more_elements_than_the_bound(self) -> None:
        with pytest.raises(xml.XmlRefused, match="too_many_elements"):
            xml.root(BytesIO(b"<a>" + b"<b/>" * 10 + b"</a>"), most_elements=10)

    @given(st.binary(max_size=200))
    def test_raises_nothing_but_its_own_refusal(self, source: bytes) -> None:
        with suppress(xml.XmlRefused):
            xml.root(BytesIO(source))


class TestEvents:
    def test_refuses_more_bytes_than_the_bound(self) -> None:
        with pytest.raises(xml.XmlRefused, match="too_large"):
            list(xml.events(BytesIO(b"<a>" + b" " * 100), largest_bytes=50))


class TestNames:
    def test_gives_an_empty_namespace_where_there_is_none(self) -> None:
        assert xml.namespace(xml.root(BytesIO(b"<a/>"))) == ""

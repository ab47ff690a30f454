"""Large XML gives its wanted elements, in bounded memory."""

from io import BytesIO

import pytest

from voldaan.readers import xml, xml_stream


def walk(content: bytes, **bounds: int) -> list[str]:
    found = []
    for element in xml_stream.elements(BytesIO(content), names=("b",), **bounds):
        found.append(element.text or "")
        xml_stream.drop(element)
    return found


class TestElements:
    def test_are_given_in_any_namespace(self) -> None:
        assert walk(b'<a xmlns="urn:x"><b>1</b><c/><b xmlns="">2</b></a>') == ["1", "2"]

    def test_may_be_the_root(self) -> None:
        assert walk(b"<b>1</b>") == ["1"]

    @pytest.mark.parametrize(
        ("content", "bounds", "code"),
        [
            (b"<!DOCTYPE a [<!ENTITY e 'x'>]><a><b/></a>", {}, "xml.has_doctype"),
            (b"<a><b>", {}, "xml.not_well_formed"),
            (b"<a>" + b"<b/>" * 50, {"largest_bytes": 20}, "xml.too_large"),
            (b"<a>" + b"<c/>" * 50 + b"</a>", {"largest_gap": 20}, "xml.too_large"),
        ],
    )
    def test_of_a_hostile_file_are_refused(
        self, content: bytes, bounds: dict[str, int], code: str
    ) -> None:
        with pytest.raises(xml.XmlRefused) as caught:
            walk(content, **bounds)

        assert caught.value.problem.code == code

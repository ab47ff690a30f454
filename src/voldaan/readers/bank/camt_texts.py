"""All texts of one CAMT element, by their path, whatever the version of the message."""

from lxml import etree

from voldaan.readers import xml

# Half of an entry: bank codes, banks, addresses and charges that nobody asks for.
_OF_NO_USE = frozenset(
    {"BkTxCd", "RltdAgts", "PstlAdr", "Chrgs", "CardTx", "CtctDtls", "Svcr", "Btch"}
)


class Texts:
    """Answers by plain paths ("RltdPties/Dbtr/Nm"), without namespaces.

    The versions of the message differ in namespace and in a level more or less, so most
    questions take several paths and the first that has text answers. One walk over the
    element is four times as fast as a search for each path.
    """

    def __init__(
        self, element: etree._Element, *, without: frozenset[str] = frozenset()
    ) -> None:
        self._texts: dict[str, list[str]] = {}
        self._currencies: dict[str, str] = {}
        skipped = without | _OF_NO_USE
        todo = [(element, "")]
        for parent, path in todo:  # grows while it is walked, so texts keep their order
            for child in parent:
                name = child.tag.rpartition("}")[2]
                if name in skipped:
                    continue
                if len(child):
                    todo.append((child, f"{path}{name}/"))
                elif text := child.text:
                    self._take(child, path + name, text.strip())

    def text(self, *paths: str) -> str | None:
        """Give the stripped text at the first of the paths that has one."""
        for path in paths:
            found = self._texts.get(path)
            if found:
                return found[0]
        return None

    def texts(self, path: str) -> list[str]:
        """Give the stripped texts of all elements at the path, in order."""
        return self._texts.get(path, [])

    def amount(self, *paths: str) -> tuple[str, str | None] | None:
        """Give amount and currency (attribute Ccy) at the first path that has one."""
        for path in paths:
            found = self._texts.get(path)
            if found:
                return found[0], self._currencies.get(path)
        return None

    def _take(self, element: etree._Element, path: str, text: str) -> None:
        if not text:
            return
        if path in self._texts:
            self._texts[path].append(text)
            return
        self._texts[path] = [text]
        if path.endswith("Amt") and (currency := element.get("Ccy")):
            self._currencies[path] = currency[:3].upper()


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """Give the direct children of a local name.

    >>> len(children(xml.root(b'<a xmlns="urn:x"><b/><c/><b/></a>'), "b"))
    2
    """
    return [child for child in element if xml.local_name(child) == name]

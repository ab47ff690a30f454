"""Finding texts in a CAMT message, whatever its version."""

from lxml import etree


class Paths:
    """Finds by plain paths ("RltdPties/Dbtr/Nm") within one namespace.

    The versions of the message differ in namespace and in a level more or less, so most
    questions take several paths and the first that has text answers.
    """

    def __init__(self, namespace: str) -> None:
        self._prefix = f"{{{namespace}}}" if namespace else ""
        self._full: dict[str, str] = {}

    def text(self, element: etree._Element, *paths: str) -> str | None:
        """Give the stripped text at the first of the paths that has one."""
        for path in paths:
            found = element.findtext(self._path(path))
            if found and (plain := found.strip()):
                return plain
        return None

    def texts(self, element: etree._Element, path: str) -> list[str]:
        """Give the stripped texts of all elements at the path."""
        found = ((item.text or "").strip() for item in element.iterfind(self._path(path)))
        return [text for text in found if text]

    def first(self, element: etree._Element, *paths: str) -> etree._Element | None:
        """Give the first element at the first of the paths that has one."""
        for path in paths:
            found = element.find(self._path(path))
            if found is not None:
                return found
        return None

    def all(self, element: etree._Element, path: str) -> list[etree._Element]:
        """Give all elements at the path."""
        return element.findall(self._path(path))

    def _path(self, path: str) -> str:
        full = self._full.get(path)
        if full is None:
            full = "/".join(self._prefix + step for step in path.split("/"))
            self._full[path] = full
        return full

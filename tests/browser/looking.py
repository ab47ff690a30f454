"""What is asked of every page: nothing that axe finds, nothing sideways, nothing too small."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request

#: Phones of two sizes, and a window of 1280 pixels enlarged to 200%.
WIDTHS = (320, 390, 640)

_PRESSED = """() => {
  const inText = (e) => e.tagName === "A" && getComputedStyle(e).display === "inline";
  return [...document.querySelectorAll("a[href], button, summary, select, textarea, input")]
    .filter((e) => e.type !== "hidden" && e.checkVisibility({visibilityProperty: true}))
    .filter((e) => !e.classList.contains("skip") && !inText(e))
    .map((e) => ({box: (e.closest("label.option") ?? e).getBoundingClientRect(), e}))
    .filter(({box}) => box.height > 0 && (box.width < 44 || box.height < 44))
    .map(({box, e}) => `${e.outerHTML.slice(0, 80)}: ${box.width} × ${box.height}`);
}"""


@dataclass
class Complaints:
    """What the browser complained about since the page was opened."""

    said: list[str] = field(default_factory=list)


@contextlib.contextmanager
def listening(page: Page, *, expects: tuple[str, ...] = ()) -> Iterator[Complaints]:
    """Fail at the end when the console, a script or the security policy complained."""
    complaints = Complaints()

    def heard(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(
            each in message.text for each in expects
        ):
            complaints.said.append(message.text)

    def failed(request: Request) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):  # left before the answer came
            complaints.said.append(f"{request.url}: {request.failure}")

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.said.append(str(error)))
    page.on("requestfailed", failed)
    yield complaints
    assert complaints.said == []


def has_no_violations(page: Page) -> None:
    """Ask axe; every rule of it, best practices too."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def never_scrolls_sideways(page: Page) -> None:
    """Look at the widths where pages break; give the page its size back."""
    size = page.viewport_size or {"width": 1280, "height": 800}
    too_wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": size["height"]})
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        if wide > width:
            too_wide.append((width, wide))
    page.set_viewport_size(size)
    assert too_wide == []


def is_easily_pressed(page: Page) -> None:
    """Measure everything pressed: 44 pixels; links inside a sentence follow the line."""
    assert page.evaluate(_PRESSED) == []


def look(page: Page) -> None:
    """Ask everything of the page as it stands; the widths once, on a phone."""
    has_no_violations(page)
    is_easily_pressed(page)
    if (page.viewport_size or {"width": 0})["width"] in WIDTHS:
        never_scrolls_sideways(page)

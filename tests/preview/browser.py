"""A headless Chromium that looks at the preview."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.programs import find_program
from tests.watching import PATIENCE_SECONDS

SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--force-prefers-reduced-motion",
    "--no-first-run",
)


class Page:
    """The preview as the browser shows it."""

    def __init__(self, chrome: Chrome) -> None:
        self._chrome = chrome

    def run(self, script: str, *arguments: object) -> Any:  # noqa: ANN401
        """Return what a script returns."""
        return self._chrome.execute_script(script, *arguments)

    def until(self, condition: Callable[[], object], why: str) -> None:
        """Wait until something holds."""
        WebDriverWait(self._chrome, PATIENCE_SECONDS, poll_frequency=0.05).until(
            lambda _: condition(), why
        )

    def all(self, selector: str) -> list[WebElement]:
        """Return the elements that a selector finds."""
        return self._chrome.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        """Return the text that is to be seen of the first element."""
        found = self.all(selector)
        return found[0].text if found else ""

    def size(self, width: int, height: int) -> None:
        """Make the window's inside so large, in CSS pixels."""
        self._chrome.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )

    def open(self, address: str) -> None:
        """Go to an address and wait for the first page's picture."""
        self.go(address)
        self.until(lambda: self.all(".page[data-edition]"), "no page is shown")

    def go(self, address: str) -> None:
        """Go to an address."""
        self._chrome.get("about:blank")
        self.complaints()  # of the page before, whose server may be gone
        self._chrome.get(address)

    def answer(self, script: str) -> Any:  # noqa: ANN401
        """Return what a script gives to the function that is its first argument."""
        return self._chrome.execute_async_script(script)

    def scheme(self, name: str) -> None:
        """Be of one who likes pages `light` or `dark`."""
        features = [{"name": "prefers-color-scheme", "value": name}]
        self._chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def reload(self) -> None:
        """Load the page anew, as F5 does."""
        self._chrome.refresh()
        self.until(lambda: self.all(".page[data-edition]"), "no page is shown")

    def turn(self) -> int:
        """Return the number of the build that is shown."""
        return int(self.run("return document.body.dataset.turn ?? 0"))

    def complaints(self) -> list[str]:
        """Return what the browser itself complains of: refused scripts, missing files."""
        log = self._chrome.get_log("browser")  # type: ignore[no-untyped-call]
        return [entry["message"] for entry in log]


@contextmanager
def browser(folder: Path, width: int = 1200, height: int = 800) -> Iterator[Page]:
    """Run a Chromium whose profile is in a folder of the test."""
    options = Options()
    options.binary_location = find_program("chromium")
    for switch in (*SWITCHES, f"--window-size={width},{height}", f"--user-data-dir={folder}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = Chrome(options=options, service=Service(find_program("chromedriver")))
    try:
        yield Page(chrome)
    finally:
        chrome.quit()

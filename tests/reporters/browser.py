"""Pages opened in Chromium, without a window and without a network."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

from tests.clients import chromedriver, chromium

_QUIET = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
          "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage")


class Opened:
    """A browser and the page in it."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, page: Path) -> Opened:
        """Opens a page from its file."""
        self.driver.get(page.as_uri())
        return self

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        return self.one(selector).text

    def texts(self, selector: str) -> list[str]:
        """The texts of all that fit, in one call; also of what is scrolled out of sight."""
        return self.run("return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText)", selector)

    def run(self, script: str, *args: object) -> Any:
        return self.driver.execute_script(script, *args)

    def click(self, selector: str, at: int = 0) -> None:
        """Clicks, wherever it stands."""
        self.run("document.querySelectorAll(arguments[0])[arguments[1]].click()", selector, at)

    def choose(self, field: str, text: str) -> None:
        """Chooses an entry of a filter by its words."""
        options = Select(self.one(f"#filter-{field}"))
        options.select_by_visible_text(text)

    def complaints(self) -> list[str]:
        """What the browser wrote to its console: errors of scripts, breaches of the page's own policy."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def printed(self, target: Path) -> Path:
        """The page as a PDF."""
        done = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
        target.write_bytes(base64.b64decode(done["data"]))
        return target


@contextmanager
def browser(width: int = 1280) -> Iterator[Opened]:
    """A browser that ends with the block."""
    options = webdriver.ChromeOptions()
    options.binary_location = chromium()
    service = webdriver.ChromeService(chromedriver())
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for argument in (*_QUIET, f"--window-size={width},900", f"--user-data-dir={profile}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        driver = webdriver.Chrome(options=options, service=service)
        try:
            yield Opened(driver)
        finally:
            driver.quit()

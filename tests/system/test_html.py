"""The HTML pages in a browser: silent, reachable, legible, at every width, by day and by night."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.comparison.compare import compare
from aeo_cli.comparison.compared_report import ComparedReport
from aeo_cli.documents.syntax import parse
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.formats import Format, renderer
from aeo_cli.presentation.page import Page as Paper
from aeo_cli.presentation.wording.difference import DifferenceDigest
from aeo_cli.profile.reader import read_profile
from tests.conftest import ROOT
from tests.system.conftest import FLAGS

CATALOGUE, CALENDAR = load_catalogue(), ChineseCalendar()
LONG = "长" * 3_000 + "x" * 3_000
PROFILES = {
    "chip-maker": (ROOT / "examples" / "chip-maker.toml").read_text(encoding="utf-8"),
    "food-trader": (ROOT / "examples" / "food-trader.toml").read_text(encoding="utf-8"),
    "nothing known": "[enterprise]",
    "hostile": f"""
        ref = '<script>alert(1)</script>'
        [enterprise]
        name = '<img src=x onerror=alert(1)>{LONG}'
        credit_level = 'advanced_certified'
        [[business]]
        id = '{LONG}'
        kind = 'special_goods_approval'
        accepted_on = 2026-02-27
        special_circumstances = false
        note = '</title></svg><b onclick=alert(1)>'
        [[business]]
        kind = 'appointment_clearance'
        outside_office_hours = true
        appointment_at = 2027-03-07T22:00
    """,
}
DIFFERENCES = {
    "what became known": ("nothing known", "hostile"),
    "what was lost": ("hostile", "food-trader"),
    "what is the same": ("hostile", "hostile"),
}
"""The profiles before and after."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as engines:
        one = engines.chromium.launch(executable_path=path, args=FLAGS)
        yield one
        one.close()


class Reader:
    """A page in a window, and all that it said and asked for."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page, self.messages, self.requests = page, list[str](), list[str]()
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.on("dialog", lambda dialog: self.messages.append(dialog.message))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(file.as_uri())

    def run(self, script: str) -> Any:
        """Return what a script in the page gives; the page itself has none."""
        return self.page.evaluate(script)


def report_on(name: str) -> Report:
    profile = read_profile(parse(PROFILES[name]), CATALOGUE)
    return assess(CATALOGUE, profile, CALENDAR, date(2026, 3, 2))


@pytest.fixture
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    name, lang = request.param
    if name in PROFILES:
        content = renderer(Format.HTML).render(report_on(name), CATALOGUE, CALENDAR, Paper(lang))
    else:
        old, new = map(report_on, DIFFERENCES[name])
        found = compare(ComparedReport(old), ComparedReport(new), CATALOGUE, CALENDAR)
        digest = DifferenceDigest(found, (old, new), CATALOGUE, lang, supposed=True)
        content = renderer(Format.HTML).differ(digest, Paper(lang))
    path = tmp_path / "page.html"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def each(*names: str) -> pytest.MarkDecorator:
    pairs = [(name, lang) for name in names for lang in Lang]
    return pytest.mark.parametrize("file", pairs, indirect=True, ids=" ".join)


@each(*PROFILES, *DIFFERENCES)
@pytest.mark.parametrize(("width", "scheme"), [(380, "dark"), (768, "light"), (1400, "dark")])
def test_it_is_silent_and_has_room_and_axe_finds_nothing(
    file: Path, scheme: Any, width: int, browser: Browser
) -> None:
    window: Any = {"width": width, "height": 900}
    with browser.new_context(viewport=window, color_scheme=scheme) as context:
        reader = Reader(context.new_page(), file)
        assert reader.run("document.documentElement.scrollWidth") <= width
        reader.run("document.querySelectorAll('details').forEach(it => it.open = true)")
        assert reader.run("document.documentElement.scrollWidth") <= width
        found = Axe().run(reader.page)
        assert found.violations_count == 0, found.generate_report()
        assert reader.messages == []
        assert reader.requests == [file.as_uri()]
        shade = reader.run("getComputedStyle(document.body).backgroundColor")
        assert (shade == "rgb(255, 255, 255)") == (scheme == "light")


@each("chip-maker")
def test_it_is_whole_without_script_and_folds_open_by_the_keyboard(
    file: Path, browser: Browser
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(file.as_uri())
        fold = page.locator("#m27 details")
        tree = fold.locator(".tree").first
        assert not tree.is_visible()
        page.keyboard.press("Tab")
        assert page.locator(".skip").is_visible()  # the first stop skips to the report
        fold.locator("summary").focus()
        page.keyboard.press("Enter")
        assert tree.is_visible()
        assert page.locator("details").count() == 33
        page.locator("nav a[href='#m27']").click()
        assert page.url.endswith("#m27")


@each("chip-maker")
def test_a_screen_reader_finds_landmarks_headings_and_the_picture_in_words(
    file: Path, browser: Browser
) -> None:
    with browser.new_context() as context:
        page = Reader(context.new_page(), file).page
        for role in ("banner", "main", "contentinfo", "navigation"):
            assert page.get_by_role(role).count() == 1
        assert page.get_by_role("heading", level=1).count() == 1
        picture = page.get_by_role("img")
        assert picture.count() == 1
        assert "2026-03-06" in str(picture.locator("title").text_content())
        assert page.locator("html").get_attribute("lang") in {"zh-Hans", "en"}


@each("chip-maker")
def test_the_bars_stand_where_their_dates_are(file: Path, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 1000, "height": 800}) as context:
        page = Reader(context.new_page(), file).page

        def box(selector: str) -> tuple[float, float]:
            found = page.locator(f".limits {selector}").bounding_box()
            assert found
            return found["x"], found["x"] + found["width"]

        left, right = box("rect.track")
        day = (right - left) / 5  # 2026-03-02 to 2026-03-06
        for selector, start in (("rect.short", 4 + 14 / 24), ("rect.long", 3 + 22 / 24)):
            first, last = box(selector)
            assert abs(first - (left + start * day)) < 2
            assert abs(last - (left + (4 + 22 / 24) * day)) < 2


@each("chip-maker", "hostile", "what was lost")
def test_it_prints_on_a4_with_nothing_cut_off(file: Path, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 718, "height": 1000}) as context:  # 190 mm
        reader = Reader(context.new_page(), file)
        reader.page.emulate_media(media="print", color_scheme="dark")
        assert reader.run("document.documentElement.scrollWidth") <= 718
        assert reader.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert not reader.page.locator("details").first.is_visible()
        printed = reader.page.pdf(prefer_css_page_size=True)
        assert b"/MediaBox [0 0 594" in printed or b"/MediaBox [0 0 595" in printed

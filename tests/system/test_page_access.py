"""The offline page for every reader: screen readers, small windows, dark ones, paper."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from aeo_cli.documents.text import Lang
from tests.conftest import ROOT
from tests.system.page_window import APPROVAL, Window, chromium

EXAMPLE = ROOT / "examples" / "chip-maker.toml"
LONG = "长" * 90 + "x" * 90
SIZES: list[tuple[int, Any]] = [(360, "dark"), (768, "light"), (1400, "dark"), (360, "light")]


@pytest.fixture(scope="module")
def started(built_page: Path) -> Iterator[Window]:
    with chromium() as browser, browser.new_context(offline=True) as context:
        yield Window(context, built_page)


def views(window: Window) -> Iterator[str]:
    """Yield the name of each view when it is shown."""
    yield "start"
    window.request("licences")
    yield "licences"
    window.request("return")
    window.drop(("wrong.toml", f"[enterprise]\n'{LONG}' = 1".encode()))
    yield "problems"
    window.do("ask")
    yield "a name"
    window.enter(LONG)
    yield "one of several"
    window.press("form button.primary")
    yield "one of several, wrong"
    window.choose("certified")
    yield "kinds"
    window.page.locator(f"#choice-{APPROVAL}").check()
    window.choose("appointment_clearance")
    window.enter(LONG)
    window.enter("soon")
    yield "a date, wrong"
    while not window.page.locator("[name=source]").count():
        button = window.page.locator("[data-do=leave_open], [data-do=skip_name]").first
        button.click()
        window.settle()
    yield "a question of law"
    window.do("finish")
    yield "answers"
    window.do("report")
    window.unfold()
    yield "report"
    window.request("suppose", preset="aeo")
    yield "difference"


@pytest.mark.parametrize("lang", Lang)
def test_every_view_has_room_is_legible_and_takes_the_focus(lang: Lang, started: Window) -> None:
    started.begin(lang)
    seen, faults = list[str](), list[str]()
    for name in views(started):
        seen.append(name)
        focused = started.run("document.activeElement.tagName")
        if name not in {"start", "problems"}:
            assert focused == ("INPUT" if "wrong" in name else "H1"), name
        assert started.page.locator("h1").locator("visible=true").count() == 1, name
        for role in ("banner", "main", "contentinfo"):
            assert started.page.get_by_role(role).count() == 1, (name, role)
        for width, scheme in SIZES:
            started.page.set_viewport_size({"width": width, "height": 900})
            started.page.emulate_media(color_scheme=scheme)
            room = started.run("document.documentElement.scrollWidth")
            if room > width:
                faults.append(f"{name}: {room} of {width}")
            found = Axe().run(started.page)
            for rule in found.response["violations"]:
                places = [node["target"] for node in rule["nodes"]]
                faults.append(f"{name}, {width}, {scheme}: {rule['id']} {places}")
    assert len(seen) == 12
    assert not faults, "\n".join(faults)
    assert started.messages == []


@pytest.mark.parametrize("lang", Lang)
def test_a_report_is_printed_whole_and_without_buttons(lang: Lang, started: Window) -> None:
    started.begin(lang)
    started.drop((EXAMPLE.name, EXAMPLE.read_bytes()))
    measures = started.page.locator(".document article, .document .measures > li")
    assert measures.count() == 33
    started.page.emulate_media(media="print", color_scheme="dark")
    try:
        assert started.page.locator("button, input").locator("visible=true").count() == 0
        assert all(one.is_visible() for one in measures.all())
        background = started.run("getComputedStyle(document.body).backgroundColor")
        assert background == "rgb(255, 255, 255)"
        printed = started.page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type /Page\b", printed)) > 3
    finally:
        started.page.emulate_media(media="screen")


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(started: Window) -> None:
    started.begin()
    assert started.run("document.querySelector('a, button, input').matches('.skip')")
    skip = started.page.locator(".skip")
    skip.focus()
    box = skip.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["y"] >= 0
    started.page.keyboard.press("Enter")
    assert started.page.url.endswith("#content")
    started.page.keyboard.press("Tab")
    assert started.run("document.activeElement.closest('#content') !== null")

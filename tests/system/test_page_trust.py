"""What the offline page must not do: reach a network, obey a text, or end without a word."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.system.page_window import Window, chromium
from tests.tools.page.test_markup import HOSTILE, UNSEEN, file_name, profile
from tools.page.app.views import TEXTS
from tools.page.build import main

WAYS_OUT = {
    "fetch": "fetch(url, {mode: 'no-cors'})",
    "XMLHttpRequest": "new Promise((done, no) => { const it = new XMLHttpRequest(); "
    "it.onload = done; it.onerror = no; it.open('POST', url); it.send('x') })",
    "WebSocket": "new Promise((done, no) => { const it = new WebSocket(url.replace('http', 'ws')); "
    "it.onopen = done; it.onerror = no })",
    "EventSource": "new Promise((done, no) => { const it = new EventSource(url); "
    "it.onopen = done; it.onerror = no })",
    "image": "new Promise((done, no) => { const it = new Image(); "
    "it.onload = done; it.onerror = no; it.src = url })",
    "script": "new Promise((done, no) => { const it = document.createElement('script'); "
    "it.onload = done; it.onerror = no; it.src = url; document.head.append(it) })",
    "style": "new Promise((done, no) => { const it = document.createElement('link'); "
    "it.rel = 'stylesheet'; it.onload = done; it.onerror = no; it.href = url; "
    "document.head.append(it) })",
    "beacon": "navigator.sendBeacon(url, 'x')",
    "frame": "{ const it = document.createElement('iframe'); it.src = url; "
    "document.body.append(it) }",
    "form": "{ const it = document.createElement('form'); it.action = url; it.method = 'post'; "
    "document.body.append(it); it.submit() }",
    "handler": "document.body.insertAdjacentHTML('beforeend', "
    "`<img src=x onerror=\"fetch('${url}')\">`)",
}
WORKER_WAYS_OUT = ("XMLHttpRequest", "WebSocket", "EventSource")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


class Listener:
    """A server on this machine that collects what is sent to it.

    Chromium opens a connection for a frame or a form before it asks the policy; what counts is
    whether anything is said.
    """

    def __init__(self) -> None:
        self.heard = list[bytes]()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                call, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._hear, args=(call,), daemon=True).start()

    def _hear(self, call: socket.socket) -> None:
        with call:
            if said := call.recv(1000):
                self.heard.append(said)


@pytest.fixture
def listener() -> Iterator[Listener]:
    one = Listener()
    with one.socket:
        yield one


def test_nothing_leaves_the_page(browser: Browser, built_page: Path, listener: Listener) -> None:
    """A network is at hand here, and a page without this page's policy reaches it."""
    with browser.new_context() as context:
        blank = context.new_page()
        blank.set_content("<title>without a policy</title>")
        blank.evaluate(f"(url) => {{ {WAYS_OUT['image']}.catch(() => 0) }}", listener.url)
        blank.wait_for_timeout(500)
        blank.close()
        assert listener.heard, "nobody listens"
        listener.heard.clear()
        window = Window(context, built_page)
        assert window.strangers() == []
        for name, way in WAYS_OUT.items():
            body = way if way.startswith("{") else f"await ({way})"
            outcome = window.run(
                f"async (url) => {{ try {{ {body} }} catch {{ return 'refused' }} }}", listener.url
            )
            if name not in {"beacon", "frame", "form", "handler"}:  # which say nothing of it
                assert outcome == "refused", name
        [worker] = window.page.workers
        for name in WORKER_WAYS_OUT:
            script = f"async (url) => {{ try {{ await ({WAYS_OUT[name]}) }} catch {{ return 1 }} }}"
            assert worker.evaluate(script, listener.url) == 1, name
        imported = "(url) => { try { importScripts(url) } catch { return 1 } }"
        assert worker.evaluate(imported, listener.url) == 1
        window.page.wait_for_timeout(500)
        assert listener.heard == []
        assert window.page.url == built_page.as_uri()


def test_hostile_texts_do_nothing(browser: Browser, built_page: Path) -> None:
    with browser.new_context(offline=True) as context:
        context.add_init_script(
            "window.violations = [];"
            "document.addEventListener('securitypolicyviolation', (it) => {"
            " violations.push(it.blockedURI) })"
        )
        window = Window(context, built_page)
        dialogs = list[str]()
        window.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        elements = set[int]()
        for text in ("x", "".join(HOSTILE), "".join(UNSEEN)):
            window.drop((file_name(text[:60], ".json"), profile(text)))
            elements.add(window.run("document.querySelectorAll('*').length"))
        assert len(elements) == 1
        for text in HOSTILE[1:3]:
            window.begin()
            window.do("ask")
            window.enter(text)
            window.do("finish")
            assert text in window.answers[0]
            window.do("report")
            assert text in window.heading
            assert text in window.page.title()
            window.drop((file_name(text, ".toml"), text.encode()))
            assert window.alert.inner_text()
        assert window.run("window.violations") == []
        assert set(dialogs) <= set(TEXTS["open_sure"].values())
        assert (window.messages, window.strangers()) == ([], [])


TOO_OLD = {
    "no workers": "delete window.Worker",
    "no blobs as workers": "window.Worker = function () { throw new Error('no such thing') }",
    "no WebAssembly": """
        window.Blob = class extends Blob {
            constructor(parts, options) {
                super(["self.WebAssembly = undefined;", ...parts], options);
            }
        }""",
}


@pytest.mark.parametrize("lack", TOO_OLD)
def test_a_browser_that_is_too_old_is_told_so_in_both_languages(
    lack: str, browser: Browser, built_page: Path
) -> None:
    with browser.new_context(offline=True) as context:
        context.add_init_script(TOO_OLD[lack])
        window = Window(context, built_page, wait=False)
        for text in TEXTS["too_old"].values():
            window.page.locator(".too-old p").get_by_text(text).wait_for(timeout=20_000)
        assert not window.page.locator("[data-do=ask]").locator("visible=true").count()
        assert not window.page.locator("#starting").is_visible()
        assert "Traceback" not in window.alert.inner_text()


def test_without_javascript_it_says_what_it_needs(browser: Browser, built_page: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(built_page.as_uri())
        said = page.locator(".too-old p").locator("visible=true").all_inner_texts()
        assert set(TEXTS["no_script"].values()) <= set(said)
        assert not page.locator("button").locator("visible=true").count()


def test_with_a_brand_that_cannot_be_read_nothing_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brand, out = tmp_path / "brand.toml", tmp_path / "out"
    brand.write_text('name = ""\nlogo = "x.png"\n', encoding="utf-8")
    assert main(["--wheel", "none.whl", "--out", str(out), "--brand", str(brand)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert [line.startswith("error: ") for line in printed.err.splitlines()] == [True, True]
    assert not out.exists()

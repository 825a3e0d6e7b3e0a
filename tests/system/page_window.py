"""The offline page in a window of Chromium, and all that it said and asked for."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from aeo_cli.documents.text import Lang
from tests.system.conftest import FLAGS

LOCALES = {Lang.ZH: "zh-CN", Lang.EN: "en-GB"}
LEVEL, APPROVAL = "enterprise.credit_level", "special_goods_approval"
ON = "2026-03-02"
START_SECONDS = 120
"""On a busy machine; a quiet one takes a few."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium without a window."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as engines:
        one = engines.chromium.launch(executable_path=path, args=FLAGS)
        yield one
        one.close()


class Window:
    """The page in a window; what it says or asks for besides its views is collected."""

    def __init__(self, context: BrowserContext, file: Path, *, wait: bool = True) -> None:
        self.page: Page = context.new_page()
        self.file, self.messages, self.requests = file, list[str](), list[str]()
        self.page.set_default_timeout(60_000)
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.goto(file.as_uri())
        if wait:
            self.wait_until_started()

    def wait_until_started(self) -> None:
        """Wait until the tool answers."""
        starting = self.page.locator("#starting")
        starting.wait_for(state="detached", timeout=START_SECONDS * 1000)

    def begin(self, lang: Lang = Lang.EN) -> None:
        """Return to the start, in a language, as if nothing had happened."""
        self.messages.clear()
        self.page.evaluate("localStorage.clear(); document.getElementById('keep').checked = false")
        if self.page.locator("html").get_attribute("lang") != {"zh": "zh-Hans", "en": "en"}[lang]:
            self.press("#language, [data-local=language]")
        self.request("start_over")
        self.request("set_day", on=ON)

    def request(self, step: str, **arguments: object) -> None:
        """Make a request as a button of the page does."""
        self.page.evaluate(
            """([step, parameters]) => {
                const button = document.createElement("button");
                button.dataset.do = step;
                button.dataset.arguments = JSON.stringify(parameters);
                document.body.append(button);
                button.click();
                button.remove();
            }""",
            [step, arguments],
        )
        self.settle()

    def settle(self) -> None:
        """Wait until the tool has replied."""
        self.page.locator("[aria-busy]").wait_for(state="detached")

    def press(self, selector: str) -> None:
        """Press a button and wait for what follows."""
        self.page.locator(selector).locator("visible=true").first.click()
        self.settle()

    def do(self, step: str) -> None:
        """Press the button that makes a request."""
        self.unfold()
        self.press(f"button[data-do={step}]")

    def unfold(self) -> None:
        """Open what is folded among the report's tools."""
        self.page.evaluate(
            "document.querySelectorAll('.tools details').forEach(it => it.open = true)"
        )

    def choose(self, *keys: str) -> None:
        """Choose answers and go on."""
        for key in keys:
            self.page.locator(f"[id='choice-{key}']").check()
        self.press("form button.primary")

    def enter(self, typed: str) -> None:
        """Enter an answer and go on."""
        self.page.locator("[name=typed]").fill(typed)
        self.press("form button.primary")

    @property
    def heading(self) -> str:
        """The heading of the view."""
        return self.page.locator("#content h1").locator("visible=true").first.inner_text()

    @property
    def alert(self) -> Locator:
        """Where problems are told."""
        return self.page.locator("#alerts")

    @property
    def answers(self) -> list[str]:
        """The answers as they are shown to be checked."""
        return self.page.locator(".answers [id^=text-]").all_inner_texts()

    def run(self, script: str, argument: Any = None) -> Any:
        """Return what a script in the page gives."""
        return self.page.evaluate(script, argument)

    def choose_file(self, name: str, content: bytes) -> None:
        """Open a file through the file chooser."""
        with self.page.expect_file_chooser() as chooser:
            self.page.locator("[data-local=open]").locator("visible=true").click()
        file: Any = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        with self.a_reply():
            chooser.value.set_files([file])

    def drop(self, *files: tuple[str, bytes]) -> None:
        """Drop files onto the page."""
        packed = [(name, list(content)) for name, content in files]
        transfer = self.page.evaluate_handle(
            """(files) => {
                const transfer = new DataTransfer();
                for (const [name, bytes] of files)
                    transfer.items.add(new File([new Uint8Array(bytes)], name));
                return transfer;
            }""",
            packed,
        )
        with self.a_reply():
            self.page.dispatch_event("#content", "drop", {"dataTransfer": transfer})

    @contextmanager
    def a_reply(self) -> Iterator[None]:
        """Wait for the view or the alert that follows; fail if neither does in half a minute."""
        self.run(
            """() => {
                window.replied = new Promise((resolve, reject) => {
                    const seen = new MutationObserver(() => (seen.disconnect(), resolve()));
                    const changes = { childList: true, subtree: true };
                    for (const id of ["content", "alerts"])
                        seen.observe(document.getElementById(id), changes);
                    setTimeout(() => reject(new Error("nothing follows")), 30_000);
                });
                window.replied.catch(() => undefined);
            }"""
        )
        yield
        self.run("() => window.replied")
        self.settle()

    def saved(self, document: str, form: str) -> tuple[str, bytes]:
        """Return the name and the content of the file that a button saves."""
        self.unfold()
        arguments = f"[data-arguments*={document}][data-arguments*={form}]"
        with self.page.expect_download() as download:
            self.page.locator(f"[data-do=download]{arguments}").click()
        self.settle()
        return download.value.suggested_filename, download.value.path().read_bytes()

    def strangers(self) -> Sequence[str]:
        """Return the addresses of what the page asked for beyond itself."""
        return [url for url in self.requests if not url.startswith(("file:", "blob:", "data:"))]

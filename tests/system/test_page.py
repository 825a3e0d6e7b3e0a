"""The offline page in Chromium, from a file and without a network: whatever a reader can do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from aeo_cli.documents.text import Lang
from aeo_cli.presentation.formats import Format
from tests.conftest import ROOT, SAVED_REPORT
from tests.system.page_window import APPROVAL, LOCALES, ON, Window, chromium
from tests.tools.page.readers import Reader

EXAMPLES = ROOT / "examples"
CHIP_MAKER = EXAMPLES / "chip-maker.toml"
WORKBOOK = ROOT / "tests" / "fixtures" / "office" / "profiles" / "chip-maker.zh.xlsx"
QUIET = "#content button[data-do=leave_open]"
"""I don't know."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def started(browser: Browser, built_page: Path) -> Iterator[Window]:
    """Return the page, started once for all tests that do not need another start."""
    with browser.new_context(offline=True, accept_downloads=True) as context:
        yield Window(context, built_page)


@pytest.fixture
def window(started: Window) -> Iterator[Window]:
    """Return the started page at its beginning; in the end it has said and asked for nothing."""
    started.begin()
    yield started
    assert started.messages == []
    assert started.strangers() == []


@pytest.mark.parametrize("lang", Lang)
def test_it_begins_in_the_language_of_the_browser_and_can_be_read_before_it_has_started(
    lang: Lang, browser: Browser, built_page: Path
) -> None:
    with browser.new_context(offline=True, locale=LOCALES[lang]) as context:
        window = Window(context, built_page, wait=False)
        reader = Reader(lang)
        assert window.page.locator("h1").locator("visible=true").count() == 1
        assert f">{window.heading}</h1>" in reader.do("show")
        assert window.page.title() == window.heading
        assert window.page.locator("#starting").is_visible()
        window.press("[data-local=language]")
        other = next(one for one in Lang if one != lang)
        assert f">{window.heading}</h1>" in Reader(other).do("show")


def test_what_is_pressed_early_happens_once_it_has_started_in_the_language_of_then(
    browser: Browser, built_page: Path
) -> None:
    with browser.new_context(offline=True, locale=LOCALES[Lang.EN]) as context:
        window = Window(context, built_page, wait=False)
        window.page.locator("[data-do=ask]").locator("visible=true").click()
        window.page.locator("[data-local=language]").click()
        window.wait_until_started()
        window.page.locator("form").wait_for()
        window.settle()
        assert f">{window.heading}</h1>" in Reader(Lang.ZH).do("ask")


def interview(window: Window) -> None:
    """Answer questions to the end: a level, one approval, its date, and nothing else known."""
    window.do("ask")
    window.enter("上海示例公司")
    window.choose("advanced_certified")
    window.choose(APPROVAL)
    window.enter("SG-1")
    window.enter(ON)
    while window.page.locator(QUIET).count():
        window.press(QUIET)


@pytest.mark.parametrize("lang", Lang)
def test_an_interview_is_clicked_through_to_its_report(lang: Lang, window: Window) -> None:
    window.begin(lang)
    interview(window)
    reader = Reader(lang)
    reader.do("ask")
    for value in ("上海示例公司", "advanced_certified", (APPROVAL,), "SG-1"):
        reader.give(value)
    reader.do("answer", fields={"typed": [ON]})
    while reader.session.asked:
        reader.do("leave_open")
    assert f">{window.heading}</h1>" in reader.do("show")
    assert len(window.answers) == len(reader.session.current.answers)
    window.do("report")
    assert "上海示例公司" in window.heading
    assert window.page.locator(".document article, .document .measures > li").count() == 33
    for form in ("toml", "json", "xlsx"):
        assert window.saved("profile", form) == reader.file("profile", form)


@pytest.mark.parametrize("lang", Lang)
def test_an_interview_is_answered_by_the_keyboard_alone(lang: Lang, window: Window) -> None:
    window.begin(lang)
    keys = window.page.keyboard

    def reach(selector: str) -> None:
        for _ in range(60):
            if window.run("it => document.activeElement.matches(it)", selector):
                return
            keys.press("Tab")
        pytest.fail(f"no Tab leads to {selector}")

    def press(selector: str, key: str = "Enter") -> None:
        reach(selector)
        keys.press(key)
        window.settle()

    window.run("document.activeElement.blur()")
    press("[data-do=ask]")
    reach("[name=typed]")
    keys.type("Keys Ltd")
    press("[name=typed]")
    reach("[name=choice]")
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    press("form button.primary", "Space")
    press(f"#choice-{APPROVAL}", "Space")
    press("form button.primary")
    press("[data-do=skip_name]")
    while window.page.locator(QUIET).count():
        press("[data-do=leave_open]", "Space")
    press("[data-do=report]")
    assert "Keys Ltd" in window.heading


def test_answers_are_taken_back_changed_added_and_left_open(window: Window) -> None:
    window.do("ask")
    window.press("[data-do=skip_name]")
    level = window.heading
    window.choose("regular")
    window.do("go_back")
    assert window.heading == level
    assert window.page.locator("#choice-regular").is_checked()
    window.choose("advanced_certified")
    window.page.locator(f"#choice-{APPROVAL}").check()
    window.page.locator(f"[name=count-{APPROVAL}]").fill("2")
    window.press("form button.primary")
    window.press("[data-do=skip_name]")
    dated = window.heading
    window.do("leave_open")
    window.do("finish")
    checked = window.answers
    assert len(checked) == 5
    window.press("#change-4")
    assert window.heading == dated
    window.enter(ON)
    window.do("finish")
    assert window.answers[4] != checked[4]
    assert window.answers[:4] == checked[:4]
    window.do("add")
    window.choose("appointment_clearance")
    window.do("finish")
    assert len(window.answers) == len(checked) + 1
    window.do("go_on")
    assert window.page.locator("form").count() == 1


def test_none_of_these_is_an_answer(window: Window) -> None:
    window.do("ask")
    window.press("[data-do=skip_name]")
    window.choose("advanced_certified")
    window.page.locator(".option").last.locator("input").check()
    window.press("form button.primary")
    assert window.page.locator("[aria-invalid]").count() == 0
    assert window.page.locator(f"#choice-{APPROVAL}").count() == 0


def test_a_mistake_is_told_at_its_field_which_has_the_focus(window: Window) -> None:
    window.do("ask")
    window.press("[data-do=skip_name]")
    window.press("form button.primary")
    assert window.run("document.activeElement.name") == "choice"
    group = window.page.locator("[aria-invalid]")
    described = str(group.get_attribute("aria-describedby"))
    assert window.page.locator(f"[id='{described}']").inner_text()
    window.choose("advanced_certified")
    window.choose(APPROVAL)
    window.press("[data-do=skip_name]")
    window.enter("soon")
    assert window.run("document.activeElement.name") == "typed"
    assert window.run("document.activeElement.value") == "soon"
    described = window.run("document.activeElement.getAttribute('aria-describedby')")
    assert window.page.locator(f"[id='{described}']").inner_text()


def test_what_was_answered_stays_when_the_language_changes(window: Window) -> None:
    interview(window)
    before, answers = window.heading, window.answers
    window.press("[data-local=language]")
    assert window.heading != before
    assert len(window.answers) == len(answers)
    window.press("[data-do=change] >> nth=1")
    assert window.page.locator("#choice-advanced_certified").is_checked()
    window.press("[data-local=language]")
    assert window.page.locator("#choice-advanced_certified").is_checked()
    window.do("finish")
    assert (window.heading, window.answers) == (before, answers)


@pytest.mark.parametrize("dropped", [False, True], ids=["chosen", "dropped"])
@pytest.mark.parametrize(
    "path",
    [CHIP_MAKER, WORKBOOK, SAVED_REPORT, EXAMPLES / "README.md"],
    ids=lambda path: path.suffix,
)
def test_a_file_is_opened_or_its_problem_told(path: Path, dropped: bool, window: Window) -> None:
    open_it = window.drop if dropped else lambda file: window.choose_file(*file)
    content = path.read_bytes()
    open_it((path.name, content))
    reply = Reader().reply("open", content, name=path.name)
    if "view" in reply:
        assert window.heading.split()[-1] in reply["view"]
        assert window.page.locator("[data-arguments*=report]").count() == 7
        assert window.alert.inner_text() == ""
    else:
        assert path.name in window.alert.inner_text()
        assert window.page.locator("[data-do=ask]").is_visible()


def test_two_files_at_once_are_refused(window: Window) -> None:
    content = CHIP_MAKER.read_bytes()
    window.drop(("a.toml", content), ("b.toml", content))
    assert window.alert.inner_text()
    assert window.page.locator("[data-do=ask]").is_visible()


def test_an_empty_file_and_a_long_name_are_no_fault(window: Window) -> None:
    window.drop(("empty.toml", b""))
    assert "empty.toml" in window.alert.inner_text()
    window.drop(("长" * 200 + ".toml", CHIP_MAKER.read_bytes()))
    assert window.alert.inner_text() == ""
    assert window.page.locator("[data-arguments*=report]").count() == 7


def test_what_cannot_be_read_is_told(window: Window) -> None:
    """A folder, or a file that was removed since, is given to the page like any other."""
    window.run("() => { window.read = File.prototype.arrayBuffer; }")
    failing = "() => { File.prototype.arrayBuffer = () => Promise.reject(new Error('gone')); }"
    window.run(failing)
    try:
        window.drop(("folder", b""))
        assert "gone" in window.alert.inner_text()
    finally:
        window.run("() => { File.prototype.arrayBuffer = window.read; }")


@pytest.mark.parametrize("lang", Lang)
def test_every_file_that_is_saved_is_the_native_one(lang: Lang, window: Window) -> None:
    window.begin(lang)
    reader = Reader(lang)
    window.drop((CHIP_MAKER.name, CHIP_MAKER.read_bytes()))
    reader.open(CHIP_MAKER.name, CHIP_MAKER.read_bytes())
    files = [("report", form.suffixes[0]) for form in Format]
    files += [("profile", "toml"), ("profile", "json"), ("profile", "xlsx"), ("questions", "txt")]
    assert window.page.locator("[data-do=download]").count() == len(files)
    for document, form in files:
        assert window.saved(document, form) == reader.file(document, form), (document, form)


def test_what_if_leads_to_a_difference_and_back(window: Window) -> None:
    window.drop((CHIP_MAKER.name, CHIP_MAKER.read_bytes()))
    heading = window.heading
    window.unfold()
    window.do("suppose")
    assert window.heading != heading
    window.do("report")
    assert window.heading == heading


def test_the_day_of_assessment_is_changed_in_its_field(window: Window) -> None:
    window.drop((CHIP_MAKER.name, CHIP_MAKER.read_bytes()))
    window.unfold()
    window.page.locator("#day").fill("2026-03-20")
    with window.a_reply():
        window.page.locator("#day").press("Enter")
        window.page.locator("#day").blur()
    assert "2026-03-20" in window.page.locator(".document").inner_text()
    window.unfold()
    window.page.locator("#day").fill("soon")
    with window.a_reply():
        window.page.locator("#day").blur()
    assert "soon" in window.alert.inner_text()
    assert "2026-03-20" in window.page.locator(".document").inner_text()


def test_nothing_freezes_while_a_report_is_made(window: Window) -> None:
    items = "".join(
        f'[[business]]\nid = "{number}"\nkind = "{APPROVAL}"\naccepted_on = 2026-03-02\n'
        for number in range(200)
    )
    window.run(
        """() => {
            window.frames_while_busy = 0;
            const count = () => {
                if (document.querySelector("[aria-busy]")) window.frames_while_busy++;
                requestAnimationFrame(count);
            };
            count();
        }"""
    )
    window.drop(("many.toml", f"[enterprise]\n{items}".encode()))
    assert window.run("() => window.frames_while_busy") > 3  # stopped, it shows one or two


def test_a_fault_of_the_program_is_told_and_the_page_goes_on(window: Window) -> None:
    window.do("ask")
    window.request("no_such_step")
    assert "no_such_step" in window.alert.inner_text()
    window.press("[data-do=skip_name]")
    assert window.alert.inner_text() == ""
    assert window.page.locator("#choice-regular").count() == 1


def test_whoever_agrees_again_to_keep_the_answers_keeps_them(window: Window) -> None:
    window.do("ask")
    window.enter("Kept Ltd")
    for _ in range(2):
        window.page.locator("#keep").check()
        assert "Kept Ltd" in str(window.run("localStorage.getItem('aeo-interview')"))
        window.page.locator("#keep").uncheck()
        assert window.run("localStorage.length") == 0


def test_the_last_answer_is_kept_too(window: Window) -> None:
    window.do("ask")
    window.page.locator("#keep").check()
    window.press("[data-do=skip_name]")
    window.choose("seriously_dishonest")
    while window.page.locator(QUIET).count():
        window.press(QUIET)
    window.request("show")
    assert "seriously_dishonest" in str(window.run("localStorage.getItem('aeo-interview')"))
    answers = len(window.answers)
    kept = window.run("JSON.parse(localStorage.getItem('aeo-interview')).draft.answers.length")
    assert kept == answers


def test_what_is_kept_and_damaged_is_told_and_can_be_discarded(window: Window) -> None:
    window.run("localStorage.setItem('aeo-interview', '{\"text\"')")
    window.request("start_over")
    window.press("[data-local=resume]")
    assert window.alert.inner_text()
    assert "Traceback" not in window.alert.inner_text()
    assert window.page.locator("[data-do=ask]").is_visible()
    window.press("[data-local=discard]")
    assert window.run("localStorage.length") == 0


def test_an_interview_is_kept_only_if_the_reader_agrees(browser: Browser, built_page: Path) -> None:
    with browser.new_context(offline=True) as context:
        window = Window(context, built_page)
        interview_of = "localStorage.getItem('aeo-interview') ?? ''"
        window.do("ask")
        window.enter("Kept Ltd")
        window.choose("regular")
        assert window.run("localStorage.length") == 0
        window.page.locator("#keep").check()
        assert "Kept Ltd" in window.run(interview_of)
        asked = window.heading
        window.page.reload()
        offer = window.page.locator(".unfinished").locator("visible=true")
        assert offer.count() == 1
        offer.locator("[data-local=resume]").click()
        window.wait_until_started()
        window.settle()
        assert window.heading == asked
        assert window.page.locator("#keep").is_checked()
        window.do("finish")
        assert len(window.answers) == 2
        window.page.reload()
        window.wait_until_started()
        window.do("ask")  # another interview, which has no answer yet
        assert "Kept Ltd" in window.run(interview_of)
        window.page.reload()
        window.press("[data-local=discard]")
        assert offer.count() == 0
        assert window.run("localStorage.length") == 0
        assert (window.messages, window.strangers()) == ([], [])

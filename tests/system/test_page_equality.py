"""The offline page gives byte for byte what the tool gives: files, questions, mistakes."""

import html
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from itertools import chain, cycle
from pathlib import Path

import pytest

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import REPORT
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.formats import Format
from aeo_cli.presentation.page import Page
from aeo_cli.profile.loader import load_profile
from tests import encoded, office
from tests.conftest import ROOT, Aeo, in_full
from tests.system.page_engines import Asked, Here, InChromium, InNode
from tests.system.page_visits import asked, interview, profiles
from tests.system.page_window import Window, chromium
from tools.release.build import not_as_locked

CATALOGUE, CALENDAR = load_catalogue(), ChineseCalendar()
OF_REPORTS = [("report", form.suffixes[0]) for form in Format] + [("questions", "txt")]
DOWNLOADS = OF_REPORTS + [("profile", form) for form in ("toml", "json", "xlsx")]
"""Every file that a reader can take away: what is in it, and its suffix."""
OPENED = {
    path.name: path.read_bytes()
    for folder in (ROOT / "tests" / "mistakes", office.FILES)
    for path in sorted(folder.rglob("*"))
    if path.is_file()
}
ENCODED = {
    f"{name}.toml": encode(f"[enterprise]\n# 企业名称\nname = '公司{characters}'\n")
    for name, (encode, _, characters) in encoded.READ.items()
} | {
    f"{name}.toml": encode("[enterprise]\n# 企业名称\nname = '公司'\n")
    for name, (encode, _) in encoded.REFUSED.items()
}
"""Profiles with Chinese in them, in each encoding that is read or refused."""


@pytest.fixture(scope="module")
def in_node(built_page: Path) -> Iterator[InNode]:
    node = InNode(built_page)
    with node.process:
        yield node


@pytest.fixture
def in_chromium(built_page: Path) -> Iterator[InChromium]:
    with chromium() as browser, browser.new_context(offline=True) as context:
        yield InChromium(Window(context, built_page))


def test_the_versions_are_those_of_the_page() -> None:
    """Another release of a library may write other bytes; `.ci/run` installs these."""
    lock = (ROOT / "tools" / "page" / "requirements.txt").read_text(encoding="utf-8")
    assert not_as_locked("\n".join(re.findall(r"^\S+==\S+", lock, re.MULTILINE))) == []


def test_the_json_of_five_thousand_profiles(in_node: InNode, tmp_path: Path) -> None:
    file, different = tmp_path / "profile.json", list[str]()
    drawn = [*profiles(CATALOGUE, 5_000, seed=23)]
    with ThreadPoolExecutor(1) as pool:
        found = pool.map(partial(report_in_json, in_node), drawn)
        for (content, on), report in zip(drawn, found, strict=True):
            file.write_bytes(content)
            profile = load_profile(str(file), CATALOGUE).profile
            made = assess(CATALOGUE, profile, CALENDAR, date.fromisoformat(on))
            if report != in_full(Format.JSON, made, CATALOGUE, Page(Lang.EN)):
                different.append(f"{on} {content.decode()}")
    assert not different


def report_in_json(node: InNode, profile: tuple[bytes, str]) -> bytes | None:
    """Return the report that the page gives on a profile, as of a day."""
    content, on = profile
    node.replies([asked("start_over", Lang.EN), asked("set_day", Lang.EN, on=on)])
    node.open(content)
    [reply] = node.replies(downloads(Lang.EN, [("report", "json")]))
    return reply.content


def downloads(lang: Lang, files: Iterable[tuple[str, str]]) -> list[Asked]:
    """Return the requests for files."""
    return [asked("download", lang, document=document, form=form) for document, form in files]


def test_every_file_of_three_hundred_profiles_in_a_browser(in_chromium: InChromium) -> None:
    # The workbook of the profile takes a third of the time, and is made for one in three.
    visits = [
        [
            asked("start_over", lang),
            asked("set_day", lang, on=on),
            asked("open", lang, content, name="profile.json"),
            *downloads(lang, files),
        ]
        for (content, on), lang, files in zip(
            profiles(CATALOGUE, 300, seed=300),
            cycle(Lang),
            cycle([DOWNLOADS, DOWNLOADS[:-1], DOWNLOADS[:-1]]),
        )
    ]
    with ThreadPoolExecutor(1) as pool:
        expected = pool.map(Here().replies, visits)
        different = [
            f"{request} of {visit[2]}"
            for visit, replies in zip(visits, expected, strict=True)
            for (request, _), one, other in zip(
                visit, replies, in_chromium.replies(visit), strict=True
            )
            if one != other
        ]
    assert not different


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", ["biomedicine", "chip-maker", "food-trader"])
def test_the_files_are_those_that_the_command_line_writes(
    name: str, lang: Lang, in_node: InNode, aeo: Aeo, tmp_path: Path
) -> None:
    """From a profile, and then from the JSON report on it, which is converted."""
    profile, on = (ROOT / "examples" / f"{name}.toml").read_bytes(), "2026-03-02"
    (tmp_path / "profile.toml").write_bytes(profile)
    in_node.replies([asked("start_over", lang), asked("set_day", lang, on=on)])
    for words in (["check", "profile.toml", "--on", on], ["convert", "check.json"]):
        file = tmp_path / words[1]
        opened, *made = in_node.replies(
            [
                asked("open", lang, file.read_bytes(), name=file.name),
                *downloads(lang, OF_REPORTS),
            ]
        )
        assert "view" in opened.document
        for (document, suffix), reply in zip(OF_REPORTS, made, strict=True):
            written = tmp_path / f"{words[0]}.{suffix}"
            views = ["--questions"] if document == "questions" else []
            done = aeo(*words, *views, "--lang", lang, "-o", str(written))
            assert done.returncode == 0
            assert written.read_bytes() == reply.content


@pytest.mark.parametrize("lang", Lang)
def test_what_is_supposed_is_compared_as_by_the_command_line(
    lang: Lang, in_node: InNode, aeo: Aeo, tmp_path: Path
) -> None:
    profile, on = ROOT / "examples" / "food-trader.toml", "2026-03-02"
    begun = [asked("start_over", lang), asked("set_day", lang, on=on)]
    opened = asked("open", lang, profile.read_bytes(), name=profile.name)
    for preset in CATALOGUE.presets:
        kept = asked("download", lang, document="difference", form="html", preset=preset)
        *_, reply = in_node.replies([*begun, opened, kept])
        words = ["whatif", str(profile), "--preset", preset, "--on", on, "--lang", lang]
        aeo(*words, "-o", str(tmp_path / "what-if.html"))
        assert (tmp_path / "what-if.html").read_bytes() == reply.content


def test_a_process_of_the_tool_writes_the_same(
    in_node: InNode, aeo_process: Aeo, tmp_path: Path
) -> None:
    content, on = next(profiles(CATALOGUE, 1, seed=1))
    (tmp_path / "profile.json").write_bytes(content)
    aeo_process("check", "profile.json", "--on", on, "-o", "report.json")
    assert (tmp_path / "report.json").read_bytes() == report_in_json(in_node, (content, on))


@pytest.mark.parametrize("lang", Lang)
def test_what_is_said_of_a_file_is_what_the_command_line_says(
    lang: Lang, in_node: InNode, aeo: Aeo, tmp_path: Path
) -> None:
    different = []
    for name, content in {**OPENED, **ENCODED}.items():
        (tmp_path / name).write_bytes(content)
        command = "convert" if REPORT.encode() in content else "check"
        done = aeo(command, name, "--lang", lang, cwd=tmp_path)
        [reply] = in_node.replies([asked("open", lang, content, name=name)])
        if said(reply.document, name) != done.stderr.decode().splitlines():
            different.append(name)
    assert not different


def said(document: Mapping[str, str], name: str) -> list[str]:
    """Return the problems of an opened file, or the notes on how it was read."""
    if "problems" in document:
        return list(map(html.unescape, re.findall("<li>(.*)</li>", document["problems"])))
    notes = re.findall('<p class="notes">(.*)</p>', document["view"])
    return [f"{name}: {html.unescape(note)}" for note in notes]


def test_a_hundred_interviews_at_random(in_node: InNode) -> None:
    different = list[str]()
    for seed, (content, on) in enumerate(profiles(CATALOGUE, 100, seed=100)):
        chance, here = random.Random(seed), Here()
        begun = [asked("start_over", Lang.EN), asked("set_day", Lang.EN, on=on)]
        if seed % 2:  # of which something is known already
            begun.append(asked("open", Lang.EN, content, name="profile.json"))
        for request in chain(begun, interview(here.requests.session, chance, steps=20)):
            if in_node.replies([request]) != here.replies([request]):
                different.append(f"{seed}: {request}")
                break
    assert not different

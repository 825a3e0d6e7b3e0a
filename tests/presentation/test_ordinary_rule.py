"""The ordinary rule of an appointment: a date only for those to whom it is known to be open."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from aeo_cli.documents.text import Lang
from aeo_cli.presentation.formats import Format
from tests.conftest import Aeo

AT = "2026-03-10T18:30"
ORDINARY = "2026-03-09"
"""The day on which the ordinary notice ends and is to be filed; nothing else falls on it."""
DAY = ("--on", "2026-03-02")
NOT_OPEN = {
    Lang.ZH: "通常规则也?不适用",
    Lang.EN: "theordinaryruleisnotavailable",
}
"""As patterns, without spaces."""
PERHAPS = {
    Lang.ZH: "通常规则是否适用",
    Lang.EN: "whether the ordinary rule is available",
}
CLOSED = ("dishonest", "seriously_dishonest")


def profile(level: str | None, at: str = AT) -> bytes:
    known = {} if level is None else {"credit_level": level}
    item = {"kind": "appointment_clearance", "appointment_at": at}
    return json.dumps({"enterprise": known, "business": [item]}).encode()


def flat(content: bytes) -> str:
    """Return a text without line breaks, which may stand anywhere in Chinese."""
    return "".join(content.decode("utf-8-sig").split())


def squeezed(words: str) -> str:
    return "".join(words.split())


TEXTS = [Format.TERMINAL, Format.MARKDOWN, Format.HTML, Format.CSV]


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize("level", [*CLOSED, None, "regular"])
def test_a_report_says_whether_it_is_open(
    level: str | None, form: Format, lang: Lang, aeo: Aeo
) -> None:
    view = ["--full"] if form is Format.TERMINAL else []
    words = ("--format", form, *view, "-o", "-", "--lang", lang, *DAY)
    text = flat(aeo("check", "-", *words, stdin=profile(level)).stdout)
    assert bool(re.search(NOT_OPEN[lang], text)) is (level in CLOSED)
    assert (squeezed(PERHAPS[lang]) in text) is (level is None)
    assert ORDINARY not in text  # a report has no dates of what does not apply


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("level", [*CLOSED, None, "regular"])
def test_a_workbook_says_it_too(level: str | None, lang: Lang, aeo: Aeo, tmp_path: Path) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415

    aeo("check", "-", "-o", "r.xlsx", "--lang", lang, *DAY, stdin=profile(level))
    book = load_workbook(tmp_path / "r.xlsx")
    text = "".join(
        squeezed(str(cell)) for sheet in book for row in sheet.values for cell in row if cell
    )
    assert bool(re.search(NOT_OPEN[lang], text)) is (level in CLOSED)
    assert (squeezed(PERHAPS[lang]) in text) is (level is None)
    assert ORDINARY not in text
    aeo("check", "-", "-o", "r.ics", "--lang", lang, *DAY, stdin=profile(level))
    assert b"20260309" not in (tmp_path / "r.ics").read_bytes()


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("level", [*CLOSED, None, "regular"])
def test_an_explanation_says_it(level: str | None, lang: Lang, aeo: Aeo) -> None:
    done = aeo("explain", "27", "-", "--lang", lang, *DAY, stdin=profile(level))
    text = flat(done.stdout)
    assert bool(re.search(NOT_OPEN[lang], text)) is (level in CLOSED)
    assert (squeezed(PERHAPS[lang]) in text) is (level is None)
    assert ORDINARY not in text


@pytest.mark.parametrize(
    ("level", "open_"), [*((level, False) for level in CLOSED), (None, None), ("regular", True)]
)
def test_the_json_says_it(level: str | None, open_: bool | None, aeo: Aeo) -> None:
    for words in (("check", "-"), ("explain", "27", "-")):
        report = json.loads(aeo(*words, "--json", *DAY, stdin=profile(level)).stdout)
        provisions = (one for measure in report["measures"] for one in measure["provisions"])
        answer = next(one for one in provisions if one["id"] == "27")
        assert answer["ordinary"] is open_
        assert [item["deadline"] for item in answer["business"]] == [None]


# What changes


def changes(
    aeo: Aeo, tmp_path: Path, levels: tuple[str | None, str | None], *words: str
) -> dict[str, bytes]:
    """Return what `whatif` and `diff` say of a change of the level."""
    before, after = levels
    for name, level in (("old", before), ("new", after)):
        (tmp_path / f"{name}.json").write_bytes(profile(level))
    fact = "enterprise.credit_level"
    change = ("--unset", fact) if after is None else ("--set", f"{fact}={after}")
    return {
        "whatif": aeo("whatif", "old.json", *change, *DAY, *words).stdout,
        "diff": aeo("diff", "old.json", "new.json", *DAY, *words).stdout,
    }


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("level", [*CLOSED, None, "regular"])
@pytest.mark.parametrize("gains", [False, True])
def test_a_difference_says_it(
    *, level: str | None, gains: bool, lang: Lang, aeo: Aeo, tmp_path: Path
) -> None:
    levels = (level, "advanced_certified") if gains else ("advanced_certified", level)
    for content in changes(aeo, tmp_path, levels, "--lang", lang).values():
        text = flat(content)
        assert bool(re.search(NOT_OPEN[lang], text)) is (level in CLOSED)
        assert (squeezed(PERHAPS[lang]) in text) is (level is None)
        assert (ORDINARY in text) is (level == "regular")


@pytest.mark.parametrize("level", [*CLOSED, None, "regular"])
@pytest.mark.parametrize("gains", [False, True])
def test_a_difference_in_json_has_a_date_only_if_it_is_open(
    *, level: str | None, gains: bool, aeo: Aeo, tmp_path: Path
) -> None:
    levels = (level, "advanced_certified") if gains else ("advanced_certified", level)
    for content in changes(aeo, tmp_path, levels, "--json").values():
        (item,) = json.loads(content)["business"]
        (answers,) = item["answers"]
        aeo_side, other = ("after", "before") if gains else ("before", "after")
        assert answers["ordinary"][aeo_side]["at"] == "2026-03-09T18:30:00+08:00"
        found: Any = answers["ordinary"][other]
        if level == "regular":
            assert found == answers["ordinary"][aeo_side]
        else:
            assert found == {
                "open": None if level is None else False,
                "at": None,
                "last_office_day": None,
                "provisional": False,
            }


def test_where_there_is_no_date_none_is_provisional(aeo: Aeo) -> None:
    """The arrangement of that year is not published."""
    words = ("whatif", "-", "--set", "enterprise.credit_level=dishonest", *DAY, "--json")
    document = profile("advanced_certified", "2099-03-09T18:30")
    (item,) = json.loads(aeo(*words, stdin=document).stdout)["business"]
    ordinary = item["answers"][0]["ordinary"]
    assert (ordinary["before"]["at"], ordinary["before"]["provisional"]) == (
        "2099-03-08T18:30:00+08:00",
        True,
    )
    assert (ordinary["after"]["at"], ordinary["after"]["provisional"]) == (None, False)


@pytest.mark.parametrize("lang", Lang)
def test_a_notice_that_is_lost_becomes_no_longer_one_where_none_is_open(
    lang: Lang, aeo: Aeo, tmp_path: Path
) -> None:
    longer = {Lang.ZH: "预约申请提前量：8小时→24小时", Lang.EN: "youmustgive:8hours→24hours"}[lang]
    for level in (*CLOSED, "regular"):
        levels = ("advanced_certified", level)
        for content in changes(aeo, tmp_path, levels, "--lang", lang).values():
            assert (longer in flat(content)) is (level == "regular")

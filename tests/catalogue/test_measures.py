"""`aeo measures`: the catalogue by category, and searching it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.search import Query, search
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.formats.terminal import browse
from aeo_cli.presentation.page import Page
from tests.conftest import Aeo, Golden, Prints, told

CATALOGUE = load_catalogue()
SEARCHES = {"measures": (), "measures-found": ("种苗", "审批")}
BAY = ("measures", "--catalogue", "tests/fixtures/catalogue.toml")


def numbers(*words: str) -> list[int]:
    _, found = search(CATALOGUE, words)
    return [measure.number for measure in found]


@pytest.mark.parametrize("name", SEARCHES)
@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("columns", [60, 100])
def test_the_list(name: str, lang: Lang, columns: int, prints: Prints, golden: Golden) -> None:
    text = prints(*BAY, *SEARCHES[name], "--lang", lang, columns=columns)
    golden(f"{name}.{lang}.{columns}.txt", text)


def test_the_list_as_json(prints: Prints, golden: Golden) -> None:
    golden("measures-found.json", prints(*BAY, *SEARCHES["measures-found"], "--json"))
    listed = json.loads(prints("measures", "--json"))
    assert [measure["number"] for measure in listed["measures"]] == list(range(1, 34))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("特殊物品", "审批"), [25]),
        (("special", "goods", "approval"), [25]),
        (("ＳＰＥＣＩＡＬ", "Goods", "审批"), [25]),  # either language, any case, any width
        (("special_goods_approval",), [25]),
        (("25",), [25]),
        (("第25条",), [25]),
        (("26d",), [26]),
        (("962116",), [33]),
        (("除特殊情况外，海关",), [25]),  # as it stands there, with its punctuation
        (("盘库",), [18]),
        (("特殊物品审批",), [25]),  # not so in the text: something stands between
        (("危化品",), [3]),
        (("免担保",), [24]),
        (("nothing of the kind",), []),
    ],
)
def test_searching_finds(words: tuple[str, ...], found: list[int]) -> None:
    assert numbers(*words) == found


def test_a_number_is_found_as_a_whole() -> None:
    assert 25 not in numbers("2")
    assert {5, 25} <= set(numbers("5"))  # its number, and its 5 days
    assert 15 in numbers("5%")


def test_a_latin_word_is_found_from_its_beginning() -> None:
    assert numbers("ic") == []  # as in office
    assert 25 in numbers("quarant")
    assert numbers("goods_approval") == [25]


@given(st.lists(st.sampled_from(["AEO", "审批", "inspection", "5", "优先", "x"]), max_size=4))
def test_more_words_never_find_more(words: list[str]) -> None:
    for fewer in (words[1:], words[:-1]):
        assert set(Query(words).find(CATALOGUE)) <= set(Query(fewer).find(CATALOGUE))


@given(st.text(max_size=20))
def test_any_word_can_be_looked_for(word: str) -> None:
    query = Query([word])
    found = query.find(CATALOGUE)
    text = browse(found, query, CATALOGUE, Page(Lang.ZH, 60))
    assert "\x1b" not in text
    assert all(cell_len(line) <= 60 for line in text.splitlines())
    assert told(text) == told(browse(found, query, CATALOGUE, Page(Lang.ZH, 1000)))


@pytest.mark.parametrize("lang", Lang)
def test_hits_are_marked_with_colour_and_without(lang: Lang) -> None:
    query = Query(["特殊物品", "approval"])
    plain = browse(query.find(CATALOGUE), query, CATALOGUE, Page(lang, 100))
    assert ("【特殊物品】" if lang is Lang.ZH else "[approval]") in plain
    coloured = browse(query.find(CATALOGUE), query, CATALOGUE, Page(lang, 100, colour=True))
    assert "\x1b[1;4m" in coloured
    assert "【" not in coloured


def test_a_hit_in_the_other_language_is_shown_in_it() -> None:
    query = Query(["quarantine", "approval"])
    assert "[quarantine]" not in browse(query.find(CATALOGUE), query, CATALOGUE, Page(Lang.ZH))
    assert "【quarantine】" in browse(query.find(CATALOGUE), query, CATALOGUE, Page(Lang.ZH))


def test_no_hit_is_an_empty_list_and_status_0(aeo: Aeo) -> None:
    done = aeo("measures", "zzz", "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["measures"] == []
    told = aeo("measures", "zzz")
    assert (told.returncode, told.stderr) == (0, b"")
    assert b"no measure has all of these words" in told.stdout

"""`aeo measures`: the catalogue by category, and searching it."""

import json
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue, Kind, Measure
from aeo_cli.catalogue.search import Query, search
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.formats.terminal import browse
from aeo_cli.presentation.page import Page
from tests.catalogue.searched_words import CHINESE, ENGLISH
from tests.conftest import CATALOGUES, Aeo, Golden, Prints, told

Owner = TypeVar("Owner", Kind, Measure)
CATALOGUE = load_catalogue()
SEARCHES = {
    "measures": (),
    "measures-found": ("种苗", "审批"),
    "measures-found-by-search-words": ("树苗",),
}
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


@pytest.mark.parametrize(("words", "found"), {**CHINESE, **ENGLISH}.items())
def test_what_people_type_finds_what_they_look_for(words: str, found: list[int]) -> None:
    assert numbers(*words.split()) == found


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_search_word_is_needed(path: Path) -> None:
    """No title, summary or label of a kind has it already, and no two are alike."""
    catalogue = load_catalogue(str(path))
    owners: list[Measure | Kind] = [*catalogue.measures, *catalogue.kinds.values()]
    plain = catalogue.model_copy(
        update={
            "measures": tuple(_without_search(measure) for measure in catalogue.measures),
            "kinds": {name: _without_search(kind) for name, kind in catalogue.kinds.items()},
        }
    )
    for owner in owners:
        assert len({word.lower() for word in owner.search}) == len(owner.search)
        for word in owner.search:
            query = Query([word])
            by_text = {measure.id for measure in query.find(plain)}
            more = [one for one in query.find(catalogue) if one.id not in by_text]
            assert any(query.search_words(one, catalogue) for one in more), word
    for measure in catalogue.measures:
        for word in measure.search:
            assert measure.id not in {one.id for one in Query(word.split()).find(plain)}, word


def _without_search(owner: Owner) -> Owner:
    return owner.model_copy(update={"search": ()})


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("树苗",), [2]),  # of the kind
        (("化验",), [4]),  # of the measure
        (("化",), [4]),  # a part of it, where nothing else has it
        (("树苗审批",), [2]),  # it stands in what was typed
        (("seedlings",), [2]),  # one more letter than it has
        (("SEED",), [2]),
        (("edling",), []),
        (("order",), []),  # no word begins with it
        (("checks", "at", "the", "border"), [4]),
        (("树苗", "审批"), [2]),
        (("树苗", "抽样"), []),
    ],
)
def test_search_words_find(lotus_bay: Catalogue, words: tuple[str, ...], found: list[int]) -> None:
    query, measures = search(lotus_bay, words)
    assert [measure.number for measure in measures] == found
    for measure in measures:
        assert query.search_words(measure, lotus_bay)


def test_a_search_word_is_matched_as_a_whole() -> None:
    assert 20 in numbers("查验率")
    assert 20 not in numbers("查验")


def test_a_space_between_chinese_and_latin_may_be_left_out() -> None:
    assert numbers("24小时") == [27]
    assert numbers("AEO企业") == numbers("AEO 企业") != []


def test_a_number_is_found_as_a_whole() -> None:
    assert 25 not in numbers("2")
    assert {5, 25} <= set(numbers("5"))  # its number, and its 5 days
    assert 15 in numbers("5%")


def test_a_latin_word_is_found_from_its_beginning() -> None:
    assert numbers("ffice") == []  # as in office
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
    assert b"no measure matches all of these words" in told.stdout

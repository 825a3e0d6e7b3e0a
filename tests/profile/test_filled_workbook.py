"""A profile written as a workbook is read as the same profile, or it is not written."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.problems import InputError, describe
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.profile_workbook import ITEM_ROWS, filled, template
from aeo_cli.profile.document import document_of
from aeo_cli.profile.loader import load_workbook as load_profile
from aeo_cli.profile.model import BUSINESS, Evidence, Item, Profile
from aeo_cli.profile.names import fact_names
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.dates import SHANGHAI
from aeo_cli.rules.facts import Fact, FactType
from tests.conftest import CATALOGUES, LOTUS_BAY
from tests.strategies import profiles

BAY: Catalogue = load_catalogue(str(LOTUS_BAY))
DAY = date(2026, 3, 2)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"], include_characters="\t\n"),
    min_size=1,
).filter(str.strip) | st.sampled_from(
    ["=1+1", "@SUM(A1)", "'x", "\uff1d1", " x ", "不知道", "1e5", "kind", "业务种类", "answer"]
)
"""Texts that a cell can hold, formulas for a spreadsheet among them."""
DAYS = st.none() | st.dates(date(2007, 1, 1), date(2099, 12, 31))


def facts_of(catalogue: Catalogue, profile: Profile) -> dict[str, Fact]:
    kinds = [item.kind for item in profile.business]
    names = fact_names(catalogue, profile.identities).values()
    return {name: catalogue.fact(name, kinds) for name in names}


@st.composite
def stated(draw: st.DrawFn) -> Profile:
    """Draw a profile with all that it can say: names, notes, evidence, what is not known."""
    profile = read_profile(draw(profiles), BAY)

    def worded(facts: Mapping[str, Any], fact: Mapping[str, Fact]) -> dict[str, Any]:
        is_text = {name for name in facts if fact[name].type is FactType.TEXT}
        return {name: draw(TEXTS) if name in is_text else facts[name] for name in facts}

    names = st.none() | TEXTS
    profile = profile._replace(
        ref=draw(names),
        enterprise=worded(profile.enterprise, BAY.enterprise),
        business=tuple(
            item._replace(
                note=draw(names),
                id=draw(st.none() | st.just(f"= {item.position}")),
                facts=worded(item.facts, BAY.kinds[item.kind].facts),
            )
            for item in profile.business
        ),
    )
    known = profile.known()
    facts = facts_of(BAY, profile)
    unknown = {
        name: draw(DAYS)
        for name, fact in facts.items()
        if name not in known and fact.type is not FactType.TEXT and draw(st.booleans())
    }
    if not profile.business_given and draw(st.booleans()):
        unknown[BUSINESS] = draw(DAYS)
    evidence = {
        name: Evidence(draw(TEXTS).strip(), draw(DAYS), None)
        for name in facts
        if not name.startswith(BUSINESS) and draw(st.booleans())
    }
    return profile._replace(unknown=unknown, evidence=evidence)


@settings(max_examples=20)
@given(stated(), st.sampled_from(Lang))
def test_a_profile_in_a_workbook_is_the_same_profile(profile: Profile, lang: Lang) -> None:
    found = load_profile(filled(profile, BAY, lang), BAY).profile
    assert found == profile
    assert {**document_of(found), "unknown": found.unknown} == {
        **document_of(profile),
        "unknown": profile.unknown,
    }


@pytest.mark.parametrize("path", CATALOGUES)
@pytest.mark.parametrize("lang", Lang)
def test_every_kind_and_choice_of_a_catalogue_can_be_written(path: str, lang: Lang) -> None:
    catalogue = load_catalogue(path)
    moment = datetime(2026, 3, 7, 22, 0, tzinfo=SHANGHAI)

    def values(fact: Fact) -> list[Any]:
        """Return each choice, and values at the limits of what a cell keeps as a number."""
        choices = tuple(fact.choices)
        values: dict[FactType, list[Any]] = {
            FactType.CHOICE: [*choices],
            FactType.SET: [(), choices, *((choice,) for choice in choices)],
            FactType.BOOLEAN: [True, False],
            FactType.INTEGER: [0, 10**15 - 1, 10**15, 10**18 - 1],
            FactType.DATE: [date(2007, 1, 1), date(2099, 12, 31)],
            FactType.DATETIME: [
                moment,
                moment.replace(hour=0),
                moment + timedelta(seconds=1),
                moment + timedelta(microseconds=1),
            ],
            FactType.TEXT: [None],
        }
        return values[fact.type]

    most = max(len(values(fact)) for fact in catalogue.facts().values())
    for round_ in range(most):

        def said(facts: Mapping[str, Fact], round_: int = round_) -> dict[str, Any]:
            chosen = {
                name: values(fact)[round_ % len(values(fact))] for name, fact in facts.items()
            }
            return {name: value for name, value in chosen.items() if value is not None}

        items = enumerate(catalogue.kinds.items())
        profile = Profile(
            enterprise=said(catalogue.enterprise),
            readings=said(catalogue.readings),
            business=tuple(
                Item(position, kind, None, None, said(entry.facts))
                for position, (kind, entry) in items
            ),
            business_given=True,
        )
        assert load_profile(filled(profile, catalogue, lang), catalogue).profile == profile


def test_a_workbook_has_a_row_for_every_item(catalogue: Catalogue) -> None:
    count = ITEM_ROWS + 1
    items = [{"kind": "enquiry", "id": f"A-{number}"} for number in range(count)]
    profile = read_profile({"enterprise": {}, "business": items}, catalogue)
    content = filled(profile, catalogue, Lang.EN)
    assert load_profile(content, catalogue).profile == profile
    sheet = load_workbook(BytesIO(content))["business"]
    (kinds,) = (rule for rule in sheet.data_validations.dataValidation if "A3" in rule.sqref)
    assert f"A{count + 2}" in kinds.sqref


@pytest.mark.parametrize(
    ("said", "cell"),
    [
        ({}, "not stated yet"),
        ({"unknown": ["business"]}, "I don't know"),
        ({"unknown": {"business": "2026-03-02"}}, "I don't know (2026-03-02)"),
        ({"business": []}, None),
    ],
)
def test_a_workbook_tells_nothing_pending_from_what_is_not_known(
    said: dict[str, Any], cell: str | None, catalogue: Catalogue
) -> None:
    profile = read_profile({"enterprise": {}, **said}, catalogue)
    content = filled(profile, catalogue, Lang.EN)
    assert load_workbook(BytesIO(content))["business"]["A3"].value == cell
    assert load_profile(content, catalogue).profile == profile


@pytest.mark.parametrize("word", ["kind", "业务种类", "item number", "answer"])
def test_a_head_may_be_the_note_of_the_first_item(word: str, catalogue: Catalogue) -> None:
    items = [{"kind": "enquiry", "note": word}, {"kind": "enquiry", "id": word}]
    profile = read_profile({"enterprise": {}, "business": items}, catalogue)
    assert load_profile(filled(profile, catalogue, Lang.ZH), catalogue).profile == profile


def edited(cells: dict[str, Any], catalogue: Catalogue) -> bytes:
    """Return the template with some cells filled in: `business!A3`."""
    book = load_workbook(BytesIO(template(catalogue, Lang.EN)))
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (
            {"business!A3": "I don't know (2 March)"},
            'business!A3: found: "2 March"; expected: a date, YYYY-MM-DD',
        ),
        (
            {"business!A3": "not stated yet", "business!A4": "certificate of origin"},
            'business!A3: found: "not stated yet"; expected: a known kind of business',
        ),
        (
            {"business!A3": "I don't know", "business!B3": "A-1"},
            'business!A3: found: "I don\'t know"; expected: a known kind of business',
        ),
    ],
)
def test_words_in_place_of_a_kind_stand_alone(
    cells: dict[str, Any], line: str, catalogue: Catalogue
) -> None:
    with pytest.raises(InputError) as caught:
        load_profile(edited(cells, catalogue), catalogue)
    assert describe(caught.value.problems[0], Lang.EN).startswith(line)


ITEM = {"kind": "enquiry", "id": "A"}
LOST: dict[str, tuple[dict[str, Any], str]] = {
    "a blank name": ({"enterprise": {"name": " "}}, "enterprise.name (a blank text)"),
    "a reference too long": (
        {"ref": "\U0001f600" * 16384},
        "ref (more than 32767 characters)",
    ),
    "a control character": (
        {"business": [{**ITEM, "note": "\x1b[31m"}]},
        "business[0].note (characters that a cell does not keep)",
    ),
    "what a spreadsheet reads as a control character": (
        {"business": [{**ITEM, "id": "_x0041_"}]},
        "business[0].id (characters that a cell does not keep)",
    ),
    "markup": ({"ref": "<r>a</r>"}, "ref (characters that a cell does not keep)"),
    "a source": (
        {"evidence": {"enterprise.roles": {"source": "a\rb"}}},
        'evidence."enterprise.roles" (characters that a cell does not keep)',
    ),
    "a name that is not known": (
        {"unknown": ["enterprise.name"]},
        'unknown."enterprise.name" (a text that is not known)',
    ),
    "evidence about an item": (
        {
            "business": [{"kind": "special_goods_approval"}],
            "evidence": {"business[0].accepted_on": {"source": "Li"}},
        },
        'evidence."business[0].accepted_on" (evidence about a pending item)',
    ),
}


@pytest.mark.parametrize("name", LOST)
def test_what_a_workbook_cannot_hold_is_said(name: str, catalogue: Catalogue) -> None:
    document, what = LOST[name]
    profile = read_profile({"enterprise": {}, **document}, catalogue)
    with pytest.raises(InputError) as caught:
        filled(profile, catalogue, Lang.EN)
    (problem,) = caught.value.problems
    assert describe(problem, Lang.EN) == (f"a workbook cannot hold {what}; save it as TOML (.toml)")


def test_everything_that_is_lost_is_said_at_once(catalogue: Catalogue) -> None:
    profile = read_profile({"enterprise": {"name": " "}, "ref": "\0"}, catalogue)
    with pytest.raises(InputError) as caught:
        filled(profile, catalogue, Lang.ZH)
    assert len(caught.value.problems) == 2

"""A difference and an explanation as documents: they say all that the terminal says, as text."""

import re
from copy import deepcopy
from itertools import product
from typing import Any

import pytest
from markdown_it import MarkdownIt

from aeo_cli.assessment.report import Report
from aeo_cli.assessment.situation import Situation
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.catalogue.search import subjects
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.formats import (
    DIFFERENCE_FORMATS,
    EXPLANATION_FORMATS,
    Format,
    renderer,
)
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.difference import CATALOGUES, ITEMS, SUM, DifferenceDigest
from aeo_cli.presentation.wording.explanation import Explanation
from aeo_cli.presentation.wording.labels import EXPLAIN_HINT
from aeo_cli.profile.reader import read_profile
from tests.comparison.conftest import APPLICANT, CATALOGUE, CERTIFIED, another, between, made, of
from tests.conftest import ROOT, Aeo, Golden, Prints
from tests.presentation.conftest import of_lotus_bay
from tests.presentation.test_explain import BAY, CALENDAR, ON
from tests.presentation.test_explain import GOLDENS as EXPLANATIONS
from tests.presentation.test_formats import (
    HOSTILE,
    READ,
    RENDERED,
    TAGS,
    HtmlText,
    of_bay,
    together,
)

DIFFERENCES = {
    "whatif-aeo": ("whatif", *of_lotus_bay("broker"), "--preset", "aeo"),
    "whatif-loss": ("whatif", *of_lotus_bay("grower"), "--preset", "loss"),
    "diff-broker-trader": ("diff", *of_lotus_bay("broker")[:1], *of_lotus_bay("trader")),
}
LAID_OUT = [form for form in DIFFERENCE_FORMATS if form is not Format.JSON]
EXPLAINED = [form for form in EXPLANATION_FORMATS if form is not Format.JSON]


def shown(content: bytes | str, form: Format) -> str:
    """Return what a reader sees of a document, without its spaces."""
    return together(READ[form](content if isinstance(content, bytes) else content.encode()))


# Whole texts


@pytest.mark.parametrize("name", DIFFERENCES)
@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("form", [Format.MARKDOWN, Format.HTML])
def test_the_difference(
    name: str, form: Format, lang: Lang, prints: Prints, golden: Golden
) -> None:
    text = prints(*DIFFERENCES[name], "--format", form, "--lang", lang)
    golden(f"{name}.{lang}.{form.suffixes[0]}", text)


@pytest.mark.parametrize("name", ["explain-4", "explain-2-grower", "explain-3-trader"])
@pytest.mark.parametrize("lang", Lang)
def test_the_explanation(name: str, lang: Lang, prints: Prints, golden: Golden) -> None:
    text = prints("explain", *EXPLANATIONS[name], "--format", "markdown", "--lang", lang)
    golden(f"{name}.{lang}.md", text)


# The same content in each layout


def pairs(catalogue: Catalogue) -> list[tuple[Report, Report]]:
    """Return reports that differ in facts, in items, in days and in their catalogues."""
    past = deepcopy(CERTIFIED) | {"ref": "r-1", "evidence": {}}
    past["business"][0]["accepted_on"] = "2026-02-03"
    return [
        (made(APPLICANT), made(CERTIFIED)),
        (made(CERTIFIED, catalogue=catalogue), made(APPLICANT)),
        (made(past, catalogue=catalogue), made(past)),
        (made(past), made(past)),
    ]


def sentences(digest: DifferenceDigest) -> list[str]:
    """Return all that is said of a difference, sentence by sentence."""
    said = [word for row in digest.head.rows() for word in row]
    said += [*digest.head.warnings(), *digest.inputs(), *digest.reservations(), digest.outcome()]
    if digest.inputs():
        said.append(digest.inputs_heading())
    said += [word for _, *words in digest.counts() for word in words]
    said += [*digest.item_changes.total(), digest.say(EXPLAIN_HINT)]
    for item in digest.item_changes.business():
        said += [digest.say(ITEMS), item.name, item.business, *item.saved]
        said += [word for answer in item.answers for word in (answer.provision, *answer.lines)]
    for heading, limits in digest.provision_changes.limits():
        said += [heading, *(word for row in limits for word in row)]
    for group in digest.provision_changes.groups():
        said.append(group.heading)
        for because, changes in group.blocks:
            said.append(because)
            said += [word or "" for change in changes for word in change]
    for heading, questions in digest.questions():
        said += [heading, *(word for question in questions for word in question)]
    for heading, caveats in digest.caveats():
        said += [heading, *caveats]
    for heading, lines in digest.catalogue_changes.lines():
        said += [digest.say(CATALOGUES), heading, *(mark + line for mark, line in lines)]
    if digest.item_changes.total():
        said.append(digest.say(SUM))
    return said


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("form", LAID_OUT)
def test_each_layout_says_every_sentence_of_a_difference(
    form: Format, lang: Lang, tmp_path: Any
) -> None:
    changed = another(tmp_path, of("25b", 'force = "may"', 'force = "firm"'))
    for pair, supposed in product(pairs(changed), (False, True)):
        digest = DifferenceDigest(between(*pair), pair, CATALOGUE, lang, supposed=supposed)
        text = shown(renderer(form).differ(digest, Page(lang, 1000)), form)
        for sentence in sentences(digest):
            assert together(sentence) in text, sentence


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("form", EXPLAINED)
@pytest.mark.parametrize("name", ["grower", "trader", "broker"])
def test_each_layout_says_every_sentence_of_an_explanation(
    name: str, form: Format, lang: Lang
) -> None:
    report = of_bay(name)
    facts = read_profile(report.profile.model_dump(mode="json", exclude_none=True), BAY)
    for outcome in (None, (report, Situation(BAY, facts, report.on))):
        for subject in subjects(BAY).values():
            explanation = Explanation(subject, outcome, BAY, CALENDAR, lang)
            text = shown(renderer(form).explain(explanation, Page(lang, 1000)), form)
            for sentence in _explained(explanation):
                assert together(sentence) in text, sentence


def _explained(explanation: Explanation) -> list[str]:
    """Return all that is said of a measure, sentence by sentence."""
    said = [*explanation.heading(), explanation.subtitle()]
    said += explanation.digest.caveats() if explanation.digest else []
    for provision in explanation.provisions():
        said += [provision.id, provision.verdict, provision.label, provision.summary]
        said += [provision.effect or "", provision.remark, *provision.caveats]
        said += [word for row in provision.properties for word in row]
        said += [word for question in provision.questions for word in question]
        for tree, dates in provision.conditions:
            said.append(tree.heading)
            if dates:
                said += [
                    dates.heading,
                    *dates.notes,
                    *(word for step in dates.steps for word in step),
                ]
            lines = [tree.line] if tree.line else []
            for line in lines:  # grows during the loop
                said += [line.text, line.question or ""]
                lines += line.parts
        for opening, options in provision.advice:
            said += [provision.advice_heading, opening, *(word for row in options for word in row)]
    return said


# What a user wrote is text


def spoiled(words: str, level: str) -> Any:
    permit = {"kind": "plant_permit", "accepted_on": "2026-03-02", "special_circumstances": False}
    return {
        "ref": words,
        "enterprise": {"name": words, "credit_level": level},
        "business": [permit | {"id": words, "note": words}, {"kind": "sampling", "note": words}],
        "evidence": {"enterprise.credit_level": {"source": words or "x"}},
    }


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_a_name_is_text_in_a_difference_and_in_an_explanation(words: str, lang: Lang) -> None:
    profiles = [spoiled(words, level) for level in ("regular", "advanced_certified")]
    old, new = (made(profile, ON, BAY) for profile in profiles)
    digest = DifferenceDigest(between(old, new, BAY), (old, new), BAY, lang, supposed=False)
    outcome = (new, Situation(BAY, read_profile(profiles[1], BAY), ON))
    explanation = Explanation(subjects(BAY)["2"], outcome, BAY, CALENDAR, lang)
    page = Page(lang, 1000)
    documents = [
        (form, renderer(form).differ(digest, page)) for form in (Format.MARKDOWN, Format.HTML)
    ]
    documents.append((Format.MARKDOWN, renderer(Format.MARKDOWN).explain(explanation, page)))
    for form, content in documents:
        assert isinstance(content, bytes)
        text = shown(content, form)
        assert together(visible(words)) in text
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u202e\u2066]", text)
        html = content.decode()
        if form is Format.MARKDOWN:
            assert html.count("\n# ") == 0  # the first line is the only title
            html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(html)
        read = HtmlText(html)
        assert read.tags <= (TAGS if form is Format.HTML else RENDERED)
        assert not read.handlers
        assert all(link.startswith("#") or link == "data:," for link in read.links)


# Files


def test_the_suffix_gives_the_format_and_a_format_it_has_not_is_an_error(aeo: Aeo) -> None:
    old, new = (str(ROOT / "examples" / f"{name}.toml") for name in ("applicant", "chip-maker"))
    commands = {
        ("diff", old, new): ("html", "md", "json", "txt"),
        ("whatif", old, "--preset", "aeo"): ("html", "md", "json", "txt"),
        ("explain", "25"): ("md", "json", "txt"),
        ("explain", "25b", old): ("md", "json", "txt"),
    }
    for command, suffixes in commands.items():
        for suffix in ("html", "md", "json", "txt", "csv", "xlsx", "ics", "pdf"):
            done = aeo(*command, "--on", "2026-03-03", "-o", f"x.{suffix}")
            assert done.stdout == b""
            assert done.returncode == (0 if suffix in suffixes else 2), (command, suffix)
            if suffix not in suffixes:
                assert b"expected" in done.stderr
                assert b"markdown" in done.stderr

"""Checks of texts that must fit in one line of a list: short enough, and complete."""

from collections.abc import Iterator
from unicodedata import east_asian_width

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.modality import Route
from aeo_cli.documents.problems import NOTHING
from aeo_cli.documents.text import Lang, both

CHECKS: list[Check] = []
MAX_COLUMNS = 44
"""How many columns a short title or an act may take."""


@check(
    CHECKS,
    both("简称和办理事项够短", "texts of one line"),
    both(
        f"措施的简称（short）和办理事项（act）都不超过 {MAX_COLUMNS} 列；一个汉字占两列",
        f"A short title or an act takes at most {MAX_COLUMNS} columns; a Chinese character takes "
        "two",
    ),
)
def lines_short(index: CatalogueIndex) -> Iterator[Breach]:
    lines = [(f"{path}.short", measure.short) for path, measure in index.measures]
    lines += [(f"{path}.act", provision.act) for path, _, provision in index.provisions]
    for path, text in ((path, text) for path, text in lines if text):
        for lang in Lang:
            if (width := _columns(text[lang])) > MAX_COLUMNS:
                yield f"{path}.{lang}", _TOO_WIDE.fill(width=width, text=text[lang])


_TOO_WIDE = both("{width} 列：{text}", "{width} columns: {text}")


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


@check(
    CHECKS,
    both("简称和办理事项齐全", "short titles and acts complete"),
    both(
        "有一条措施写了简称（short），其他措施也都写；有一个条款写了办理事项（act），"
        "其他须由企业申请的条款也都写；写了 act 的条款都有 how",
        "If one measure has a short title, all have; if one provision has an act, so has every "
        "provision that must be applied for; what has an act has a `how`",
    ),
)
def lines_complete(index: CatalogueIndex) -> Iterator[Breach]:
    if any(measure.short for _, measure in index.measures):
        yield from (
            (f"{path}.short", NOTHING) for path, measure in index.measures if not measure.short
        )
    if not any(provision.act for _, _, provision in index.provisions):
        return
    for path, _, provision in index.provisions:
        if provision.act is None and provision.route is Route.ON_APPLICATION:
            yield f"{path}.act", NOTHING
        if provision.act and provision.how is None:
            yield f"{path}.how", NOTHING

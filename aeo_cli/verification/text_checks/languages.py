"""Checks of both languages: every text is Chinese in zh and English in en."""

import re
from collections.abc import Iterator

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.documents.text import both
from aeo_cli.verification.text_checks.walk import texts

CHECKS: list[Check] = []
_CHINESE = r"[\u4e00-\u9fff]+"


@check(
    CHECKS,
    both("两种语言齐全", "both languages"),
    both(
        "每段文字都有中文和英文；英文中的汉字只用于引述中文里也有的名称",
        "Every text is Chinese in zh and English in en; Chinese characters in the English quote a "
        "name that stands in the Chinese",
    ),
)
def languages_complete(index: CatalogueIndex) -> Iterator[Breach]:
    for path, text in texts(index.catalogue):
        if not re.search(r"\w", re.sub(r"\{[^{}]*\}", "", text.zh + text.en)):
            continue  # only a sign and places to be filled, such as {n}%
        if not re.search(_CHINESE, text.zh):
            yield f"{path}.zh", text.zh
        unquoted = [run for run in re.findall(_CHINESE, text.en) if run not in text.zh]
        if unquoted or not re.search("[A-Za-z]", text.en):
            yield f"{path}.en", " ".join(unquoted) or text.en

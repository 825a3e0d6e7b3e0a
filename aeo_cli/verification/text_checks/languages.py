"""Checks of both languages: each is there, and each uses the acronyms of the other."""

import re
from collections.abc import Iterator

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.documents.text import Lang, both
from aeo_cli.verification.text_checks.walk import texts_of

CHECKS: list[Check] = []
_CHINESE = r"[\u4e00-\u9fff]+"


@check(
    CHECKS,
    both("两种语言齐全", "both languages"),
    both(
        "每段文字都有中文和英文；英文中的汉字只用于引述中文里也有的名称",
        "Every text is Chinese in zh and English in en; Chinese characters in the "
        "English only quote a name that is also in the Chinese",
    ),
)
def languages_complete(index: CatalogueIndex) -> Iterator[Breach]:
    for path, text in texts_of(index):
        if not re.search(r"\w", re.sub(r"\{[^{}]*\}", "", text.zh + text.en)):
            continue  # only a sign and places to be filled, such as {n}%
        if not re.search(_CHINESE, text.zh):
            yield f"{path}.zh", text.zh
        unquoted = [run for run in re.findall(_CHINESE, text.en) if run not in text.zh]
        if unquoted or not re.search("[A-Za-z]", text.en):
            yield f"{path}.en", " ".join(unquoted) or text.en


@check(
    CHECKS,
    both("缩写两种语言都有", "same acronyms"),
    both(
        "中文里用到的缩写（如 AEO），同一段文字要么两种语言都有，要么都没有；措施标题除外",
        "An acronym used in Chinese, such as AEO, is in both languages of a text or in "
        "neither, except in titles of measures",
    ),
)
def acronyms_alike(index: CatalogueIndex) -> Iterator[Breach]:
    written = [(path, text) for path, text in texts_of(index) if not _is_title(path)]
    by_path = {path: [_acronyms(text[lang]) for lang in Lang] for path, text in written}
    known = {name for chinese, _ in by_path.values() for name in chinese}
    for path, (chinese, english) in by_path.items():
        if odd := ", ".join(sorted((chinese ^ english) & known)):
            yield path, both(odd, odd)


def _is_title(path: str) -> bool:
    return re.fullmatch(r"measures\[[0-9]+\]\.title", path) is not None


def _acronyms(text: str) -> set[str]:
    return set(re.findall(r"(?<![A-Za-z0-9])[A-Z]{2,}(?![A-Za-z0-9])", text))

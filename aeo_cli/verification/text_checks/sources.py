"""Checks of sources: form and force of what is cited, and what nobody confirmed."""

import re
from collections.abc import Iterator

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.verification.text_checks.walk import texts

CHECKS: list[Check] = []
# What marks a statement as unconfirmed. "reported to customs" and "reported on" are not hearsay:
# there, reporting is what the enterprise does.
_HEARSAY = {
    Lang.ZH: r"据报道|据了解|据悉|据称|消息称|媒体报道|推断|通常理解|未经核实|未经证实",
    Lang.EN: r"\b(?:is|are|was|were|as|have|has) reported\b(?! (?:on|to (?:customs|the)\b))|"
    r"\breportedly\b|\b(?:understood|said|believed) to be\b|\bunderstood to\b|"
    r"\busually understood\b|\binfer(?:s|red|ence)?\b|\bnot confirmed\b|\bcommon understanding\b",
}
# What marks a statement as a reading: a document may be read so, and nobody confirmed it.
_READING = {
    Lang.ZH: r"文字上|从条文看|不清楚|读法|(?:这里|本工具|本目录).{0,8}(?:按|作为|列为|从严|处理)|"
    r"可能性|视为|不含|不在其内|不替代|不因此",
    Lang.EN: r"\bby its words\b|\bas worded\b|\bunclear\b|\bnot clear\b|\bcan be read\b|"
    r"\breading is used\b|\b(?:is|are) treated here\b|\bpossibility\b|\bnot covered\b",
}
# What marks a statement about what a document does not say.
_GAP = {
    Lang.ZH: r"没有(?:给|写|说明|界定|列出|公布|规定|承诺|量化|数值)|没有.{1,4}下定义",
    Lang.EN: r"\bnot said\b|\bdoes not (?:say|state|give|name|define|list|promise|repeat)\b|"
    r"\bneither said\b|\bnot published\b|\bis silent\b|\bnames no\b|\bhas no yardstick\b",
}
_NUMERAL = "[〇零一二三四五六七八九十百千]"
_SECTION = (  # possessive, or a long section that does not match would be tried in every way
    rf"(?:第(?:{_NUMERAL}|[0-9])++[编章节条款项](?:之{_NUMERAL}++)?|{_NUMERAL}++|（{_NUMERAL}++）|"
    r"附件|[0-9]++\.?|[、 ])++"
)


@check(
    CHECKS,
    both("出处格式", "form of citations"),
    both(
        "出处章节用公文写法（第二条；四、（一）），文件日期不晚于目录版本日期",
        "A citation numbers its section as official texts do (第二条, 四、（一）), and "
        "no document is dated later than the catalogue's version",
    ),
)
def citations_formed(index: CatalogueIndex) -> Iterator[Breach]:
    for path, _, provision in index.provisions:
        section = provision.citation.section
        if section is not None and not re.fullmatch(_SECTION, section):
            yield f"{path}.citation.section", section
    version = _day_of_version(index.catalogue)
    for name, document in index.catalogue.documents.items():
        if version and document.date and document.date.isoformat() > version:
            yield f"documents.{name}.date", document.date.isoformat()


def _day_of_version(catalogue: Catalogue) -> str | None:
    """Return the version of a catalogue if it is a day."""
    is_day = re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", catalogue.version)
    return catalogue.version if is_day else None


@check(
    CHECKS,
    both("文件仍然有效", "documents still in force"),
    both(
        "出处引用的文件在目录版本日期仍然有效",
        "Every cited document is still in force on the date of the catalogue's version",
    ),
)
def documents_in_force(index: CatalogueIndex) -> Iterator[Breach]:
    cited = {provision.citation.document for _, _, provision in index.provisions}
    version = _day_of_version(index.catalogue)
    for name, document in index.catalogue.documents.items():
        until = document.in_force_until
        if version and name in cited and until and until.isoformat() < version:
            yield f"documents.{name}.in_force_until", until.isoformat()


@check(
    CHECKS,
    both("未经确认的已标明", "unconfirmed statements marked"),
    both(
        "据报道、属推断等未经确认的内容，只写在 confirmed = false 的注意事项里",
        "Anything reported, understood or inferred is only in a caveat with confirmed "
        "= false, never in summary, how or otherwise",
    ),
)
def hearsay_marked(index: CatalogueIndex) -> Iterator[Breach]:
    confirmed: list[tuple[str, Text]] = [
        (path, caveat) for path, caveat in index.caveats if caveat.confirmed
    ]
    for path, _, provision in index.provisions:
        for name in ("summary", "how", "otherwise"):
            confirmed += texts(getattr(provision, name), f"{path}.{name}")
    for path, text in confirmed:
        for lang in Lang:
            if match := re.search(_HEARSAY[lang], text[lang]):
                yield f"{path}.{lang}", match[0]


@check(
    CHECKS,
    both("理解不作确认", "readings not confirmed"),
    both(
        "文字可作两种理解的，以及文件没有写到、只能理解为不包括的，写在 confirmed = "
        "false 的注意事项里；经确认的注意事项写明文件没有规定之处的，须标明 gap = true"
        "，其他的不得标明",
        "An interpretation of a document, or of what it leaves out, is only in a "
        "caveat with confirmed = false; a confirmed caveat has gap = true if and only "
        "if it says that the document is silent on something",
    ),
)
def readings_unconfirmed(index: CatalogueIndex) -> Iterator[Breach]:
    for path, caveat in index.caveats:
        for lang in Lang:
            reading, gap = (
                re.search(words[lang], caveat[lang], re.IGNORECASE) for words in (_READING, _GAP)
            )
            if caveat.confirmed and reading:
                yield f"{path}.{lang}", reading[0]
            if caveat.confirmed and caveat.gap != bool(gap):
                told = f"{lang}: {str(caveat.gap).lower()}"
                yield f"{path}.gap", both(told, told)
        if caveat.gap and not caveat.confirmed:
            yield f"{path}.gap", "confirmed"

"""A profile to fill in: every question is a comment."""

from collections.abc import Iterator, Mapping

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.labels import ANSWER_FORMS
from aeo_cli.presentation.wording.language import Language
from aeo_cli.profile.schema import IMPLIED
from aeo_cli.rules.facts import Fact, ImpliedBy, KnownBy


def template(catalogue: Catalogue, lang: Lang) -> bytes:
    """Return an empty profile in TOML, with a comment for every fact to fill in."""
    return "".join(f"{line}\n" for line in _Template(catalogue, lang).lines()).encode()


class _Template:
    """The lines of a template.

    The headings of its tables are not comments, so that answers written into it later are added at
    the end of their table, before the next heading.
    """

    def __init__(self, catalogue: Catalogue, lang: Lang) -> None:
        self.catalogue, self.language = catalogue, Language(lang)
        self.say = self.language.say

    def lines(self) -> Iterator[str]:
        catalogue = self.catalogue
        title = _TITLE.fill(title=catalogue.title, version=catalogue.version)
        yield from self.comment(title, *_HOW)
        yield from ("", '# ref = ""', "# unknown = []", "", "[enterprise]")
        yield from self.facts(catalogue.enterprise)
        yield from ("", *self.comment(_READINGS), "[readings]")
        yield from self.facts(catalogue.readings)
        yield from ("", *self.comment(_EVIDENCE), "[evidence]")
        yield f'# [evidence."readings.{next(iter(catalogue.readings), "X")}"]'
        yield from ('# source = ""', "# verified_on =")
        yield from ("", *self.comment(_BUSINESS))
        for name, kind in catalogue.kinds.items():
            yield from ("", *self.comment(kind.label, *filter(None, [kind.help])))
            yield from ("# [[business]]", f'# kind = "{name}"', '# id = ""', '# note = ""')
            yield from self.facts(kind.facts)

    def facts(self, facts: Mapping[str, Fact]) -> Iterator[str]:
        for name, fact in facts.items():
            yield ""
            yield from self.comment(fact.question, *filter(None, [fact.help]))
            if fact.known_by is KnownBy.CUSTOMS:
                yield from self.comment(_FOR_CUSTOMS)
            for value, label in fact.choices.items():
                yield f"#   {value}  {self.say(label)}"
            if fact.type in ANSWER_FORMS:
                yield f"#   {self.say(ANSWER_FORMS[fact.type])}"
            if fact.implied_by is ImpliedBy.KIND:
                yield from self.comment(IMPLIED)
            yield f"# {name} ="

    def comment(self, *texts: Text) -> Iterator[str]:
        for text in texts:
            paragraph = blocks.printed(Prose(self.say(text)), Page(self.language.lang, _WIDTH))
            yield from (f"# {line}" for line in paragraph.splitlines())


_WIDTH = 98
"""Of a comment in columns, without its sign."""

_TITLE = both(
    "企业情况（模板）· {title} · 目录版本 {version}", "A profile to fill in · {title} · {version}"
)

_HOW = (
    both(
        "去掉行首的 #，在等号后填写；文本和选项加引号。没有填写的即为未知，不会当作“否”；"
        "另有说明的除外。",
        "Remove the # before a line and write the value after the equals sign, words in quotes. "
        "What is left out is unknown, never false, unless a comment says otherwise.",
    ),
    both(
        "填好后：aeo check 本文件；aeo check 本文件 --ask 只问还不清楚的。",
        "Then: aeo check FILE; aeo check FILE --ask asks what is still open.",
    ),
)

_READINGS = both(
    "以下是官方文本没有写明的问题，只有海关能够答复。请询问海关企业协调员，没有答复就不要填写。",
    "The official text leaves these questions open, and only customs can settle them. Ask your "
    "customs coordinator; leave them out until they have answered.",
)

_FOR_CUSTOMS = both(
    "只有海关掌握；没有得到答复就不要填写。",
    "Only customs knows; leave it out until they have answered.",
)

_EVIDENCE = both("谁答复的、哪一天答复的：", "Who said so, and when:")

_BUSINESS = both(
    "待办业务：每项业务一段 [[business]]；同一种有几项就写几段。没有的不要写。",
    "Pending business: one [[business]] for each item, several of a kind if there are. Leave out "
    "what is not pending.",
)

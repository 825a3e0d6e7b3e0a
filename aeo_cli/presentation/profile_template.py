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
    "企业情况文件（模板）· {title} · 措施目录版本 {version}",
    "Profile template · {title} · {version}",
)

_HOW = (
    both(
        "去掉行首的 #，在等号后填写；文本和选项要加引号。未填写的视为未知，不视为“否”；"
        "另有说明的除外。",
        "To fill in a line, remove the # and write the value after the equals sign; "
        "put text in quotes. What you leave out is unknown, never “no”, unless a "
        "comment says otherwise.",
    ),
    both(
        "填好后运行 aeo check 本文件；aeo check 本文件 --ask 只问尚待确认的事项。",
        "When done, run aeo check FILE; aeo check FILE --ask asks only what is still open.",
    ),
)

_READINGS = both(
    "以下问题官方文件没有写明，须由海关答复。请咨询海关企业协调员，未获答复前不要填写。",
    "The official text is silent on these questions, and only customs can answer "
    "them. Ask your customs coordinator; leave them out until customs has answered.",
)

_FOR_CUSTOMS = both(
    "须由海关答复；未获答复前不要填写。",
    "Only customs can answer this; leave it out until customs has answered.",
)

_EVIDENCE = both("由谁答复、何时答复：", "Who answered, and when:")

_BUSINESS = both(
    "待办业务：每项业务写一段 [[business]]，同类业务有多项的分别填写；没有的不写。",
    "Pending business: write one [[business]] per item, also for several items of "
    "a kind. Leave out what is not pending.",
)

"""What the heads of all files of a portfolio say together, before any row is read."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from aeo_cli.documents.labels import folded
from aeo_cli.documents.problems import Attempts, Problem, quoted
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import both, listed
from aeo_cli.rules.spellings import NAME, Spelling, Spellings
from aeo_cli.screening.job import DEADLINES, LONG, Job, Result
from aeo_cli.screening.sources import PortfolioFile, TableName


def survey(
    job: Job,
    heads_of: Callable[[PortfolioFile], Sequence[str]],
    check: Callable[[PortfolioFile, Sequence[str]], object],
) -> Result:
    """Return how the heads of all files are read: notes, and the spellings of columns.

    Args:
        job: what to do.
        heads_of: returns the heads of a file, and raises an `InputError` if it cannot be read.
        check: raises an `InputError` if the heads of a file are not those of its table.

    Raises:
        InputError: a file has other heads, an option names one that no file has, or a column
            cannot be kept.
    """
    tables = (one for one in job.portfolio.sources if one.table is not TableName.PROFILES)
    with Attempts() as attempt:
        files = {source: attempt(heads_of, source) for source in tables}
    with Attempts() as attempt:
        for source, names in files.items():
            attempt(check, source, names)
        attempt.problems += [*_unused(job, files), *_colliding(job)]
    heads = job.plan.heads
    unread, spellings = dict[str, None](), Spellings()
    for source, names in files.items():
        for name in names:
            columns = heads.columns(source.table, name)
            if not columns and not heads.is_dropped(name):
                unread[name] = None
            if folded(name) not in heads.mapped:
                known = (column for column in columns if column in heads.labels[source.table])
                spellings.update(Spelling(NAME, name, key) for key in known if key != name)
    shown = listed([quoted(name).en for name in unread])
    notes = [("", _UNREAD.fill(heads=shown))] if unread else []
    return Result(spellings=spellings, notes=notes)


def _unused(job: Job, files: Mapping[PortfolioFile, Sequence[str]]) -> Iterator[Problem]:
    """Yield a problem for each head that an option names and no file has."""
    heads = job.plan.heads
    met = {folded(name): None for names in files.values() for name in names}
    for head in heads.mapped:
        if head not in met:
            yield Problem("--map", _NO_HEAD.fill(name=quoted(head)), None, did_you_mean(head, met))
    owners = [names for source, names in files.items() if source.table is TableName.ENTERPRISES]
    of_owners = {folded(name) for names in owners for name in names}
    known = heads.labels[TableName.ENTERPRISES]
    for name in heads.extras:
        if name not in of_owners:
            hint = did_you_mean(name, {**dict.fromkeys(of_owners), **known})
            found = _NO_COLUMN if owners else _NO_FACT
            yield Problem("--keep", found.fill(name=quoted(name)), None, hint)


def _colliding(job: Job) -> Iterator[Problem]:
    """Yield a problem for each column to keep that the results have already."""
    ids = [provision.provision.id for provision in job.plan.provisions]
    taken = {name.casefold() for name in ("ref", *LONG, *DEADLINES, *ids)}
    for name in job.plan.heading:
        if name.casefold() in taken:
            yield Problem("--keep", _TAKEN.fill(name=quoted(name)), None, _RENAME)
        taken.add(name.casefold())


_UNREAD = both("未读取的列：{heads}", "columns that are not read: {heads}")
_NO_HEAD = both("没有文件有 {name} 这一列", "no file has a column {name}")
_NO_COLUMN = both("企业表没有 {name} 这一列", "no table of enterprises has a column {name}")
_NO_FACT = both(
    "没有 {name} 这个字段，JSON Lines 只能保留企业的字段",
    "there is no fact {name}; of JSON Lines, only facts of the enterprise can be kept",
)
_TAKEN = both("结果中已有 {name} 这一列", "the results have a column {name} already")
_RENAME = both("请在表中将该列改名", "rename the column in the table")

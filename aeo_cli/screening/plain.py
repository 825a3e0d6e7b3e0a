"""The plain engine: row by row, without any library beyond those of `aeo check`."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from aeo_cli.documents.problems import Attempts, Problem
from aeo_cli.screening.deadline_table import DeadlineTable
from aeo_cli.screening.file_reader import FileReader, ReadRow, original_rows
from aeo_cli.screening.head_survey import survey
from aeo_cli.screening.job import REJECTS, Job, Outputs, Result, measure_provisions
from aeo_cli.screening.plan import VERDICTS, verdict_code
from aeo_cli.screening.reasons import Place, Reasons
from aeo_cli.screening.rejects import (
    Reject,
    duplicate_id,
    duplicate_ref,
    faults,
    orphan_item,
    rejected_items,
)
from aeo_cli.screening.row_reader import EnterpriseRanks, ItemRanks, RowReader
from aeo_cli.screening.sources import PortfolioFile, TableName
from aeo_cli.screening.table_schema import column_names
from aeo_cli.screening.text_files import header
from aeo_cli.screening.text_output import write


class _Assessed(NamedTuple):
    """An enterprise, and the codes of its verdicts, in the order of the plan's provisions."""

    enterprise: EnterpriseRanks
    codes: tuple[int, ...]


def screen(job: Job, outputs: Outputs | None, folder: Path) -> Result:  # noqa: ARG001
    """Assess a portfolio, and write the outputs if there are any.

    Args:
        job: what to do.
        outputs: the files to write.
        folder: unused; other engines keep there what does not fit into memory.

    Raises:
        InputError: a file cannot be read at all.
        OSError: a file cannot be written.
    """
    return _PlainRun(job).run(outputs)


class _PlainRun:
    def __init__(self, job: Job) -> None:
        self.job, self.plan = job, job.plan
        self.reader = RowReader(job.plan, job.on)
        self.deadline_table = DeadlineTable(job.plan.catalogue, job.calendar)
        self.enterprise_rows: dict[Place, ReadRow] = {}
        self.item_rows: dict[Place, ReadRow] = {}
        self.items: dict[str, list[ItemRanks]] = defaultdict(list)
        """The items of each enterprise by its ref."""

    def run(self, outputs: Outputs | None) -> Result:
        surveyed = survey(self.job, header, partial(column_names, plan=self.plan))
        self._read()
        problems = dict(self._problems())
        assessed = [
            _Assessed(enterprise, self._codes(enterprise))
            for place, row in self.enterprise_rows.items()
            if (enterprise := row.enterprise) and place not in problems
        ]
        rejects, reasons = self._rejects(problems), Reasons()
        for (index, _), reject in rejects.items():
            reasons.add(index, [reject])
        count = len(self.enterprise_rows) + len(self.item_rows)
        result = Result(len(assessed), count, len(rejects), reasons.ranked())
        result.spellings = self.reader.spellings
        result.add(surveyed)
        self._count([codes for _, codes in assessed], result)
        if outputs:
            verdicts = self._long(assessed) if self.job.long else self._wide(assessed)
            deadlines = (row for entry in assessed for row in self._deadlines(entry.enterprise))
            rejected = (reject.cells(self.job.lang) for reject in rejects.values())
            tables = (
                (self.job.columns, verdicts),
                (self.job.deadline_columns, deadlines),
                (REJECTS, rejected),
            )
            for path, (columns, rows) in outputs.wanted(*tables):
                write(path, outputs.form, columns, rows)
        return result

    def _read(self) -> None:
        """Read all files."""
        done, size = 0, max(self.job.portfolio.size, 1)
        with Attempts() as attempt:
            for index, source in enumerate(self.job.portfolio.sources):
                attempt(self._read_file, index, source)
                done += source.size
                self.job.progress(done / size)
        for row in (*self.enterprise_rows.values(), *self.item_rows.values()):
            for item in row.items:
                self.items[item.ref].append(item)

    def _read_file(self, index: int, source: PortfolioFile) -> None:
        is_business = source.table is TableName.BUSINESS
        rows = self.item_rows if is_business else self.enterprise_rows
        for row in FileReader(source, self.reader).read_all():
            rows[index, row.line] = row

    def _problems(self) -> Iterator[tuple[Place, Problem]]:
        """Yield the places of rows that are rejected because of other rows."""
        refs = Counter(row.ref for row in self.enterprise_rows.values() if row.ref)
        ids = Counter(
            (item.ref, item.id)
            for row in self.item_rows.values()
            for item in row.items
            if item.id is not None
        )
        rejected: dict[str, list[Place]] = defaultdict(list)
        for place, row in self.item_rows.items():
            if row.reject and row.ref:
                rejected[row.ref].append(place)
            for item in row.items:
                if item.ref not in refs:
                    yield place, orphan_item(item.ref)
                elif item.id is not None and ids[item.ref, item.id] > 1:
                    rejected[item.ref].append(place)
                    yield place, duplicate_id(item.id)
        names = [source.name for source in self.job.portfolio.sources]
        for place, row in self.enterprise_rows.items():
            if row.enterprise and refs[row.enterprise.ref] > 1:
                yield place, duplicate_ref(row.enterprise.ref)
            elif row.enterprise and row.enterprise.ref in rejected:
                places = ((names[file], line) for file, line in rejected[row.enterprise.ref])
                yield place, rejected_items(places)

    def _rejects(self, problems: dict[Place, Problem]) -> dict[Place, Reject]:
        """Return all rejected rows by their places, in the order of the portfolio."""
        rows = self.enterprise_rows | self.item_rows
        rejects = {place: row.reject for place, row in rows.items() if row.reject}
        for index, source in enumerate(self.job.portfolio.sources):
            lines = [line for file, line in problems if file == index]
            for line, text in original_rows(source, self.plan, lines) if lines else ():
                place = index, line
                why = faults([problems[place]])
                rejects[place] = Reject(source.name, line, rows[place].ref, why, text)
        return {place: rejects[place] for place in sorted(rejects)}

    def _codes(self, enterprise: EnterpriseRanks) -> tuple[int, ...]:
        """Return the code of the verdict on each provision."""
        items = self.items.get(enterprise.ref, ())
        highest = [max(ranks) for ranks in zip(*(item.triggered for item in items), strict=True)]
        columns = self.plan.item_conditions
        triggered = dict(zip(columns, highest or [0] * len(columns), strict=True))
        entitled = dict(zip(self.plan.enterprise_conditions, enterprise.entitled, strict=True))
        return tuple(
            verdict_code(
                entitled[provision.entitled_column],
                triggered[provision.triggered_column] if provision.triggered_column else 2,
            )
            for provision in self.plan.provisions
        )

    def _count(self, codes: Sequence[tuple[int, ...]], result: Result) -> None:
        """Count the verdicts on each provision, and on each measure, into the result."""
        columns = list(zip(*codes, strict=True)) or [()] * len(self.plan.provisions)
        ids = [provision.provision.id for provision in self.plan.provisions]
        by_id = dict(zip(ids, columns, strict=True))
        for id_, column in by_id.items():
            result.provisions.update(
                {(id_, VERDICTS[code]): count for code, count in Counter(column).items()}
            )
        for number, ids in measure_provisions(self.plan):
            best = map(min, zip(*(by_id[id_] for id_ in ids), strict=True))
            result.measures.update(
                {(number, VERDICTS[code]): count for code, count in Counter(best).items()}
            )

    def _wide(self, assessed: Iterable[_Assessed]) -> Iterator[tuple[object, ...]]:
        for enterprise, codes in assessed:
            yield enterprise.ref, *enterprise.heading, *(VERDICTS[code].value for code in codes)

    def _long(self, assessed: Iterable[_Assessed]) -> Iterator[tuple[object, ...]]:
        for enterprise, codes in assessed:
            kept = self._kept(enterprise)
            for (measure, provision, *_), code in zip(self.plan.provisions, codes, strict=True):
                if VERDICTS[code] in self.job.verdicts:
                    verdict, route, force = VERDICTS[code], provision.route, provision.force
                    yield (
                        *(enterprise.ref, *kept, measure, provision.id),
                        *(verdict.value, route.value, force.value),
                    )

    def _kept(self, enterprise: EnterpriseRanks) -> Sequence[str | None]:
        return enterprise.heading[: len(self.plan.kept_columns)]

    def _deadlines(self, enterprise: EnterpriseRanks) -> Iterator[tuple[object, ...]]:
        entitled = dict(zip(self.plan.enterprise_conditions, enterprise.entitled, strict=True))
        for item in self.items.get(enterprise.ref, ()):
            triggered = dict(zip(self.plan.item_conditions, item.triggered, strict=True))
            starts = dict(zip(self.plan.start_facts, item.starts, strict=True))
            for provision in self.plan.deadline_provisions:
                start = starts[provision.start_fact or ""]
                applies = min(
                    entitled[provision.entitled_column], triggered[provision.triggered_column or ""]
                )
                if start is None or applies < 2:
                    continue
                if dates := self.deadline_table.dates(provision, start.minute):
                    id_, force = provision.provision.id, provision.provision.force.value
                    minutes = start.minute, dates.standard, dates.shortened
                    yield (
                        *(item.ref, *self._kept(enterprise), item.id, item.kind, id_, force),
                        *(minute + start.rest for minute in minutes),
                        *(dates.last_office_day_standard, dates.last_office_day_shortened),
                        *(dates.provisional, dates.due),
                    )

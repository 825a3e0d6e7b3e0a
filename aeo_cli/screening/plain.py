"""The plain engine: row by row, with nothing but the tool itself."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from aeo_cli.documents.problems import Problem
from aeo_cli.screening.deadline_table import DeadlineTable
from aeo_cli.screening.file_reader import FileReader, ReadRow, as_it_came
from aeo_cli.screening.job import DEADLINES, Job, Outputs, Result, standing_for
from aeo_cli.screening.plan import VERDICTS, verdict_code
from aeo_cli.screening.rejects import Reject, because, orphan, repeated, same_id, with_refused
from aeo_cli.screening.row_reader import EnterpriseRanks, ItemRanks, RowReader
from aeo_cli.screening.sources import TableName
from aeo_cli.screening.text_output import write

RowPlace = tuple[int, int]
"""Which file, and which line of it."""


class _Row(NamedTuple):
    place: RowPlace
    entry: ReadRow


def screen(order: Job, outputs: Outputs | None, folder: Path) -> Result:  # noqa: ARG001
    """Answer a portfolio, and write the answers if they shall be written.

    Args:
        order: what is asked.
        outputs: the files to write.
        folder: where other engines keep what does not fit into memory.

    Raises:
        InputError: a file cannot be read at all, or none can be written.
    """
    return _PlainRun(order).outcome(outputs)


class _PlainRun:
    def __init__(self, order: Job) -> None:
        self.order, self.plan = order, order.plan
        self.reader = RowReader(order.plan, order.on)
        self.starts = DeadlineTable(order.calendar)
        self.enterprises: list[_Row] = []
        self.items: list[_Row] = []
        done = 0
        for index, source in enumerate(order.portfolio.sources):
            for entry in FileReader(source, self.reader, order.lang).every():
                of_items = source.table is TableName.BUSINESS
                (self.items if of_items else self.enterprises).append(
                    _Row((index, entry.line), entry)
                )
            done += source.size
            order.progress(done / max(order.portfolio.size, 1))
        self.pending: dict[str, list[ItemRanks]] = defaultdict(list)
        for row in (*self.enterprises, *self.items):
            for item in row.entry.pending:
                self.pending[item.ref].append(item)

    def outcome(self, outputs: Outputs | None) -> Result:
        refused = dict(self._refused())
        answered = [
            row.entry.standing
            for row in self.enterprises
            if row.entry.standing and row.place not in refused
        ]
        codes = [self._codes(standing) for standing in answered]
        rejects = self._rejects(refused)
        outcome = Result(len(answered), len(rejects))
        self._count(codes, outcome)
        if outputs:
            form = outputs.form
            pairs = zip(answered, codes, strict=True)
            verdicts = self._long(pairs) if self.order.long else self._wide(pairs)
            write(outputs.verdicts, form, self.order.columns, verdicts)
            deadlines = (row for standing in answered for row in self._deadlines(standing))
            write(outputs.deadlines, form, DEADLINES, deadlines)
            write(outputs.rejects, form, Reject._fields, rejects)
        return outcome

    def _refused(self) -> Iterator[tuple[RowPlace, Problem]]:
        """Yield what is refused because of other rows, by its place."""
        refs = Counter(row.entry.ref for row in self.enterprises if row.entry.ref)
        ids = Counter(
            (item.ref, item.id)
            for row in self.items
            for item in row.entry.pending
            if item.id is not None
        )
        bad: dict[str, list[RowPlace]] = defaultdict(list)
        for place, entry in self.items:
            if entry.reject and entry.ref:
                bad[entry.ref].append(place)
            for item in entry.pending:
                if item.ref not in refs:
                    yield place, orphan(item.ref)
                elif item.id is not None and ids[item.ref, item.id] > 1:
                    bad[item.ref].append(place)
                    yield place, same_id(item.id)
        names = [source.name for source in self.order.portfolio.sources]
        for place, entry in self.enterprises:
            if entry.standing and refs[entry.standing.ref] > 1:
                yield place, repeated(entry.standing.ref)
            elif entry.standing and entry.standing.ref in bad:
                places = ((names[file], line) for file, line in bad[entry.standing.ref])
                yield place, with_refused(places)

    def _rejects(self, refused: dict[RowPlace, Problem]) -> list[Reject]:
        """Return every row that is not answered, in the order of the portfolio."""
        refs = {row.place: row.entry.ref for row in (*self.enterprises, *self.items)}
        found = {
            row.place: row.entry.reject
            for row in (*self.enterprises, *self.items)
            if row.entry.reject
        }
        for index, source in enumerate(self.order.portfolio.sources):
            wanted = [line for file, line in refused if file == index]
            for line, text in as_it_came(source, self.reader, wanted) if wanted else ():
                reason = because(refused[index, line], self.order.lang)
                ref = refs[index, line]
                found[index, line] = Reject(source.name, line, ref, reason, text)
        return [found[place] for place in sorted(found)]

    def _codes(self, standing: EnterpriseRanks) -> tuple[int, ...]:
        """Return the code of the verdict on each provision."""
        items = self.pending.get(standing.ref, ())
        called = [max(ranks) for ranks in zip(*(item.called for item in items), strict=True)]
        by_name = dict(zip(self.plan.entitled, standing.entitled, strict=True))
        calls = dict(zip(self.plan.calls, called or [0] * len(self.plan.calls), strict=True))
        return tuple(
            verdict_code(
                by_name[provision.entitled], calls[provision.called] if provision.called else 2
            )
            for provision in self.plan.provisions
        )

    def _count(self, codes: Sequence[tuple[int, ...]], outcome: Result) -> None:
        columns = list(zip(*codes, strict=True)) or [()] * len(self.plan.provisions)
        by_id = dict(
            zip(
                (provision.provision.id for provision in self.plan.provisions), columns, strict=True
            )
        )
        for id_, column in by_id.items():
            outcome.provisions.update(
                {(id_, VERDICTS[code]): n for code, n in Counter(column).items()}
            )
        for number, ids in standing_for(self.plan):
            best = map(min, zip(*(by_id[id_] for id_ in ids), strict=True))
            outcome.measures.update(
                {(number, VERDICTS[code]): n for code, n in Counter(best).items()}
            )

    def _wide(
        self, answers: Iterable[tuple[EnterpriseRanks, tuple[int, ...]]]
    ) -> Iterator[tuple[object, ...]]:
        for standing, codes in answers:
            yield standing.ref, *standing.heading, *(VERDICTS[code].value for code in codes)

    def _long(
        self, answers: Iterable[tuple[EnterpriseRanks, tuple[int, ...]]]
    ) -> Iterator[tuple[object, ...]]:
        for standing, codes in answers:
            for provision, code in zip(self.plan.provisions, codes, strict=True):
                if VERDICTS[code] in self.order.verdicts:
                    own = provision.provision
                    verdict, route, force = VERDICTS[code].value, own.route.value, own.force.value
                    yield standing.ref, provision.measure, own.id, verdict, route, force

    def _deadlines(self, standing: EnterpriseRanks) -> Iterator[tuple[object, ...]]:
        by_name = dict(zip(self.plan.entitled, standing.entitled, strict=True))
        for item in self.pending.get(standing.ref, ()):
            calls = dict(zip(self.plan.calls, item.called, strict=True))
            starts = dict(zip(self.plan.clocks, item.starts, strict=True))
            for provision in self.plan.clocked:
                start = starts[provision.clock or ""]
                applies = min(by_name[provision.entitled], calls[provision.called or ""])
                found = self.starts.dates(provision, start.hour) if start and applies == 2 else None
                if start and found:
                    named = (
                        item.ref,
                        item.id,
                        item.kind,
                        provision.provision.id,
                        provision.provision.force.value,
                    )
                    ends = (
                        one + start.rest for one in (start.hour, found.standard, found.shortened)
                    )
                    office = (found.last_office_day_standard, found.last_office_day_shortened)
                    yield *named, *ends, *office, found.provisional, found.due

"""The reports of the enterprises of a portfolio that have something due.

The deadlines that an engine wrote say which enterprises these are. Only they are read again, and
assessed as `aeo check` does, so that a work list can say all that a report says.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import add_working_days
from aeo_cli.assessment.days import day_of
from aeo_cli.assessment.due import DueWindow
from aeo_cli.assessment.report import TOOL, Report, item_answers
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.rules.conditions import Value
from aeo_cli.screening.job import Job, Result
from aeo_cli.screening.lookup import profiles
from aeo_cli.screening.work_list import DueReports, PortfolioWork, WorkEntry


def due_reports(job: Job, window: DueWindow, deadlines: Path) -> DueReports:
    """Return the reports of the enterprises that have something due.

    Args:
        job: what was screened.
        window: the days up to which something is due.
        deadlines: the table of deadlines, as JSON Lines.

    Raises:
        InputError: a file of the portfolio was changed since it was screened.
    """
    first = add_working_days(window.on, -window.working_days, job.calendar)
    earlier, kept = 0, dict[str, dict[str, str | None]]()
    with deadlines.open(encoding="utf-8", newline="\n") as lines:
        for row in map(json.loads, lines):
            due, starts = date.fromisoformat(row["due"]), date.fromisoformat(row["runs_from"][:10])
            office_day = row["last_office_day_shortened"] and due
            if not window.covers(due) or window.is_pointless(starts, office_day):
                continue
            if due < first:
                earlier += 1
            else:
                kept[row["ref"]] = {name: row[name] for name in job.plan.heads.kept}
    catalogue, calendar = job.plan.catalogue, job.calendar
    reports = [assess(catalogue, one, calendar, job.on) for one in profiles(job, kept.keys())]
    return DueReports(window, first, reports, job.plan.heads.kept, kept, earlier)


def work_document(due: DueReports, job: Job, result: Result) -> PortfolioWork:
    """Return what is due as a document."""
    window = due.window
    entries = [entry for report in due.reports for entry in _entries(report, due, job)]
    return PortfolioWork.model_construct(
        tool=TOOL,
        catalogue=CatalogueReference.to(job.plan.catalogue),
        calendar=job.calendar.reference,
        on=window.on,
        working_days=window.working_days,
        first=due.first,
        last=window.last,
        provisional=window.provisional,
        enterprises=result.enterprises,
        rejects=result.rejects,
        earlier=due.earlier,
        entries=tuple(sorted(entries, key=lambda entry: entry.due)),
    )


def _entries(report: Report, due: DueReports, job: Job) -> Iterator[WorkEntry]:
    provisions = {provision.id: provision for _, provision in job.plan.catalogue.provisions()}
    for measure, answer, item in item_answers(report):
        if not (deadline := item.deadline):
            continue
        day = day_of(deadline.due)
        if due.first <= day and due.window.lists(deadline):
            known, ref = report.profile.enterprise, str(report.profile.ref)
            yield WorkEntry.model_construct(
                due=day,
                passed=due.window.has_passed(day),
                ref=ref,
                enterprise={name: _text(known[name]) for name in job.plan.report_heading},
                kept=dict(due.kept[ref]),
                item=item.id,
                kind=str(report.profile.business[item.index]["kind"]),
                measure=measure.number,
                provision=answer.id,
                title=measure.title,
                act=provisions[answer.id].act,
                route=answer.route,
                force=answer.force,
                deadline=deadline,
            )


def _text(value: Value | None) -> str | None:
    return None if value is None else str(value)

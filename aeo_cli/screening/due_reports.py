"""The reports of the enterprises of a portfolio that have something due.

The deadlines that an engine wrote say which enterprises these are. Only they are read again, and
assessed as `aeo check` does, so that a work list can say all that a report says.
"""

import json
from datetime import date
from pathlib import Path

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import subtract_working_days
from aeo_cli.assessment.due import DueWindow
from aeo_cli.screening.job import Job
from aeo_cli.screening.lookup import profiles
from aeo_cli.screening.work_list import DueReports


def due_reports(job: Job, window: DueWindow, deadlines: Path) -> DueReports:
    """Return the reports of the enterprises that have something due.

    Args:
        job: what was screened.
        window: the days up to which something is due.
        deadlines: the table of deadlines, as JSON Lines.

    Raises:
        InputError: a file of the portfolio was changed since it was screened.
    """
    first = subtract_working_days(window.on, window.working_days, job.calendar)
    earlier, refs = 0, set[str]()
    with deadlines.open(encoding="utf-8", newline="\n") as lines:
        for row in map(json.loads, lines):
            due, starts = date.fromisoformat(row["due"]), date.fromisoformat(row["runs_from"][:10])
            office_day = row["last_office_day_shortened"] and due
            if not window.covers(due) or window.is_pointless(starts, office_day):
                continue
            if due < first:
                earlier += 1
            else:
                refs.add(row["ref"])
    catalogue, calendar = job.plan.catalogue, job.calendar
    reports = [assess(catalogue, one, calendar, job.on) for one in profiles(job, refs)]
    return DueReports(window, first, reports, earlier)

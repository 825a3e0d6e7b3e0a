"""When the customs offices of a catalogue are open: applications are taken in these hours only."""

from datetime import datetime, time
from typing import Annotated

from pydantic import AfterValidator, StrictBool

from aeo_cli.documents.model import Model


def _whole_minutes(moment: time) -> time:
    if moment.second or moment.microsecond or moment.tzinfo:
        raise ValueError("a time of day has hours and minutes only")
    return moment


TimeOfDay = Annotated[time, AfterValidator(_whole_minutes)]


class OfficeHours(Model):
    """The opening and closing of the offices on a working day, in local time."""

    opens: TimeOfDay
    closes: TimeOfDay
    confirmed: StrictBool
    """False: an assumption; every format asks the reader to confirm the hours with the office."""

    def are_at(self, moment: datetime) -> bool:
        """Return whether a moment of a working day lies within the hours."""
        return self.opens <= moment.time() < self.closes

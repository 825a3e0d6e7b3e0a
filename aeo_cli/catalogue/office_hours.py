"""When the customs offices of a catalogue are open: applications are taken in these hours only."""

from datetime import datetime, time
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StrictBool
from pydantic_core import PydanticCustomError

from aeo_cli.documents.model import Model


def _written_as_time(value: object) -> object:
    """Require a time, or the text of one as JSON has it; Pydantic would take seconds as well."""
    if not isinstance(value, time | str):
        raise _NO_TIME_OF_DAY
    return value


def _whole_minutes(moment: time) -> time:
    if moment.second or moment.microsecond or moment.tzinfo:
        raise _NO_TIME_OF_DAY
    return moment


_NO_TIME_OF_DAY = PydanticCustomError("time_of_day", "a time of day has hours and minutes only")
TimeOfDay = Annotated[time, BeforeValidator(_written_as_time), AfterValidator(_whole_minutes)]


class OfficeHours(Model):
    """The opening and closing of the offices on a working day, in local time."""

    opens: TimeOfDay
    closes: TimeOfDay
    confirmed: StrictBool
    """False: an assumption; every format asks the reader to confirm the hours with the office."""

    def are_at(self, moment: datetime) -> bool:
        """Return whether a moment of a working day lies within the hours."""
        return self.opens <= moment.time() < self.closes

    def have_begun_before(self, moment: datetime) -> bool:
        """Return whether the office opens before a moment of its day, by a minute at least."""
        return self.opens < moment.time().replace(second=0, microsecond=0)

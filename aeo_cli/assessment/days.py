"""The days and moments of a report, read strictly: nothing that is not written as one is one."""

import re
from contextlib import suppress
from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError


def day_of(value: datetime | date) -> date:
    """Return the day of a moment; a day is returned as it is."""
    return value.date() if isinstance(value, datetime) else value


def _read_day(value: object) -> date:
    """Return a day, or the day that a text writes.

    Pydantic alone would read a number as one too, and a moment at midnight anywhere in the world.
    """
    if isinstance(value, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    if type(value) is date:
        return value
    raise PydanticCustomError("date_type", "no day")


def _read_moment(value: object) -> object:
    """Return a moment as it is, for Pydantic to read if it is text; anything else is a day."""
    is_moment = isinstance(value, datetime) or (isinstance(value, str) and "T" in value)
    return value if is_moment else _read_day(value)


Day = Annotated[date, BeforeValidator(_read_day)]
"""A day in Shanghai."""
Moment = Annotated[datetime | date, BeforeValidator(_read_moment)]
"""A day, or a point in time in Shanghai (no UTC offset)."""

"""The effect of a provision, what it changes as a number, and the nature and unit of a number."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictInt

from aeo_cli.documents.model import Model

MAX_NUMBER = 3650
"""The largest number in an effect: ten years of days, so that no date leaves the calendar."""
Count = Annotated[StrictInt, Field(ge=0, le=MAX_NUMBER)]


class Nature(StrEnum):
    """What a number in a provision is a number of."""

    AUTHORITY_DEADLINE = "authority_deadline"
    """The time that customs has for a decision."""
    APPLICANT_NOTICE = "applicant_notice"
    """How long in advance the enterprise must give notice."""
    POPULATION_AVERAGE = "population_average"
    """An average over all enterprises of a kind, not the rate of a single one."""
    CONTROL_FLOOR = "control_floor"
    """The least that customs will control; it may control more."""
    FREQUENCY_CAP = "frequency_cap"
    """How often something happens at most."""


class Unit(StrEnum):
    """What a number counts."""

    WORKING_DAY = "working_day"
    HOUR = "hour"
    PER_YEAR = "per_year"
    PERCENT_REDUCTION = "percent_reduction"
    PERCENT_OF_REGULAR_AVERAGE = "percent_of_regular_average"
    PERCENT_OF_ANNUAL_BATCHES = "percent_of_annual_batches"


class Comparator(StrEnum):
    """How a limit bounds: 以内, 以下, 不超过, 以上, 不低于 include the number (民法典 1259)."""

    EQUAL = "equal"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"


class Quantity(Model):
    """A number with its unit."""

    value: Count
    unit: Unit


class Limit(Model):
    """A bound: a comparator, a number and its unit."""

    comparator: Comparator
    value: Count
    unit: Unit


class Effect(Model):
    """What a provision changes, as numbers: from the ordinary figure to the new limit."""

    nature: Nature
    from_: Quantity | None = Field(default=None, alias="from")
    to: Limit

    @property
    def is_limit(self) -> bool:
        """Whether it is a time limit, not an average, a floor or a cap."""
        return self.nature in {Nature.AUTHORITY_DEADLINE, Nature.APPLICANT_NOTICE}

    @property
    def shortens(self) -> bool:
        """Whether the limit differs from the ordinary one, which a provision may merely restate."""
        return self.from_ is None or self.from_.value != self.to.value

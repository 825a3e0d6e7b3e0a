"""The effect of a provision, what it changes as a number, and the nature and unit of a number.

A nature is one of a few, because the code treats each differently: only two are time limits, and an
average may never be shown as anybody's own rate. Units are declared by the catalogue. The words for
both stand in the catalogue, in both languages.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictInt

from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text
from aeo_cli.rules.facts import Key

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
    INDIVIDUAL_RATIO = "individual_ratio"
    """A ratio that the document states of each enterprise, not of an average."""
    CONTROL_FLOOR = "control_floor"
    """The least that customs will control; it may control more."""
    FREQUENCY_CAP = "frequency_cap"
    """How often something happens at most."""
    INTERVAL = "interval"
    """How much time lies between one time and the next, such as a cycle of tests."""


class Dimension(StrEnum):
    """What a unit counts, as far as the code has to know it: to count dates and to read texts."""

    WORKING_DAY = "working_day"
    DAY = "day"
    """A calendar day."""
    HOUR = "hour"
    MINUTE = "minute"
    MONTH = "month"
    YEAR = "year"
    TIMES = "times"
    PERCENT = "percent"


CLOCK_TIME = frozenset({Dimension.HOUR, Dimension.MINUTE})
CALENDAR_TIME = frozenset({Dimension.WORKING_DAY, Dimension.DAY, Dimension.MONTH, Dimension.YEAR})
TIME = CLOCK_TIME | CALENDAR_TIME


class Unit(Model):
    """What a number counts, and the words for a number of it, with the number as `{n}`."""

    counts: Dimension
    name: Text
    """What is counted, without a number."""
    words: Text
    one: Text | None = None
    """The words for one of it, where they differ: 1 year, 2 years."""

    def amount(self, value: int) -> Text:
        """Return a number of the unit in words."""
        return (self.one if value == 1 and self.one else self.words).fill(n=value)


class NatureWords(Model):
    """The words for effects of a nature. They must not promise more than the document does.

    The texts may name `{bounded}`, the new limit with its bound, `{to}`, the same without it,
    `{change}`, the ordinary figure with an arrow where the limit differs from it, `{before}`, the
    ordinary figure alone, and `{force}`, how firmly customs is bound where it is not firmly.
    """

    words: Text
    without_baseline: Text | None = None
    """In place of `words` where a time limit has no baseline, so that no date can be calculated."""


class Comparator(StrEnum):
    """How a limit bounds: 以内, 以下, 不超过, 以上, 不低于 include the number (民法典 1259)."""

    EQUAL = "equal"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"


class Quantity(Model):
    """A number with its unit."""

    value: Count
    unit: Key


class Baseline(Quantity):
    """A further figure that a limit can be measured against, such as that of the law."""

    text: Text
    """The sentence that says so. It is shown beside every date of the limit."""


class Limit(Model):
    """A bound: a comparator, a number and its unit."""

    comparator: Comparator
    value: Count
    unit: Key


class Effect(Model):
    """What a provision changes, as numbers: from the ordinary figure to the new limit."""

    nature: Nature
    from_: Quantity | None = Field(default=None, alias="from")
    to: Limit
    as_written: Key | None = None
    """The unit that the document writes, where the figures count in another by interpretation."""
    baselines: tuple[Baseline, ...] = ()

    @property
    def is_limit(self) -> bool:
        """Whether it is a time limit, not an average, a floor or a cap."""
        return self.nature in {Nature.AUTHORITY_DEADLINE, Nature.APPLICANT_NOTICE}

    @property
    def shortens(self) -> bool:
        """Whether the limit differs from the ordinary one, which a provision may merely restate."""
        return self.from_ is None or self.from_.value != self.to.value

    @property
    def quantities(self) -> tuple[Quantity | Limit, ...]:
        """Every figure: the ordinary one, the new one, and the further baselines."""
        ordinary = () if self.from_ is None else (self.from_,)
        return (*ordinary, self.to, *self.baselines)

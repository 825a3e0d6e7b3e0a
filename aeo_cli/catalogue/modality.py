"""How a provision binds: its route, what the enterprise must do, and its force on customs.

The verbs of an official text carry law. 海关可 leaves a choice to customs, 企业可…申请 gives a
right to ask, 原则上 and 一般 allow exceptions: none of them may be shown as another.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol, TypeVar


class Route(StrEnum):
    """What the enterprise must do to get the benefit, beyond the business itself."""

    AUTOMATIC = "automatic"
    """Nothing: customs grants it unasked."""
    ON_APPLICATION = "on_application"
    """It must act: apply, file, upload, book, call, or go to the marked counter."""
    SELECTION = "selection"
    """Customs selects the enterprises; the document promises priority, but no way to apply."""


class Force(StrEnum):
    """How firmly customs is bound."""

    FIRM = "firm"
    IN_PRINCIPLE = "in_principle"
    """原则上: customs may make exceptions without stating a reason."""
    GENERALLY = "generally"
    """一般: customs usually does so."""
    MAY = "may"
    """海关可…: customs may decline."""
    RIGHT_TO_APPLY = "right_to_apply"
    """企业可…申请: the enterprise may apply; approval is not promised."""
    RECOMMENDATION = "recommendation"
    """Customs only recommends; another authority decides."""
    STATEMENT = "statement"
    """A statement of policy that grants nothing by itself."""


class HasForce(Protocol):
    """A provision, whether of a catalogue, a report or a screening."""

    @property
    def force(self) -> Force:
        """How firmly customs is bound."""


AnyProvision = TypeVar("AnyProvision", bound=HasForce)


def decisive(provisions: Sequence[AnyProvision]) -> Sequence[AnyProvision]:
    """Return the provisions that decide the verdict on their measure.

    A statement gives nothing by itself, so it counts only if the measure has nothing else.
    """
    others = [provision for provision in provisions if provision.force is not Force.STATEMENT]
    return others or provisions

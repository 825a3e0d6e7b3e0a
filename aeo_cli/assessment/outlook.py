"""The outlook of a condition or a provision: what it would take for it to hold, if anything."""

from typing import NamedTuple

from aeo_cli.rules.conditions import Value

Values = tuple[Value, ...]
"""Values of one fact, any of which suffices."""


class Requirement(NamedTuple):
    """A minimal set of facts to change."""

    facts: tuple[str, ...] = ()
    """By full name; `item.X` for a new item, which is not pending yet."""
    choices: tuple[tuple[Values, ...], ...] = ((),)
    """The values to change them to. Any one choice suffices; each has the values of every fact."""
    kind: str | None = None
    """The kind of business of which a new item is needed; None: none is needed."""
    items: tuple[int, ...] = ()
    """The indexes of the pending items to which the provision would then apply."""

    def combined_with(self, other: "Requirement") -> "Requirement":
        """Return the requirement that needs both, of the items, or their kind, of `other`."""
        choices = tuple(mine + theirs for mine in self.choices for theirs in other.choices)
        return Requirement(self.facts + other.facts, choices, other.kind, other.items)


class Requirements(NamedTuple):
    """It can be achieved: each alternative suffices."""

    alternatives: tuple[Requirement, ...]
    """At least one, the smallest first."""


class Fixed(NamedTuple):
    """No change would suffice, because of facts that nobody can change."""

    facts: tuple[str, ...]
    """The known facts that would have to have other values, by full name."""


class Impossible(NamedTuple):
    """The condition can never hold, whatever the facts are."""


class TooMany(NamedTuple):
    """There are too many possibilities to search, so nothing can be said."""


Outlook = Requirements | Fixed | Impossible | TooMany

"""What identifies an event of a calendar, in every report about the same item.

Importing a calendar replaces the events whose identifiers are the same. So an event is
identified by its enterprise, its item, its provision and its part; if one of these were missing,
the deadline of one enterprise would replace that of another.
"""

import json
from hashlib import sha1
from uuid import UUID

from aeo_cli.assessment.item_answer import ItemAnswer
from aeo_cli.assessment.report import ProfileView, ProvisionAnswer, Report
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.rules.facts import FactType

_NAMESPACE = UUID("6f0b3c52-3c1f-5b0e-9a55-0a6c1f0d2023")


class EventIdentity:
    """The identifiers of the events of one report."""

    def __init__(self, report: Report, catalogue: Catalogue) -> None:
        self.business = report.profile.business
        marks = enterprise_marks(report.profile, catalogue)
        mark = next(iter(marks.items())) if marks else _content(report.profile)
        # Of a name of version 5 that may be long, the part that all events share is hashed once.
        shared = json.dumps([catalogue.id, mark], sort_keys=True).removesuffix("]")
        self.shared = sha1(_NAMESPACE.bytes + shared.encode(), usedforsecurity=False)

    def uid(self, provision: ProvisionAnswer, item: ItemAnswer, part: str) -> str:
        """Return the UID of an event of a time limit.

        The item is identified by its id, else by its position and kind.

        Args:
            provision: the provision that sets the limit.
            item: the pending item.
            part: which of the limit's events it is.
        """
        kind = self.business[item.index]["kind"]
        named = item.id if item.id and item.id.strip() else [item.index, kind]
        name = self.shared.copy()
        name.update(f", {json.dumps([named, provision.id, part])[1:]}".encode())
        return str(UUID(bytes=name.digest()[:16], version=5))


def enterprise_marks(profile: ProfileView, catalogue: Catalogue) -> dict[str, str]:
    """Return everything that identifies an enterprise: `ref`, its official codes, and its name.

    A blank text identifies nothing: every profile could have it.
    """
    facts = {
        name: fact for name, fact in catalogue.enterprise.items() if fact.type is FactType.TEXT
    }
    codes = [name for name, fact in facts.items() if fact.format]
    # Of the texts without a format, those that head a report are names; the others may be anything.
    names = [name for name in facts if f"enterprise.{name}" in catalogue.heading]
    values = {"ref": profile.ref} | {
        name: profile.enterprise.get(name) for name in dict.fromkeys((*codes, *names))
    }
    return {
        name: value for name, value in values.items() if isinstance(value, str) and value.strip()
    }


def _content(profile: ProfileView) -> dict[str, object]:
    """Return all that a profile states, in place of a mark of its enterprise.

    It is the same on every day of assessment and in every catalogue that has the facts: a fact that
    is unknown is left out, and so is one whose evidence has an end, since it is unknown after that.
    """
    ending = {name for name, evidence in profile.evidence.items() if evidence.valid_until}
    return {
        "facts": {
            name: value
            for name, value in profile.facts()
            if value is not None and name not in ending
        },
        "items": [[item["kind"], item["id"], item["note"]] for item in profile.business],
        "evidence": {
            name: evidence.model_dump(mode="json") for name, evidence in profile.evidence.items()
        },
    }

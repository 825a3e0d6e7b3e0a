"""Cases tried: what comes out beside what is stated."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePath
from typing import NamedTuple

from aeo_cli.assessment.assess import Assessment
from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Deadline, ProvisionAnswer
from aeo_cli.catalogue.effects import Effect
from aeo_cli.catalogue.model import Catalogue, ConditionalCaveat, Provision
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.profile.model import Profile
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.conditions import ALWAYS
from aeo_cli.verification.cases import Book, Case, StatedDeadline, case_profile


class Mismatch(NamedTuple):
    """A part of an outcome that is not as stated."""

    part: str
    stated: str
    found: str
    case: str | None
    """The name of the case; None: it holds of the whole book."""


Pairs = dict[str, tuple[object, object]]
"""What is stated and what is found, by part of the outcome."""


class Trial:
    """A case with its profile read."""

    def __init__(self, book: Book, case: Case, profile: Profile) -> None:
        self.book, self.case, self.profile = book, case, profile

    def answer(
        self, provision: Provision, catalogue: Catalogue, calendar: Calendar
    ) -> ProvisionAnswer:
        """Return what comes out for the provision that the case is about."""
        return self._assessment(catalogue, calendar).provision(provision)

    def differences(
        self, provision: Provision | None, catalogue: Catalogue, calendar: Calendar
    ) -> Iterator[Mismatch]:
        """Yield every part of the outcome that is not as stated.

        Args:
            provision: the provision that the case is about; None: the whole.
            catalogue: by which it is assessed.
            calendar: by which working days are counted.
        """
        caveats = catalogue.caveats if provision is None else provision.caveats
        pairs: Pairs = {}
        if provision is not None:
            pairs |= self._answered(self.answer(provision, catalogue, calendar))
        if self.case.caveats is not None:
            shown = [
                f"{caveat.zh} {caveat.en}" for caveat in self.shown(caveats, catalogue, calendar)
            ]
            pairs["caveats"] = _matched(self.case.caveats, shown)
        yield from _differing(pairs, self.case)

    def _answered(self, found: ProvisionAnswer) -> Pairs:
        case = self.case
        first = next((item for item in found.business if item.index == 0), None)
        entitled = found.entitled.name.lower()
        return {
            "verdict": (case.verdict, found.verdict),
            "entitled": (case.entitled or entitled, entitled),
            "open_facts": (sorted(case.open_facts), sorted(found.open_facts)),
            "deadline": (_dates(case.deadline), _dates(first.deadline if first else None)),
        }

    def shown(
        self, caveats: Sequence[ConditionalCaveat], catalogue: Catalogue, calendar: Calendar
    ) -> list[ConditionalCaveat]:
        """Return which of the caveats with a condition are shown."""
        assessment = self._assessment(catalogue, calendar)
        conditional = (caveat for caveat in caveats if caveat.when is not ALWAYS)
        return [caveat for caveat in conditional if assessment.caveats([caveat])]

    def _assessment(self, catalogue: Catalogue, calendar: Calendar) -> Assessment:
        return Assessment(catalogue, self.profile, calendar, self.case.on or self.book.on)


def _differing(pairs: Pairs, case: Case | None) -> Iterator[Mismatch]:
    for part, (stated, found) in pairs.items():
        if stated != found:
            name = case.name if case else None
            yield Mismatch(part, _written(stated), _written(found), name)


def _written(value: object) -> str:
    """Return a part of an outcome as one would write it."""
    match value:
        case None:
            return "none"
        case Effect():
            return value.model_dump_json(exclude_none=True)
        case dict():
            return ", ".join(f"{name} = {part}" for name, part in value.items() if part is not None)
        case list() | tuple():
            return "[" + ", ".join(str(part)[:_LENGTH] for part in value) + "]"
        case _:
            return str(value)


def _dates(deadline: Deadline | StatedDeadline | None) -> dict[str, object] | None:
    return deadline.model_dump() if deadline else None


def _matched(stated: Sequence[str], shown: Sequence[str]) -> tuple[object, object]:
    """Return a pair that is equal if each piece singles out one text shown, and none is left."""
    hits = [[index for index, text in enumerate(shown) if piece in text] for piece in stated]
    if sorted(hits) == [[index] for index in range(len(shown))]:
        return (), ()
    return tuple(stated), tuple(shown)


_LENGTH = 60
"""Of a text that is quoted."""


class Cases:
    """All books beside a catalogue, each by the name of its file."""

    def __init__(self, books: Mapping[str, Book], catalogue: Catalogue, folder: str = "") -> None:
        """Read the profile of every case.

        Args:
            books: by the name of the file.
            catalogue: the one that they are about.
            folder: where they stand, or should.

        Raises:
            InputError: with every case whose profile cannot be made or read.
        """
        self.books, self.catalogue, self.folder = books, catalogue, folder
        self.trials: dict[str, list[Trial]] = {}
        problems: list[Problem] = []
        for name, book in books.items():
            self.trials[name] = []
            for index, case in enumerate(book.cases):
                try:
                    profile = read_profile(case_profile(book, case), catalogue)
                    self.trials[name].append(Trial(book, case, profile))
                except InputError as error:
                    place = f"cases[{index}]"
                    told = error.within(str(PurePath(folder, name))).problems
                    problems += [
                        one._replace(place=f"{place}: {one.place}" if one.place else place)
                        for one in told
                    ]
        if problems:
            raise InputError(problems)

    @cached_property
    def about(self) -> dict[str | None, list[str]]:
        """The names of the books on each provision, or on the whole."""
        found: dict[str | None, list[str]] = {}
        for name, book in self.books.items():
            found.setdefault(book.provision, []).append(name)
        return found

    @property
    def count(self) -> int:
        """How many cases there are."""
        return sum(map(len, self.trials.values()))

    def differences(
        self, provision: Provision | None, catalogue: Catalogue, calendar: Calendar
    ) -> Iterator[tuple[str, Mismatch]]:
        """Yield, with its file, all that is not as the books on a provision state, or on the whole.

        The arguments are those of `Trial.differences`.
        """
        for name in self.about.get(provision.id if provision else None, ()):
            if provision is not None:
                book = self.books[name]
                pairs: Pairs = {
                    "route": (book.route, provision.route),
                    "force": (book.force, provision.force),
                    "effect": (book.effect, provision.effect),
                }
                yield from ((name, one) for one in _differing(pairs, None))
            for trial in self.trials[name]:
                yield from (
                    (name, one) for one in trial.differences(provision, catalogue, calendar)
                )

    def of(self, provision: str | None) -> list[Trial]:
        """Return the cases of a provision, or of the whole."""
        return [trial for name in self.about.get(provision, ()) for trial in self.trials[name]]

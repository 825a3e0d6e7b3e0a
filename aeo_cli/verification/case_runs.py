"""Cases run against a catalogue: the actual outcome compared with the stated one."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from operator import is_not
from pathlib import PurePath

from aeo_cli.assessment.assess import Assessment
from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.caveats import ShownCaveats
from aeo_cli.assessment.item_answer import Deadline
from aeo_cli.assessment.report import ProvisionAnswer
from aeo_cli.assessment.situation import Situation
from aeo_cli.catalogue.model import Catalogue, Caveat, ConditionalCaveat, Provision
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.profile.model import Profile
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.conditions import ALWAYS
from aeo_cli.verification.book_runs import book_mismatches
from aeo_cli.verification.cases import Book, Case, StatedDeadline, case_profile
from aeo_cli.verification.mismatches import Mismatch, OutcomePairs, match_excerpts, unequal


class Trial:
    """A case whose profile has been read."""

    def __init__(self, book: Book, case: Case, profile: Profile) -> None:
        self.book, self.case, self.profile = book, case, profile
        self.day = case.on or book.on
        """The day of assessment."""
        self._answered: tuple[object, ...] = ()
        self._answer: ProvisionAnswer | None = None

    def answer(
        self, provision: Provision, catalogue: Catalogue, calendar: Calendar
    ) -> ProvisionAnswer:
        """Return the answer for the provision that the case is about.

        The last one is kept, for the next check of the same catalogue.
        """
        asked = (provision, catalogue, calendar)
        if self._answer is None or any(map(is_not, asked, self._answered)):
            assessment = Assessment(catalogue, self.profile, calendar, self.day)
            self._answer = assessment.provision(provision)
            self._answered = asked
        return self._answer

    def mismatches(
        self, provision: Provision | None, catalogue: Catalogue, calendar: Calendar
    ) -> Iterator[Mismatch]:
        """Yield each part of the outcome that is not as stated.

        Args:
            provision: the provision that the case is about; None: the whole catalogue.
            catalogue: the catalogue that the profile is assessed by.
            calendar: the calendar that working days are counted by.
        """
        pairs: OutcomePairs = {}
        if provision is not None:
            pairs |= self._answer_pairs(self.answer(provision, catalogue, calendar))
        if self.case.caveats is not None:
            shown: list[Caveat] = [*self.shown_caveats(provision, catalogue)]
            if provision is not None:
                shown += self._caveats(catalogue).document_caveats(provision)
            texts = [f"{caveat.zh} {caveat.en}" for caveat in shown]
            pairs["caveats"] = match_excerpts(self.case.caveats, texts)
        yield from unequal(pairs, self.case.name)

    def _answer_pairs(self, answer: ProvisionAnswer) -> OutcomePairs:
        case = self.case
        first = next((item for item in answer.business if item.index == 0), None)
        entitled, ordinary = answer.entitled.name.lower(), answer.ordinary.name.lower()
        return {
            "verdict": (case.verdict, answer.verdict),
            "entitled": (case.entitled or entitled, entitled),
            "ordinary": (case.ordinary or ordinary, ordinary),
            "open_facts": (sorted(case.open_facts), sorted(answer.open_facts)),
            "deadline": (_dates(case.deadline), _dates(first.deadline if first else None)),
        }

    def shown_caveats(
        self, provision: Provision | None, catalogue: Catalogue
    ) -> list[ConditionalCaveat]:
        """Return the conditional caveats of a provision, or of the whole, that the report shows."""
        shown, kind = self._caveats(catalogue), provision.kind if provision else None
        caveats = conditional_caveats(provision, catalogue)
        return [caveat for caveat in caveats if shown.shows(caveat, kind)]

    def _caveats(self, catalogue: Catalogue) -> ShownCaveats:
        return ShownCaveats(Situation(catalogue, self.profile, self.day))


def conditional_caveats(
    provision: Provision | None, catalogue: Catalogue
) -> list[ConditionalCaveat]:
    """Return the caveats of a provision, or of the whole, that have a condition."""
    caveats = provision.caveats if provision else catalogue.caveats
    return [caveat for caveat in caveats if caveat.when is not ALWAYS]


def _dates(deadline: Deadline | StatedDeadline | None) -> dict[str, object] | None:
    return deadline.model_dump() if deadline else None


class Cases:
    """All books of cases beside a catalogue."""

    def __init__(self, books: Mapping[str, Book], catalogue: Catalogue, folder: str = "") -> None:
        """Read the profile of every case.

        Args:
            books: the books, by the name of their file.
            catalogue: the catalogue that the cases are about.
            folder: the folder in which the books are, or should be.

        Raises:
            InputError: with the problems of every profile that cannot be made or read.
        """
        self.books, self.catalogue, self.folder = books, catalogue, folder
        self.trials: dict[str, list[Trial]] = {name: [] for name in books}
        """The cases of each book, by the name of its file."""
        problems: list[Problem] = []
        for name, book in books.items():
            for index, case in enumerate(book.cases):
                try:
                    profile = read_profile(case_profile(book, case), catalogue)
                except InputError as error:
                    file = str(PurePath(folder, name))
                    problems += _problems_in_case(error.within(file), f"cases[{index}]")
                else:
                    self.trials[name].append(Trial(book, case, profile))
        if problems:
            raise InputError(problems)

    @cached_property
    def book_names(self) -> dict[str | None, list[str]]:
        """The names of the books about each provision, by its id; None: the whole catalogue."""
        names: dict[str | None, list[str]] = {}
        for name, book in self.books.items():
            names.setdefault(book.provision, []).append(name)
        return names

    @property
    def count(self) -> int:
        """How many cases there are."""
        return sum(map(len, self.trials.values()))

    def mismatches(
        self, provision: Provision | None, catalogue: Catalogue, calendar: Calendar
    ) -> Iterator[tuple[str, Mismatch]]:
        """Yield each mismatch in the books about a provision, with the name of the book.

        The arguments are those of `Trial.mismatches`.
        """
        for name in self.book_names.get(provision.id if provision else None, ()):
            for mismatch in book_mismatches(self.books[name], provision, catalogue):
                yield name, mismatch
            for trial in self.trials[name]:
                for mismatch in trial.mismatches(provision, catalogue, calendar):
                    yield name, mismatch

    def trials_of(self, provision: str | None) -> list[Trial]:
        """Return the cases about a provision, by its id; None: those about the whole catalogue."""
        names = self.book_names.get(provision, ())
        return [trial for name in names for trial in self.trials[name]]


def _problems_in_case(error: InputError, case: str) -> list[Problem]:
    """Return the problems of a profile, each placed in its case: `cases[1]: enterprise.x`."""
    return [
        problem._replace(place=f"{case}: {problem.place}" if problem.place else case)
        for problem in error.problems
    ]

"""The cases beside each catalogue: for each provision, who gets it, who does not, what is open.

They were written from the specification, not from the catalogue. What `aeo catalogue verify` says
of them all at once stands here case by case, each named by its sentence.
"""

import json

import jsonschema
import pytest
import tomli

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.modality import Force, Route
from aeo_cli.cli.commands.schema import SchemaName, schema
from aeo_cli.documents.problems import InputError
from aeo_cli.verification.case_runs import Cases, Trial
from aeo_cli.verification.cases import Case, case_profile
from aeo_cli.verification.loader import cases_folder, load_cases
from aeo_cli.verification.mismatches import Mismatch
from tests.conftest import CATALOGUES

BESIDE = [load_cases(cases_folder(str(path)), load_catalogue(str(path))) for path in CATALOGUES]
TRIALS = [
    (beside, trial) for beside in BESIDE for trials in beside.trials.values() for trial in trials
]
NAMES = [
    f"{beside.catalogue.id} {trial.book.provision or 'whole'}: {trial.case.name}"
    for beside, trial in TRIALS
]


@pytest.mark.parametrize(("beside", "trial"), TRIALS, ids=NAMES)
def test_the_case_comes_out_as_stated(beside: Cases, trial: Trial, calendar: Calendar) -> None:
    provisions = {provision.id: provision for _, provision in beside.catalogue.provisions()}
    provision = provisions[trial.book.provision] if trial.book.provision else None
    assert list(trial.mismatches(provision, beside.catalogue, calendar)) == []


def test_every_book_is_valid_against_the_schema_of_books() -> None:
    form = jsonschema.Draft202012Validator(schema(SchemaName.CASES, load_catalogue()))
    for path in CATALOGUES:
        for book in cases_folder(str(path)).glob("*.toml"):
            plain = json.loads(json.dumps(tomli.loads(book.read_text("utf-8")), default=str))
            assert list(form.iter_errors(plain)) == []


def test_no_sentence_is_used_twice() -> None:
    assert len(set(NAMES)) == len(NAMES) > 1_000


@pytest.mark.parametrize("beside", BESIDE, ids=[beside.catalogue.id for beside in BESIDE])
def test_each_provision_has_a_book_named_after_it(beside: Cases) -> None:
    expected = {provision.id for _, provision in beside.catalogue.provisions()} | {"whole"}
    assert {name.removesuffix(".toml") for name in beside.books} == expected
    for name, book in beside.books.items():
        assert name == f"{book.provision or 'whole'}.toml"


WRONG = {  # what is stated instead: part, stated, found
    "another verdict": ({"verdict": "dormant"}, "verdict", "dormant", "applies"),
    "another entitlement": ({"entitled": "false"}, "entitled", "false", "true"),
    "open facts too many": (
        {"open_facts": ("item.b", "enterprise.a")},
        "open_facts",
        "[enterprise.a, item.b]",
        "[]",
    ),
    "no date": (
        {"deadline": None},
        "deadline",
        "none",
        (
            "runs_from = 2026-03-02, standard = 2026-03-30, shortened = 2026-03-09, "
            "provisional = False"
        ),
    ),
    "a caveat that is not shown": ({"caveats": ("行动方案",)}, "caveats", "[行动方案]", "[]"),
}


@pytest.mark.parametrize(("change", "part", "stated", "found"), WRONG.values(), ids=WRONG)
def test_a_case_that_states_something_else_differs_in_that(
    change: dict[str, object], part: str, stated: str, found: str, calendar: Calendar
) -> None:
    trial = BESIDE[0].trials_of("25b")[0]
    case = trial.case.model_copy(update=change)
    provision = next(
        provision for _, provision in BESIDE[0].catalogue.provisions() if provision.id == "25b"
    )
    wrong = Trial(trial.book, case, trial.profile)
    mismatches = [*wrong.mismatches(provision, BESIDE[0].catalogue, calendar)]
    assert mismatches == [Mismatch(part, stated, found, case.name)]


@pytest.mark.parametrize(
    ("part", "wrong"),
    [("route", Route.SELECTION), ("force", Force.STATEMENT), ("effect", None)],
)
@pytest.mark.parametrize("provision_id", ["15b", "25b"])
def test_a_book_that_states_something_else_differs_in_that(
    provision_id: str, part: str, wrong: str | None, calendar: Calendar
) -> None:
    whole = BESIDE[0].catalogue
    provision = next(
        provision for _, provision in whole.provisions() if provision.id == provision_id
    )
    name = f"{provision_id}.toml"
    book = BESIDE[0].books[name].model_copy(update={part: wrong})
    ((file, found),) = Cases({name: book}, whole).mismatches(provision, whole, calendar)
    assert provision.effect
    effect = provision.effect.model_dump_json(exclude_none=True)
    right = effect if part == "effect" else getattr(provision, part)
    assert (file, found) == (name, Mismatch(part, wrong or "none", right, None))


def test_a_case_states_all_caveats_that_are_shown_each_once(calendar: Calendar) -> None:
    whole = BESIDE[0].catalogue
    trial = next(one for one in BESIDE[0].trials_of(None) if len(one.case.caveats or ()) == 2)
    stated = trial.case.caveats or ()
    for other in (stated[:1], stated[1:], (stated[0], stated[0]), (*stated, stated[0])):
        case = trial.case.model_copy(update={"caveats": other})
        (found,) = Trial(trial.book, case, trial.profile).mismatches(None, whole, calendar)
        assert (found.part, found.case) == ("caveats", case.name)
        assert found.stated == f"[{', '.join(other)}]"
    case = trial.case.model_copy(update={"caveats": stated[::-1]})
    assert [*Trial(trial.book, case, trial.profile).mismatches(None, whole, calendar)] == []


@pytest.mark.parametrize("path", ["", "business.7.kind", "business.x", "enterprise.a.b", "ref.x"])
def test_what_is_not_there_cannot_be_left_out(path: str) -> None:
    with pytest.raises(InputError):
        case_profile(BESIDE[0].trials_of("25b")[0].book, Case(name="x", unset=(path,)))


@pytest.mark.parametrize("path", ["business.7.kind", "business.x", "business.0.kind.x"])
def test_a_path_that_leads_nowhere_cannot_be_set(path: str) -> None:
    with pytest.raises(InputError):
        case_profile(BESIDE[0].trials_of("25b")[0].book, Case(name="x", set={path: 1}))


def test_every_case_whose_profile_cannot_be_made_is_told_with_its_file() -> None:
    book = BESIDE[0].books["33.toml"]
    bad = Case(name="x", set={"enterprise.naem": 1})
    worse = Case(name="y", unset=("ref.x",))
    books = {
        name: book.model_copy(update={"cases": (book.cases[0], bad, worse)}) for name in ("a", "b")
    }
    with pytest.raises(InputError) as raised:
        Cases(books, BESIDE[0].catalogue)
    told = [(one.file, one.place) for one in raised.value.problems]
    assert told == [
        (name, place) for name in ("a", "b") for place in ("cases[1]: enterprise.naem", "cases[2]")
    ]
    assert Cases({}, BESIDE[0].catalogue).folder == ""

"""The cases beside each catalogue: for each provision, who gets it, who does not, what is open.

They were written from the specification, not from the catalogue. What `aeo catalogue verify` says
of them all at once stands here case by case, each named by its sentence.
"""

import json

import jsonschema
import pytest
import tomli

from aeo_cli.calendars import Calendar
from aeo_cli.errors import InputError
from aeo_cli.loading import cases_folder, load_cases, load_catalogue
from aeo_cli.proofs.cases import Case, document
from aeo_cli.proofs.trials import Cases, Trial
from aeo_cli.schemas import Document, schema
from conftest import CATALOGUES

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
    limbs = {limb.id: limb for _, limb in beside.catalogue.provisions()}
    limb = limbs[trial.book.provision] if trial.book.provision else None
    assert list(trial.differences(limb, beside.catalogue, calendar)) == []


def test_every_book_is_valid_against_the_schema_of_books() -> None:
    form = jsonschema.Draft202012Validator(schema(Document.CASES, load_catalogue()))
    for path in CATALOGUES:
        for book in cases_folder(str(path)).glob("*.toml"):
            plain = json.loads(json.dumps(tomli.loads(book.read_text("utf-8")), default=str))
            assert list(form.iter_errors(plain)) == []


def test_no_sentence_is_used_twice() -> None:
    assert len(set(NAMES)) == len(NAMES) > 1_000


@pytest.mark.parametrize("beside", BESIDE, ids=[beside.catalogue.id for beside in BESIDE])
def test_each_provision_has_a_book_named_after_it(beside: Cases) -> None:
    expected = {limb.id for _, limb in beside.catalogue.provisions()}
    assert {name.removesuffix(".toml") for name in beside.books} == expected | {"whole"}
    for name, book in beside.books.items():
        assert name == f"{book.provision or 'whole'}.toml"


WRONG = {
    "another verdict": ({"verdict": "dormant"}, "verdict"),
    "another entitlement": ({"entitled": "false"}, "entitled"),
    "an open fact too many": ({"open_facts": ("enterprise.credit_level",)}, "open_facts"),
    "no date": ({"deadline": None}, "deadline"),
    "a caveat that is not shown": ({"caveats": ("行动方案",)}, "caveats"),
}


@pytest.mark.parametrize(("change", "part"), WRONG.values(), ids=WRONG)
def test_a_case_that_states_something_else_differs_in_that(
    change: dict[str, object], part: str, calendar: Calendar
) -> None:
    trial = BESIDE[0].of("25b")[0]
    case = trial.case.model_copy(update=change)
    limb = next(limb for _, limb in BESIDE[0].catalogue.provisions() if limb.id == "25b")
    wrong = Trial(trial.book, case, trial.profile)
    found = list(wrong.differences(limb, BESIDE[0].catalogue, calendar))
    assert [one.part for one in found] == [part]


@pytest.mark.parametrize("path", ["", "business.7.kind", "business.x", "enterprise.a.b", "ref.x"])
def test_what_is_not_there_cannot_be_left_out(path: str) -> None:
    with pytest.raises(InputError):
        document(BESIDE[0].of("25b")[0].book, Case(name="x", unset=(path,)))


@pytest.mark.parametrize("path", ["business.7.kind", "business.x", "business.0.kind.x"])
def test_a_path_that_leads_nowhere_cannot_be_set(path: str) -> None:
    with pytest.raises(InputError):
        document(BESIDE[0].of("25b")[0].book, Case(name="x", set={path: 1}))

"""`aeo catalogue`: verify, its witnesses, and mutate, as a user runs them."""

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.catalogue.invariants import INVARIANTS
from aeo_cli.catalogue.loader import default_catalogue_path, load_catalogue
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.verification.case_runs import Cases
from aeo_cli.verification.loader import cases_folder, load_cases
from aeo_cli.verification.mutants import Change, mutants
from aeo_cli.verification.mutation import Mutation, mutate
from aeo_cli.verification.state_space import StateSpace
from aeo_cli.verification.verify import Verification
from tests.conftest import CATALOGUES, LOTUS_BAY, ROOT, Aeo, Golden, Prints

SOURCE = default_catalogue_path().read_text(encoding="utf-8")
BAY = LOTUS_BAY.read_text(encoding="utf-8")
BAY_PATH = str(LOTUS_BAY.relative_to(ROOT))
TRUST = " ".join((ROOT / "docs" / "trust.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_the_figures_of_the_page_on_trust_are_those_of_the_catalogues(path: Path) -> None:
    catalogue = load_catalogue(str(path))
    counts = [
        sum(1 for _ in StateSpace.of(located, catalogue).partial_assignments())
        for located in CatalogueIndex(catalogue).conditions
    ]
    assert f" {sum(counts)} " in TRUST
    assert f" {max(counts)}" in TRUST
    if path == default_catalogue_path():
        cases = load_cases(cases_folder(str(path)), catalogue)
        provisions = list(catalogue.provisions())
        on_provisions = sum(len(cases.trials_of(provision.id)) for _, provision in provisions)
        assert f"{on_provisions} cases for {len(provisions)} provisions" in TRUST
        assert f"catalogue, {len(counts)} of them, have" in TRUST


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [60, 100])
def test_what_verify_prints(prints: Prints, golden: Golden, lang: str, columns: int) -> None:
    words = ("catalogue", "verify", BAY_PATH, "--lang", lang)
    golden(f"verify.{lang}.{columns}.txt", prints(*words, columns=columns))


def test_the_verification_as_json(prints: Prints, golden: Golden) -> None:
    text = prints("catalogue", "verify", BAY_PATH, "--json")
    golden("verify.json", text)
    jsonschema.validate(json.loads(text), Verification.model_json_schema(mode="serialization"))


@pytest.mark.parametrize("provision", ["1a", "1b", "2b", "3", "4b"])
def test_a_witness_is_ready_for_check(aeo: Aeo, provision: str) -> None:
    asked = ("catalogue", "verify", str(LOTUS_BAY), "--witness", provision)
    wanted = ("--catalogue", str(LOTUS_BAY), "--require", provision)
    for suffix in ("toml", "json"):
        done = aeo(*asked, "-o", f"profile.{suffix}")
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        assert aeo("check", f"profile.{suffix}", *wanted).returncode == 0
    done = aeo(*asked)
    assert done.stdout.decode().startswith("[enterprise]\n")
    assert aeo("check", "-", *wanted, stdin=done.stdout).returncode == 0


def test_faults_are_told_with_exit_status_1(aeo: Aeo, tmp_path: Path, golden: Golden) -> None:
    text = BAY.replace("8 hours ahead instead of 24", "9 hours ahead instead of 24", 1)
    text = text.replace('{ definition = "aeo" }', '{ definition = "small_grower" }', 1)
    text = text.replace('highest = "advanced_certified"', 'highest = "certified"', 1)
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    done = aeo("catalogue", "verify", "x.toml", "--lang", "en", COLUMNS="100")
    assert done.returncode == 1
    assert done.stderr.decode() == "the catalogue has faults; see the report\n"
    golden("verify-faults.en.txt", done.stdout.decode().partition("\nHolds (")[0])
    found = json.loads(aeo("catalogue", "verify", "x.toml", "--json").stdout)
    assert found["sound"] is False
    assert {fault["number"] for check in found["checks"] for fault in check["faults"]} >= {3, None}


def test_a_catalogue_that_would_not_be_loaded_is_told_the_same_way(
    aeo: Aeo, tmp_path: Path
) -> None:
    (tmp_path / "x.toml").write_text(BAY.replace('kind = "enquiry"', 'kind = "inquiry"'), "utf-8")
    done = aeo("catalogue", "verify", "x.toml", "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    (fault,) = next(one for one in found["checks"] if one["id"] == "names_declared")["faults"]
    assert fault["place"] == "measures[0].provisions[1].kind"
    assert (fault["number"], fault["provision"]) == (1, "1b")
    assert fault["hint"]["en"] == "did you mean enquiry?"
    assert {one["holds"] for one in found["checks"][len(INVARIANTS) :]} == {None}
    assert found["witnesses"] == []


def test_a_witness_may_hold_a_date(aeo: Aeo) -> None:
    for words in ((), ("--json",)):
        done = aeo("catalogue", "verify", str(LOTUS_BAY), "--witness", "1b", *words)
        assert b"2007-01-01" in done.stdout


def test_our_own_catalogue_is_verified_by_default(aeo: Aeo, tmp_path: Path) -> None:
    done = aeo("catalogue", "verify", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "measures 33 · provisions 45" in done.stdout.decode()
    assert list(tmp_path.iterdir()) == []


# Mutation


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_the_cases_notice_every_change_of_our_catalogues(
    path: Path, calendar: ChineseCalendar
) -> None:
    catalogue = load_catalogue(str(path))
    found = mutate(catalogue, load_cases(cases_folder(str(path)), catalogue), calendar)
    assert found.survivors == ()
    assert f" {found.fates.killed:,}" in TRUST
    assert found.fates.survived == 0
    assert found.fates.killed > 20 * len(list(catalogue.provisions()))
    if path == default_catalogue_path():  # of these the loader refuses every other
        killed = {one.change for one in found.changes if one.killed}
        assert killed == set(Change) - {Change.CLOCK, Change.CATEGORY, Change.CITATION}


def test_every_kind_of_change_is_noticed_in_the_catalogue_of_the_tests(
    calendar: ChineseCalendar,
) -> None:
    catalogue = load_catalogue(str(LOTUS_BAY))
    found = mutate(catalogue, load_cases(cases_folder(str(LOTUS_BAY)), catalogue), calendar)
    killed = {one.change for one in found.changes if one.killed}
    assert killed == set(Change) - {Change.CLOCK}
    assert found.survivors == ()


UNSTATED = (
    *("order", "category", "heading", "document", "office_hours", "highest", "format"),
    *("informational", "fixed", "known_by", "implied_by", "preset", "label"),
)


def test_books_that_state_less_notice_less(calendar: ChineseCalendar) -> None:
    """What the whole is not stated to be, only the loader and the checks of texts notice."""
    catalogue = load_catalogue(str(LOTUS_BAY))
    books = load_cases(cases_folder(str(LOTUS_BAY)), catalogue).books
    without = books["whole.toml"].model_copy(update={"states": None})
    found = mutate(catalogue, Cases({**books, "whole.toml": without}, catalogue), calendar)
    assert {one.change for one in found.survivors} == {*map(Change, UNSTATED)}
    assert all(one.provision is None for one in found.survivors)


def test_cases_that_say_less_notice_less(calendar: ChineseCalendar) -> None:
    """Without the cases on the levels, and one date, those mutants are missed, and told."""
    catalogue = load_catalogue(str(LOTUS_BAY))
    cases = load_cases(cases_folder(str(LOTUS_BAY)), catalogue)
    books = {"2b.toml": cases.books["2b.toml"]}
    few = {name: book.model_copy(update={"cases": book.cases[:1]}) for name, book in books.items()}
    found = mutate(catalogue, Cases(few, catalogue), calendar)
    missed = {(one.provision, one.change) for one in found.survivors}
    assert {("2b", Change.VALUE), ("2b", Change.PART)} & missed == {("2b", Change.PART)}
    assert ("2b", Change.FORCE) not in missed
    assert ("1a", Change.FORCE) in missed
    assert any(one.place.startswith("definitions.aeo") for one in found.survivors)
    assert len(found.survivors) == found.fates.survived


def test_every_mutant_is_another_catalogue() -> None:
    catalogue = load_catalogue(str(LOTUS_BAY))
    for mutant in mutants(CatalogueIndex(catalogue)):
        assert repr(mutant.catalogue) != repr(catalogue), mutant.path  # the order counts, too


def test_a_mutant_tells_what_stands_there_unless_something_is_left_out() -> None:
    for mutant in mutants(CatalogueIndex(load_catalogue(str(LOTUS_BAY)))):
        if mutant.condition:
            assert (mutant.after is None) is (mutant.change is Change.PART), mutant.path


def test_a_change_that_changes_nothing_is_proven_to(
    tmp_path: Path, calendar: ChineseCalendar
) -> None:
    """No count is below 0, so "at most 0" and "is 0" are one."""
    (tmp_path / "x.toml").write_text(BAY.replace("at_least = 2 }", "at_most = 0 }"), "utf-8")
    catalogue = load_catalogue(str(tmp_path / "x.toml"))
    found = mutate(catalogue, Cases({}, catalogue), calendar)
    assert found.fates.equivalent == 1
    told = {one.change for one in found.changes if one.killed}  # by the checks of texts alone
    assert told == {*map(Change, ("gap", "label", "question", "negation", "figure", "promise"))}


def test_the_mutation_as_json(prints: Prints) -> None:
    found = json.loads(prints("catalogue", "mutate", BAY_PATH, "--json"))
    jsonschema.validate(found, Mutation.model_json_schema(mode="serialization"))
    assert found["mutants"] == sum(found["fates"].values())
    for fate, count in found["fates"].items():
        assert count == sum(change[fate] for change in found["changes"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_mutate_prints(aeo: Aeo, golden: Golden, tmp_path: Path, lang: str) -> None:
    """Without its book a provision could say anything."""
    shutil.copytree(cases_folder(str(LOTUS_BAY)), tmp_path / "few")
    (tmp_path / "few" / "4b.toml").unlink()
    words = ("catalogue", "mutate", str(LOTUS_BAY), "--cases", "few", "--lang", lang)
    done = aeo(*words, COLUMNS="80")
    assert done.returncode == 1
    assert len(done.stderr.decode().splitlines()) == 1
    golden(f"mutate.{lang}.80.txt", done.stdout.decode())


# Bad input

BAD: dict[str, tuple[list[str], str]] = {
    "no such catalogue": (["verify", "nothing.toml"], "file not found"),
    "no catalogue": (["verify", "bad.cases/1.toml"], "this key is required"),
    "no such provision": (["verify", "--witness", "99"], "the number of a measure or provision"),
    "a measure with several": (["verify", "--witness", "25"], "choose one of 25a, 25b"),
    "no such folder": (["verify", "--cases", "nowhere"], "no such folder"),
    "a book that is none": (["verify", "--cases", "bad.cases"], "must all be given"),
    "mutating without cases": (["mutate", "--cases", "empty"], "no cases (TOML files)"),
    "cases that are wrong already": (["mutate", "--cases", "wrong"], "should be"),
    "a profile that is none": (["verify", "--cases", "profile"], "unknown key"),
    "a path that leads nowhere": (["verify", "--cases", "path"], "a path in the profile"),
    "a book of nothing": (["verify", "--cases", "about"], "must all be given"),
    "a case by index of a table": (["verify", "--cases", "index"], "unknown key"),
    "a path of very many digits": (["verify", "--cases", "digits"], "a path in the profile"),
    "no date": (["verify", "--cases", "time"], "a date, or a date and time"),
    "a moment in seconds": (["verify", "--cases", "seconds"], "a date"),
    "outcomes of the whole": (["verify", "--cases", "whole"], "must all be given"),
    "a number beyond TOML": (["verify", "huge.toml"], "the number has too many digits"),
    "an empty name of a folder": (["verify", "--cases", ""], "no such folder"),
    "a case as output": (["verify", "x.toml", "-o", "x.cases/33.toml"], "would overwrite"),
    "its own input": (["verify", "x.toml", "-o", "x.toml"], "would overwrite"),
}
BESIDE = cases_folder(str(default_catalogue_path()))
WHOLE, DATED = ((BESIDE / name).read_text("utf-8") for name in ("whole.toml", "25b.toml"))
BOOK = (BESIDE / "33.toml").read_text("utf-8")
BOOKS = {
    "bad.cases/1.toml": 'provision = "33"\n',
    "wrong/33.toml": BOOK.replace('force = "firm"', 'force = "may"'),
    "profile/33.toml": BOOK.replace("[profile.enterprise]", "[profile.enterprise]\nnaem = 'x'"),
    "path/33.toml": BOOK.replace("unset = [", "unset = ['business.3', ", 1),
    "about/33.toml": BOOK.replace('force = "firm"', ""),
    "index/33.toml": BOOK.replace("unset = [", "set = { 'enterprise.0' = 1 }\nunset = [", 1),
    "digits/33.toml": BOOK.replace("unset = [", f"unset = ['business.{'9' * 5000}.x', ", 1),
    "time/25b.toml": DATED.replace("runs_from = 2026-03-02", "runs_from = 12:00:00", 1),
    "seconds/25b.toml": DATED.replace("runs_from = 2026-03-02", "runs_from = 5", 1),
    "whole/whole.toml": WHOLE.replace("caveats = []", "open_facts = ['x']", 1),
    "huge.toml": SOURCE.replace("number = 1\n", f"number = 0x{'f' * 6000}\n", 1),
    "x.cases/33.toml": BOOK,
    "x.toml": SOURCE,
}


@pytest.mark.parametrize(("words", "told"), BAD.values(), ids=BAD)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_bad_input_is_told_in_a_line(
    aeo: Aeo, tmp_path: Path, words: list[str], told: str, lang: str
) -> None:
    (tmp_path / "empty").mkdir()
    for name, content in BOOKS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    done = aeo("catalogue", *words, "--lang", lang)
    assert (done.returncode, done.stdout) == (2, b"")
    lines = done.stderr.decode().splitlines()
    assert all(line.startswith(("error: ", "错误：")) for line in lines)
    assert lang == "zh" or told in lines[0], lines

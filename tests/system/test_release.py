"""What checks a release notices what is wrong with one, and the workflows keep their rules.

`.ci/run` builds a release twice, compares and checks it; the workflows themselves never run here.
"""

import io
import re
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT
from tests.system.test_interpreters import SUPPORTED
from tools.release import CHECKSUMS, LOCK
from tools.release.bill_of_materials import is_asked_for, needed
from tools.release.build import checksums, not_as_locked
from tools.release.check import altered, incomplete, tracked_files, unlicensed
from tools.release.notes import notes
from tools.release.pypi_readme import with_addresses

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LINES = [line for path in WORKFLOWS for line in path.read_text(encoding="utf-8").splitlines()]
RUN = [line.split("run: ")[1] for line in LINES if re.match(r"\s+(- )?run: ", line)]
Change = Callable[[dict[str, bytes]], object]
CHANGES: dict[str, tuple[Change, list[str]]] = {
    "nothing": (lambda _: None, []),
    "a missing file": (lambda files: files.pop("LICENSE"), ["LICENSE"]),
    "a changed file": (lambda files: files.update({"README.md": b"?"}), ["README.md"]),
    "a foreign file": (lambda files: files.update({".netrc": b""}), [".netrc"]),
}


@pytest.fixture(scope="module")
def tracked() -> dict[str, bytes]:
    """Return the files of the repository, and what every sdist has beside them."""
    files = {path.as_posix(): (ROOT / path).read_bytes() for path in tracked_files()}
    return files | {"PKG-INFO": b""}


@pytest.mark.parametrize("change", CHANGES)
def test_an_sdist_that_is_not_the_repository_is_noticed(
    change: str, tracked: dict[str, bytes], tmp_path: Path
) -> None:
    alter, noticed = CHANGES[change]
    files = dict(tracked)
    alter(files)
    sdist = tmp_path / "aeo_cli-1.tar.gz"
    with tarfile.open(sdist, "w:gz", compresslevel=1) as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(f"aeo_cli-1/{name}")
            member.size, member.mode = len(content), 0o755 if name == ".ci/run" else 0o644
            archive.addfile(member, io.BytesIO(content))
    assert [fault.split()[0] for fault in incomplete(sdist)] == noticed


def test_a_file_that_was_altered_or_added_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "aeo.html").write_bytes(b"1")
    (tmp_path / CHECKSUMS).write_text(checksums(tmp_path), encoding="utf-8")
    assert not [*altered(tmp_path)]
    (tmp_path / "aeo.html").write_bytes(b"2")
    assert [*altered(tmp_path)]
    (tmp_path / "aeo.html").write_bytes(b"1")
    (tmp_path / "another").write_bytes(b"")
    assert [*altered(tmp_path)]


def test_a_wheel_without_its_licence_is_noticed(tmp_path: Path) -> None:
    for name, faults in (("aeo_cli-1.dist-info/licenses/LICENSE", 0), ("LICENSE", 1)):
        with ZipFile(tmp_path / "aeo.whl", "w") as archive:
            archive.write(ROOT / "LICENSE", name)
        assert len([*unlicensed(tmp_path / "aeo.whl")]) == faults


def test_a_package_that_is_not_the_locked_one_is_noticed() -> None:
    lock = (
        'pytest==0.1 \\\n    --hash=x\nno-such-package==1\nno-such-one==1 ; python_version < "3"\n'
    )
    assert not_as_locked(lock) == ["pytest==0.1", "no-such-package==1"]


def test_the_lock_has_what_is_required_with_hashes() -> None:
    locked: dict[str, Requirement] = {}
    for entry in re.split(r"\n(?=[a-z])", LOCK.read_text(encoding="utf-8"))[1:]:
        requirement = Requirement(entry.split(" \\")[0])
        locked[canonicalize_name(requirement.name)] = requirement
        assert "--hash=sha256:" in entry
    for text in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["release"]]:
        required = Requirement(text)
        (pin,) = locked[canonicalize_name(required.name)].specifier
        assert required.specifier.contains(pin.version), text


def test_a_bill_of_materials_has_what_is_needed_and_nothing_of_an_extra() -> None:
    graph = needed("aeo-cli", PROJECT["dependencies"])
    assert {"pydantic", "pydantic-core", "tomli", "mdurl"} <= graph.keys()
    assert not {"pytest", "polars", "openpyxl"} & graph.keys()
    assert set().union(*graph.values()) <= graph.keys()
    assert not is_asked_for(Requirement('a; extra == "b"'), set())
    assert is_asked_for(Requirement('a; extra == "b"'), {"b"})


def test_the_notes_are_the_section_of_the_version_once_it_has_its_day() -> None:
    changelog = (
        "# Changelog\n\n## 1.1, not released yet\n\n- c\n\n## 1.0, 2026-12-15\n\n- a\n\n## 0.9"
    )
    assert notes("v1.0", "1.0", changelog) == "- a\n"
    for tag, version in (("v1.1", "1.1"), ("v1.0", "1.1"), ("1.0", "1.0")):
        with pytest.raises(ValueError, match=r"the tag is|has no heading"):
            notes(tag, version, changelog)


def test_on_pypi_the_readme_links_to_the_repository() -> None:
    readme = "![a](docs/a.svg) [b](docs/b.md#c) [d](#e) [f](https://f.org)"
    assert with_addresses(readme, "https://g.com/o/r", "v1") == (
        "![a](https://g.com/o/r/raw/v1/docs/a.svg) [b](https://g.com/o/r/blob/v1/docs/b.md#c)"
        " [d](#e) [f](https://f.org)"
    )


def test_every_address_is_that_of_the_repository() -> None:
    address = PROJECT["urls"]["Repository"]
    repository = address.removeprefix("https://github.com/")
    owner = repository.split("/")[0]
    assert all(url.startswith(address) for url in PROJECT["urls"].values())
    assert PROJECT["authors"][0]["email"] == f"{owner}@users.noreply.github.com"
    page = (ROOT / "docs" / "releasing.md").read_text(encoding="utf-8")
    assert f"`{address}`" in page
    assert {*re.findall("--repo ([^ ]+)", page)} == {repository}


def test_every_action_is_pinned_by_a_commit_with_its_version() -> None:
    used = [line for line in LINES if "uses:" in line]
    pinned = [
        re.search(r"uses: ([\w/-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$", line) for line in used
    ]
    assert None not in pinned
    actions = {found.groups() for found in pinned if found}
    assert len({name for name, _, _ in actions}) == len(actions)  # one version of each


@pytest.mark.parametrize("line", sorted(set(RUN)))
def test_every_step_runs_one_line_of_what_exists(line: str) -> None:
    program, *words = line.split()
    if module := re.match(r"python -m (tools\.[\w.]+)", line):
        assert (ROOT / f"{module[1].replace('.', '/')}.py").exists()
    elif program == ".ci/run":
        assert (ROOT / program).exists()
    else:
        assert [program, *words[:2]] in (
            ["python", "-m", "pip"],
            ["python", "-m", "pytest"],
            ["diff", "-r", "dist/first"],
            ["gh", "release", "create"],
            ["mkdir", "packages"],
            ["mv", "dist/*.whl", "dist/*.tar.gz"],
        )
    assert "${{" not in line  # what is filled in could be a command


def test_the_systems_and_pythons_are_those_that_are_supported() -> None:
    checks = (ROOT / ".github" / "workflows" / "checks.yml").read_text(encoding="utf-8")
    (versions,) = re.findall(r"python: \[(.*)\]", checks)
    assert tuple(version.strip('"') for version in versions.split(", ")) == SUPPORTED
    claimed = {text.split(" :: ")[-1] for text in PROJECT["classifiers"] if ":: Python ::" in text}
    assert claimed - {"Only"} <= {*SUPPORTED}


@pytest.mark.parametrize(
    "words",
    [
        ["zizmor", "--offline", "--strict-collection", "--persona=pedantic", ".github"],
        ["actionlint", *map(str, WORKFLOWS)],
    ],
    ids=lambda words: words[0],
)
def test_nothing_is_found_in_the_workflows_by(words: list[str]) -> None:
    program = Path(sys.executable).parent / words[0]
    done = subprocess.run([program, *words[1:]], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()

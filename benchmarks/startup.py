"""How long commands take from start to end, beside the least that their parts can take.

All commands alternate in one run, so that a drift of the machine meets them alike. First come
Python doing nothing and a Typer program with one option, to which all others are compared; then
the same program with our settings of the process; then one that does with Typer, Pydantic and tomli
alone what `aeo check --json` must do with them: it parses the catalogue, validates it with models
of its shape, and prints it. The rest are ours. Medians of the wall-clock time and of the processor
time, and medians of the ratios of the pairs.

    python benchmarks/startup.py [RUNS]
"""

import statistics
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from processes import Cost, cost, ratio

ROOT = Path(__file__).parent.parent
HELLO = """
import typer

app = typer.Typer()

@app.command()
def main(name: str = typer.Option("world")) -> None:
    print(f"hello {name}")
"""
SETTINGS = """
import gc
import os

gc.set_threshold(100_000, 50, 50)
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "1"
"""
END = """
try:
    app()
finally:
    gc.freeze()
"""
CATALOGUE = """
from datetime import date
from typing import Any

import tomli
import typer
from pydantic import BaseModel, ConfigDict, Field

app = typer.Typer()

class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

class Text(Model):
    zh: str
    en: str

class Caveat(Text):
    confirmed: bool
    source: Text | None = None
    when: dict[str, Any] = {}
    gap: bool = False
    figures: tuple[str, ...] = ()

class How(Model):
    text: Text
    channel: Text | None = None

class Citation(Model):
    document: str
    section: str | None = None
    number: str | None = None

class Provision(Model):
    id: str = Field(pattern="^[1-9][0-9]*[a-z]?$")
    summary: Text
    entitled: dict[str, Any] = {}
    kind: str | None = None
    triggered: dict[str, Any] = {}
    route: str
    force: str
    effect: dict[str, Any] | None = None
    runs_from: str | None = None
    act: Text | None = None
    how: How | None = None
    otherwise: Text | None = None
    ordinary: dict[str, Any] = {}
    caveats: tuple[Caveat, ...] = ()
    citation: Citation

class Measure(Model):
    number: int
    id: str
    category: str
    title: Text
    short: Text | None = None
    search: tuple[str, ...] = ()
    provisions: tuple[Provision, ...]

class Choice(Text):
    informational: bool = False

class Fact(Model):
    type: str
    label: Text
    question: Text
    help: Text | None = None
    choices: dict[str, Choice] = {}
    highest: str | None = None
    format: str | None = None
    informational: bool = False
    known_by: str = "enterprise"
    implied_by: str | None = None
    about_office_hours: str | None = None
    figures: tuple[str, ...] = ()
    fixed: bool = False

class Kind(Model):
    label: Text
    help: Text | None = None
    figures: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    facts: dict[str, Fact] = {}

class Catalogue(Model):
    id: str
    version: str
    title: Text
    heading: tuple[str, ...]
    office_hours: dict[str, Any] | None = None
    documents: dict[str, dict[str, Any]]
    categories: dict[str, dict[str, Any]]
    units: dict[str, dict[str, Any]] = {}
    natures: dict[str, dict[str, Any]] = {}
    enterprise: dict[str, Fact]
    readings: dict[str, Fact] = {}
    definitions: dict[str, dict[str, Any]] = {}
    kinds: dict[str, Kind] = {}
    presets: dict[str, dict[str, Any]] = {}
    caveats: tuple[Caveat, ...] = ()
    measures: tuple[Measure, ...]

@app.command()
def main(name: str = typer.Option("world")) -> None:
    with open(name, encoding="utf-8") as file:
        print(Catalogue.model_validate(tomli.loads(file.read())).model_dump_json(indent=2))
"""
BASE = "Typer, one option"
CHECK = ("check", str(ROOT / "examples" / "biomedicine.toml"), "--json", "--on", "2026-03-02")


class Command(NamedTuple):
    """The arguments of Python, and variables of the environment."""

    arguments: tuple[str, ...]
    variables: dict[str, str]


def aeo(*arguments: str, completed: str = "") -> Command:
    """Return a command of ours, or the completion of a line as the script of bash asks for it."""
    variables = {
        "_AEO_COMPLETE": "complete_bash",
        "COMP_WORDS": completed,
        "COMP_CWORD": str(len(completed.split()) - 1),
    }
    return Command(("-m", "aeo_cli", *arguments), variables if completed else {})


def programs(folder: Path) -> dict[str, Command]:
    texts = {
        BASE: f"{HELLO}\napp()\n",
        "the same, our settings of the process": f"{SETTINGS}{HELLO}{END}",
        "and the catalogue read and printed": f"{SETTINGS}{CATALOGUE}{END}",
    }
    found = {"python -c pass": Command(("-c", "pass"), {})}
    for number, (name, text) in enumerate(texts.items()):
        path = folder / f"program{number}.py"
        path.write_text(text, encoding="utf-8")
        option = ("--name", str(ROOT / "data" / "measures.toml")) if text.count("Catalogue") else ()
        found[name] = Command((str(path), *option), {})
    return found | {
        "aeo check --json": aeo(*CHECK),
        "aeo --version": aeo("--version"),
        "aeo --help": aeo("--help"),
        "aeo check --help": aeo("check", "--help"),
        "completion: aeo ch": aeo(completed="aeo ch"),
        "completion: aeo check --fo": aeo(completed="aeo check --fo"),
    }


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        commands = programs(Path(folder))
        costs: dict[str, list[Cost]] = {name: [] for name in commands}
        for run in range(runs + 1):
            for name, (words, variables) in commands.items():
                spent = cost(words, variables)
                if run:  # the first writes the caches
                    costs[name].append(spent)
    print(f"{sys.version.split()[0]}, {runs} runs of each, alternating")
    print(f"{'':<40} {'wall ms':>8} {'to Typer':>9} {'CPU ms':>8} {'to Typer':>9}")
    for name, found in costs.items():
        line = f"{name:<40}"
        for figure in ("seconds", "processor"):
            ours, base = ([getattr(one, figure) for one in spent] for spent in (found, costs[BASE]))
            line += f" {statistics.median(ours) * 1000:>8.0f} {ratio(ours, base):>9.2f}"
        print(line)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 30)

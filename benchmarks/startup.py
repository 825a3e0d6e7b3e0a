"""How long a check takes from start to end, beside the least that its parts can take.

Three commands alternate in one run, so that a drift of the machine meets them alike: Python doing
nothing, a Typer program with one option, and `aeo check … --json` on an example. Medians of the
wall-clock time, and ratios to the Typer program.

    python benchmarks/startup.py [RUNS]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples" / "biomedicine.toml"
HELLO = """
import typer

app = typer.Typer()

@app.command()
def main(name: str = typer.Option("world")) -> None:
    print(f"hello {name}")

app()
"""


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        commands = {
            "python -c pass": ["-c", "pass"],
            "Typer, one option": [str(hello)],
            "aeo check --json": [
                *("-m", "aeo_cli", "check", str(EXAMPLE)),
                *("--json", "--on", "2026-03-02"),
            ],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for run in range(runs + 1):
            for name, words in commands.items():
                seconds = timed([sys.executable, *words], folder)
                if run:  # the first writes the caches
                    times[name].append(seconds)
    medians = {name: statistics.median(found) for name, found in times.items()}
    base = times["Typer, one option"]
    print(f"{sys.version.split()[0]}, {runs} runs of each, alternating")
    print(f"{'':<20} {'median ms':>9} {'to Typer':>9}")
    for name, found in times.items():
        ratio = statistics.median(ours / theirs for ours, theirs in zip(found, base, strict=True))
        print(f"{name:<20} {medians[name] * 1000:>9.0f} {ratio:>9.2f}")


def timed(command: list[str], folder: str) -> float:
    environment = {**os.environ, "LANG": "C.UTF-8"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, env=environment)
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 30)

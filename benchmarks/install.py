"""What `pip install` costs: seconds, and megabytes by package.

Each run installs this checkout into a fresh environment, from pip's cache, so that the network does
not count. The size is that of the files that a package brings, without compiled bytecode and
without pip itself; seconds include the compiling of bytecode.

    python benchmarks/install.py [RUNS]
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
EXTRAS = ("", "[xlsx]", "[ics]", "[screen]", "[spark]")
SIZES = """
import json
from importlib.metadata import distributions
sizes = {}
for package in distributions():
    files = [file.locate() for file in package.files or () if file.suffix != ".pyc"]
    about = package.metadata
    classes = about.get_all("Classifier", [])
    known = [text.split(" :: ")[-1] for text in classes if "License" in text]
    licence = about.get("License-Expression") or " or ".join(known) or about.get("License")
    size = sum(file.stat().st_size for file in files if file.exists())
    sizes[package.name] = (size / 1e6, licence)
print(json.dumps(sizes))
"""
OURS = {"pip", "setuptools"}
"""What an environment holds before."""


def main(runs: int) -> None:
    """Measure every extra, and print it; the packages of the default one by one."""
    default: dict[str, tuple[float, str]] = {}
    print(f"{'aeo-cli':<12} {'seconds':>8} {'packages':>9} {'MB':>7}")
    for extra in EXTRAS:
        seconds, packages = [], default
        for _ in range(runs):
            spent, packages = installed(extra)
            seconds.append(spent)
        default = default or packages
        total = sum(size for size, _ in packages.values())
        print(f"{extra:<12} {statistics.median(seconds):>8.1f} {len(packages):>9} {total:>7.1f}")
    print(f"\n{'package':<20} {'MB':>7}  licence")
    for name, (size, licence) in sorted(default.items(), key=lambda item: -item[1][0]):
        print(f"{name:<20} {size:>7.2f}  {licence}")


def installed(extra: str) -> tuple[float, dict[str, tuple[float, str]]]:
    """Install into a fresh environment; return the seconds, and size and licence by package."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        start = time.perf_counter()
        words = ["-m", "pip", "install", "-q", "--disable-pip-version-check", f"{CHECKOUT}{extra}"]
        subprocess.run([python, *words], check=True, stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - start
        listed = subprocess.run([python, "-c", SIZES], check=True, capture_output=True).stdout
    return seconds, {name: found for name, found in json.loads(listed).items() if name not in OURS}


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 3)

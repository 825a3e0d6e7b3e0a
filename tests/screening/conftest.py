"""What the tests of screening share: a portfolio, what `aeo check` says of it, and mistakes."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.cli import run
from tests.screening import portfolios as screenings
from tests.screening.portfolios import Answers, Document
from tests.screening.writers import mistaken

COUNT = 800
"""So many enterprises hold each verdict on each provision, and every sort of deadline."""
ENGINES = ("plain", "polars")


@pytest.fixture(scope="session")
def enterprises() -> list[Document]:
    return screenings.enterprises(load_catalogue(), COUNT, seed=1)


@pytest.fixture(scope="session")
def answers(enterprises: list[Document]) -> Answers:
    return screenings.checked(load_catalogue(), enterprises)


@pytest.fixture(scope="session")
def lines() -> list[str]:
    chance = random.Random(3)
    documents = screenings.enterprises(load_catalogue(), 2 * COUNT, seed=3)
    every = (json.dumps(one, ensure_ascii=chance.random() < 0.2) for one in documents)
    return [mistaken(text, chance) if chance.random() < 0.8 else text for text in every]


def complaint(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(["screen", *words, "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert not told.out
    return told.err


def fresh(folder: Path, write: Callable[..., list[str]]) -> Path:
    found = folder / write.__name__
    found.mkdir()
    return found

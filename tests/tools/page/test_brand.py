"""The brand that a broker puts on a page: three texts, and every mistake in a line of its own."""

from pathlib import Path

import pytest

from aeo_cli.documents.problems import InputError, error_line
from aeo_cli.documents.text import Lang
from tools.page.brand import MOST_CHARACTERS, Brand, load_brand

NAME = 'name = "浦江报关行"\n'
LINE = "x" * MOST_CHARACTERS


def brand(folder: Path, text: str | bytes) -> Brand:
    path = folder / "brand.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_brand(str(path))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NAME, ("浦江报关行", None, None)),
        (f'{NAME}contact = "021-0000"', ("浦江报关行", "021-0000", None)),
        (f'{NAME}instruction = "Send it to us."', ("浦江报关行", None, "Send it to us.")),
        (f'name = "{LINE}"\ninstruction = "{LINE}"', (LINE, None, LINE)),
        ('{"name": "A", "contact": null}', ("A", None, None)),
        ('name = "<b>&\\""', ('<b>&"', None, None)),
        (NAME.encode("gbk"), ("浦江报关行", None, None)),
    ],
)
def test_it_is_a_name_with_a_contact_and_an_instruction_if_wanted(
    text: str | bytes, expected: tuple[str | None, ...], tmp_path: Path
) -> None:
    read = brand(tmp_path, text)
    assert (read.name, read.contact, read.instruction) == expected


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", [""]),
        ('name = "', ["1"]),
        ('contact = "021"', ["name"]),
        ("name = 7", ["name"]),
        ('name = ""', ["name"]),
        ('name = "   "', ["name"]),
        ('name = "a\\nb"', ["name"]),
        ('name = "a\\u001b[2Jb"', ["name"]),
        (f'name = "{LINE}x"', ["name"]),
        (f'{NAME}contact = ""', ["contact"]),
        (f'{NAME}instruction = ""', ["instruction"]),
        (f'{NAME}instruction = "  "', ["instruction"]),
        (f'{NAME}instruction = "{LINE}x"', ["instruction"]),
        (f'{NAME}instruction = "Send it to\\nus."', ["instruction"]),
        ('name = "\\u202eA"', ["name"]),
        (f'{NAME}logo = "x.png"', ["logo"]),
        (f'{NAME}nmae = "x"', ["nmae"]),
        (
            'name = ""\ncontact = 1\ninstruction = []\nlogo = 1',
            ["name", "contact", "instruction", "logo"],
        ),
        ("[name]\nzh = 'A'", ["name"]),
        ("[]", [""]),
        (b"PK\x03\x04", [""]),
        (b"\xff\xfe\x00", [""]),
    ],
)
def test_each_mistake_is_a_line_with_its_place_and_a_way_out(
    text: str | bytes, places: list[str], tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        brand(tmp_path, text)
    assert len(caught.value.problems) == len(places)
    for problem, place in zip(caught.value.problems, places, strict=True):
        for lang in Lang:
            line = error_line(problem, lang)
            assert "brand.toml" in line
            assert place in line
            assert "\n" not in line
            assert "\x1b" not in line
        assert problem.hint or problem.expected or ";" in error_line(problem, Lang.EN)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_brand(str(tmp_path / "none.toml"))
    assert "none.toml" in error_line(caught.value.problems[0], Lang.EN)

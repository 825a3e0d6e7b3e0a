"""`aeo screen --template`: the empty tables of a portfolio, written into a folder."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.cli.option_values import Settings
from aeo_cli.documents import file_errors, files
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.text import both, listed
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.table_template import empty_tables


def write_tables(folder: str, others: Mapping[str, object], settings: Settings) -> None:
    """Write the empty tables of a portfolio into a folder, all of them or none.

    Args:
        folder: the folder, which is made if it does not exist.
        others: the other options; none of them goes with a template.
        settings: the catalogue and the language of the heads.

    Raises:
        InputError: another option is given, a table exists already, or none can be written.
    """
    if given := [option for option, value in others.items() if value]:
        raise InputError([Problem("", _ALONE.fill(others=listed(given)), None, _THEN)])
    if (suffix := Path(folder).suffix) in _SUFFIXES:
        raise InputError(
            [Problem("--template", quoted(suffix), _A_FOLDER, _OTHER, visible(folder))]
        )
    tables = empty_tables(Plan(load_catalogue(settings.catalogue)).heads, settings.lang)
    try:
        _write({Path(folder) / name: content for name, content in tables.items()})
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        found = file_errors.unwritable(error)
        raise InputError([Problem("--template", found, None, _OTHER, visible(folder))]) from error
    settings.note([_FILL_IN.fill(folder=visible(folder))], None)


def _write(contents: dict[Path, bytes]) -> None:
    problems = [
        Problem("--template", _EXISTS, None, _OTHER, visible(str(path)))
        for path in contents
        if path.exists()
    ]
    if problems:
        raise InputError(problems)
    first, *_ = contents
    is_new = not first.parent.exists()
    first.parent.mkdir(exist_ok=True)
    try:
        with files.scratch_folder(first) as scratch:
            finished = {path: scratch / path.name for path in contents}
            for path, new in finished.items():
                new.write_bytes(contents[path])
            files.move_into_place((new, path) for path, new in finished.items())
    except OSError:
        if is_new:
            with suppress(OSError):
                first.parent.rmdir()
        raise


_SUFFIXES = (".csv", ".xlsx", ".toml", ".json")
_A_FOLDER = both("文件夹，不是文件", "a folder, not a file")
_ALONE = both(
    "--template 只生成空表，不能与 {others} 同用",
    "--template writes empty tables, and does not go with {others}",
)
_THEN = both("请先生成并填写，再核对", "fill them in first, then screen them")
_EXISTS = both("文件已存在", "the file already exists")
_OTHER = both("请换一个文件夹", "choose another folder")
_FILL_IN = both(
    "已生成 enterprises.csv 和 business.csv，填写后运行 aeo screen {folder}",
    "wrote enterprises.csv and business.csv; fill them in, then run aeo screen {folder}",
)

"""One run of `aeo screen`: an engine screens a portfolio, and its results are delivered."""

from importlib import import_module

from aeo_cli.cli.screening_delivery import Delivery
from aeo_cli.cli.screening_engines import ENGINES, Engine
from aeo_cli.documents import file_errors, files
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import both
from aeo_cli.screening.job import Job, Result


def run(engine: Engine, job: Job, delivery: Delivery) -> Result:
    """Screen a portfolio, and write either all files completely or none.

    None is written if no enterprise was assessed.

    Args:
        engine: the engine, which must be available.
        job: what to screen, and what receives how much is done.
        delivery: where the results go.

    Raises:
        InputError: a file cannot be read, or none can be written.
    """
    info = ENGINES[engine]
    screen = import_module(f"aeo_cli.screening.{info.module}").screen
    try:
        # A distributed engine moves its folders into place itself, in its own file system.
        if info.is_distributed:
            result: Result = screen(job, delivery.tables)
            return result
        beside = delivery.targets[0] if delivery.targets else None
        with files.scratch_folder(beside) as folder:
            scratch = delivery.tables.within(folder) if delivery.tables else None
            result = screen(job, scratch, folder)
            if scratch and result.enterprises:
                delivery.finish(scratch, job, result)
    except OSError as error:
        raise InputError([Problem("-o", file_errors.unwritable(error), None, _NOTHING)]) from error
    return result


_NOTHING = both(
    "未写入任何内容，原文件未改动；请核对文件夹、权限和磁盘空间",
    "nothing was written, and existing files are unchanged; check the folder, its permissions and "
    "the free space",
)

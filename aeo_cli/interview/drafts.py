"""Drafts: the answers of an unfinished interview, kept until it is finished.

Each interview has a draft of its own, a file in the user's state folder that only the user can
read. When an interview starts, the latest draft that started from the same profile, or likewise
from none, is offered. The tool keeps no other files.
"""

from contextlib import suppress
from pathlib import Path
from secrets import token_hex

import platformdirs

from aeo_cli.documents import files
from aeo_cli.documents.problems import InputError
from aeo_cli.interview.dialogue import Interview
from aeo_cli.interview.draft_file import DraftFile, short_hash


class Draft:
    """The draft of one interview, in a file of its own.

    Args:
        interview: the interview at its start.
        profile: the file of the profile that it started from; None if it started from none.
    """

    def __init__(self, interview: Interview, profile: str | None) -> None:
        self.interview = interview
        origin = "new" if profile is None else short_hash(str(Path(profile).resolve()))
        self.name = f"interview-{interview.catalogue.id}-{origin}"
        # Two interviews about one profile, in two windows, must not overwrite each other's draft.
        self.path = state_folder() / f"{self.name}-{token_hex(4)}.json"

    def resume(self) -> Interview | None:
        """Adopt the latest usable draft and return the interview with its answers; None if none."""
        paths = (path for path in state_folder().glob(f"{self.name}-*.json") if path.is_file())
        for path in sorted(paths, key=_newest_first):
            with suppress(InputError):
                draft = DraftFile.read(files.read(str(path)))
                if draft and (interview := draft.resumed(self.interview)):
                    self.path = path
                    return interview
        return None

    def save(self, interview: Interview) -> None:
        """Save the answers of an interview.

        Raises:
            InputError: the file cannot be written.
        """
        files.write_private(self.path, DraftFile.of(interview).encoded())

    def delete(self) -> None:
        """Delete the file, if there is one."""
        files.remove_quietly(self.path)


def _newest_first(path: Path) -> float:
    """Return the sort key of a file; one deleted in the meantime is sorted last."""
    with suppress(OSError):
        return -path.stat().st_mtime
    return 0


def state_folder() -> Path:
    """Return the folder of the drafts, the only one in which the tool keeps files of its own."""
    return platformdirs.user_state_path("aeo", appauthor=False)

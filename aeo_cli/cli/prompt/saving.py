"""The end of an interview: its answers are saved in a profile, new or as it was read."""

from enum import Enum
from pathlib import Path

from aeo_cli.cli import inputs
from aeo_cli.cli.output import require_library
from aeo_cli.cli.prompt.frontend import Shortcut, is_shortcut
from aeo_cli.cli.prompt.interviewer import Interviewer
from aeo_cli.documents import files
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.syntax import decode, is_json
from aeo_cli.documents.text import Text, both
from aeo_cli.interview.dialogue import Interview
from aeo_cli.presentation.formats import Format
from aeo_cli.profile.loader import LoadedProfile
from aeo_cli.rules.fact_values import read_text


class Saving(Enum):
    """What became of the answers."""

    SAVED = "saved"
    DISCARDED = "discarded"
    UNDECIDED = "undecided"
    """The input ended before the person decided."""


class ProfileSaver:
    """Saves the answers of an interview.

    Args:
        interviewer: asks the person where to save.
        name: the file of the profile from which the interview started; None: there was none.
        loaded: that profile.
    """

    def __init__(
        self, interviewer: Interviewer, name: str | None, loaded: LoadedProfile | None
    ) -> None:
        self.interviewer, self.name, self.loaded = interviewer, name, loaded
        self.proposed = name
        """The file that Enter accepts; None: a new one."""
        if name and loaded and loaded.is_workbook:  # it stays as it is
            self.name, self.proposed = None, free_name(Path(name).stem, ".toml")
        self.saved_as: str | None = None
        """The file in which the answers were saved."""

    def save(self, interview: Interview, name: str | None) -> Saving:
        """Save the answers, or discard them if the person wants that.

        The file is `name`, a new one; else the one that the person accepts or names.
        """
        if name:
            refusal = self._write(interview, name)
            if refusal is None:
                return Saving.SAVED
            self.interviewer.say(refusal)
        while True:
            proposed = self.proposed or free_name("profile", ".toml")
            self.interviewer.show_heading(_SAVE_ANSWERS)
            save = _SAVE_IN.fill(name=visible(proposed))
            match self.interviewer.choose(save, _SAVE_ELSEWHERE, _DO_NOT_SAVE):
                case None:
                    return Saving.UNDECIDED
                case 0:
                    refusal = self._write(interview, proposed)
                    if refusal is None:
                        return Saving.SAVED
                    self.interviewer.say(refusal)
                    self.proposed = None
                case 1:
                    if outcome := self._save_as_named(interview):
                        return outcome
                case _:
                    if outcome := self._discard():
                        return outcome

    def _save_as_named(self, interview: Interview) -> Saving | None:
        """Save in a file that the person names; None: they named none."""
        self.interviewer.show_heading(_NAME)
        while True:
            name = self.interviewer.frontend.enter(read_text, ())
            if isinstance(name, Shortcut):
                return Saving.UNDECIDED
            if not name:
                return None
            refusal = self._write(interview, name)
            if refusal is None:
                return Saving.SAVED
            self.interviewer.say(refusal)

    def _discard(self) -> Saving | None:
        """Ask whether to discard the answers; None: the person does not want that."""
        self.interviewer.show_heading(_DISCARD)
        match self.interviewer.choose(_KEEP, _DISCARD_THEM):
            case None:
                return Saving.UNDECIDED
            case 0:
                return None
            case _:
                return Saving.DISCARDED

    def _write(self, interview: Interview, name: str) -> Text | None:
        """Write a file and say so; return why it cannot be written, or None if it was."""
        try:
            if is_shortcut(name):
                return _ANOTHER.fill(found=_NO_NAME)
            if name != self.name:
                if Path(name).suffix.lower() not in inputs.PROFILE_SUFFIXES:
                    return _ANOTHER.fill(found=_NO_PROFILE)
                inputs.require_new_file(name)
            elif self.loaded and self.loaded.text != decode(files.read(name))[0]:
                return _ANOTHER.fill(found=_CHANGED)
            files.write(name, self._content(interview, name), "FILE")
        except InputError as error:
            return _ANOTHER.fill(found=error.problems[0].found)
        self.saved_as = name
        self.interviewer.say(_SAVED.fill(name=visible(name)))
        return None

    def _content(self, interview: Interview, name: str) -> bytes:
        """Return the profile, with the comments of the loaded one if the format is the same."""
        # Not every interview is saved, and seldom in a workbook.
        if inputs.is_workbook_name(name):
            require_library(Format.XLSX)
            from aeo_cli.presentation import profile_workbook  # noqa: PLC0415

            lang = self.interviewer.page.lang
            return profile_workbook.filled(interview.profile, interview.catalogue, lang)
        from aeo_cli.profile import writer  # noqa: PLC0415

        text = self.loaded.text if self.loaded else None
        as_json = Path(name).suffix.lower() == ".json"
        if text is not None and name == self.name:  # whose name may end in anything
            as_json = is_json(text)
        return writer.profile_with_answers(
            text,
            interview.document_with_answers,
            interview.answers,
            interview.on,
            interview.keys,
            as_json=as_json,
        )


def free_name(stem: str, suffix: str) -> str:
    """Return the name of a file that does not exist yet: `profile.toml`, else `profile-2.toml`."""
    name, number = f"{stem}{suffix}", 2
    while Path(name).exists():
        name, number = f"{stem}-{number}{suffix}", number + 1
    return name


_SAVE_ANSWERS = both("是否保存您的回答？", "Save your answers as a profile?")
_SAVE_IN = both("保存到 {name}", "save in {name}")
_SAVE_ELSEWHERE = both("另取文件名", "save under another name")
_DO_NOT_SAVE = both("不保存", "do not save")
_NAME = both(
    "文件名？以 .toml、.json 或 .xlsx 结尾（直接回车返回）",
    "File name, ending in .toml, .json or .xlsx? (Enter alone: go back)",
)
_DISCARD = both("是否放弃您的回答？", "Discard your answers?")
_KEEP = both("否，返回", "no, go back")
_DISCARD_THEM = both("是，放弃", "yes, discard them")
_ANOTHER = both("{found}，请另取文件名。", "{found}: choose another name.")
_CHANGED = both("文件已被改动", "the file has changed since it was read")
_NO_PROFILE = both(
    "文件名须以 .toml、.json 或 .xlsx 结尾", "the name must end in .toml, .json or .xlsx"
)
_NO_NAME = both("这不是文件名", "that is not a file name")
_SAVED = both("已保存到 {name}。", "Saved in {name}.")

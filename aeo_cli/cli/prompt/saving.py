"""The end of an interview: its answers are saved in a profile, new or as it was read."""

from pathlib import Path

from aeo_cli.cli import inputs
from aeo_cli.cli.prompt.frontend import Shortcut, is_shortcut
from aeo_cli.cli.prompt.interviewer import Interviewer
from aeo_cli.documents import files
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.syntax import decode, is_json
from aeo_cli.documents.text import Text, both
from aeo_cli.interview.dialogue import Interview
from aeo_cli.profile.loader import LoadedProfile
from aeo_cli.rules.fact_values import read_text


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

    def save(self, interview: Interview, name: str | None) -> bool:
        """Save the answers, or leave it if the person wants that.

        The file is `name`, a new one; else the profile from which the interview started, if the
        person agrees; else one that the person names.

        Returns:
            False if the input ends before the person has decided.
        """
        if name:
            return self._save_as(interview, name)
        return self._save_in_place(interview) if self.loaded else self._save_as_named(interview)

    def _save_in_place(self, interview: Interview) -> bool:
        name = str(self.name)
        self.interviewer.show_heading(_SAVE_IN.fill(name=visible(name)))
        index = self.interviewer.choose(_SAVE, _DO_NOT_SAVE)
        return self._save_as(interview, name) if index == 0 else index is not None

    def _save_as(self, interview: Interview, name: str) -> bool:
        """Save in a file or, if it cannot be written, in one that the person names."""
        if refusal := self._write(interview, name):
            self.interviewer.say(refusal)
            return self._save_as_named(interview)
        return True

    def _save_as_named(self, interview: Interview) -> bool:
        """Save in a file that the person names; an empty name means not to save."""
        self.interviewer.show_heading(_SAVE_AS)
        while True:
            name = self.interviewer.frontend.enter(read_text, ())
            if isinstance(name, Shortcut):
                return False
            refusal = self._write(interview, name) if name else None
            if refusal is None:
                return True
            self.interviewer.say(refusal)

    def _write(self, interview: Interview, name: str) -> Text | None:
        """Write a file and say so; return why it cannot be written, or None if it was."""
        try:
            if name != self.name:
                inputs.require_new_file(name)
            elif self.loaded and self.loaded.text != decode(files.read(name))[0]:
                return _ANOTHER.fill(found=_CHANGED)
            if is_shortcut(name):
                return _ANOTHER.fill(found=_NO_NAME)
            files.write(name, self._content(interview, name), "FILE")
        except InputError as error:
            return _ANOTHER.fill(found=error.problems[0].found)
        self.interviewer.say(_SAVED.fill(name=visible(name)))
        return None

    def _content(self, interview: Interview, name: str) -> bytes:
        """Return the profile, with the comments of the loaded one if the format is the same."""
        from aeo_cli.profile import writer  # noqa: PLC0415  not every interview is saved

        as_json = Path(name).suffix.lower() == ".json"
        if self.loaded and (name == self.name or is_json(self.loaded.text) is as_json):
            return writer.add_answers(self.loaded.text, interview.answers)
        return writer.serialize(interview.document_with_answers, as_json=as_json)


_SAVE_IN = both("把回答写入 {name} 吗？", "Save the answers in {name}?")
_SAVE = both("写入", "save")
_DO_NOT_SAVE = both("不写入", "do not save")
_SAVE_AS = both(
    "要把回答存为企业情况文件吗？请输入文件名，如 profile.toml（直接回车即不保存）",
    "Save what you said as a profile? Type a name, as in profile.toml (Enter alone: do not save)",
)
_ANOTHER = both("{found}，请另取一个文件名。", "{found}: name another file.")
_CHANGED = both("文件在此期间已被改动", "the file was changed in the meantime")
_NO_NAME = both("这不是文件名", "that is no name of a file")
_SAVED = both("已写入 {name}。", "Saved in {name}.")

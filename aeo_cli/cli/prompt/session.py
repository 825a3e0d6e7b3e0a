"""An interview at the terminal: resumed from a draft, kept as a draft, saved at its end."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from importlib import import_module
from pathlib import Path

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import console, inputs
from aeo_cli.cli.prompt.frontend import (
    Frontend,
    MenuChoice,
    SelectionMode,
    Shortcut,
    is_shortcut,
)
from aeo_cli.cli.prompt.interviewer import Interviewer
from aeo_cli.documents import files
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.syntax import decode, is_json, parse
from aeo_cli.documents.text import Text, both
from aeo_cli.interview.dialogue import Interview, ask
from aeo_cli.interview.drafts import Draft
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal.question import not_asked_again
from aeo_cli.profile.loader import LoadedProfile
from aeo_cli.profile.model import Profile
from aeo_cli.rules.values import read_text


def terminal_interviewer(page: Page, calendar: Calendar, *, plain: bool) -> Interviewer:
    """Return an interviewer for this terminal.

    Args:
        page: the page on which to lay out text.
        calendar: the calendar for the verdicts so far.
        plain: whether to ask line by line even if the terminal allows arrow keys.
    """
    return Interviewer(_frontend(page, plain=plain), page, calendar)


def _frontend(page: Page, *, plain: bool) -> Frontend:
    if plain or console.is_dumb():
        from aeo_cli.cli.prompt.line_frontend import LineFrontend  # noqa: PLC0415  only one of the two is needed

        with suppress(ImportError):  # without it, as on Windows, a line cannot be edited
            import_module("readline")
        return LineFrontend(page, console.emit, input)
    from aeo_cli.cli.prompt.key_frontend import KeyFrontend  # noqa: PLC0415

    return KeyFrontend(page, console.emit)


class Session:
    """An interview with a person.

    Args:
        catalogue: the catalogue that the questions serve.
        name: the file of the profile to start from; None: an empty profile.
        loaded: that profile.
        on: the day of assessment.
        interviewer: asks the person.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        name: str | None,
        loaded: LoadedProfile | None,
        on: date,
        interviewer: Interviewer,
    ) -> None:
        self.name, self.loaded, self.interviewer = name, loaded, interviewer
        self.frontend, self.lang = interviewer.frontend, interviewer.page.lang
        document = parse(loaded.text) if loaded else {"enterprise": {}}
        self.interview = Interview(catalogue, document, on)
        self.draft = Draft(self.interview, name)
        self.draft_error: InputError | None = None
        """The last reason why the answers could not be kept as a draft."""

    def run(self) -> Profile:
        """Ask the questions, continuing an unfinished interview on request; return the profile."""
        if resumed := self.draft.resumed():
            self._show_heading(_UNFINISHED.fill(count=len(resumed.answers)))
            if self._choose(_GO_ON, _BEGIN_ANEW) == 1:
                self.draft.drop()
            else:
                self.interview = resumed
        self.interview = ask(self.interview, self.interviewer, self._keep_draft)
        self.frontend.show("\n")
        return self.interview.profile

    @contextmanager
    def announce_draft_on_interrupt(self) -> Iterator[None]:
        """Say that the answers are kept, if Ctrl-C or an error ends the interview."""
        try:
            yield
        except (KeyboardInterrupt, InputError):
            self._announce_draft()
            raise

    def _announce_draft(self) -> None:
        if self.interview.answers and not self.draft_error:
            sentence = _STOPPED.fill(count=len(self.interview.answers))
            console.note(sentence[self.lang])

    def _keep_draft(self, interview: Interview) -> None:
        self.interview = interview
        try:
            self.draft.keep(interview)
        except InputError as error:
            if self.draft_error is None:  # warn once, not after each answer
                self.interviewer.say(_UNKEPT)
                console.report_problems(error, self.lang)
            self.draft_error = error

    def _show_heading(self, text: Text) -> None:
        self.frontend.show("\n")
        self.interviewer.say(text, "bold")

    def _choose(self, *labels: Text) -> int | None:
        """Return the index of the chosen label; None: the input ended."""
        choices = [
            MenuChoice(str(number), label[self.lang]) for number, label in enumerate(labels, 1)
        ]
        selected = self.frontend.choose(choices, SelectionMode.ONE, ())
        return None if isinstance(selected, Shortcut) else selected[0]

    # Saving

    def save(self, name: str | None = None) -> None:
        """Save the answers as a profile, and remove the draft.

        The file is `name`, a new one; else the profile that the interview started from, if the
        person agrees; else one that the person names. Without a decision the draft is kept.
        """
        if not self.interview.answers:
            self.interviewer.say(_NOTHING_SAID)
            if self.interview.profile.unknown:
                self.interviewer.say(not_asked_again(self.interview.profile))
            return
        if name:
            is_decided = self._save_as(name)
        else:
            is_decided = self._save_in_place() if self.loaded else self._save_as_named()
        if is_decided:
            self.draft.drop()
        else:
            self._announce_draft()

    def _save_in_place(self) -> bool:
        name = str(self.name)
        self._show_heading(_SAVE_IN.fill(name=visible(name)))
        index = self._choose(_SAVE, _DO_NOT_SAVE)
        return self._save_as(name) if index == 0 else index is not None

    def _save_as(self, name: str) -> bool:
        """Save in a file or, if it cannot be written, in one that the person names."""
        if refusal := self._write(name):
            self.interviewer.say(refusal)
            return self._save_as_named()
        return True

    def _save_as_named(self) -> bool:
        """Save in a file that the person names; return False if the input ends before that."""
        self._show_heading(_SAVE_AS)
        while True:
            name = self.frontend.enter(read_text, ())
            if isinstance(name, Shortcut):
                return False
            refusal = self._write(name) if name else None
            if refusal is None:
                return True
            self.interviewer.say(refusal)

    def _write(self, name: str) -> Text | None:
        """Write a file and say so; return why it cannot be written, or None if it was."""
        try:
            if name != self.name:
                inputs.require_new_file(name)
            elif self.loaded and self.loaded.text != decode(files.read(name))[0]:
                return _ANOTHER.fill(found=_CHANGED)
            if is_shortcut(name):
                return _ANOTHER.fill(found=_NO_NAME)
            files.write(name, self._content(name), "FILE")
        except InputError as error:
            return _ANOTHER.fill(found=error.problems[0].found)
        self.interviewer.say(_SAVED.fill(name=visible(name)))
        return None

    def _content(self, name: str) -> bytes:
        from aeo_cli.profile import writer  # noqa: PLC0415  not every interview is saved

        as_json = Path(name).suffix.lower() == ".json"
        if self.loaded and (name == self.name or is_json(self.loaded.text) is as_json):
            return writer.extended(self.loaded.text, self.interview.answers)
        return writer.written(self.interview.told_document, as_json=as_json)


_STOPPED = both(
    "回答已保留（{count} 个），下次运行时可以接着回答。",
    "What you answered is kept (answers: {count}), and offered when you start again.",
)
_UNKEPT = both(
    "回答无法保留，中途停止即会丢失：", "The answers cannot be kept: if you stop, they are lost."
)
_UNFINISHED = both(
    "上次的问答没有完成（已保留 {count} 个回答）。",
    "An interview was not finished (answers kept: {count}).",
)
_GO_ON = both("接着回答", "go on")
_BEGIN_ANEW = both("重新开始（不用上次的回答）", "begin anew, without them")
_SAVE_IN = both("把回答写入 {name} 吗？", "Save the answers in {name}?")
_SAVE = both("写入", "save")
_DO_NOT_SAVE = both("不写入", "do not save")
_SAVE_AS = both(
    "要把回答存为企业情况文件吗？请输入文件名，如 profile.toml（直接回车即不保存）",
    "Save what you said as a profile? Type a name, as in profile.toml (Enter alone: do not save)",
)
_NOTHING_SAID = both("没有新的回答，不需要保存。", "Nothing was answered, nothing is saved.")
_ANOTHER = both("{found}，请另取一个文件名。", "{found}: name another file.")
_CHANGED = both("文件在此期间已被改动", "the file was changed in the meantime")
_NO_NAME = both("这不是文件名", "that is no name of a file")
_SAVED = both("已写入 {name}。", "Saved in {name}.")

"""An interview at the terminal: taken up again, kept while it lasts, saved at its end."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from importlib import import_module
from pathlib import Path

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import console, inputs
from aeo_cli.cli.prompt.front import Front, MenuChoice, Several, Shortcut, is_sign
from aeo_cli.cli.prompt.person import Person
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


def person_at(page: Page, calendar: Calendar, *, by_lines: bool) -> Person:
    """Return the person at this terminal, asked with arrow keys where it allows them."""
    return Person(_front(page, by_lines=by_lines), page, calendar)


def _front(page: Page, *, by_lines: bool) -> Front:
    if by_lines or console.is_dumb():
        from aeo_cli.cli.prompt.lines import Lines  # noqa: PLC0415  the other one is not needed

        with suppress(ImportError):  # where there is none, lines cannot be edited
            import_module("readline")
        return Lines(page, console.emit, input)
    from aeo_cli.cli.prompt.keys import Keys  # noqa: PLC0415

    return Keys(page, console.emit)


class Session:
    """An interview with a person.

    Args:
        catalogue: what there is to know.
        name: the file of the profile to begin from; None: from nothing.
        loaded: that profile.
        on: the day of assessment.
        person: who is asked.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        name: str | None,
        loaded: LoadedProfile | None,
        on: date,
        person: Person,
    ) -> None:
        self.name, self.loaded, self.person = name, loaded, person
        document = parse(loaded.text) if loaded else {"enterprise": {}}
        self.interview = Interview(catalogue, document, on)
        self.draft = Draft(self.interview, name)
        self.unkept: InputError | None = None

    def hold(self) -> Profile:
        """Ask all that matters, or what is left of it, and return what is known then."""
        if resumed := self.draft.resumed():
            self._head(_UNFINISHED.fill(count=len(resumed.answers)))
            if self._chosen(_GO_ON, _BEGIN_ANEW) == 1:
                self.draft.drop()
            else:
                self.interview = resumed
        self.interview = ask(self.interview, self.person, self._keep)
        self.person.front.show("\n")
        return self.interview.profile

    @contextmanager
    def broken_off(self) -> Iterator[None]:
        """Tell whoever stops, or is stopped, where the answers are."""
        try:
            yield
        except (KeyboardInterrupt, InputError):
            self._tell_kept()
            raise

    def _tell_kept(self) -> None:
        if self.interview.answers and not self.unkept:
            told = _STOPPED.fill(count=len(self.interview.answers))
            console.note(told[self.person.page.lang])

    def _keep(self, interview: Interview) -> None:
        self.interview = interview
        try:
            self.draft.keep(interview)
        except InputError as error:
            if self.unkept is None:
                self.person.say(_UNKEPT)
                console.complain(error, self.person.page.lang)
            self.unkept = error

    def _head(self, text: Text) -> None:
        self.person.front.show("\n")
        self.person.say(text, "bold")

    def _chosen(self, *choices: Text) -> int | None:
        """Return the place of what is chosen; None: nothing."""
        lang = self.person.page.lang
        listed = [MenuChoice(str(place + 1), text[lang]) for place, text in enumerate(choices)]
        found = self.person.front.choose(listed, Several.ONE, ())
        return None if isinstance(found, Shortcut) else found[0]

    # Saving

    def offer(self, name: str | None = None) -> None:
        """Save what was answered, and forget it.

        It goes into the new file that is named, or into one that the person names, or into the
        profile that the interview began from. Where nobody decides, the answers are kept.
        """
        if not self.interview.answers:
            self.person.say(_NOTHING_SAID)
            if self.interview.profile.unknown:
                self.person.say(not_asked_again(self.interview.profile))
            return
        decided = self._save(name) if name else self._offer_same() if self.loaded else self._ask()
        if decided:
            self.draft.drop()
        else:
            self._tell_kept()

    def _offer_same(self) -> bool:
        name = str(self.name)
        self._head(_SAVE_IN.fill(name=visible(name)))
        chosen = self._chosen(_SAVE, _DO_NOT_SAVE)
        return self._save(name) if chosen == 0 else chosen is not None

    def _save(self, name: str) -> bool:
        """Save in a file or, where that cannot be, in one that the person names."""
        if refused := self._write(name):
            self.person.say(refused)
            return self._ask()
        return True

    def _ask(self) -> bool:
        """Save in a file that the person names; return whether they have decided."""
        self._head(_SAVE_AS)
        while True:
            name = self.person.front.enter(read_text, ())
            if isinstance(name, Shortcut):
                return False
            refused = self._write(name) if name else None
            if refused is None:
                return True
            self.person.say(refused)

    def _write(self, name: str) -> Text | None:
        """Write a file, and say so; return why it cannot be written, or None if it is."""
        try:
            if name != self.name:
                inputs.refuse_existing(name)
            elif self.loaded and self.loaded.text != decode(files.read(name))[0]:
                return _ANOTHER.fill(found=_CHANGED)
            if is_sign(name):
                return _ANOTHER.fill(found=_NO_NAME)
            files.write(name, self._content(name), "FILE")
        except InputError as error:
            return _ANOTHER.fill(found=error.problems[0].found)
        self.person.say(_SAVED.fill(name=visible(name)))
        return None

    def _content(self, name: str) -> bytes:
        from aeo_cli.profile import writer  # noqa: PLC0415  not every interview is saved

        as_json = Path(name).suffix.lower() == ".json"
        if self.loaded and (name == self.name or is_json(self.loaded.text) is as_json):
            return writer.add_answers(self.loaded.text, self.interview.answers)
        return writer.serialize(self.interview.told_document, as_json=as_json)


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

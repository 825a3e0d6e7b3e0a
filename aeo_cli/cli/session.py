"""An interview at the terminal: taken up again, kept while it lasts, saved at its end."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from importlib import import_module
from pathlib import Path

from aeo_cli import files
from aeo_cli.calendars import Calendar
from aeo_cli.catalogue import Catalogue
from aeo_cli.cli import console, inputs
from aeo_cli.documents import decode, parse
from aeo_cli.drafts import Draft
from aeo_cli.errors import InputError
from aeo_cli.interview.front import Choice, Command, Front, Several, complaint
from aeo_cli.interview.person import Person
from aeo_cli.journal import Interview, ask
from aeo_cli.loading import LoadedProfile
from aeo_cli.page import Page
from aeo_cli.profile import Profile
from aeo_cli.text import Text, both, visible
from aeo_cli.values import Mistake


def person_at(page: Page, calendar: Calendar, *, plain: bool) -> Person:
    """Return the person at this terminal, asked with arrow keys where it allows them."""
    return Person(_front(page, plain=plain), page, calendar)


def _front(page: Page, *, plain: bool) -> Front:
    if plain or console.is_dumb():
        from aeo_cli.interview.lines import Lines  # noqa: PLC0415  the other one is not needed

        with suppress(ImportError):  # where there is none, lines cannot be edited
            import_module("readline")
        return Lines(page, console.emit, input)
    from aeo_cli.interview.keys import Keys  # noqa: PLC0415

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
        if (resumed := self.draft.resumed()) and self._goes_on(resumed):
            self.interview = resumed
        self.interview = ask(self.interview, self.person, self._keep)
        return self.interview.profile

    @contextmanager
    def broken_off(self) -> Iterator[None]:
        """Tell whoever stops where the answers are."""
        try:
            yield
        except KeyboardInterrupt:
            if self.interview.answers:
                count = len(self.interview.answers)
                console.note(_STOPPED.fill(count=count)[self.person.page.lang])
            raise

    def _keep(self, interview: Interview) -> None:
        self.interview = interview
        try:
            self.draft.keep(interview)
        except InputError as error:
            if self.unkept is None:
                self.person.say(_UNKEPT)
                console.complain(error, self.person.page.lang)
            self.unkept = error

    def _goes_on(self, resumed: Interview) -> bool:
        self._head(_UNFINISHED.fill(count=len(resumed.answers)))
        return self._chosen(_GO_ON, _BEGIN_ANEW) == 0

    def _head(self, text: Text) -> None:
        self.person.front.show("\n")
        self.person.say(text, "bold")

    def _chosen(self, *choices: Text) -> int | None:
        """Return the place of what is chosen; None: nothing."""
        lang = self.person.page.lang
        listed = [Choice(str(place + 1), text[lang]) for place, text in enumerate(choices)]
        found = self.person.front.choose(listed, Several.ONE, ())
        return None if isinstance(found, Command) else found[0]

    # Saving

    def offer(self, name: str | None = None) -> None:
        """Save what was answered in a new file, or offer to, and forget it then."""
        if not self.interview.answers:
            self.person.say(_NOTHING_SAID)
        elif self.loaded and self.name:
            self._head(_SAVE_IN.fill(name=visible(self.name)))
            if self._chosen(_SAVE, _DO_NOT_SAVE) == 0:
                self._save_or_ask(self.name)
        elif name:
            self._save_or_ask(name)
        else:
            self._ask_where()
        self.draft.drop()

    def _save_or_ask(self, name: str) -> None:
        """Save in a file or, where that cannot be, in one that the person names."""
        if isinstance(mistake := self._saved(name), Mistake):
            self.person.say(complaint(mistake))
            self._ask_where()

    def _ask_where(self) -> None:
        self._head(_SAVE_AS)
        self.person.front.enter(lambda name: self._saved(name) if name else True, ())

    def _saved(self, name: str) -> bool | Mistake:
        """Save in the file that the interview began from, if it still is the same, or a new one."""
        try:
            if name != self.name:
                inputs.refuse_existing(name)
            elif self.loaded and self.loaded.text != decode(files.read(name))[0]:
                return Mistake(_NEW, _CHANGED)
            files.write(name, self._content(name), "FILE")
        except InputError as error:
            problem = error.problems[0]
            return Mistake(problem.expected, problem.found)
        self.person.say(_SAVED.fill(name=visible(name)))
        return True

    def _content(self, name: str) -> bytes:
        from aeo_cli import profile_writer  # noqa: PLC0415  not every interview is saved

        as_json = Path(name).suffix.lower() == ".json"
        if self.loaded and (name == self.name or not as_json):
            return profile_writer.extended(self.loaded.text, self.interview.answers)
        return profile_writer.written(self.interview.told_document, as_json=as_json)


_STOPPED = both(
    "已停止；{count} 个回答已保留，下次运行时可以接着回答。",
    "Stopped. {count} answers are kept, and offered when you start again.",
)
_UNKEPT = both(
    "回答无法保留，中途停止即会丢失：", "The answers cannot be kept: if you stop, they are lost."
)
_UNFINISHED = both(
    "上次的问答没有完成，保留了 {count} 个回答。",
    "An interview was not finished: {count} answers are kept.",
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
_NEW = both("一个新文件名", "the name of a new file")
_CHANGED = both("文件在此期间已被改动", "the file was changed in the meantime")
_SAVED = both("已写入 {name}。", "Saved in {name}.")

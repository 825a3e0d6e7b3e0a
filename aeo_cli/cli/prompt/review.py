"""The answers checked before they count: each can be changed, and pending items can be added."""

from collections.abc import Callable
from typing import NamedTuple

from aeo_cli.cli.prompt.answer_words import AnswerWords
from aeo_cli.cli.prompt.interviewer import Interviewer
from aeo_cli.documents.text import Text, both
from aeo_cli.interview.dialogue import Interview, ask
from aeo_cli.interview.revision import (
    question_of_answer,
    question_of_new_items,
    with_changed_answer,
)
from aeo_cli.profile.answers import GivenAnswer


class Reviewed(NamedTuple):
    """An interview after its answers were checked."""

    interview: Interview
    is_accepted: bool
    """False: the input ended before."""


class AnswerReview:
    """Lets a person check the answers of an interview.

    Args:
        interviewer: asks the person.
        keep: keeps the answers as a draft, after each change.
    """

    def __init__(self, interviewer: Interviewer, keep: Callable[[Interview], None]) -> None:
        self.interviewer, self.keep = interviewer, keep

    def run(self, interview: Interview) -> Reviewed:
        """Show all answers until the person accepts them, and return the interview then."""
        say = self.interviewer
        while True:
            words = AnswerWords(interview, say.page.lang)
            answers = [words.summary(answer) for answer in interview.answers]
            is_open = interview.question_for_person is not None
            new_items = question_of_new_items(interview)
            accept = _ACCEPT if answers else _SEE
            commands = [
                *([_GO_ON] if is_open else []),
                *([_ADD] if new_items else []),
                accept,
            ]
            say.show_heading(_CHECK if answers else _NO_ANSWERS)
            if answers:
                say.say(_HOW)
            lines = [*answers, *(command[say.page.lang] for command in commands)]
            index = say.choose_line(lines, len(lines) - 1)
            if index is None:
                return Reviewed(interview, is_accepted=False)
            if index < len(answers):
                changed = self._changed(interview, index)
            elif commands[index - len(answers)] is accept:
                return Reviewed(interview, is_accepted=True)
            elif new_items and commands[index - len(answers)] is _ADD:
                reply = say(new_items, interview)
                changed = None
                if isinstance(reply, GivenAnswer) and reply.value:
                    changed = interview.with_answer(reply)
            else:
                changed = interview
            if changed is not None:
                self.keep(changed)
                interview = ask(changed, say, self.keep)

    def _changed(self, interview: Interview, position: int) -> Interview | None:
        """Ask again what an answer answered; None: it stays as it is."""
        question = question_of_answer(interview, position)
        reply = self.interviewer(question, interview.up_to(position))
        if not isinstance(reply, GivenAnswer):
            return None
        return with_changed_answer(interview, position, reply)


_CHECK: Text = both("请核对您的回答", "Check your answers")
_HOW: Text = both("如需修改，请选择相应的一项。", "To change an answer, choose it.")
_ADD: Text = both("增加一笔待办业务", "add another pending item")
_GO_ON: Text = both("继续回答余下的问题", "answer the remaining questions")
_NO_ANSWERS: Text = both("没有新的回答", "No new answers so far")
_SEE: Text = both("查看报告", "see the report")
_ACCEPT: Text = both("确认无误，查看报告", "accept and see the report")

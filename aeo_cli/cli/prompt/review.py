"""The answers checked before they count: each can be changed, and pending items can be added."""

from collections.abc import Callable
from typing import NamedTuple

from aeo_cli.cli.prompt.interviewer import Interviewer
from aeo_cli.documents.text import Text, both
from aeo_cli.interview.dialogue import Interview, ask
from aeo_cli.interview.revision import (
    question_of_answer,
    question_of_new_items,
    with_changed_answer,
)
from aeo_cli.presentation.wording.answers import AnswerWords
from aeo_cli.profile.answers import GivenAnswer


class Reviewed(NamedTuple):
    """An interview after its answers were checked."""

    interview: Interview
    is_accepted: bool
    """False: the input ended before."""


def review(
    interview: Interview, interviewer: Interviewer, keep: Callable[[Interview], None]
) -> Reviewed:
    """Show all answers until the person accepts them, and return the interview then.

    Args:
        interview: the interview, at its end.
        interviewer: asks the person.
        keep: keeps the answers as a draft, after each change.
    """
    lang = interviewer.page.lang
    while True:
        words = AnswerWords(interview, lang)
        answers = [words.summary(answer) for answer in interview.answers]
        is_open = interview.question_for_person is not None
        new_items = question_of_new_items(interview)
        accept = _ACCEPT if answers else _SEE
        commands = [*([_GO_ON] if is_open else []), *([_ADD] if new_items else []), accept]
        interviewer.show_heading(_CHECK if answers else _NO_ANSWERS)
        if answers:
            interviewer.say(_HOW)
        lines = [*answers, *(command[lang] for command in commands)]
        index = interviewer.choose_line(lines, len(lines) - 1)
        if index is None or index == len(lines) - 1:
            return Reviewed(interview, is_accepted=index is not None)
        if index < len(answers):
            question = question_of_answer(interview, index)
            reply = interviewer(question, interview.up_to(index))
            if not isinstance(reply, GivenAnswer):
                continue
            interview = with_changed_answer(interview, index, reply)
        elif new_items and commands[index - len(answers)] is _ADD:
            reply = interviewer(new_items, interview)
            if not (isinstance(reply, GivenAnswer) and reply.value):
                continue
            interview = interview.with_answer(reply)
        keep(interview)
        interview = ask(interview, interviewer, keep)


_CHECK: Text = both("请核对您的回答", "Check your answers")
_HOW: Text = both("如需修改，请选择相应的一项。", "To change an answer, choose it.")
_ADD: Text = both("增加一笔待办业务", "add another pending item")
_GO_ON: Text = both("继续回答余下的问题", "answer the remaining questions")
_NO_ANSWERS: Text = both("没有新的回答", "No new answers so far")
_SEE: Text = both("查看报告", "see the report")
_ACCEPT: Text = both("确认无误，查看报告", "accept and see the report")

"""What follows once the answers are saved: the questions for customs, and the next steps."""

import shlex

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.report import Report, Verdict, item_answers
from aeo_cli.cli import console
from aeo_cli.cli.prompt.interviewer import Interviewer
from aeo_cli.cli.prompt.saving import free_name
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.text import Text, both
from aeo_cli.interview.dialogue import Interview
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import questions_sheet
from aeo_cli.presentation.wording.report import ReportWords


def offer_questions(interviewer: Interviewer, interview: Interview, profile: str | None) -> bool:
    """Offer to save the questions that only customs can answer, if there are any.

    Args:
        interviewer: asks the person.
        interview: the interview, at its end.
        profile: the file in which its answers were saved; None: they were not.

    Returns:
        False if the input ends before the person has decided.
    """
    catalogue, lang = interview.catalogue, interviewer.page.lang
    report = assess(catalogue, interview.profile, interviewer.calendar, interview.on)
    count = len(report.questions_for_customs)
    if not count:
        return True
    name = free_name("questions-for-customs", ".txt")
    interviewer.show_heading(_QUESTIONS.fill(count=count))
    choice = interviewer.choose(_SAVE_IN.fill(name=name), _DO_NOT_SAVE)
    if choice == 0:
        words = ReportWords(report, catalogue, lang)
        try:
            console.write_output(questions_sheet.sheet(words, Page(lang), profile), name)
        except InputError as error:
            console.report_problems(error, lang)
        else:
            interviewer.say(_SAVED.fill(name=name))
    return choice is not None


def next_steps(report: Report, profile: str) -> Text:
    """Return in one line what to do next with a report and its profile.

    It explains a provision with a date, else one that applies, else one that may apply.
    """
    name = visible(shlex.quote(profile))
    ids = [provision.id for _, provision, item in item_answers(report) if item.deadline]
    for verdict in (Verdict.APPLIES, Verdict.UNDETERMINED):
        ids += [
            provision.id
            for measure in report.measures
            for provision in measure.provisions
            if provision.verdict is verdict
        ]
    if not ids:
        return _FULL.fill(profile=name)
    return _FULL_AND_WHY.fill(profile=name, id=ids[0])


_QUESTIONS = both(
    "有 {count} 个问题只有海关能够答复。是否存为问题清单，以便询问海关？",
    "Some open questions are for customs ({count}). Save them as a sheet to fill in?",
)
_SAVE_IN = both("保存到 {name}", "save in {name}")
_DO_NOT_SAVE = both("不保存", "do not save")
_SAVED = both("已保存到 {name}。", "Saved in {name}.")
_FULL_AND_WHY = both(
    "完整报告：aeo check {profile} --full · 判断依据：aeo explain {id} {profile}",
    "Full report: aeo check {profile} --full · why: aeo explain {id} {profile}",
)
_FULL = both("完整报告：aeo check {profile} --full", "Full report: aeo check {profile} --full")

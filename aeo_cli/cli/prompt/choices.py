"""The choices of a question as a front end takes them, and what Enter alone chooses or enters."""

from aeo_cli.cli.prompt.frontend import MenuChoice, Preset, Shortcut
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang
from aeo_cli.interview.entries import as_typed, indexes_of
from aeo_cli.interview.question import Question
from aeo_cli.profile.answers import GivenAnswer


def menu_choices(question: Question, lang: Lang) -> list[MenuChoice]:
    """Return the choices of a question, shown in one language and understood in both."""
    other_lang = Lang.EN if lang is Lang.ZH else Lang.ZH
    return [
        MenuChoice(
            key=choice.key,
            label=visible(choice.label[lang]),
            help=visible(choice.help[lang]) if choice.help else "",
            other_label=visible(choice.label[other_lang]),
        )
        for choice in question.choices
    ]


def preset_of(answer: GivenAnswer | None, question: Question) -> Preset | None:
    """Return what an earlier answer to a question presets; None: nothing that can be chosen."""
    if answer is None:
        return None
    if answer.value is None:
        return Preset(Shortcut.UNKNOWN)
    if not question.choices:
        return Preset(text=as_typed(answer.value))
    indexes = indexes_of(question, answer.value)
    return Preset(indexes) if indexes or answer.value == () else None

"""What a browser keeps of an unfinished interview, so that it can be resumed."""

from pydantic import ValidationError

from aeo_cli.assessment.loader import LoadedReport
from aeo_cli.documents.model import Model
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import both
from aeo_cli.interview.draft_file import DraftFile
from tools.page.app.session import Session


class KeptInterview(Model):
    """An unfinished interview, with the profile that it started from."""

    name: str | None
    """Of the profile's file; null: there was none."""
    text: str | None
    draft: DraftFile


def kept(session: Session) -> str | None:
    """Return what to keep of the interview, as JSON; None: there is no answer."""
    if session.interview is None or not session.interview.answers:
        return None
    text, draft = session.loaded and session.loaded.text, DraftFile.of(session.interview)
    return KeptInterview(name=session.name, text=text, draft=draft).model_dump_json()


def resume(session: Session, kept: str) -> None:
    """Resume an interview that a browser kept.

    Raises:
        InputError: it is damaged, or of another catalogue, or none of its answers fits. The
            session stays as it was.
    """
    try:
        content = KeptInterview.model_validate_json(kept)
    except ValidationError as error:
        raise InputError([_UNUSABLE]) from error
    loaded = None
    if content.text is not None:
        loaded = session.read(content.name or "", content.text.encode())
    if isinstance(loaded, LoadedReport):
        raise InputError([_UNUSABLE])
    resumed = content.draft.resumed(session.interview_about(loaded))
    if resumed is None:
        raise InputError([_UNUSABLE])
    session.forget()
    session.name, session.loaded = content.name, loaded
    session.continue_with(resumed)


_UNUSABLE = Problem(
    "",
    both("上次的回答已不能使用", "those answers cannot be used any more"),
    None,
    both("请放弃上次的回答，重新开始", "discard them and start over"),
)

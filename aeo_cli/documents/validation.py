"""Documents as models: what is wrong with the shape of one, said in the words of its file."""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from aeo_cli.documents.model import Model
from aeo_cli.documents.problems import NOTHING, InputError, Problem, did_you_mean, one_of, quoted
from aeo_cli.documents.syntax import RawDocument
from aeo_cli.documents.text import Text, both

M = TypeVar("M", bound=Model)
Locate = Callable[[str, RawDocument], str | Text]


def _as_it_is(path: str, document: RawDocument) -> str:  # noqa: ARG001  other places need it
    return path


def shaped(kind: type[M], document: RawDocument, form: Text, locate: Locate = _as_it_is) -> M:
    """Return a parsed document as the model of its kind.

    Args:
        kind: the model.
        document: of TOML or JSON.
        form: a hint at where the format is told.
        locate: what a reader calls the place at a path of the document.

    Raises:
        InputError: with all that is wrong with its shape, each with its place.
    """
    try:
        return kind.model_validate(document)
    except ValidationError as error:
        raise InputError(_shape_problems(error, document, kind, form, locate)) from error


def _shape_problems(
    error: ValidationError,
    document: RawDocument,
    kind: type[BaseModel],
    form: Text,
    locate: Locate,
) -> Iterator[Problem]:
    """Say what Pydantic found in the words of the file.

    Pydantic's location also holds the names of its own alternatives (`<all>`, `bool`); the place
    in the file is what of it can be followed in the document. Alternatives that failed at one place
    are one problem.
    """
    seen = set[str]()
    for detail in error.errors(include_url=False):
        place, found = _followed(detail["loc"], document)
        if detail["type"] == "missing":
            place, found = f"{place}.{detail['loc'][-1]}".lstrip("."), None
        follows = detail["type"] == "too_short" and found  # its members failed, each told already
        if place not in seen and not follows:
            seen.add(place)
            standing = NOTHING if found is None else quoted(found)
            expected, hint = _expected(detail), None
            if detail["type"] in _UNKNOWN_KEY:
                standing = both("未知的键", "an unknown key")
                hint = did_you_mean(str(detail["loc"][-1]), dict.fromkeys(_keys(kind)))
            if detail["type"] == "enum":
                hint = did_you_mean(str(found), dict.fromkeys(_choices(detail)))
            yield Problem(locate(place, document), standing, expected, hint or form)


def _keys(kind: type[BaseModel]) -> Iterator[str]:
    """Yield the keys of every table in a document."""
    document = kind.model_json_schema()
    for table in (document, *document.get("$defs", {}).values()):
        yield from table.get("properties", ())


def _followed(location: tuple[int | str, ...], document: Any) -> tuple[str, Any]:  # noqa: ANN401
    place, value = "", document
    for step in location:
        if isinstance(step, int) and isinstance(value, list) and step < len(value):
            place, value = f"{place}[{step}]", value[step]
        elif isinstance(value, dict) and step in value:
            place, value = f"{place}.{step}".lstrip("."), value[step]
    return place, value


def _expected(detail: ErrorDetails) -> Text:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "enum":
            choices = _choices(detail)
            return one_of(choices) if choices else _TRUTH
        case "greater_than_equal":
            return both("不小于 {ge}", "{ge} or more").fill(ge=context["ge"])
        case "less_than_equal":
            return both("不大于 {le}", "{le} or less").fill(le=context["le"])
        case "string_pattern_mismatch":
            form = both("符合 {pattern} 的文本", "text of the form {pattern}")
            return form.fill(pattern=context["pattern"])
        case kind:
            return _EXPECTED.get(kind) or both("符合格式的内容", detail["msg"])


def _choices(detail: ErrorDetails) -> list[str]:
    return re.findall(r"'([^']*)'", detail["ctx"]["expected"])


_TEXT = both("文本", "text")
_NOT_EMPTY = both("至少一项，不为空", "at least one, not empty")
_TABLE = both("一个表", "a table")
_CONDITION = both(
    "一个条件：all、any、not、definition 或 fact",
    "a condition: all, any, not, definition, or a fact",
)
_TRUTH = both("true、false 或 null", "true, false or null")
_WHOLE = both("整数", "a whole number")
_DATE = both("日期，格式 YYYY-MM-DD", "a date, YYYY-MM-DD")
_MOMENT = both("日期或时刻", "a date, or a date and time")
_UNKNOWN_KEY = ("extra_forbidden", "unexpected_keyword_argument")
"""Of a model, and of a dataclass."""
_EXPECTED = {
    "missing": both("必填的内容", "what must be given"),
    **dict.fromkeys(_UNKNOWN_KEY, both("格式中的键", "a key of the format")),
    "value_error": both(
        "恰好一个 is、in、has、at_least 或 at_most",
        "exactly one of is, in, has, at_least and at_most",
    ),
    "about": both(
        "写明 provision 的，须写明 route、force 和每个 verdict；没有 provision 的都不写",
        "with provision, also route, force and each verdict; without it, none of them",
    ),
    "string_type": _TEXT,
    "string_too_short": _NOT_EMPTY,
    "too_short": _NOT_EMPTY,
    "recursion_loop": both("嵌套较浅的条件", "a condition that is not nested so deeply"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "bool_type": both("true 或 false", "true or false"),
    "date_type": _DATE,
    "date_from_datetime_parsing": _DATE,
    "datetime_type": _MOMENT,
    "datetime_from_date_parsing": _MOMENT,
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "tuple_type": both("一个列表", "a list"),
    "union_tag_not_found": _CONDITION,
    "union_tag_invalid": _CONDITION,
}

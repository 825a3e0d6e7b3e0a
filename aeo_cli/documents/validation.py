"""Turns a document into a model, or describes what is wrong with its shape for its author."""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from aeo_cli.documents.model import Model
from aeo_cli.documents.problems import A_TABLE, NOTHING, InputError, Problem, one_of, quoted
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.syntax import RawDocument
from aeo_cli.documents.text import Text, both

M = TypeVar("M", bound=Model)
PathLabel = Callable[[str, RawDocument], str | Text]
"""Returns what a reader calls the place at a path of a document."""


def _plain_path(path: str, document: RawDocument) -> str:  # noqa: ARG001  other labels need it
    return path


def validate(
    model: type[M], document: RawDocument, format_hint: Text, label: PathLabel = _plain_path
) -> M:
    """Return a parsed document as a model.

    Args:
        model: the type of the model.
        document: the parsed TOML or JSON.
        format_hint: a hint at the description of the format.
        label: returns what a reader calls the place at a path.

    Raises:
        InputError: with everything that is wrong with the shape, each problem with its place.
    """
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise InputError(_shape_problems(error, document, model, format_hint, label)) from error


def _shape_problems(
    error: ValidationError,
    document: RawDocument,
    model: type[BaseModel],
    format_hint: Text,
    label: PathLabel,
) -> Iterator[Problem]:
    """Yield the errors that Pydantic found as problems of the file, one for each place.

    Where several alternatives of a union fail, Pydantic reports each; the first one is enough.
    """
    seen = set[str]()
    for detail in error.errors(include_url=False):
        path, value = _resolve(detail["loc"], document)
        if detail["type"] == "missing":
            path, value = f"{path}.{detail['loc'][-1]}".lstrip("."), None
        # A list counts as too short when its items failed, each of which is a problem already.
        is_consequence = detail["type"] == "too_short" and value
        if path not in seen and not is_consequence:
            seen.add(path)
            place, found = label(path, document), NOTHING if value is None else quoted(value)
            if detail["type"] == "missing":
                yield Problem(place, _MISSING, None, format_hint)
            elif detail["type"] in _RULES:
                yield Problem(place, _RULES[detail["type"]], None, format_hint)
            elif detail["type"] in _UNKNOWN_KEY:
                key, keys = str(detail["loc"][-1]), dict.fromkeys(_keys(model))
                hint = None if key in keys else did_you_mean(key, keys)
                yield Problem(place, _UNKNOWN, None, hint or format_hint)
            else:
                is_choice = detail["type"] == "enum"
                choices = dict.fromkeys(_choices(detail)) if is_choice else {}
                hint = did_you_mean(str(value), choices)
                yield Problem(place, found, _expected(detail), hint or format_hint)


def _keys(model: type[BaseModel]) -> Iterator[str]:
    """Yield the keys of a model and of all models inside it."""
    schema = model.model_json_schema()
    for table in (schema, *schema.get("$defs", {}).values()):
        yield from table.get("properties", ())


def _resolve(location: tuple[int | str, ...], document: Any) -> tuple[str, Any]:  # noqa: ANN401
    """Return the path in the file that a location of Pydantic's leads to, and the value there.

    A location also holds the names of Pydantic's own alternatives, such as `<all>` or `bool`. They
    are no keys of the file, so they are skipped.
    """
    path, value = "", document
    for step in location:
        if isinstance(step, int) and isinstance(value, list) and step < len(value):
            path, value = f"{path}[{step}]", value[step]
        elif isinstance(value, dict) and step in value:
            # Quoted, a key cannot be taken for a place: `"measures[5]"`.
            key = step if re.fullmatch("[A-Za-z0-9_-]+", str(step)) else f'"{step}"'
            path, value = f"{path}.{key}".lstrip("."), value[step]
    return path, value


def _expected(detail: ErrorDetails) -> Text:
    """Return what Pydantic expected; a type of error without a translation, in its own words."""
    context = detail.get("ctx", {})
    match detail["type"]:
        case "enum":
            choices = _choices(detail)
            return one_of(choices) if choices else _TRUTH  # the values of `Truth` have no quotes
        case "greater_than_equal":
            return both("不小于 {ge}", "{ge} or more").fill(ge=context["ge"])
        case "less_than_equal":
            return both("不大于 {le}", "{le} or less").fill(le=context["le"])
        case "string_pattern_mismatch":
            expected = both("符合 {pattern} 的文本", "text that matches {pattern}")
            return expected.fill(pattern=context["pattern"])
        case error_type:
            family = error_type.partition("_")[0]
            known = _EXPECTED.get(error_type) or _EXPECTED.get(f"{family}_type")
            return known or both("符合格式的内容", detail["msg"])


def _choices(detail: ErrorDetails) -> list[str]:
    """Return the values of an enum, which Pydantic lists in quotes: `'firm', 'may' or 'never'`."""
    return re.findall(r"'([^']*)'", detail["ctx"]["expected"])


_TEXT = both("文本", "text")
_NOT_EMPTY = both("非空的值", "a value that is not empty")
_CONDITION = both(
    "条件：all、any、not、definition 或 fact", "a condition: all, any, not, definition or fact"
)
_TRUTH = both("true、false 或 null", "true, false or null")
_WHOLE = both("整数", "a whole number")
_DATE = both("日期，格式 YYYY-MM-DD", "a date, YYYY-MM-DD")
_MOMENT = both("日期，或日期和时间", "a date, or a date and time")
_TIME_OF_DAY = both(
    "精确到分钟的时间，如 09:00:00", "a time of day to the minute, such as 09:00:00"
)
_RULES = {
    "about": both(
        "provision、route、force 和每个 verdict 须同时填写或都不填写，都不填写时才可有 states",
        "provision, route, force and each verdict must all be given, or none of them; states is "
        "allowed only without them",
    ),
    "empty_book": both("须有 cases 或 states", "cases or states are required"),
}
_MISSING = both("缺少必填字段", "this key is required")
_UNKNOWN = both("没有这个字段", "unknown key")
_UNKNOWN_KEY = ("extra_forbidden", "unexpected_keyword_argument")
"""Of a model, and of a dataclass."""
_EXPECTED = {
    "value_error": both(
        "is、in、has、at_least、at_most 之一，且只有一个",
        "exactly one of is, in, has, at_least and at_most",
    ),
    "string_type": _TEXT,
    "string_too_short": _NOT_EMPTY,
    "too_short": _NOT_EMPTY,
    "recursion_loop": both("嵌套层数较少的条件", "a condition with fewer levels of nesting"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "bool_type": both("true 或 false", "true or false"),
    "date_type": _DATE,
    "date_from_datetime_parsing": _DATE,
    "datetime_type": _MOMENT,
    "datetime_from_date_parsing": _MOMENT,
    "bound_type": both("整数，或日期 YYYY-MM-DD", "a whole number, or a date, YYYY-MM-DD"),
    "time_of_day": _TIME_OF_DAY,
    "time_parsing": _TIME_OF_DAY,
    "dict_type": A_TABLE,
    "model_type": A_TABLE,
    "model_attributes_type": A_TABLE,
    "tuple_type": both("一个列表", "a list"),
    "union_tag_not_found": _CONDITION,
    "union_tag_invalid": _CONDITION,
}

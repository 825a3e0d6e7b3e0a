"""What every data model of the package shares."""

from pydantic import BaseModel, ConfigDict

CLOSED = ConfigDict(
    extra="forbid",
    serialize_by_alias=True,
    defer_build=True,
    json_schema_serialization_defaults_required=True,  # no key of a document is left out
)
"""How Pydantic reads and writes a dataclass that stands in a document: closed to unknown keys."""


class Model(BaseModel):
    """Frozen, closed to unknown keys, and compiled on first use.

    Compilation is deferred because a command uses few of the models, and compiling them all would
    cost more than the whole of the assessment. For the same reason what the code itself makes is
    built with `model_construct`: the type checker has seen it, and only what comes from outside is
    validated.
    """

    model_config = ConfigDict(
        **CLOSED,
        frozen=True,
        validate_by_name=True,
        validate_by_alias=True,
    )

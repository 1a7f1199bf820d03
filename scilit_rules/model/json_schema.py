"""The parts of which the JSON Schemas of what is written for programs are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from scilit_rules.model.words import Word

Schema = dict[str, Any]

STRING: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}
DATE: Schema = {"type": "string", "format": "date"}
NUMBER: Schema = {
    "type": "string", "pattern": r"^-?([0-9]+(\.[0-9]+)?|Infinity)$",
    "description": "An exact decimal number, written as text so that no reader rounds it.",
}


def document_schema(format: str, title: str, required: Mapping[str, Schema],
                    optional: Mapping[str, Schema] | None = None, **named: Schema) -> Schema:
    """The JSON Schema (draft 2020-12) of a whole document that names its format.

    Args:
        format: name and version of the format, as the document has it.
        title: what the document is.
        required: the keys that it always has, besides ``format``.
        optional: the keys that are left out where there is nothing to say.
        **named: the things that ``ref_to`` and ``list_of`` speak of, by name.
    """
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": format, "title": title,
              **object_of({"format": {"const": format}, **required}, optional)}
    return {**schema, "$defs": named} if named else schema


def object_of(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    """An object with keys that it always has, and keys that it may have."""
    return {"type": "object", "properties": {**required, **(optional or {})}, "required": list(required)}


def ref_to(name: str) -> Schema:
    """A thing that the document names."""
    return {"$ref": f"#/$defs/{name}"}


def list_of(item: str | Schema) -> Schema:
    """A list of things, each of one that the document names or as a schema says."""
    return {"type": "array", "items": ref_to(item) if isinstance(item, str) else item}


def one_of(words: Iterable[Word]) -> Schema:
    """One word of a closed list."""
    return {"enum": [word.value for word in words]}


def or_null(schema: Schema) -> Schema:
    """A thing, or null where there is none."""
    return {"anyOf": [schema, {"type": "null"}]}


def counts_of(words: Iterable[Word]) -> Schema:
    """A whole number for each word of a closed list."""
    return object_of({word.value: WHOLE for word in words})

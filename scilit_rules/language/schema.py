"""Writes the JSON Schema of every authored file, for editors that check and complete while one types."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from scilit_rules.language import case_shapes, shapes, vocabulary_shapes
from scilit_rules.language.growth import PLAIN, STEADILY, can_be_steady
from scilit_rules.language.scoring_shapes import FLAT, PartialCreditShape, ScoringShape
from scilit_rules.model.operators import OPERATORS, BoundKind, Operator
from scilit_rules.model.words import During, Level, Severity, Status, Term

Json = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TITLES = {
    "plan": "plan.yaml · 方案",
    "shared": "plan.yaml · 共用规则集 · a shared ruleset",
    "obligations": "obligations/*.yaml · 任务",
    "shared-obligations": "obligations/*.yaml · 共用规则集的任务 · obligations of a shared ruleset",
    "consequences": "consequences.yaml · 推论",
    "vocabulary": "vocabulary.yaml · 指标目录",
    "subjects": "subjects.yaml · 被查单位",
    "cases": "cases/*.yaml · 用例",
}
_FORMS: dict[str, Any] = {
    "plan": shapes.PlanShape,
    "shared": shapes.SharedRulesetShape,
    "obligations": list[shapes.ObligationShape],
    "shared-obligations": list[shapes.SharedObligationShape],
    "consequences": list[shapes.ConsequenceShape],
    "vocabulary": dict[str, vocabulary_shapes.FactShape],
    "subjects": list[shapes.SubjectShape],
    "cases": list[case_shapes.CaseShape],
}
_BOUNDS: dict[BoundKind, Json] = {
    BoundKind.NUMBER: {"type": "number"},
    BoundKind.FLAG: {"type": "boolean"},
    BoundKind.DATE: {"type": "string", "format": "date"},
    BoundKind.VALUE: {"type": ["number", "string"]},
    BoundKind.TEXTS: {"type": "array", "items": {"type": "string"}, "minItems": 1},
    BoundKind.TRUE: {"const": True},
}
_PARAMETER: Json = {
    "type": "object", "additionalProperties": False, "required": ["parameter"],
    "properties": {"parameter": {"type": "string"}},
    "description": "共用任务的参数 · the value of a parameter, in shared obligations only",
}
_NUMBER: Json = {"anyOf": [{"type": "number"}, _PARAMETER]}


def json_schemas() -> dict[str, Json]:
    """The JSON Schema of each kind of authored file, by kind.

    Returns:
        schemas for ``plan``, ``shared`` (plan.yaml of a shared ruleset), ``obligations``, ``shared-obligations``,
        ``consequences``, ``vocabulary``, ``subjects`` and ``cases``, each complete in itself.
    """
    return {name: _schema(name, form) for name, form in _FORMS.items()}


def _schema(name: str, form: Any) -> Json:
    written: Json = TypeAdapter(form).json_schema(schema_generator=_Generator)
    inner = written.pop("$defs", {})
    if name == "vocabulary":
        written["propertyNames"] = {"pattern": f"^{shapes.FACT_FORM}$"}
    whole = {"$schema": _DRAFT, **written, "title": _TITLES[name], "$defs": {**inner, **_by_hand()}}
    used: Json = _pointed({key: value for key, value in whole.items() if key != "$defs"})
    needed = _needed(used, {key: _pointed(value) for key, value in whole["$defs"].items()})
    return {**used, "$defs": needed} if needed else used


class _Generator(GenerateJsonSchema):
    """Keeps pydantic's own titles out; the descriptions say more."""

    def get_title_from_name(self, name: str) -> str:
        return name.rstrip("_")


def _by_hand() -> dict[str, Json]:
    levels = [level.value for level in Level]
    count: Json = {"type": "integer", "minimum": 0}
    id_form = _pattern(shapes.ID_FORM)
    return {
        "text": {"anyOf": [{"type": "string", "minLength": 1}, {"$ref": "#/$defs/TextShape"}],
                 "description": "文字即只有中文 · a plain string is Chinese only"},
        "TextShape": shapes.TextShape.model_json_schema(),
        "id": id_form, "subject-id": _pattern(shapes.SUBJECT_FORM),
        "path": _pattern(shapes.PATH_FORM), "digest": _pattern(shapes.DIGEST_FORM),
        "during": {"enum": [word.value for word in During]},
        "yearly": {"anyOf": [{"const": True}, {"$ref": "#/$defs/YearlyShape"}]},
        "every": {"anyOf": [{"enum": [term.value for term in Term]}, {"$ref": "#/$defs/EveryShape"}]},
        "day-of-year": _pattern(shapes.DAY_FORM),
        **_with_parts("YearlyShape", shapes.YearlyShape), **_with_parts("EveryShape", shapes.EveryShape),
        "years": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
        "names": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        "ids": {"anyOf": [id_form, {"type": "array", "items": id_form, "minItems": 1}]},
        "version": {"anyOf": [_pattern(shapes.VERSION_FORM), {"type": "number"}]},
        "levels": {"anyOf": [{"enum": levels}, {"type": "array", "items": {"enum": levels}, "minItems": 1}]},
        "proof": {"anyOf": [count, _inlined(shapes.ProofShape)]},
        **_one_or_several("given", {"type": ["string", "number", "boolean", "null"]}, case_shapes.CaseFactShape),
        **_one_or_several("expect", {"enum": [word.value for word in (*Status, *Severity)]}, case_shapes.ExpectShape),
        "condition": {"anyOf": [*_comparisons(), *_joins("condition")], "description": "对数据的条件 · over facts"},
        "finding-condition": {"anyOf": [*_on_findings(), *_joins("finding-condition")],
                              "description": "对判定的条件 · over findings"},
        **_with_parts("scoring", ScoringShape), **_with_parts("PartialCreditShape", PartialCreditShape),
        "credit": {"anyOf": [{"enum": [word.value for word in FLAT]}, {"$ref": "#/$defs/PartialCreditShape"}],
                   "description": "未达标的计分 · what is earned by what is not met"},
    }


def _one_or_several(name: str, short: Json, form: type[shapes.Shape]) -> dict[str, Json]:
    """What may be written in short or as a mapping, and once or as a list of such."""
    long, one = {"$ref": f"#/$defs/{form.__name__}"}, {"$ref": f"#/$defs/{name}"}
    return {
        form.__name__: _inlined(form), name: {"anyOf": [short, long]},
        f"{name}s": {"anyOf": [one, {"type": "array", "items": one}]},
    }


def _with_parts(name: str, form: type[shapes.Shape]) -> dict[str, Json]:
    """The schema of a form under a name, and those of the parts that it refers to."""
    written = form.model_json_schema(schema_generator=_Generator)
    return {**written.pop("$defs", {}), name: written}


def _inlined(form: type[shapes.Shape]) -> Json:
    written = form.model_json_schema()
    inner = written.pop("$defs", {})
    return {**_replaced(written, inner)}


def _replaced(value: Any, inner: Json) -> Any:
    if isinstance(value, dict):
        if "$ref" in value:
            beside = {key: part for key, part in value.items() if key != "$ref"}
            return {**_replaced(inner[value["$ref"].rpartition("/")[2]], inner), **beside}
        return {key: _replaced(part, inner) for key, part in value.items()}
    return [_replaced(part, inner) for part in value] if isinstance(value, list) else value


def _pattern(form: str) -> Json:
    return {"type": "string", "pattern": f"^(?:{form})$"}


def _comparisons() -> list[Json]:
    return [{
        "type": "object", "additionalProperties": False, "required": ["fact", operator.name],
        "properties": {"fact": {"type": "string", "description": "指标 · the name of a fact"},
                       operator.name: {**_bound(operator), "description": _describe(operator)}},
    } for operator in OPERATORS.values()]


def _describe(operator: Operator) -> str:
    return f"{operator.summary.zh}({operator.plan_words}) · {operator.summary.en}"


def _bound(operator: Operator) -> Json:
    if operator.bound is BoundKind.TOLERANCE:
        return {"type": "object", "additionalProperties": False, "required": ["value", "within"],
                "properties": {"value": _NUMBER, "within": _NUMBER}}
    if operator.bound is BoundKind.YEARS:
        return {"type": "array", "items": {"anyOf": [{"type": "integer"}, _PARAMETER]}, "minItems": 2, "maxItems": 2}
    if operator.bound is BoundKind.GROWTH:
        words = [*(word.value for word in PLAIN), *([STEADILY] if can_be_steady(operator.name) else [])]
        return {"anyOf": [{"enum": words}, _only("since", {"type": "integer"}), _PARAMETER]}
    if operator.bound is BoundKind.TRUE:
        return _BOUNDS[BoundKind.TRUE]
    return {"anyOf": [_BOUNDS[operator.bound], _PARAMETER]}


def _joins(name: str) -> list[Json]:
    parts: Json = {"type": "array", "minItems": 1, "items": {"$ref": f"#/$defs/{name}"}}
    return [
        _only("all", {**parts, "description": "全部成立 · every part holds"}),
        _only("any", {**parts, "description": "任一成立 · at least one part holds"}),
        _only("not", {"$ref": f"#/$defs/{name}", "description": "不成立 · the part does not hold"}),
        _only("at_least_of", {
            "type": "object", "additionalProperties": False, "required": ["count", "of"],
            "description": "至少若干项成立 · at least so many parts hold",
            "properties": {"count": {"anyOf": [{"type": "integer", "minimum": 1}, _PARAMETER]}, "of": parts},
        }),
    ]


def _on_findings() -> list[Json]:
    statuses = {"enum": [status.value for status in Status], "description": "状态 · the status it must have"}
    finding: Json = {"type": "object", "additionalProperties": False, "required": ["finding", "is"],
                     "properties": {"finding": {"type": "string", "description": "任务编号 · id of an obligation"},
                                    "is": statuses}}
    return [finding, _only("consequence", {"type": "string", "description": "推论编号 · id of another consequence"})]


def _only(key: str, value: Json) -> Json:
    return {"type": "object", "additionalProperties": False, "required": [key], "properties": {key: value}}


def _pointed(value: Any) -> Any:
    """The same schema with each mark of a hand-written part turned into a reference to it."""
    if isinstance(value, dict):
        rest = {key: _pointed(part) for key, part in value.items() if key != "x-block"}
        options = [option for option in rest.get("anyOf", ()) if option != {"type": "null"}]
        if len(options) == 1:
            rest = {**options[0], **{key: part for key, part in rest.items() if key not in ("anyOf", "default")}}
        return {"$ref": f"#/$defs/{value['x-block']}", **rest} if "x-block" in value else rest
    return [_pointed(part) for part in value] if isinstance(value, list) else value


def _needed(top: Json, parts: dict[str, Json]) -> dict[str, Json]:
    """Those parts that a schema refers to, directly or through others."""
    needed: dict[str, Json] = {}
    open_ = [top]
    while open_:
        for name in sorted(_references(open_.pop())):
            if name not in needed:
                needed[name] = parts[name]
                open_.append(parts[name])
    return dict(sorted(needed.items()))


def _references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"].rpartition("/")[2]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(_references(part) for part in value.values()))
    return set().union(*(_references(part) for part in value)) if isinstance(value, list) else set()

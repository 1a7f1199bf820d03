"""Texts, messages, places, facts and their values as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from scilit_rules.exchange.forms import (
    DECIMAL,
    INTEGER,
    WORDS,
    YES_OR_NO,
    Form,
    Json,
    always,
    maybe,
    plain,
    read_number,
    record,
    recurring,
    several,
    word,
)
from scilit_rules.messages import say
from scilit_rules.model.fact import Attested, Evidence, Fact, Interval, Period, Reading, Value
from scilit_rules.model.json_schema import NUMBER, STRING, WHOLE, list_of, object_of, one_of, ref_to
from scilit_rules.model.lacks import Lack
from scilit_rules.model.operators import OPERATORS, Bound, BoundKind, Growth, Tolerance, Years
from scilit_rules.model.place import Place
from scilit_rules.model.text import Message, Said, Text
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Against, Claim, EvidenceKind, FactType, Stance

_MOST_KEPT = 10_000
_DEEPEST = 40
_YEAR = len("2020")


def _text(zh: str, en: str) -> Text:
    # Where an author gave no English the Chinese was written for both.
    return Text(zh, "" if en == zh else en)


TEXT = record("text", _text, always("zh", WORDS), always("en", WORDS, lambda text: text.get("en")))
PLACE = recurring(record(
    "place", Place, always("source", WORDS), maybe("sheet", WORDS), maybe("cell", WORDS), maybe("line", INTEGER),
    maybe("column", INTEGER), maybe("pointer", WORDS), maybe("page", INTEGER),
))
PLACES = several(PLACE)
ATTESTED = record(
    "attested", lambda claim=None, **rest: Attested(claim, **rest),
    maybe("claim", word(Claim)), maybe("progress", DECIMAL), maybe("mark", word(Claim)), maybe("reviewer", WORDS),
    maybe("stance", word(Stance)), maybe("reason", WORDS), maybe("mark_place", PLACE),
)
@lru_cache(maxsize=1000)
def _read_period(text: str) -> Period:
    if text.isdecimal() and len(text) == _YEAR:
        return Period(int(text))
    day = date.fromisoformat(text)
    return Period(day.year, day)


PERIOD = Form(STRING, _read_period, str)
# A named file that was looked for and not found has the empty text as its place.
_FOUND = Form({"type": ["string", "boolean"]}, lambda item: WORDS.read(item or ""), lambda folder: folder or False)
EVIDENCE = record(
    "evidence", lambda text, kind=None, **rest: Evidence(kind, text, **rest),
    maybe("kind", word(EvidenceKind)), always("text", WORDS), maybe("place", PLACE),
    maybe("lacks", several(word(Lack))), maybe("found", _FOUND),
)
_READ = (always("raw", WORDS), always("read_as", WORDS), always("rules", several(WORDS)))
READING_AT = record("reading_at", Reading, always("place", PLACE), *_READ)
# Within a fact it stands where the fact stands.
_READING = record("reading", dict, *_READ)


def message_form() -> Form:
    """Messages in both languages; those that occur often are put into words, or made, once."""
    return Form(ref_to("message"), _messages_read(), _messages_written(), named=_SAID.named)


_SAID = record("message", lambda code, zh, en: Message(code, said=Said(Text(zh, en))), always("code", WORDS),
               always("zh", WORDS, lambda message: say(message, "zh")),
               always("en", WORDS, lambda message: say(message, "en")))


def _messages_written() -> Callable[[Message], Json]:
    kept: dict[tuple[object, ...], Json] = {}

    def write(message: Message) -> Json:
        # Told apart by type too: True equals 1, and Decimal("1.0") equals 1, but they are not shown alike.
        values = ((name, type(value), repr(value)) for name, value in message.args.items())
        key = (message.code, message.said, *values)
        found = kept.get(key)
        if found is None:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            found = kept[key] = _SAID.written(message)
        return found

    return write


def _messages_read() -> Callable[[Any], Message]:
    kept: dict[Message, Message] = {}

    def read(item: Any) -> Message:
        message: Message = _SAID.read(item)
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        return kept.setdefault(message, message)

    return read


def fact_form(vocabulary: Mapping[str, FactSpec]) -> Form:
    """Facts, with those that they were computed from.

    Args:
        vocabulary: tells of which type their values are.
    """

    def make(name: str, period: Period, value: Any, **rest: Any) -> Fact:
        reading = rest.pop("reading", None)
        place = rest.get("place")
        if reading is not None:
            rest["reading"] = Reading(place or Place(""), **reading)
        return Fact(name=name, period=period, value=typed(value, type_of(vocabulary.get(name))), **rest)

    depth = 0

    def read_part(item: Any) -> Fact:
        nonlocal depth
        if depth >= _DEEPEST:
            raise ValueError("derived_from")
        depth += 1
        try:
            part: Fact = form.read(item)
        finally:
            depth -= 1
        return part

    itself = Form(ref_to("fact"), read_part, lambda part: form.written(part))
    form = record(
        "fact", make, always("name", WORDS), always("subject", WORDS), always("period", PERIOD),
        always("value", VALUE), maybe("place", PLACE), maybe("reading", _READING), maybe("evidence", several(EVIDENCE)),
        maybe("remark", WORDS), maybe("derived_from", several(itself)),
    )
    return form


def _attested_or_bounds(item: dict[str, Any]) -> Attested | Interval:
    if "low" in item:
        return Interval(read_number(item["low"]), read_number(item["high"]))
    found: Attested = ATTESTED.read(item)
    return found


def type_of(spec: FactSpec | None) -> FactType:
    """The type of the values of a fact; a text where nobody knows it."""
    return spec.type if spec is not None else FactType.TEXT


def typed(item: Any, type: FactType) -> Any:
    """The value that stands in JSON, of the type that its fact has.

    Args:
        item: what stands there.
        type: the type.

    Raises:
        ValueError, TypeError, KeyError: if it is none such.
    """
    if isinstance(item, dict):
        return _attested_or_bounds(item)
    if isinstance(item, str) and type is FactType.DATE:
        return date.fromisoformat(item)
    if isinstance(item, str) and type.is_number:
        return read_number(item)
    if item is not None and not isinstance(item, (bool, str)):
        raise ValueError("value")
    return item


def typed_bound(item: Any, operator: str, type: FactType) -> Bound:
    """The bound that stands in JSON, as its operator and the type of the fact have it.

    Args:
        item: what stands there.
        operator: the name of the operator.
        type: the type of the fact.

    Raises:
        ValueError, TypeError, KeyError: if it is none such, or there is no such operator.
    """
    kind = OPERATORS[operator].bound
    if kind is BoundKind.VALUE:
        return _scalar(item, type)
    found: Bound = _BOUNDS[kind](item)
    return found


def _scalar(item: Any, type: FactType) -> Bound:
    if not isinstance(item, (bool, str)):
        raise ValueError("bound")
    found: Bound = typed(item, type)
    return found


def _tolerance(item: Any) -> Tolerance:
    return Tolerance(read_number(item["value"]), read_number(item["within"]))


def _growth(item: Any) -> Bound:
    return True if item is True else Growth(Against(item["against"]), item.get("base"))


def _years(item: Any) -> Years:
    return Years(INTEGER.read(item["first"]), INTEGER.read(item["last"]))


_BOUNDS: Mapping[BoundKind, Callable[[Any], Any]] = {
    BoundKind.NUMBER: read_number, BoundKind.FLAG: YES_OR_NO.read, BoundKind.DATE: date.fromisoformat,
    BoundKind.TEXTS: several(WORDS).read, BoundKind.TOLERANCE: _tolerance, BoundKind.YEARS: _years,
    BoundKind.GROWTH: _growth, BoundKind.TRUE: YES_OR_NO.read,
}


def _value_in_json(value: Value | Interval | Bound | None) -> Json:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Interval):
        return {"low": plain(value.low), "high": plain(value.high)}
    if isinstance(value, Attested):
        return ATTESTED.written(value)
    if isinstance(value, Tolerance):
        return {"value": plain(value.value), "within": plain(value.within)}
    if isinstance(value, Growth):
        return {"against": value.against.value, **({} if value.base is None else {"base": value.base})}
    if isinstance(value, Years):
        return {"first": value.first, "last": value.last}
    return list(value)


def _as_it_stands(item: Any) -> Any:
    """What stands there, until it is known which fact it belongs to."""
    return item


VALUE = Form(
    ref_to("value"), _as_it_stands, _value_in_json,
    named={**ATTESTED.named, "value": {
        "description": "A number as text, a flag, a date, a text, bounds, a person's word; null for unknown.",
        "anyOf": [{"type": ["string", "boolean", "null"]}, object_of({"low": NUMBER, "high": NUMBER}),
                  ref_to("attested")]}},
)
BOUND = Form(
    ref_to("bound"), _as_it_stands, _value_in_json,
    named={"bound": {"anyOf": [
        {"type": ["string", "boolean"]}, list_of(STRING), object_of({"value": NUMBER, "within": NUMBER}),
        object_of({"first": WHOLE, "last": WHOLE}), object_of({"against": one_of(Against)}, {"base": WHOLE})]}},
)

"""Forms: how a value stands in JSON, said once, so that it is written, read back and described by the same lines.

Written by hand, because the bytes are promised: keys have an order of their own, parts of parts are written flat, and
only the vocabulary knows the types of values. cattrs, mashumaro and pydantic would each need a hook for nearly every
class; besides, cattrs gives no schema, mashumaro keeps to the order of fields, and pydantic is for what people write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from re import compile as pattern
from types import MappingProxyType
from typing import Any, NamedTuple, Union

from scilit_rules.model.json_schema import DATE, FLAG, NUMBER, STRING, WHOLE, Schema, list_of, object_of, ref_to
from scilit_rules.model.words import Word

Json = Union[None, bool, int, str, list[Any], dict[str, Any]]
"""A value that JSON can hold; numbers with a fraction stand as text."""

_PLAIN = pattern(NUMBER["pattern"])
_SHOWN = 40
_MOST_KEPT = 50_000


class Form(NamedTuple):
    """How values of one kind stand in JSON.

    Args:
        schema: what may stand there.
        read: makes the value of what stands there; raises KeyError, TypeError or ValueError of what should not.
        write: what to write of a value; None where the value itself can be written.
        is_blank: whether an empty value, or False, says no more than none.
        named: the schemas that the schema refers to, by name.
    """

    schema: Schema
    read: Callable[[Any], Any]
    write: Callable[[Any], Json] | None = None
    is_blank: bool = False
    named: Mapping[str, Schema] = MappingProxyType({})

    def written(self, value: object) -> Json:
        """A value as JSON."""
        return value if self.write is None else self.write(value)  # type: ignore[return-value]  # says its maker


class Key(NamedTuple):
    """One key of an object.

    Args:
        name: what it is called.
        form: how its value stands there.
        get: takes the value out of the whole.
        into: by what name the maker of the whole takes it; empty for what the rest tells already.
        is_wanted: whether an object without it is refused.
        is_always_written: whether it is written even if it is empty or None.
    """

    name: str
    form: Form
    get: Callable[[Any], Any]
    into: str
    is_wanted: bool
    is_always_written: bool


Source = Union[str, Callable[[Any], Any], None]
"""Where a value is taken from: an attribute, a function of the whole, or, if left out, the attribute of that name."""


def always(name: str, form: Form, of: Source = None, into: str | None = None) -> Key:
    """A key that is always there."""
    return Key(name, form, _getter(of or name), name if into is None else into, True, True)


def maybe(name: str, form: Form, of: Source = None, into: str | None = None) -> Key:
    """A key that is left out where there is nothing to say."""
    return Key(name, form, _getter(of or name), name if into is None else into, False, False)


def added(name: str, form: Form, of: Source = None, into: str | None = None) -> Key:
    """A key that is always written, and that files of earlier versions do not have."""
    return Key(name, form, _getter(of or name), name if into is None else into, False, True)


def _getter(of: Source) -> Callable[[Any], Any]:
    return attrgetter(of) if isinstance(of, str) else of  # type: ignore[return-value]  # the callers leave none out


def record(name: str, make: Callable[..., Any], *keys: Key) -> Form:
    """Objects of one class.

    Args:
        name: what the schema calls them; empty for those that it describes where they stand.
        make: makes the value of its parts, each by the name that its key says.
        *keys: what is written, in this order.
    """
    object_schema = object_of({key.name: key.form.schema for key in keys if key.is_wanted},
                              {key.name: key.form.schema for key in keys if not key.is_wanted})
    named = {inner: schema for key in keys for inner, schema in key.form.named.items()}
    schema = ref_to(name) if name else object_schema
    return Form(schema, _reader(make, keys), _writer(keys), named={**named, name: object_schema} if name else named)


def _writer(keys: Iterable[Key]) -> Callable[[Any], Json]:
    steps = [(key.name, key.get, key.form.write, key.is_always_written, key.form.is_blank) for key in keys]

    def write(whole: Any) -> Json:
        found: dict[str, Json] = {}
        for name, get, write_part, is_always, is_blank in steps:
            part = get(whole)
            if is_always or (part if is_blank else part is not None):
                found[name] = part if write_part is None else write_part(part)
        return found

    return write


def _reader(make: Callable[..., Any], keys: Iterable[Key]) -> Callable[[Any], Any]:
    taken = [key for key in keys if key.into]
    steps = {key.name: (key.into, key.form.read) for key in taken}
    wanted = {key.into: key.name for key in taken if key.is_wanted}
    at_least = wanted.keys()

    def read(item: Any) -> Any:
        if not isinstance(item, dict):
            raise TypeError(_shown(item))
        parts = {}
        for name, part in item.items():
            step = steps.get(name)
            # Later versions may write more.
            if step is not None:
                parts[step[0]] = step[1](part)
        if not at_least <= parts.keys():
            raise KeyError(next(name for into, name in wanted.items() if into not in parts))
        return make(**parts)

    return read


def recurring(form: Form) -> Form:
    """A form of values that occur again and again, so that what is alike is read once and kept once."""

    # Told apart by type too: True equals 1, and is no line.
    @lru_cache(maxsize=_MOST_KEPT, typed=True)
    def read_parts(names: tuple[str, ...], *parts: object) -> Any:
        return form.read(dict(zip(names, parts, strict=True)))

    def read(item: Any) -> Any:
        try:
            return read_parts(tuple(item), *item.values())
        except (AttributeError, TypeError):
            # It is no object, or has parts that can't be kept: the form says which.
            return form.read(item)

    return form._replace(read=read)


def several(form: Form) -> Form:
    """Lists of values of one form."""
    read_one, write_one = form.read, form.write

    def read(items: Any) -> tuple[Any, ...]:
        if not isinstance(items, list):
            raise TypeError(_shown(items))
        return tuple(map(read_one, items))

    def write(values: Iterable[Any]) -> Json:
        return list(values) if write_one is None else [write_one(value) for value in values]

    return Form(list_of(form.schema), read, write, True, form.named)


def word(words: type[Word]) -> Form:
    """A word of a closed list; it is a text itself."""
    known = {one.value: one for one in words}
    return Form({"enum": list(known)}, known.__getitem__)


def described(name: str, form: Form, text: str) -> Form:
    """A form by that name, with a remark on it for those who read the schema."""
    return form._replace(named={**form.named, name: {**form.named[name], "description": text}})


def of_type(kind: type) -> Callable[[Any], Any]:
    """What refuses values of another type; a flag is no number."""

    def read(item: Any) -> Any:
        if type(item) is not kind:
            raise TypeError(_shown(item))
        return item

    return read


def read_number(text: Any) -> Decimal:
    """A number as it is written; not as a float, nor with an exponent that no memory could write out."""
    if not isinstance(text, str) or not _PLAIN.match(text):
        raise ValueError(_shown(text))
    return Decimal(text)


def plain(number: Decimal) -> str:
    """A number with all its digits."""
    return format(number, "f")


def _shown(item: object) -> str:
    return str(item)[:_SHOWN]


WORDS = Form(STRING, of_type(str), is_blank=True)
"""A text in one language, a name or an id."""
INTEGER = Form(WHOLE, of_type(int))
YES_OR_NO = Form(FLAG, of_type(bool), is_blank=True)
DECIMAL = Form(NUMBER, read_number, plain)
DAY = Form(DATE, date.fromisoformat, date.isoformat)

"""Reference pages written from the code: operators, statuses, hooks and the keys of ruleset files."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from docs_pages.files import EXAMPLES, MAPPING
from scilit_rules.language.mapping_shapes import mapping_schema
from scilit_rules.language.schema import json_schemas
from scilit_rules.messages import say
from scilit_rules.model.grid import Cell, Grid
from scilit_rules.model.operators import OPERATORS, BoundKind
from scilit_rules.model.report import ExitCode
from scilit_rules.model.words import Disposition, Reason, Severity, Status, Word
from scilit_rules.plugins import hookspecs
from scilit_rules.plugins.contracts import (
    Adapter,
    BriefReporter,
    Engine,
    Evaluator,
    Fault,
    Question,
    ReadOptions,
    Reporter,
    ReportOptions,
)

Schema = dict[str, Any]
Parts = Mapping[str, Schema]
WRITTEN = "<!-- Written by scripts/docs.py from the code; change the code, not this page. -->"
_HANDED_OVER = "交出和得到的 What is handed over"
_KINDS = (Adapter, ReadOptions, Grid, Cell, Reporter, ReportOptions, BriefReporter, Engine, Evaluator, Question, Fault)
_RENAMED = {"TextShape": "two-languages", "GivenShape": "facts-of-subject", "CaseFactShape": "given-with-more",
            "ExpectShape": "expect-with-more"}
_BOUNDS: Mapping[BoundKind, str] = {
    BoundKind.NUMBER: "`10.5`",
    BoundKind.FLAG: "`true` / `false`",
    BoundKind.DATE: "`2016-12-31`",
    BoundKind.VALUE: "`10.5` / `2016-12-31` / `文字`",
    BoundKind.TEXTS: "`[甲, 乙]`",
    BoundKind.TOLERANCE: "`{value: 50, within: 10}`",
    BoundKind.YEARS: "`[2016, 2020]`",
    BoundKind.GROWTH: "`since_base` / `year_on_year` / `steadily` / `{since: 2018}`",
    BoundKind.TRUE: "`true`",
}


def reference_pages() -> Mapping[str, str]:
    """The text of every page that is written from the code, by file name."""
    pages: Mapping[str, Callable[[], str]] = {
        "operators.md": operators_page,
        "statuses.md": statuses_page,
        "hooks.md": hooks_page,
        "ruleset-keys.md": keys_page,
        "mapping.md": mapping_page,
    }
    return {name: f"{WRITTEN}\n\n{write()}" for name, write in pages.items()}


def operators_page() -> str:
    """The operators of the ruleset language."""
    rows = [
        (f"`{operator.name}`", _BOUNDS[operator.bound], _types(operator.types), _words(operator.words.zh),
         _words(operator.words.en), operator.summary.zh, operator.summary.en, operator.plan_words)
        for operator in OPERATORS.values()
    ]
    heads = ("operator", "written after it", "facts", "读作", "reads", "含义", "means", "方案用语 words of plans")
    return f"# 运算符 Operators\n\n{intro('operators')}\n\n{table(heads, rows)}\n"


def statuses_page() -> str:
    """Statuses, reasons, dispositions, severities and exit codes."""
    parts = [f"# 状态 Statuses\n\n{intro('statuses')}\n"]
    lists: Sequence[tuple[str, type[Word]]] = (
        ("状态 Status", Status), ("原因 Reason", Reason), ("程度 Severity", Severity),
        ("处置 Disposition", Disposition),
    )
    for heading, words in lists:
        rows = [(f"`{word.value}`", say(word, "zh"), say(word, "en"), *_meaning(f"{words.__name__}.{word.value}"))
                for word in words]
        parts.append(f"## {heading}\n\n{table(('word', '中文', 'English', '含义', 'meaning'), rows)}\n")
    codes = [(str(int(code)), *_meaning(f"ExitCode.{code.name.lower()}")) for code in ExitCode]
    parts.append(f"## 退出码 Exit codes\n\n{table(('code', '含义', 'meaning'), codes)}\n")
    return "\n".join(parts)


def hooks_page() -> str:
    """The hooks that plugins may implement."""
    parts = [f"# 钩子 Hooks\n\n{inspect.cleandoc(hookspecs.__doc__ or '')}\n"]
    for name, hook in inspect.getmembers(hookspecs, inspect.isfunction):
        if name.startswith("scilit_"):
            doc = inspect.getdoc(hook) or ""
            parts.append(f"## {name}\n\n```python\n{name}{_signature(hook)}\n```\n\n{as_list(doc)}\n")
    parts.append(f"## {_HANDED_OVER}\n\n{intro('handed-over')}\n")
    parts += map(_kind, _KINDS)
    return "\n".join(parts)


def _kind(kind: type) -> str:
    """What plugins hand over or get: what it is for, and its methods."""
    text = [f"### {kind.__name__}\n\n{as_list(inspect.getdoc(kind) or '')}\n"]
    for name, method in inspect.getmembers(kind, inspect.isfunction):
        if not name.startswith("_") and inspect.getdoc(method):
            text.append(f"```python\n{name}{_signature(method)}\n```\n\n{as_list(inspect.getdoc(method) or '')}\n")
    return "\n".join(text)


def keys_page() -> str:
    """The keys of every ruleset file, then the parts that they are made of."""
    text = [f"# 规则集文件的键 Keys of ruleset files\n\n{intro('keys')}\n"]
    parts: dict[str, dict[str, Any]] = {}
    for name, schema in json_schemas().items():
        parts.update(schema.get("$defs", {}))
        found = _entries_of(schema, parts)
        parts = {key: part for key, part in parts.items() if part is not found}
        text.append(f"## {name}\n\n{schema['title']}\n\n{_whole(name, schema)}\n\n{_keys_of(found, parts)}\n")
    text.append(f"## 上限 Limits\n\n{intro('keys-limits')}\n")
    text.append("## 组成部分 Parts\n")
    for name, part in sorted(parts.items(), key=lambda item: _plain(item[0])):
        if "enum" not in part:
            text.append(f"### {_plain(name)}\n\n{_part(part, parts)}\n")
    return "\n".join(text)


def mapping_page() -> str:
    """The keys of mapping files, which name the columns of tables from elsewhere."""
    schema = mapping_schema()
    parts = schema["$defs"]
    text = [f"# 列名对照文件 Mapping files\n\n{intro('mapping-file')}\n",
            f"```yaml\n# {MAPPING.path}\n{MAPPING.text}```\n", f"{_keys_of(schema, parts)}\n"]
    text += [f"## {_plain(name)}\n\n{_part(part, parts)}\n" for name, part in sorted(parts.items())]
    return "\n".join([*text, f"## 列的用途 Parts of a table\n\n{intro('mapping-parts')}\n"])


def _whole(name: str, schema: Schema) -> str:
    """What a file is as a whole, with an example."""
    named = isinstance(schema.get("additionalProperties"), dict)
    code = f"authoring.docs.{'list' if schema['type'] == 'array' else 'named' if named else 'mapping'}"
    example = EXAMPLES[name]
    return f"{say(code, 'zh')} {say(code, 'en')}\n\n```yaml\n# {example.path}\n{example.text}```"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|").replace("\n", "<br>") for cell in line) + " |"
                     for line in lines)


def intro(page: str) -> str:
    """What a page, or a part of it, begins with, in both languages."""
    code = f"authoring.docs.{page}"
    return f"{say(code, 'zh').strip()}\n\n{say(code, 'en').strip()}"


def _meaning(word: str) -> tuple[str, str]:
    code = f"authoring.meaning.{word}"
    return say(code, "zh"), say(code, "en")


def _types(types: Iterable[Word]) -> str:
    return " ".join(f"`{word.value}`" for word in sorted(types))


def _words(text: str) -> str:
    return text.replace("{bound}", "…")


def _signature(hook: Callable[..., Any]) -> str:
    return str(inspect.signature(hook)).replace("'", "")


def as_list(doc: str) -> str:
    """A docstring as Markdown: its sections as bold words, their items as a list."""
    lines: list[str] = []
    for line in doc.splitlines():
        if line.strip() in ("Args:", "Returns:", "Raises:", "Attributes:"):
            lines += [f"**{line.strip()}**", ""]
        elif line.startswith("    "):
            lines.append(f"- {line.strip()}" if not line.startswith("        ") else f"  {line.strip()}")
        else:
            lines.append(line)
    return "\n".join(lines)


def _entries_of(schema: Schema, parts: Parts) -> Schema:
    """What the entries of a file are: of a list its items, of a dictionary its values."""
    if "$ref" in schema:
        return _entries_of(parts[_name(schema)], parts)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict) and "properties" not in schema:
            return _entries_of(schema[key], parts)
    return schema


def _keys_of(found: Schema, parts: Parts) -> str:
    required = set(found.get("required", ()))
    rows = [(f"`{key}`", "✓" if key in required else "", _form(value, parts), str(value.get("description", "")))
            for key, value in found.get("properties", {}).items()]
    return table(("key", "必填 must", "form", "说明 meaning"), rows)


def _part(part: Schema, parts: Parts) -> str:
    said = str(part.get("description", ""))
    if "properties" in part:
        shown = _keys_of(part, parts)
    elif "anyOf" in part:
        shown = "\n".join(f"- {_option(one, parts)}" for one in part["anyOf"])
    else:
        shown = f"{_form(part, parts)} `{part['pattern']}`" if "pattern" in part else _form(part, parts)
    return f"{said}\n\n{shown}".strip()


def _option(one: Schema, parts: Parts) -> str:
    if "properties" not in one:
        return _form(one, parts)
    keys = ", ".join(f"{key}: {_form(value, parts)}" for key, value in one["properties"].items())
    said = " · ".join(value["description"] for value in one["properties"].values() if "description" in value)
    return f"`{{{keys}}}`" + (f" {said}" if said else "")


def _form(value: Schema, parts: Parts) -> str:
    return " / ".join(dict.fromkeys(_forms(value, parts)))


def _forms(value: Schema, parts: Parts) -> Iterator[str]:
    if "$ref" in value:
        part = parts.get(_name(value), {})
        yield from _forms(part, parts) if "enum" in part else (_plain(_name(value)),)
    elif "anyOf" in value:
        for one in value["anyOf"]:
            if one.get("type") != "null":
                yield from _forms(one, parts)
    elif "enum" in value:
        yield " ".join(str(word) for word in value["enum"])
    elif "const" in value:
        yield str(value["const"]).lower()
    elif value.get("type") == "array":
        yield "list of " + _form(value.get("items", {}), parts)
    elif isinstance(value.get("additionalProperties"), dict):
        yield f"{{name: {_form(value['additionalProperties'], parts)}}}"
    else:
        found = value.get("format") or value.get("type") or "any"
        yield " / ".join(found) if isinstance(found, list) else str(found)


def _name(value: Schema) -> str:
    return str(value["$ref"]).rpartition("/")[2]


def _plain(name: str) -> str:
    name = _RENAMED.get(name, name).removesuffix("Shape")
    return "".join(f"-{c.lower()}" if c.isupper() and at else c.lower() for at, c in enumerate(name))

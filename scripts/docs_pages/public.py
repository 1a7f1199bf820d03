"""The page of the Python face, written from its names: what there is for what one wants to do, and what comes back."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import ModuleType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from docs_pages.reference import WRITTEN, as_list, intro, table
from scilit_rules.messages import say
from scilit_rules.model.words import Word

WIDEST = 100
# For what one wants to do: the functions, then what they take and hand back.
GROUPS: Mapping[str, str] = {
    "check": "check open_session Session Progress ReadOptions",
    "results": """
        explain write_report read_report Report Finding Gap Check Truth Status Reason Severity Disposition Attested
        Claim Evidence EvidenceKind Interval Place Reading Outlook Conclusion Waiver WaiverState WaiverUse RunRecord
        Input ExitCode Scorecards SubjectCard BodyCard RoleCard Standing Score ScoreLine ReportOptions""",
    "facts": "Fact Period Value Grid GridRow Cell Raw",
    "compare": """
        compare distances moved distance_brief sample baseline read_baseline ReportComparison Change Moves Movement
        RuleChange Distance Hurdle Step Need Moved Sample Sampled Risk Baseline KnownGap Brief BriefTable""",
    "ledger": """
        open_ledger take_in ledger_rows ledger_row move_row due_rows export_ledger write_export import_edits
        verify_ledger Ledger LedgerRow LedgerEntry LedgerState LedgerEvent Stamp Taken Due Merged Verified""",
    "letters": "make_letters letter_templates LetterRound LetterFile make_forms Forms Form",
    "plans": """
        list_plans load_plan trace Plan Document Clause ClauseKind Mention Role Obligation ObligationKind Binding
        Rule JudgedBy Schedule ScheduleKind Condition Comparison Consequence Vocabulary FactSpec FactType Nature
        Register Subject Level Trace""",
    "plugins": """
        hookimpl Plugins Adapter Reporter BriefReporter Engine Evaluator SelectiveEvaluator Question Operand Answer
        Fault""",
    "errors": """
        ScilitError UsageError RulesetError SourceError PluginError EngineError Problem ProblemLevel problem
        show_problem say show Message Text Lang""",
}


def python_page(face: ModuleType, example: str, printed: str) -> str:
    """The page of all names that a program may use.

    Args:
        face: the package, whose ``__all__`` names them.
        example: the code of the example that the page begins with.
        printed: what it prints.
    """
    groups = {key: names.split() for key, names in GROUPS.items()}
    anchors = _anchors(name for names in groups.values() for name in names)
    parts = [
        WRITTEN, f"# Python\n\n{intro('python')}",
        f"```python\n{example.strip()}\n```", f"```text\n{printed.strip()}\n```",
        "\n".join(f"- {_heading(key)}: {', '.join(f'[{name}](#{anchors[name]})' for name in names)}"
                  for key, names in groups.items()),
    ]
    for key, names in groups.items():
        parts.append(f"## {_heading(key)}\n\n{intro(f'python.{key}')}")
        parts += (f"### {name}\n\n{_told(name, getattr(face, name))}" for name in names)
    return "\n\n".join(parts) + "\n"


def not_grouped(face: ModuleType) -> set[str]:
    """The names of the face that the page lacks, and those on it that the face lacks."""
    return set(face.__all__) ^ {name for names in GROUPS.values() for name in names.split()}


def _heading(key: str) -> str:
    code = f"authoring.docs.python.{key}.heading"
    return f"{say(code, 'zh')} {say(code, 'en')}"


def _anchors(names: Iterable[str]) -> Mapping[str, str]:
    """Where each heading is found: names that differ only in their capitals are numbered, as they are on the web."""
    seen: Counter[str] = Counter()
    found = {}
    for name in names:
        plain = name.lower()
        found[name] = f"{plain}-{seen[plain]}" if seen[plain] else plain
        seen[plain] += 1
    return found


def _told(name: str, thing: Any) -> str:
    if inspect.isfunction(thing):
        return f"```python\n{signature(name, thing)}\n```\n\n{as_list(inspect.getdoc(thing) or '')}"
    alias = get_origin(thing) is not None  # Python 3.10 takes the aliases of collections.abc for types
    if alias or not isinstance(thing, type):
        words = f"authoring.docs.python.name.{name}"
        spelled = f"\n\n`{name} = {_spelled(thing)}`" if alias else ""
        return f"{say(words, 'zh')} {say(words, 'en')}{spelled}"
    return "\n\n".join(filter(None, (_first(thing), _based(thing), table_of(thing))))


def signature(name: str, function: Callable[..., Any], widest: int = WIDEST) -> str:
    """How a function is called, in as many lines as it takes for none to be wider."""
    found = inspect.signature(function)
    given, parts = "", []
    for parameter in found.parameters.values():
        if parameter.name == "self":
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and given != "*":
            given = "*"
            parts.append(given)
        default = "" if parameter.default is parameter.empty else f" = {_default(parameter.default)}"
        parts.append(f"{parameter.name}: {parameter.annotation}{default}")
    line = f"{name}({', '.join(parts)}) -> {found.return_annotation}"
    if len(line) <= widest:
        return line
    return f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + f") -> {found.return_annotation}"


def _default(value: object) -> str:
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, frozenset):
        return f"frozenset({{{', '.join(sorted(map(_default, value)))}}})"
    return f"{type(value).__name__}()" if dataclasses.is_dataclass(value) else repr(value)


def _first(thing: type) -> str:
    """What a type is for: its docstring without the sections."""
    doc = inspect.cleandoc(thing.__doc__ or "")
    return re.split(r"\n\n(?:Args|Attributes|Raises|Returns):", doc)[0]


def _based(thing: type) -> str:
    if issubclass(thing, Exception) and thing.__base__ is not Exception:
        return f"`{thing.__name__}({thing.__base__.__name__})`" if thing.__base__ else ""
    return ""


def table_of(thing: type) -> str:
    """The attributes and methods of a type, or the words of one that lists words, as a table."""
    if issubclass(thing, enum.Enum):
        if issubclass(thing, Word):
            rows = [(f"`{one.name}`", f"`{one.value}`", say(one, "zh"), say(one, "en")) for one in thing]
            return table(("name", "value", "中文", "English"), rows)
        return table(("name", "value"), [(f"`{one.name}`", f"`{one.value}`") for one in thing])
    found = list(_attributes(thing))
    return table(("name", "type", "meaning"), found) if found else ""


def _attributes(thing: type) -> Iterator[tuple[str, str, str]]:
    told = _sections(thing)
    hints: dict[str, Any] = {}
    for base in reversed(thing.__mro__):
        if base.__module__.startswith(thing.__module__.partition(".")[0]):
            hints.update(vars(base).get("__annotations__", {}))
    for name, hint in hints.items():
        if not name.startswith("_"):
            yield f"`{name}`", f"`{_annotation(hint)}`", told.get(name, "")
    for name, member in vars(thing).items():
        if name.startswith("_") or name in hints:
            continue
        if isinstance(member, property):
            returned = inspect.signature(member.fget).return_annotation if member.fget else ""
            yield f"`{name}`", f"`{returned}`", _sentence(member)
        elif inspect.isfunction(member) or isinstance(member, (classmethod, staticmethod)):
            function = getattr(thing, name)
            yield f"`{name}(…)`", f"`{signature('', function, sys.maxsize)}`", _sentence(function)


def _sections(thing: type) -> Mapping[str, str]:
    """What the docstring says of each argument or attribute."""
    told: dict[str, str] = {}
    name = ""
    for line in inspect.cleandoc(thing.__doc__ or "").splitlines():
        if found := re.fullmatch(r" {4}(\w+): (.+)", line):
            name = found[1]
            told[name] = found[2]
        elif name and line.startswith(" " * 8):
            told[name] += " " + line.strip()
        else:
            name = ""
    return told


def _sentence(member: object) -> str:
    return " ".join((inspect.getdoc(member) or "").partition("\n\n")[0].split())


def _annotation(hint: Any) -> str:
    if isinstance(hint, str):
        return hint
    return str(getattr(hint, "__forward_arg__", "")) or _spelled(hint)


def _spelled(hint: Any) -> str:
    """A type as one writes it, the same on every Python."""
    if hint is type(None) or hint is None:
        return "None"
    origin, within = get_origin(hint), get_args(hint)
    if isinstance(hint, list):
        return f"[{', '.join(map(_spelled, hint))}]"
    if origin in (Union, UnionType):
        return " | ".join(map(_spelled, within))
    if origin is Literal:
        return f"Literal[{', '.join(map(repr, within))}]"
    name = getattr(origin or hint, "__name__", str(hint))
    return f"{name}[{', '.join(map(_spelled, within))}]" if within else name

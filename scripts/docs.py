"""Writes the reference pages of docs/reference from the code and the rulesets that they describe.

``python scripts/docs.py`` writes them; with ``--check`` nothing is written, and the pages that differ are named.
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from click.testing import CliRunner

from scilit_rules import api
from scilit_rules.cli.main import COMMANDS, program
from scilit_rules.messages import say
from scilit_rules.messages.wording import bodies_in_words, deadline, requirement
from scilit_rules.model import waiver, words
from scilit_rules.model.operators import OPERATORS
from scilit_rules.model.plan import Plan
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Word
from scilit_rules.plugins import hookspecs
from scilit_rules.plugins.manager import Plugins, installed_entries

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "reference"
COMPUTED = "<!-- Computed by scripts/docs.py; edit what it is computed from. -->"
WIDTH = "100"


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A table, its cells kept from breaking it."""
    yield f"| {' | '.join(headings)} |"
    yield f"|{'---|' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join(str(cell).replace('|', chr(92) + '|').replace(chr(10), ' ') for cell in row)} |"


def hooks() -> Iterator[str]:
    """What plugins may provide or listen to."""
    yield "# Hooks\n"
    yield "Everything that a plugin may provide or listen to. How a plugin is made: [plugins.md](../plugins.md).\n"
    for name, hook in inspect.getmembers(hookspecs, inspect.isfunction):
        if name.startswith("scilit_"):
            yield f"## `{name}`\n"
            yield f"```python\ndef {name}{inspect.signature(hook)}\n```\n".replace("'", "")
            told = inspect.getdoc(hook) or ""
            yield told.replace("\nArgs:", "\n**Takes**\n").replace("\nReturns:", "\n**Returns**\n") + "\n"


def operators() -> Iterator[str]:
    """The operators of the ruleset language."""
    yield "# Operators\n"
    yield "A comparison is `{fact: NAME, OPERATOR: BOUND}`. Comparisons are joined by `all`, `any`, `not` and"
    yield "`at_least_of: {count: n, of: [...]}`.\n"
    yield from table(
        ("operator", "bound", "of facts", "words of plans", "means", "意义"),
        ((f"`{item.name}`", item.bound, ", ".join(sorted(item.types)), item.plan_words, item.summary.en,
          item.summary.zh) for item in OPERATORS.values()),
    )


def word_lists() -> Iterator[str]:
    """The closed word lists."""
    yield "# Words\n"
    yield "The words that rulesets, reports and options may use, one list for each thing."
    lists = [*inspect.getmembers(words, inspect.isclass), *inspect.getmembers(waiver, inspect.isclass)]
    for name, cls in lists:
        if issubclass(cls, Word) and cls is not Word:
            yield f"\n## {name}\n"
            yield f"{inspect.getdoc(cls)}\n"
            yield from table(("word", "中文", "English"), ((f"`{w}`", say(w, "zh"), say(w, "en")) for w in cls))


def commands() -> Iterator[str]:
    """The help pages of the command line, in both languages."""
    yield "# Commands\n"
    for name in ("", *COMMANDS):
        yield f"## `scilit-rules {name}`".replace(" `", "`") if not name else f"## `scilit-rules {name}`"
        for lang in ("en", "zh"):
            arguments = [*([name] if name else []), "--help", "--lang", lang]
            done = CliRunner(env={"COLUMNS": WIDTH}).invoke(program, arguments, prog_name="scilit-rules")
            yield f"\n```text\n{done.output.rstrip()}\n```"
        yield ""


def facts(plan: Plan) -> Iterator[str]:
    """The facts that the rulesets of this package may ask for."""
    yield "# Facts\n"
    yield "The facts that rulesets may ask for. Columns may be headed by the name, either title or any alias.\n"
    for spec in plan.vocabulary:
        yield f"## `{spec.name}`\n"
        yield f"{spec.title.zh} · {spec.title.get('en')}\n"
        yield from (f"- {line}" for line in fact_lines(spec))
        yield ""


def fact_lines(spec: FactSpec) -> Iterator[str]:
    """What a reader must know of one fact."""
    yield f"type: {say(spec.type, 'en')}, {say(spec.nature, 'en')}" + (f", in {spec.unit}" if spec.unit else "")
    if spec.aliases:
        yield f"aliases: {'、'.join(spec.aliases)}"
    if spec.derive:
        over = f" over {', '.join(spec.derive.over)}" if spec.derive.over else ""
        yield f"computed: {spec.derive.kind} of {', '.join(f'`{part}`' for part in spec.derive.parts)}{over}"
    if spec.freshness is not None:
        yield f"holds for {spec.freshness} years"
    for text in filter(None, (spec.definition, spec.kept)):
        yield f"{text.zh} {text.en}".strip()


def plan_page(plan: Plan) -> Iterator[str]:
    """A plan: its clauses with their obligations, in the order of the text."""
    yield f"# {plan.title.zh}\n"
    yield f"`{plan.id}` · {plan.title.get('en')} · {plan.document.number}\n".replace(" · \n", "\n")
    bare = sum(1 for clause in plan.clauses if not any(o.clause == clause for o in plan.obligations.values()))
    yield f"{len(plan.clauses)} clauses, {len(plan.obligations)} obligations; {bare} clauses have no obligation.\n"
    for clause in plan.clauses.values():
        named = bodies_in_words(clause.bodies, "zh") if clause.bodies else ""
        yield f"## {clause.path} {clause.heading}\n"
        if named:
            yield f"{named}\n"
        asked = [item for item in plan.obligations.values() if item.clause == clause.path]
        if asked:
            rows = ((f"`{item.id}`", item.title.zh, item.title.get("en"), say(item.binding, "zh"),
                     "、".join(say(level, "zh") for level in item.bears), deadline(item.schedule, "zh"),
                     requirement(item, plan.vocabulary, "zh")) for item in asked)
            yield from table(("id", "任务", "obligation", "约束力", "责任层级", "时限", "要求"), rows)
        else:
            yield f"{clause.reason.zh if clause.reason else '尚无任务。'}"
        yield ""


def pages() -> dict[Path, str]:
    """Every page by its file."""
    plugins = Plugins(installed_entries(built_in=True))
    plans = [api.load_plan(id, plugins=plugins) for id in api.list_plans(plugins=plugins)]
    makers: dict[str, Callable[[], Iterator[str]]] = {
        "hooks.md": hooks, "operators.md": operators, "words.md": word_lists, "commands.md": commands,
        "facts.md": lambda: facts(plans[0]),
    }
    made = {PAGES / name: maker() for name, maker in makers.items()}
    made |= {PAGES / "plans" / f"{plan.id}.md": plan_page(plan) for plan in plans}
    return {path: f"{COMPUTED}\n\n" + "\n".join(lines).rstrip() + "\n" for path, lines in made.items()}


def main(check: bool) -> int:
    """Writes the pages, or compares them with what stands there."""
    os.environ["COLUMNS"] = WIDTH
    made = pages()
    there = set(PAGES.rglob("*.md"))
    wrong = sorted(there - set(made))
    wrong += [path for path, text in made.items() if path not in there or path.read_text(encoding="utf-8") != text]
    for path in wrong:
        print(f"{path.relative_to(ROOT)} is not what the code says")
        if not check and path in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[path], encoding="utf-8")
        elif not check:
            path.unlink()
    if check and wrong:
        print("Run: .venv/bin/python scripts/docs.py")
    return 1 if check and wrong else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))

"""``scilit-rules show``: a plan with its clauses and obligations, or one obligation in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import click

from scilit_rules.cli.grammar import Argument, Command, Reader
from scilit_rules.cli.lines import indented, width
from scilit_rules.cli.selection import rulesets_option
from scilit_rules.cli.sheet import Sheet
from scilit_rules.facts.obligations import obligations_named
from scilit_rules.messages import say
from scilit_rules.messages import show as shown
from scilit_rules.model.condition import Comparison, leaves
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Clause, Plan
from scilit_rules.model.report import ExitCode
from scilit_rules.model.text import Lang
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.words.demands import excerpt, question
from scilit_rules.words.figures import unit_in_words
from scilit_rules.words.wording import answering, condition_in_words, deadline, issued_in_words, quotable


@click.pass_obj
def show(reader: Reader, /, *, plan: str, obligation: str | None, rulesets: tuple[str, ...]) -> int:
    """Shows a plan, or one of its obligations."""
    from scilit_rules.app.plans import load_plan

    loaded = load_plan(plan, rulesets=rulesets)
    if obligation is None:
        click.echo(str(plan_sheet(loaded, reader.lang)))
    else:
        click.echo(str(obligation_sheet(loaded, obligation_of(loaded, obligation, reader.lang), reader.lang)))
    return ExitCode.MET


def obligation_of(plan: Plan, name: str, lang: Lang) -> Obligation:
    """An obligation of a plan by its id or title.

    Raises:
        UsageError: if there is none, or several have that title.
    """
    (id,) = obligations_named(plan, [name], lang)
    return plan.obligations[id]


def plan_sheet(plan: Plan, lang: Lang) -> Sheet:
    """A plan in full: its document, its clauses, its obligations."""
    sheet, document = Sheet(), plan.document
    sheet.title(plan.title.get(lang), plan.id)
    area = plan.register.get(plan.jurisdiction)
    sheet.fields([
        (say("cli.show.number", lang), document.number),
        (say("cli.show.issuer", lang), document.issuer),
        (say("cli.show.issued", lang), issued_in_words(plan, lang)),
        (say("cli.show.years", lang), "–".join(str(year) for year in plan.years)),
        (say("cli.show.base", lang), str(plan.timeline.base)),
        (say("cli.show.area", lang), area.name.get(lang) if area else plan.jurisdiction),
        (say("cli.show.rests-on", lang), "\n".join(document.rests_on)),
        (say("cli.show.extends", lang), shown(plan.extends, lang)),
        (say("cli.show.note", lang), plan.note.get(lang) if plan.note else ""),
        (say("cli.show.folder", lang), f"{plan.home}\n{plan.digest[:19]}"),
    ])
    counts = Counter(obligation.clause for obligation in plan.obligations.values())
    with_any = sum(1 for path in plan.clauses if counts[path])
    heading = say("cli.show.clauses", lang, all=len(plan.clauses), some=with_any)
    lines = [_clause_line(clause, counts[clause.path], lang) for clause in plan.clauses.values()]
    sheet.section(heading, "\n".join(lines))
    groups: dict[str, list[Obligation]] = {path: [] for path in plan.clauses}
    for obligation in plan.obligations.values():
        groups.setdefault(obligation.clause, []).append(obligation)
    blocks = [_obligations(sheet, plan, path, found, lang) for path, found in groups.items() if found]
    sheet.section(say("cli.show.obligations", lang, all=len(plan.obligations)), "\n".join(blocks))
    return sheet


def _clause_line(clause: Clause, count: int, lang: Lang) -> str:
    depth = clause.path.count("/")
    number = clause.path.rpartition("/")[2]
    tail = f"  · {say('cli.show.count', lang, count=count)}" if count else ""
    return f"{'  ' * (depth + 1)}{number} {clause.heading}{tail}"


def _obligations(sheet: Sheet, plan: Plan, path: str, found: Iterable[Obligation], lang: Lang) -> str:
    clause = plan.clauses.get(path)
    rows = [(obligation.id, f"{obligation.title.get(lang)}\n{_terms(obligation, lang)}") for obligation in found]
    return f"  {path} {clause.heading if clause else ''}\n{sheet.columned(rows, 4)}"


def _terms(obligation: Obligation, lang: Lang) -> str:
    """Binding, bearers and deadline in one line."""
    parts = (say(obligation.binding, lang), shown(obligation.bears, lang), deadline(obligation.schedule, lang))
    return " · ".join(parts)


def obligation_sheet(plan: Plan, obligation: Obligation, lang: Lang) -> Sheet:
    """An obligation in full: what the plan says, whom it binds, what must hold, and on which data that is judged."""
    sheet = Sheet()
    sheet.title(obligation.title.get(lang), f"{plan.id} · {obligation.id}")
    sheet.fields(said_by(plan, obligation, lang), say("cli.show.says", lang))
    sheet.fields([
        (say("cli.show.kind", lang), say(obligation.kind, lang)),
        (say("cli.show.binding", lang), say("cli.show.weighs", lang, binding=obligation.binding,
                                            severity=obligation.binding.severity)),
        (say("cli.show.bears", lang), shown(obligation.bears, lang)),
        (say("cli.show.deadline", lang), deadline(obligation.schedule, lang)),
        (say("cli.show.requires", lang), question(obligation, plan.vocabulary, lang)),
        (say("cli.show.when", lang),
         condition_in_words(obligation.when, plan.vocabulary, lang) if obligation.when else ""),
        (say("cli.show.judged-by", lang), say(obligation.judged_by, lang)),
    ], say("cli.show.asks", lang))
    facts = [_fact_block(sheet, spec, plan, lang) for spec in facts_of(plan, obligation)]
    sheet.section(say("cli.show.facts", lang), "\n".join(facts))
    for key, text in (("note", obligation.note), ("remedy", obligation.remedy)):
        sheet.section(say(f"cli.show.about.{key}", lang), indented(text.get(lang), sheet.columns) if text else "")
    sheet.fields([(say("cli.show.adopts", lang), obligation.adopts or ""),
                  (say("cli.show.written", lang), str(obligation.place or ""))], say("cli.show.source", lang))
    return sheet


def said_by(plan: Plan, obligation: Obligation, lang: Lang) -> list[tuple[str, str]]:
    """The clause that an obligation comes from, with the bodies that answer for it, as labelled fields."""
    clause = plan.clauses.get(obligation.clause)
    words = quotable(excerpt(obligation, clause, lang))
    phrase = say("cli.show.quoted", lang, text=words) if words else ""
    return [
        (say("cli.show.plan", lang), f"{plan.title.get(lang)} {plan.document.number}".rstrip()),
        (say("cli.show.clause", lang), f"{clause.path} {clause.heading}" if clause else obligation.clause),
        (say("cli.show.phrase", lang), phrase),
        (say("cli.show.bodies", lang), answering(plan, obligation.clause, lang)),
    ]


def facts_of(plan: Plan, obligation: Obligation) -> Iterator[FactSpec]:
    """The facts that an obligation is judged on, each before those that it is computed from, each once."""
    conditions = [condition for condition in (obligation.when, obligation.require) if condition is not None]
    names = [leaf.fact for condition in conditions for leaf in leaves(condition) if isinstance(leaf, Comparison)]
    seen: set[str] = set()
    while names:
        name = names.pop(0)
        spec = plan.vocabulary.get(name)
        if spec is None or name in seen:
            continue
        seen.add(name)
        names = [*(spec.derive.parts if spec.derive else ()), *names]
        yield spec


def _fact_block(sheet: Sheet, spec: FactSpec, plan: Plan, lang: Lang) -> str:
    unit = say("cli.show.unit", lang, unit=named_unit) if (named_unit := unit_in_words(spec.unit, lang)) else ""
    title = f"{spec.title.get(lang)}{unit}"
    heading = f"  {title}  {spec.name}"
    if width(heading) > sheet.columns:
        heading = f"{indented(title, sheet.columns, 2, 2)}\n    {spec.name}"
    fields = [
        (say("cli.show.definition", lang), spec.definition.get(lang) if spec.definition else ""),
        (say("cli.show.kept", lang), spec.kept.get(lang) if spec.kept else ""),
        (say("cli.show.derive", lang), _derived(spec, plan, lang)),
        (say("cli.show.time", lang), _time(spec, lang)),
        (say("cli.show.aliases", lang), shown(spec.aliases, lang)),
    ]
    return f"{heading}\n{sheet.columned(fields, 4)}".rstrip()


def _derived(spec: FactSpec, plan: Plan, lang: Lang) -> str:
    if spec.derive is None:
        return ""
    titles = [known.title if (known := plan.vocabulary.get(name)) else name for name in spec.derive.parts]
    over = say("cli.show.over", lang, levels=spec.derive.over) if spec.derive.over else ""
    return say("cli.show.derived", lang, kind=spec.derive.kind, parts=titles) + over


def _time(spec: FactSpec, lang: Lang) -> str:
    fresh = say("cli.show.fresh", lang, years=spec.freshness) if spec.freshness is not None else ""
    return f"{say(spec.nature, lang)}{fresh}"


command = Command("show", show, Argument("plan"), Argument("obligation", required=False), rulesets_option())

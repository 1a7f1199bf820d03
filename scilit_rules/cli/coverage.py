"""``scilit-rules coverage``: which clauses of plans have obligations, and which obligations are tested."""

from __future__ import annotations

from collections.abc import Mapping

import click

from scilit_rules.authoring.coverage import Coverage, cover
from scilit_rules.cli.failures import show_problems
from scilit_rules.cli.grammar import Argument, Command, Reader
from scilit_rules.cli.lines import indented
from scilit_rules.cli.plans import examine_each
from scilit_rules.cli.selection import rulesets_option
from scilit_rules.cli.sheet import Sheet
from scilit_rules.messages import say
from scilit_rules.model.plan import Clause
from scilit_rules.model.report import ExitCode
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Word
from scilit_rules.words.wording import assumed_issue_in_words


@click.pass_obj
def coverage(reader: Reader, /, *, plans: tuple[str, ...], rulesets: tuple[str, ...]) -> int:
    """Tells which clauses of plans have obligations, and which obligations are tested.

    Returns:
        0 if nothing is missing, 1 if a clause has neither an obligation nor a reason, or an obligation no case of the
        author, 2 if a ruleset or a case is wrong, or there is no plan.
    """
    examined, problems = examine_each(plans, rulesets)
    found = [cover(one.plan, one.cases) for one in examined if one.plan is not None]
    if found:
        click.echo("\n\n".join(str(coverage_sheet(covered, reader.lang)) for covered in found))
    show_problems(problems, reader.lang)
    if not examined and not problems:
        click.echo(say("cli.plans.none", reader.lang), err=True)
    if problems or not examined:
        return ExitCode.USAGE
    return ExitCode.MET if all(covered.is_complete for covered in found) else ExitCode.VIOLATIONS


def coverage_sheet(found: Coverage, lang: Lang) -> Sheet:
    """How much of a plan its ruleset covers, as a page."""
    plan, sheet = found.plan, Sheet()
    sheet.title(plan.title.get(lang), plan.id)
    sheet.fields([
        (say("cli.coverage.own", lang), str(len(found.own))),
        (say("cli.coverage.through-parts", lang), str(len(found.through_parts))),
        (say("cli.coverage.on-purpose", lang), str(len(found.on_purpose))),
        (say("cli.coverage.open", lang), str(len(found.open))),
    ], say("cli.coverage.clauses", lang, all=len(plan.clauses)))
    listed = (("list-on-purpose", found.on_purpose), ("list-open", found.open),
              ("list-contradicted", found.contradicted))
    for key, clauses in listed:
        lines = [indented(_line(clause, lang), sheet.columns, hang=4) for clause in clauses]
        sheet.section(say(f"cli.coverage.{key}", lang), "\n".join(lines))
    sheet.fields([
        (say("cli.coverage.by-kind", lang), _counts(found.kinds, lang)),
        (say("cli.coverage.by-binding", lang), _counts(found.bindings, lang)),
        (say("cli.coverage.by-bearer", lang), _counts(found.bearers, lang)),
        (say("cli.coverage.by-judged", lang), _counts(found.judged_by, lang)),
    ], say("cli.coverage.obligations", lang, all=len(plan.obligations)))
    tested = len(plan.obligations) - len(found.untested)
    sheet.paragraph(say("cli.coverage.tested", lang, tested=tested, all=len(plan.obligations)))
    sheet.section(say("cli.coverage.untested", lang), "\n".join(f"  {id}" for id in found.untested))
    if assumed := assumed_issue_in_words(plan, lang):
        sheet.paragraph(assumed)
    sheet.paragraph(_verdict(found, lang))
    return sheet


def _verdict(found: Coverage, lang: Lang) -> str:
    if found.is_complete:
        return say("cli.coverage.complete", lang)
    return say("cli.coverage.incomplete", lang, open=len(found.open), contradicted=len(found.contradicted),
               untested=len(found.untested))


def _line(clause: Clause, lang: Lang) -> str:
    reason = say("cli.coverage.reason", lang, reason=clause.reason) if clause.reason else ""
    return f"{clause.path} {clause.heading}{reason}"


def _counts(counts: Mapping[Word, int], lang: Lang) -> str:
    return "  ".join(f"{say(word, lang)} {count}" for word, count in counts.items())


command = Command("coverage", coverage, Argument("plans", nargs=-1), rulesets_option())

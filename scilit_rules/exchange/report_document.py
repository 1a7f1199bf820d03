"""The report as one JSON document: its parts, in the order in which they are written, and its schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from scilit_rules.exchange.findings import CONCLUSION, finding_form
from scilit_rules.exchange.forms import DAY, Form, Key, added, always, maybe, several
from scilit_rules.exchange.plans import CLAUSE, CONSEQUENCE, HEAD, SPEC, clauses_of, obligation_form, specs_of
from scilit_rules.exchange.runs import PROBLEM, RETURN, SUBJECT, WAIVER, WHAT_IF, run_form
from scilit_rules.exchange.scorecards import scorecards_form
from scilit_rules.exchange.values import READING_AT, message_form
from scilit_rules.model.finding import Finding
from scilit_rules.model.json_schema import Schema, counts_of, document_schema
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.report import FORMAT, ExitCode, Report
from scilit_rules.model.vocabulary import Vocabulary
from scilit_rules.model.words import Absence, Status, Word


def _no_absence(_: Finding) -> None:
    return None


class Document(NamedTuple):
    """The forms of a report's parts, in the order in which they are written.

    Args:
        head: what there is one of.
        tables: what findings refer to; the keys have the form of one entry.
        lists: what there may be thousands of, each on a line of its own; the keys have the form of one entry.
        tail: what is reckoned from all findings.
    """

    head: tuple[Key, ...]
    tables: tuple[Key, ...]
    lists: tuple[Key, ...]
    tail: tuple[Key, ...]


def document_of(vocabulary: Vocabulary, absence: Callable[[Finding], Absence | None] = _no_absence,
                in_brief: bool = False) -> Document:
    """The forms of a report's parts.

    Args:
        vocabulary: the facts that the report speaks of.
        absence: which kind of not knowing a finding is; only for writing.
        in_brief: whether to pass over what findings rest on; only for reading.
    """
    messages = message_form()
    head = (
        maybe("what_if", WHAT_IF, lambda report: report.assumed or None), always("plan", HEAD), always("as_of", DAY),
        always("run", run_form(messages)), always("exit_code", _EXIT_CODE, Report.exit_code, into=""),
        always("counts", _counts(Status), into=""), added("absences", _counts(Absence), into=""),
    )
    tables = (
        always("subjects", SUBJECT), always("clauses", CLAUSE, lambda report: clauses_of(report.plan, _judged(report))),
        always("obligations", obligation_form(vocabulary), _judged),
        always("consequences", CONSEQUENCE, lambda report: report.plan.consequences.values()),
        always("vocabulary", SPEC, lambda report: specs_of(report.plan, _judged(report))),
    )
    findings = always("findings", finding_form(absence, vocabulary.facts, in_brief))
    lists = (added("returns", RETURN), always("readings", READING_AT), always("problems", PROBLEM),
             always("waivers", WAIVER), always("conclusions", CONCLUSION), findings)
    return Document(head, tables, lists, (maybe("scorecards", scorecards_form(messages)),))


_EXIT_CODE = Form({"enum": [int(code) for code in ExitCode]}, int, int)


def _counts(words: type[Word]) -> Form:
    return Form(counts_of(words), dict, lambda counts: {word.value: count for word, count in counts.items()})


def _judged(report: Report) -> list[Obligation]:
    used = dict.fromkeys(finding.obligation for finding in report.findings)
    return [report.plan.obligations[id] for id in used if id in report.plan.obligations]


def report_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a report as `write_json` writes it.

    Keys that are not required are left out where there is nothing to say. Later versions of format 1 may add keys.
    """
    forms = document_of(Vocabulary({}))
    keys = (*forms.head, *map(as_list, forms.tables), *map(as_list, forms.lists), *forms.tail)
    named = {name: schema for key in keys for name, schema in key.form.named.items()}
    required = {key.name: key.form.schema for key in keys if key.is_always_written}
    optional = {key.name: key.form.schema for key in keys if not key.is_always_written}
    return document_schema(FORMAT, "A report of scilit-rules", required, optional, **named)


def as_list(key: Key) -> Key:
    """The key of a list, of one that has the form of an entry."""
    return key._replace(form=several(key.form))

"""A report read back from JSON, finding by finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from scilit_rules.exchange.forms import Key, always, record
from scilit_rules.exchange.plans import SPEC, outlined
from scilit_rules.exchange.report_document import Document, document_of
from scilit_rules.exchange.runs import SUBJECT
from scilit_rules.exchange.saved_files import MISFITS, Kind, damaged, listed, read_saved
from scilit_rules.model.finding import Finding
from scilit_rules.model.report import FORMAT, Report
from scilit_rules.model.vocabulary import Vocabulary
from scilit_rules.problems import UsageError

Read = Mapping[str, Any]
_KIND = Kind("saved.report", "saved.report-how")
_SPOKEN_OF = ("vocabulary", "subjects")
_PASSED_OVER = ("readings", "problems", "waivers", "conclusions")


def read_report(path: str | Path, *, in_brief: bool = False) -> Report:
    """Reads a report that was written with ``--format json``.

    It can be shown, explained, compared, sampled and made a baseline as one that was just made. Its plan is an outline:
    what its findings speak of, with what is demanded in words.

    Args:
        path: the file.
        in_brief: whether to pass over the facts and notes that findings rest on, and over readings, problems, waivers
            and conclusions: most of a large report, and of no use to who compares or counts its findings.

    Raises:
        UsageError: if it can't be read, is no such report, is damaged, or was written in a newer format.
    """
    return _Reader(str(path), in_brief).read(path)


def as_report(given: str | Path | Report) -> Report:
    """A report to compare or to count, whichever way it is given: itself, or the file that holds it.

    Raises:
        UsageError: if the file can't be read, or is no such report.
    """
    return given if isinstance(given, Report) else read_report(given, in_brief=True)


class _Reader:
    """Takes one file apart.

    Args:
        source: the file as the user named it.
        in_brief: whether to pass over what findings rest on.
    """

    def __init__(self, source: str, in_brief: bool) -> None:
        self._source, self._in_brief = source, in_brief
        self._tables: dict[str, dict[str, Any]] = {}

    def read(self, path: str | Path) -> Report:
        document = read_saved(path, FORMAT, _KIND, {"findings": self._in_passing})
        try:
            return self._report(document)
        except (*MISFITS, RecursionError) as error:
            raise UsageError(damaged(self._source, "", error, _KIND)) from error

    def _in_passing(self, before: Read, findings: Iterator[Any]) -> list[Any] | _Findings:
        """The findings, each made as soon as it is read, where all that they speak of stands before them."""
        known = before.get("format") == FORMAT and all(isinstance(before.get(key), list) for key in _SPOKEN_OF)
        if not known:
            return list(findings)
        return self._findings(before, findings)

    def _findings(self, document: Read, findings: Iterable[Any]) -> _Findings:
        (key,) = [key for key in self._forms(document).lists if key.name == "findings"]
        judged = self._table(document, always("subjects", SUBJECT))

        def read(item: Any) -> Finding:
            finding: Finding = key.form.read(item)
            if finding.subject not in judged:
                raise ValueError(finding.subject)
            return finding

        return _Findings(self._made(key._replace(form=key.form._replace(read=read)), findings).values())

    def _forms(self, document: Read) -> Document:
        """The forms for reading a document, with the vocabulary that it tells."""
        vocabulary = self._table(document, always("vocabulary", SPEC))
        return document_of(Vocabulary(vocabulary), in_brief=self._in_brief)

    def _report(self, document: Read) -> Report:
        forms = self._forms(document)
        head = record("", dict, *forms.head, *forms.tail).read(document)
        tables = {key.name: self._table(document, key) for key in forms.tables}
        findings = self._all_findings(document)
        assumed = head.pop("what_if", None)
        run = replace(head.pop("run"), assumed=_assumed(findings) if assumed is None else assumed)
        plan = outlined(head.pop("plan"), tables)
        parts = {**head, **self._lists(document, forms), "subjects": tuple(tables["subjects"].values())}
        return Report(plan=plan, findings=findings, run=run, source=self._source, **parts)

    def _all_findings(self, document: Read) -> tuple[Finding, ...]:
        found = document["findings"]
        return found if isinstance(found, _Findings) else self._findings(document, listed(document, "findings"))

    def _lists(self, document: Read, forms: Document) -> dict[str, tuple[Any, ...]]:
        """What else there may be thousands of."""
        keys = [key for key in forms.lists if key.name != "findings"]
        return {key.name: () if self._in_brief and key.name in _PASSED_OVER
                else tuple(self._table(document, key).values()) for key in keys}

    def _table(self, document: Read, key: Key) -> dict[str, Any]:
        """The things of one list, made once; none where a file of an earlier version has no such list."""
        if key.name not in self._tables:
            is_there = key.is_wanted or key.name in document
            self._tables[key.name] = self._made(key, listed(document, key.name)) if is_there else {}
        return self._tables[key.name]

    def _made(self, key: Key, items: Iterable[Any]) -> dict[str, Any]:
        """The things of one list by their id; one that can't be read, or is there twice, is named."""
        made: dict[str, Any] = {}
        read = key.form.read
        for number, item in enumerate(items):
            try:
                one = read(item)
                id = _id_of(item, number)
                if id in made:
                    raise ValueError(id)
            except MISFITS as error:
                raise UsageError(damaged(self._source, f"/{key.name}/{number}", error, _KIND)) from error
            made[id] = one
        return made


class _Findings(tuple[Finding, ...]):
    """Findings that are made already."""

    __slots__ = ()


def _id_of(item: Read, number: int) -> str:
    """What an entry is known by, which no other of its list may be; its number where that is nothing."""
    return str(item.get("id") or item.get("path") or item.get("name") or number)


def _assumed(findings: Iterable[Finding]) -> tuple[str, ...]:
    """What a report of an early version rests on: it says so only by the places of what was assumed."""
    places = (place for finding in findings for place in finding.places)
    return tuple(dict.fromkeys(place.assumption for place in places if place.assumption is not None))

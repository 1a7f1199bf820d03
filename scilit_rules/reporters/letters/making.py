"""The letters of a round as files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from scilit_rules.extras import install_command
from scilit_rules.gate.documents import read_document_bytes
from scilit_rules.gate.files import as_usage
from scilit_rules.messages import say
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import Report
from scilit_rules.model.subject import Subject
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import UsageError, problem
from scilit_rules.reporters.letters.blocks import Content
from scilit_rules.reporters.letters.circular import CIRCULAR_BLOCKS, circular
from scilit_rules.reporters.letters.letter import LETTER_BLOCKS, ZH, Letters, Sender
from scilit_rules.reporters.letters.reminder import reminder
from scilit_rules.reporters.letters.request import request
from scilit_rules.words.summary import Summary

_UNFIT = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "_"))


@dataclass(frozen=True, slots=True)
class LetterFile:
    """A letter or circular, ready to be written.

    Args:
        name: its name, without a folder.
        data: its bytes.
    """

    name: str
    data: bytes


class LetterRound:
    """The letters, requests, reminders and the circular of one report; each is made when its turn comes.

    Args:
        report: the report.
        sender: who writes.
        template: an office's own .docx for letters, or None.
        circular_template: the same for the circular.

    Raises:
        UsageError: if the report rests on assumptions, python-docx is missing, or a template can't be read or filled.
    """

    def __init__(self, report: Report, sender: Sender, template: str | None = None,
                 circular_template: str | None = None) -> None:
        if report.assumed:
            raise UsageError(problem("distance.no-document", facts=report.assumed))
        _need_writer()
        self._letters = Letters(Summary(report, ZH), sender)
        self._day = self._letters.dated.isoformat()
        makers: Mapping[str, Callable[[Subject], Content | None]] = {
            "letter": self._letters.letter, "request": partial(request, self._letters),
            "remind": partial(reminder, self._letters)}
        made = [(kind, subject, make(subject)) for subject in report.subjects for kind, make in makers.items()]
        written = [(kind, subject, content) for kind, subject, content in made if content is not None]
        names = _names([(kind, subject.name.zh) for kind, subject, _ in written])
        self._kinds = Counter(kind for kind, _, _ in written)
        self._contents: dict[str, Content] = {
            name: content for name, (_, _, content) in zip(names, written, strict=True)}
        self._circular = circular(self._letters, self._kinds)
        # A template is held against a letter without gaps, so that a faulty one is found though nobody gets a letter.
        example = self._letters.content(report.subjects[0], {}) if report.subjects else None
        self._templates = {
            "letter": _template(template, LETTER_BLOCKS, example),
            "circular": _template(circular_template, CIRCULAR_BLOCKS, self._circular),
        }

    def __len__(self) -> int:
        return len(self._contents) + 1

    @property
    def letters(self) -> int:
        """How many letters of rectification there are."""
        return self._kinds["letter"]

    @property
    def requests(self) -> int:
        """How many requests for data and evidence there are."""
        return self._kinds["request"]

    @property
    def reminders(self) -> int:
        """How many reminders there are."""
        return self._kinds["remind"]

    def names(self) -> tuple[str, ...]:
        """The names of the files, letters first."""
        return (*self._contents, self._circular_name)

    def __iter__(self) -> Iterator[LetterFile]:
        for name, content in self._contents.items():
            yield LetterFile(name, self._fill("letter", content))
        yield LetterFile(self._circular_name, self.circular())

    def circular(self) -> bytes:
        """The circular."""
        return self._fill("circular", self._circular)

    def left_open(self) -> list[Problem]:
        """What an office must still fill in by hand, because nobody said it."""
        sender = self._letters.sender
        asked: Mapping[str, object] = {"--issuer": sender.issuer, "--deadline": sender.deadline}
        options = [option for option, given in asked.items() if not given]
        return [problem("letters.left-open", level=ProblemLevel.INFO, options=options)] if options else []

    @property
    def _circular_name(self) -> str:
        return f"{say('letters.circular.file', ZH)}.docx"

    def _fill(self, kind: str, content: Content) -> bytes:
        from scilit_rules.reporters.letters.filling import fill

        return fill(self._templates[kind], content, content.texts["标题"].replace("\n", ""), self._day)


def letter_templates() -> tuple[LetterFile, ...]:
    """Our own templates, for an office to begin its own with.

    Raises:
        UsageError: if python-docx is missing.
    """
    _need_writer()
    from scilit_rules.reporters.letters.paper import blank

    return tuple(LetterFile(f"{say(f'letters.{kind}.template', ZH)}.docx", blank(blocks))
                 for kind, blocks in (("letter", LETTER_BLOCKS), ("circular", CIRCULAR_BLOCKS)))


def _need_writer() -> None:
    try:
        import docx  # noqa: F401
    except ImportError as error:
        raise UsageError(problem("letters.no-writer", install=install_command("word"))) from error


def _template(source: str | None, blocks: tuple[str, ...], content: Content | None) -> bytes:
    if source is None:
        from scilit_rules.reporters.letters.paper import blank

        return blank(blocks)
    from scilit_rules.reporters.letters.filling import check_template

    with as_usage():
        data = read_document_bytes(source)
    if content is not None:
        check_template(data, source, content)
    return data


def _names(letters: Sequence[tuple[str, str]]) -> list[str]:
    names: dict[str, None] = {}
    for kind, subject in letters:
        base = say(f"letters.{kind}.file", ZH, subject=subject).translate(_UNFIT)
        name, number = f"{base}.docx", 1
        while name in names:
            number += 1
            name = f"{base}_{number}.docx"
        names[name] = None
    return list(names)

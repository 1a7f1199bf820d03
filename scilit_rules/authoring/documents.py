"""Issued plans as files: ``.txt``, ``.docx`` and ``.pdf``, read into text that knows its lines and pages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scilit_rules.encoding import decode
from scilit_rules.extras import install_command
from scilit_rules.gate.documents import open_document, read_document_bytes
from scilit_rules.gate.files import as_usage, read_bytes
from scilit_rules.gate.limits import DOCUMENT
from scilit_rules.gate.pdf import pages_of_pdf
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import ScilitError, UsageError, problem

_LEAST_TEXT = 40
_LONGEST_TEXT = 150_000
_LETTER = re.compile(r"[^\W\d_]")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_SIGNS = {"tab": "\t", "noBreakHyphen": "-", "br": "\n", "cr": "\n"}
_UNSAID = ("p", "pPr", "rPr", "del", _COPY)


@dataclass(frozen=True, slots=True)
class IssuedText:
    """The text of an issued plan as a file has it.

    Args:
        source: the file as the user named it.
        text: all of its text.
        rows: the offset at which each line begins; in a Word document each paragraph.
        pages: the offset at which each page begins; empty where the file does not tell.
        rows_by_page: whether lines are counted from the top of each page.
        problems: what the reader should know about how it was read.
    """

    source: str
    text: str
    rows: tuple[int, ...]
    pages: tuple[int, ...] = ()
    rows_by_page: bool = False
    problems: tuple[Problem, ...] = ()

    def place(self, offset: int) -> Place:
        """Where an offset of the text is in the file: its line, and its page where the file tells."""
        row = bisect_right(self.rows, offset)
        page = bisect_right(self.pages, offset) or None
        if self.rows_by_page and page:
            row -= bisect_right(self.rows, self.pages[page - 1]) - 1
        return Place(self.source, line=max(row, 1), page=page)


def read_issued_text(path: str | Path, encoding: str | None = None) -> IssuedText:
    """The text of an issued plan.

    Args:
        path: a ``.docx`` or ``.pdf`` file, or a text file of any other name.
        encoding: the encoding of a text file, or None to recognise it.

    Raises:
        UsageError: if it can't be read, is of a kind that is not read, or holds no text.
    """
    source = str(path)
    with as_usage():
        data = read_bytes(source, DOCUMENT)
        kind = _kind(Path(path).suffix.lower(), data)
        if kind == "other":
            raise UsageError(problem("trace.kind", Place(source), kind=Path(path).suffix or "?"))
        if kind == "text":
            found = _text(data, source, encoding)
        else:
            found = _guarded(_word if kind == "docx" else _pdf, kind, data, source)
    if len(found.text) > _LONGEST_TEXT:
        raise UsageError(problem("trace.too-long", Place(source), count=len(found.text), most=_LONGEST_TEXT))
    if len(_LETTER.findall(found.text)) < _LEAST_TEXT:
        raise UsageError(_too_little(kind, found.text, source))
    return found


def _too_little(kind: str, text: str, source: str) -> Problem:
    """Why there is no plan to compare: only where pages or pictures may hide text is it likely a scan."""
    count = len("".join(text.split()))
    if kind == "pdf" or (kind == "docx" and not count):
        return problem("trace.no-text", Place(source))
    return problem("trace.too-short", Place(source), count=count) if count else problem("trace.empty", Place(source))


def _kind(suffix: str, data: bytes) -> str:
    if data.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx" if suffix in (".docx", ".docm") else "other"
    return "other" if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"II*")) else "text"


def _text(data: bytes, source: str, encoding: str | None) -> IssuedText:
    decoded = decode(data, source, encoding)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    pages = _after(text, "\f")
    return IssuedText(source, text, (0, *_after(text, "\n")), (0, *pages) if pages else (), False, decoded.problems)


def _after(text: str, sign: str) -> tuple[int, ...]:
    return tuple(at for at, c in enumerate(text, start=1) if c == sign)


def _guarded(read: Callable[[bytes, str], IssuedText], kind: str, data: bytes, source: str) -> IssuedText:
    try:
        return read(data, source)
    except ScilitError:
        raise
    except ImportError as error:
        raise UsageError(problem("trace.no-reader", Place(source), kind=kind, module=error.name or "",
                                 install=install_command("documents"))) from error
    except Exception as error:  # foreign readers fail on broken files in every way there is
        raise UsageError(problem("trace.unreadable", Place(source), kind=kind, error=type(error).__name__)) from error


def _word(data: bytes, source: str) -> IssuedText:
    body = open_document(read_document_bytes(source, DOCUMENT), source).element.body
    # Word notes where pages broke when it last laid them out; breaks that authors set are among those.
    page_break = "lastRenderedPageBreak" if next(body.iter(f"{_WORD}lastRenderedPageBreak"), None) is not None else "br"
    paragraphs = list(_paragraphs(body, page_break))
    pages, rows, at = [0], [], 0
    for paragraph in paragraphs:
        rows.append(at)
        pages += [at + break_at for break_at in _after(paragraph, "\f")]
        at += len(paragraph) + 1
    return IssuedText(source, "\n".join(paragraphs), tuple(rows) or (0,), tuple(pages) if len(pages) > 1 else ())


def _paragraphs(body: Any, page_break: str) -> Iterator[str]:
    for paragraph in body.iter(f"{_WORD}p"):
        if not any(outer.tag == _COPY for outer in paragraph.iterancestors()):
            yield "".join(_said(paragraph, page_break))


def _said(element: Any, page_break: str) -> Iterator[str]:
    for part in element:
        name = str(part.tag).removeprefix(_WORD)
        if name == "t":
            yield part.text or ""
        elif name == page_break and (name != "br" or part.get(f"{_WORD}type") == "page"):
            yield "\f"
        elif name in _SIGNS:
            yield _SIGNS[name] if part.get(f"{_WORD}type") != "page" else ""
        elif name not in _UNSAID:
            yield from _said(part, page_break)


def _pdf(data: bytes, source: str) -> IssuedText:
    found = pages_of_pdf(data, source)
    if found is None:
        raise UsageError(problem("trace.locked", Place(source)))
    pages = [page.rstrip("\n") + "\n" for page in found]
    blank = [number for number, page in enumerate(pages, start=1) if not _LETTER.search(page)]
    problems = [problem("trace.blank-pages", Place(source), level=ProblemLevel.WARNING, pages=blank)] if blank else []
    return paged(source, pages, problems)


def paged(source: str, pages: Iterable[str], problems: Iterable[Problem] = ()) -> IssuedText:
    """A text from its pages; lines that stand at the top or the bottom of most pages are left out.

    Args:
        source: the file as the user named it.
        pages: the text of each page.
        problems: what the reader should know about how it was read.
    """
    found = list(pages)
    running = _running_lines(found)
    text, starts, rows = "", [], []
    for page in found:
        starts.append(len(text))
        for line in page.splitlines():
            rows.append(len(text))
            text += ("" if _masked(line) in running else line) + "\n"
    return IssuedText(source, text, tuple(rows) or (0,), tuple(starts), True, tuple(problems))


def _running_lines(pages: list[str]) -> set[str]:
    seen = Counter(
        line
        for page in pages
        for line in {_masked(edge) for edge in _edges([line for line in page.splitlines() if line.strip()])}
    )
    return {line for line, count in seen.items() if count > max(2, len(pages) // 2)}


def _edges(lines: list[str]) -> list[str]:
    return lines[:1] + lines[-1:]


def _masked(line: str) -> str:
    return re.sub(r"\d+", "0", "".join(line.split()))

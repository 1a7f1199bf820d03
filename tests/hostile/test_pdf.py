"""PDF files made to keep their reader busy for ever, or to take all memory, between one page and the next."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from scilit_rules.gate import pdf as gate
from scilit_rules.problems import SourceError
from tests.authoring.papers import pdf
from tests.hostile.trial import PLAN, Case, hold, name_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
TRACE = ("trace", *PLAN, "--source", "{returns}/text.pdf")
TOO_MUCH = ("gate.slow-page", "gate.slow-file", "trace.unreadable")
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(data: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<< /Filter /FlateDecode %s /Length %d >>\nstream\n%s\nendstream" % (more, len(packed), packed)


def paper(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A file of objects with a table of where they stand."""
    out, offsets = b"%PDF-1.5\n", []
    for number, made in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, made)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + (b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
                  % (len(objects) + 1, table, len(objects) + 1, trailer, len(out)))


def of(make: Callable[[], bytes]) -> Callable[[Path], object]:
    return lambda folder: (folder / "text.pdf").write_bytes(make())


def shows(content: Callable[[], bytes]) -> Callable[[Path], object]:
    """One page that shows something."""
    return of(lambda: paper([CATALOG, PAGES, PAGE, stream(content()), FONT]))


def before_itself() -> bytes:
    """A table that says that the one before it is itself."""
    made = paper([CATALOG, PAGES, PAGE, stream(b""), FONT])
    return paper([CATALOG, PAGES, PAGE, stream(b""), FONT], b"/Prev %d" % made.rindex(b"xref\n0"))


def pages_within_pages(count: int) -> bytes:
    inner = [b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (at - 1, at + 1) for at in range(3, count)]
    return paper([CATALOG, PAGES, *inner, b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 9 9] >>" % (count - 1)])


def fonts(entries: int) -> bytes:
    """A font with characters without end."""
    ranges = b"".join(b"100 beginbfrange\n%s endbfrange\n" % (b"<0000> <ffff> <0000>\n" * 100) for _ in range(entries))
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /ToUnicode 6 0 R >>"
    return paper([CATALOG, PAGES, PAGE, stream(b"BT /F1 12 Tf <0041> Tj ET"), font, stream(ranges)])


CASES = [
    Case("operands without an operation", shows(lambda: b"1 " * 20_000_000), (*TOO_MUCH, "trace.no-text")),
    Case("arrays in one another", shows(lambda: b"[" * 5_000_000), (*TOO_MUCH, "trace.no-text")),
    Case("dictionaries in one another", shows(lambda: b"<< /A " * 3_000_000), (*TOO_MUCH, "trace.no-text")),
    Case("a text without end", shows(lambda: b"(" + b"\\(" * 30_000_000), (*TOO_MUCH, "trace.no-text")),
    Case("a picture without end", shows(lambda: b"BI /W 1 ID " + b"E" * 60_000_000), (*TOO_MUCH, "trace.no-text")),
    Case("operations without end", shows(lambda: b"BT /F1 9 Tf " + b"(a) Tj " * 8_000_000), TOO_MUCH),
    Case("a stream of 10 GB", shows(lambda: zlib.compress(b"\0" * 70_000_000)), (*TOO_MUCH, "trace.no-text")),
    Case("a table before itself", of(before_itself), (*TOO_MUCH, "trace.no-text")),
    Case("pages within pages", of(lambda: pages_within_pages(20_000)), (*TOO_MUCH, "trace.no-text")),
    Case("pages that are their own parents",
         of(lambda: paper([CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999999 >>"])),
         (*TOO_MUCH, "trace.no-text", "gate.too-many-pages")),
    Case("a font without end", of(lambda: fonts(3_000)), (*TOO_MUCH, "trace.no-text")),
    Case("4,000 pages", lambda folder: pdf(folder / "text.pdf", [["方案"]] * 4_000), ("gate.too-many-pages",)),
    Case("half a file", of(lambda: paper([CATALOG, PAGES, PAGE, stream(b"BT" * 99), FONT])[:300]), TOO_MUCH),
    Case("nothing but its name", of(lambda: b"%PDF-1.4\n"), TOO_MUCH),
]


@pytest.mark.parametrize("case", [Case(case.name, case.make, case.told, None, TRACE, False) for case in CASES], ids=name_of)
def test_a_pdf_ends_no_run(case: Case, tmp_path: Path) -> None:
    hold(case, tmp_path)


@pytest.mark.parametrize(("worker", "code", "page"), [
    ("while True: pass", "gate.slow-file", None),
    ("import time; time.sleep(60)", "gate.slow-file", None),
    ("print('{\"pages\": 2}', flush=True)\nwhile True: pass", "gate.slow-page", 1),
    ("print('{\"pages\": 2}\\n{\"text\": \"a\"}', flush=True)\nwhile True: pass", "gate.slow-page", 2),
    ("print('{\"pages\": 2}\\n{\"te', end='', flush=True)", "trace.unreadable", None),
    ("import os; os._exit(9)", "trace.unreadable", None),
])
def test_a_reader_that_does_not_come_back_is_ended(worker: str, code: str, page: int | None,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_WORKER", worker)
    monkeypatch.setattr(gate, "_SECONDS_FOR_ONE", 0.8)
    with pytest.raises(SourceError) as caught:
        gate.pages_of_pdf(b"%PDF-1.4", "方案.pdf")
    (found,) = caught.value.problems
    assert (found.code, found.place and found.place.page) == (code, page)


def test_the_reader_finds_no_modules_where_it_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pypdf.py").write_text("open('ran', 'w')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    made = pdf(tmp_path / "a.pdf", [["方案"]])
    assert gate.pages_of_pdf(made.read_bytes(), "a.pdf") == ["方案"]
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory")
def test_the_reader_has_limits_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    eating = "import sys; sys.path[:] = eval(sys.argv[1]); from scilit_rules.gate.pdf_worker import _confine; _confine()\n"
    monkeypatch.setattr(gate, "_WORKER", eating + "held = b'a' * (1 << 30)")
    with pytest.raises(SourceError, match=r"trace.unreadable"):
        gate.pages_of_pdf(b"%PDF-1.4", "方案.pdf")

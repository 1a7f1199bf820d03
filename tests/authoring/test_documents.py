"""Issued plans as files of every kind: what is read, and what is said of what can't be."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from scilit_rules.authoring import documents
from scilit_rules.authoring.documents import read_issued_text
from scilit_rules.authoring.trace import trace_plan
from scilit_rules.gate.limits import Limits
from scilit_rules.problems import UsageError, show_problem
from tests.authoring.papers import docx, locked_pdf, pdf
from tests.authoring.traced import ISSUED, ruleset, written

LINES = ISSUED.splitlines()


def refused(path: Path, encoding: str | None = None) -> str:
    with pytest.raises(UsageError) as caught:
        read_issued_text(path, encoding)
    (found,) = caught.value.problems
    assert found.place is not None and found.place.source == str(path)
    for lang in ("zh", "en"):
        assert show_problem(found, lang)
    return found.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_are_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "方案.txt"
    path.write_bytes(ISSUED.encode(encoding))
    assert trace_plan(ruleset(), read_issued_text(path)).agrees


def test_a_wrong_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_bytes(ISSUED.encode("gb18030"))
    assert refused(path, "utf-8") == "adapters.wrong-encoding"


def test_a_text_file_counts_lines_and_pages(tmp_path: Path) -> None:
    text = read_issued_text(written(tmp_path, "第一页\n" + "字" * 50 + "\n\f第二页\n"))
    assert [(text.place(at).line, text.place(at).page) for at in (0, 4, len(text.text) - 2)] == [(1, 1), (2, 1), (3, 2)]
    assert read_issued_text(written(tmp_path, ISSUED)).place(0).page is None


def test_a_pdf_is_read_with_its_pages_and_without_running_lines(tmp_path: Path) -> None:
    body = [line.strip() for line in LINES if line.strip()]
    pages = [["小城市人民政府公报", *body[at : at + 5], f"- {at // 5 + 1} -"] for at in range(0, len(body), 5)]
    text = read_issued_text(pdf(tmp_path / "方案.pdf", pages))
    found = trace_plan(ruleset(), text)
    assert found.differences == ()
    last = found.clauses[-1].found
    assert last is not None
    place = text.place(last.start)
    assert (place.page, place.line) == (3, 3)


def test_a_word_file_is_read_with_its_pages(tmp_path: Path) -> None:
    lines = [line if "三、" not in line else f"\f{line}" for line in LINES]
    text = read_issued_text(docx(tmp_path / "方案.docx", lines))
    found = trace_plan(ruleset(), text)
    assert found.differences == ()
    last = found.clauses[-1].found
    assert last is not None
    assert (text.place(last.start).page, text.place(last.start).line) == (2, 15)


def test_what_word_marks_as_deleted_is_not_read(tmp_path: Path) -> None:
    path = docx(tmp_path / "方案.docx", ["KEEP" + "字" * 60])
    inner = tmp_path / "其他.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(inner, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                more = ("<w:ins><w:r><w:t>ADDED</w:t><w:tab/><w:noBreakHyphen/><w:cr/></w:r></w:ins>"
                        "<w:del><w:r><w:t>GONE</w:t></w:r></w:del><w:r><w:lastRenderedPageBreak/><w:br w:type='page'/></w:r>")
                data = data.replace(b"</w:p>", more.encode() + b"</w:p>", 1)
            new.writestr(name, data)
    text = read_issued_text(inner).text
    assert "ADDED\t-\n\f" in text and text.count("\f") == 1
    assert "GONE" not in text


@pytest.mark.parametrize("name, data, code", [
    ("方案.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "trace.kind"),
    ("方案.wps", b"PK\x03\x04rest", "trace.kind"),
    ("方案.png", b"\x89PNG\r\n", "trace.kind"),
    ("方案", b"{\\rtf1", "trace.kind"),
    ("方案.docx", b"PK\x03\x04rest", "gate.no-document"),
    ("方案.pdf", b"%PDF-1.4 nothing", "trace.unreadable"),
    ("方案.txt", b"", "trace.empty"),
    ("方案.txt", b" \n\n", "trace.empty"),
    ("方案.txt", "第 1 页".encode(), "trace.too-short"),
    ("方案.md", "一、总体要求\n（一）目标 2020年达到10.5%以上，每年人均1元，约50%的区县有场馆。".encode(), "trace.too-short"),
])
def test_what_can_not_be_read_is_said(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert refused(path) == code


def test_a_scan_is_named_as_one(tmp_path: Path) -> None:
    assert refused(pdf(tmp_path / "扫描.pdf", [[], [], ["- 3 -"]])) == "trace.no-text"


def test_a_short_text_is_told_by_its_length_and_not_taken_for_a_scan(tmp_path: Path) -> None:
    for path in (tmp_path / "方案.txt", docx(tmp_path / "方案.docx", ["总体要求", "到 2020 年"])):
        if path.suffix == ".txt":
            path.write_text("总体要求\n到 2020 年\n", encoding="utf-8")
        with pytest.raises(UsageError) as caught:
            read_issued_text(path)
        (told,) = caught.value.problems
        assert (told.code, told.message.args["count"]) == ("trace.too-short", 10)
        assert "10个字符" in show_problem(told, "zh") and "扫描" not in show_problem(told, "zh")


def test_a_word_file_of_pictures_alone_may_be_a_scan(tmp_path: Path) -> None:
    assert refused(docx(tmp_path / "扫描.docx", [""])) == "trace.no-text"


def test_single_scanned_pages_are_named(tmp_path: Path) -> None:
    text = read_issued_text(pdf(tmp_path / "方案.pdf", [[line.strip() for line in LINES if line.strip()], [], []]))
    assert [(told.code, told.message.args["pages"]) for told in text.problems] == [("trace.blank-pages", [2, 3])]
    assert trace_plan(ruleset(), text).agrees


def test_a_locked_file_is_said(tmp_path: Path) -> None:
    assert refused(locked_pdf(tmp_path / "密.pdf", [LINES], "geheim")) == "trace.locked"
    assert read_issued_text(locked_pdf(tmp_path / "空.pdf", [LINES], "")).text


def test_a_word_file_that_unpacks_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = docx(tmp_path / "方案.docx", LINES)
    monkeypatch.setattr(documents, "DOCUMENT", Limits(max_bytes=path.stat().st_size + 10))
    assert refused(path) == "adapters.inflates-too-large"


@pytest.mark.parametrize("kind, module", [("docx", "docx"), ("pdf", "pypdf")])
def test_what_must_be_installed_is_said(tmp_path: Path, kind: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = {"docx": docx, "pdf": lambda path, lines: pdf(path, [lines])}[kind](tmp_path / f"方案.{kind}", LINES)
    monkeypatch.setitem(sys.modules, module, None)
    assert refused(path) == "trace.no-reader"

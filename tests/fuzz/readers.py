"""Everything that reads what others wrote, each with good inputs to start from and a way to read a changed one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import scilit_rules as sr
from tests.authoring.papers import docx, pdf
from tests.cli.running import HERE as CLI
from tests.cli.running import MINI, RULESETS, run
from tests.hostile.trial import GOOD_ROWS

AS_OF = ("--as-of", "2020-12-31")
_DAY = date(2020, 12, 31)
_RIGHT = (0, 1, 2, 3)
TEXT = ("小城市科学素质方案（2019—2020年）", "一、目标", "（一）素质目标。到2020年，公民具备科学素质的比例超过10.5%，约一半的区有场馆。",
        "二、保障", "（一）经费。各区要保证科普经费每年人均1元，逐步增加。（市科协牵头，相关部门配合）",
        "（二）组织。建立领导小组，印发方案，开展宣传。", "三、附则", "2019年1月15日")


class Failure(Exception):
    """What the program must not do: end with a fault of its own."""


@dataclass(frozen=True)
class Reader:
    """Something that reads what others wrote.

    Args:
        name: how it is called on the command line.
        seeds: names of good inputs in the prepared folder.
        read: reads a changed one; takes it and an empty folder for what is written.
    """

    name: str
    seeds: tuple[str, ...]
    read: Callable[[Path, Path], None]


def prepare(folder: Path) -> None:
    """Writes the good inputs.

    Args:
        folder: where to.
    """
    (folder / "return.csv").write_text(GOOD_ROWS, encoding="utf-8")
    rows = [line.split(",") for line in GOOD_ROWS.strip().splitlines()]
    _workbook(folder / "return.xlsx", rows)
    (folder / "return.json").write_text('[{"单位": "东区", "年度": 2020, "小城经费": "3万元", "小城人口": 20000, "小城小组": true}]', encoding="utf-8")
    (folder / "return.yaml").write_text("- {单位: 东区, 年度: 2020, 小城经费: 3万元, 小城人口: 20000}\n- 单位: 西区\n  小城小组: 是\n", encoding="utf-8")
    shutil.copy(CLI / "forms" / "东区_mini-2020_2020.xlsx", folder / "form.xlsx")
    _done("check", *MINI, str(folder / "return.csv"), *AS_OF, "-f", "json", "-o", str(folder / "report.json"))
    _done("baseline", str(folder / "report.json"), "-o", str(folder / "baseline.json"))
    _done("ledger", "take-in", str(folder / "report.json"), "--db", str(folder / "ledger.db"))
    _done("ledger", "export", "--db", str(folder / "ledger.db"), "-o", str(folder / "ledger.xlsx"))
    templates = folder / "templates"
    _done("letters", *MINI, "-o", str(templates), "--write-templates")
    for number, path in enumerate(sorted(templates.iterdir())):
        shutil.copy(path, folder / f"template{number}.docx")
    (folder / "waivers.yaml").write_text(
        "- id: w-1\n  obligation: more-funding\n  subject: mini.east\n  reason: 受灾\n  approver: 市科协\n"
        "  document: 小政发〔2020〕3号\n  from: 2020-01-01\n  until: 2021-12-31\n",
        encoding="utf-8")
    (folder / "mapping.yaml").write_text("columns:\n  小城经费: funding.paid_in\n  小城人口: {fact: population.resident, unit: 人}\nsubject: 单位\nperiod: 年度\n", encoding="utf-8")
    for path in RULESETS.rglob("*.yaml"):
        shutil.copy(path, folder / f"rules-{'+'.join(path.relative_to(RULESETS).parts)}")
    (folder / "text.txt").write_text("\n".join(TEXT), encoding="utf-8")
    docx(folder / "text.docx", TEXT)
    pdf(folder / "text.pdf", [TEXT])
    (folder / "entry_points.ini").write_text(
        "[scilit_rules]\nmine = tests.fuzz.readers\n[console_scripts]\nx = a:b\n", encoding="utf-8")


def _workbook(path: Path, rows: list[list[str]]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["小城市2020年情况表"])
    for row in rows:
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    sheet.merge_cells("A1:K1")
    sheet["C4"] = date(2019, 3, 1)
    sheet["D4"] = "=C3*2"
    book.save(path)


def _done(*words: str) -> None:
    told = run(*words, env={"SCILIT_RULES_DEBUG": "1"})
    if told.exit_code not in _RIGHT:
        raise Failure(told.stderr)


def _command(*words: str) -> Callable[[Path, Path], None]:
    """A command in which ``X`` is the changed input, ``GOOD`` a good return and ``OUT`` a folder."""
    def read(path: Path, out: Path) -> None:
        given = {"X": str(path), "GOOD": str(out.parent / "seeds" / "return.csv")}
        _done(*(given.get(word, word.replace("OUT", str(out))) for word in words))
    return read


@cache
def _plan() -> sr.Plan:
    return sr.load_plan("mini-2020", rulesets=[RULESETS])


def _check(path: Path, out: Path) -> None:
    try:
        report = sr.check(_plan(), sources=[path], as_of=_DAY)
    except sr.ScilitError:
        return
    for format in ("json", "table", "excel") if len(report.problems) % 5 == 0 else ("json", "table"):
        sr.write_report(report, BytesIO(), format=format)


def _read_back(path: Path, out: Path) -> None:
    """A report that is read whole, shown in every format and explained."""
    try:
        report = sr.read_report(path)
    except sr.ScilitError:
        return
    for format in ("json", "table", "markdown", "csv", "excel", "html"):
        sr.write_report(report, BytesIO(), format=format)
    for finding in report.findings:
        sr.explain(report, finding, "zh")


def _rules(path: Path, out: Path) -> None:
    """The rulesets with one file changed."""
    shutil.copytree(RULESETS, out / "rulesets")
    place = out / "rulesets" / Path(*path.name.partition("rules-")[2].split("+"))
    shutil.copy(path, place)
    _done("validate", str(out / "rulesets" / "mini-2020"))
    _done("test", "mini-2020", "--rulesets", str(out / "rulesets"))


def _ledger(*words: str) -> Callable[[Path, Path], None]:
    """A command on a copy of the good ledger."""
    def read(path: Path, out: Path) -> None:
        shutil.copy(out.parent / "seeds" / "ledger.db", out / "ledger.db")
        _command("ledger", *words, "--db", str(out / "ledger.db"))(path, out)
    return read


def _ledger_file(path: Path, out: Path) -> None:
    for words in (("list",), ("show", "2020-001"), ("move", "2020-001", "assigned", "--by", "w")):
        _command("ledger", *words, "--db", "X")(path, out)


def _manifest(path: Path, out: Path) -> None:
    """A package whose entry points are changed, as if it were installed."""
    info = out / "strange-1.0.dist-info"
    info.mkdir()
    shutil.copy(path, info / "entry_points.txt")
    (info / "METADATA").write_bytes(b"Metadata-Version: 2.1\nName: strange\nVersion: 1.0\n")
    sys.path.insert(0, str(out))
    try:
        told = run("plugins")
        # A plugin that can't be loaded is told with the code of a failure; what must not be is a failure of the list.
        if told.exit_code not in (*_RIGHT, 4) or "cli.unexpected" in told.stderr:
            raise Failure(told.stderr)
    finally:
        sys.path.remove(str(out))


RULES = tuple(f"rules-{'+'.join(path.relative_to(RULESETS).parts)}" for path in sorted(RULESETS.rglob("*.yaml")))
READERS = (
    Reader("xlsx", ("return.xlsx",), _check),
    Reader("csv", ("return.csv",), _check),
    Reader("json", ("return.json",), _check),
    Reader("yaml", ("return.yaml",), _check),
    Reader("form", ("form.xlsx",), _check),
    Reader("ruleset", RULES, _rules),
    Reader("ledger-import", ("ledger.xlsx",), _ledger("import", "X", "--by", "w")),
    Reader("ledger-file", ("ledger.db",), _ledger_file),
    Reader("template", ("template0.docx", "template1.docx"),
           _command("letters", *MINI, "GOOD", *AS_OF, "-o", "OUT", "--force", "--template", "X")),
    Reader("report", ("report.json",), _command("compare", "X", "X", "-f", "markdown", "-o", "OUT/o.md")),
    Reader("report-whole", ("report.json",), _read_back),
    Reader("baseline", ("baseline.json",), _command("check", *MINI, *AS_OF, "--baseline", "X", "-f", "json", "-o", "OUT/o.json")),
    Reader("waivers", ("waivers.yaml",), _command("check", *MINI, *AS_OF, "--waivers", "X", "-f", "json", "-o", "OUT/o.json")),
    Reader("mapping", ("mapping.yaml",), _command("check", *MINI, "GOOD", *AS_OF, "--mapping", "X", "-f", "json", "-o", "OUT/o.json")),
    Reader("text", ("text.txt", "text.docx", "text.pdf"), _command("trace", *MINI, "--source", "X")),
    Reader("manifest", ("entry_points.ini",), _manifest),
)

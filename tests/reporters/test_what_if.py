"""What rests on assumptions: marked in title and headline of every format, and refused where it would pass for fact."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from html import unescape
from pathlib import Path

import jsonschema
import openpyxl
import pytest

import scilit_rules as sr
from scilit_rules.exchange.report_document import report_schema
from scilit_rules.messages import say
from scilit_rules.model.text import Lang
from scilit_rules.plugins.contracts import BriefReporter, ReportOptions
from scilit_rules.plugins.manager import installed
from scilit_rules.problems import UsageError
from scilit_rules.reporters.brief_schemas import comparison_schema, sample_schema
from scilit_rules.words.explanation import explain
from tests.cli.running import run

PLAN = sr.load_plan("zibo-2016-2020")
DAY = date(2020, 12, 31)
ASSUMED = ("常住人口=40万人@2020", "科普经费到位数=300000@2020")
MARKS: dict[Lang, str] = {"zh": "假设推演", "en": "What-if"}
FORMATS = sorted(installed().reporters)
CHECKED = ("zibo-2016-2020", "--as-of", "2020-12-31", "--subject", "周村区", "--only", "funding-per-capita")
SET = tuple(part for text in ASSUMED for part in ("--set", text))


@cache
def checked(assumed: tuple[str, ...] = ASSUMED) -> sr.Report:
    return sr.check(PLAN, as_of=DAY, subjects=["周村区"], only=["funding-per-capita"], assume=assumed)


def shown(data: bytes, format: str) -> str:
    if format != "excel":
        return unescape(data.decode())
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


def written(report: sr.Report, format: str, lang: Lang = "zh") -> str:
    out = io.BytesIO()
    sr.write_report(report, out, format=format, options=ReportOptions(lang))
    return shown(out.getvalue(), format)


def saved(folder: Path, report: sr.Report) -> str:
    path = folder / "report.json"
    with path.open("wb") as out:
        sr.write_report(report, out)
    return str(path)


def code(error: pytest.ExceptionInfo[UsageError]) -> str:
    (found,) = error.value.problems
    return found.code


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("format", FORMATS)
def test_every_format_marks_a_what_if_or_refuses_it(format: str, lang: Lang) -> None:
    if format == "word":
        with pytest.raises(UsageError) as error:
            written(checked(), format, lang)
        assert code(error) == "reporters.no-what-if"
        return
    told = written(checked(), format, lang)
    assert all(text in told for text in ASSUMED)
    if format in ("json", "lines"):
        assert say("distance.assumed", lang, facts=ASSUMED) in told[:400]
    else:
        assert MARKS[lang] in told


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("format", ["table", "markdown", "html", "excel"])
def test_formats_for_people_mark_title_and_headline(format: str, lang: Lang) -> None:
    told = written(checked(), format, lang).replace("\\", "")
    title = f"【{MARKS[lang]}】" if lang == "zh" else f"[{MARKS[lang]}]"
    headline = f"{MARKS[lang]}（{ASSUMED[0]}" if lang == "zh" else f"{MARKS[lang]} ({ASSUMED[0]}"
    assert title in told
    assert headline in told


def test_every_row_of_a_csv_file_says_what_it_assumes() -> None:
    first, *rows = written(checked(), "csv").lstrip("\ufeff").strip().splitlines()
    assert first.startswith("假设推演,")
    assert rows
    assert all(row.startswith("；".join(ASSUMED)) for row in rows)


def test_every_sheet_of_a_workbook_says_so() -> None:
    out = io.BytesIO()
    sr.write_report(checked(), out, format="excel")
    book = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
    assert all(str(sheet["A1"].value).startswith("【假设推演】") for sheet in book)


def test_what_is_bears_no_mark() -> None:
    for format in FORMATS:
        if format != "word":
            assert "假设推演" not in written(checked(()), format).replace('"assumed":"假设推演"', "") or format == "html"


def test_json_keeps_it_both_ways(tmp_path: Path) -> None:
    path = saved(tmp_path, checked())
    document = json.loads(Path(path).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(report_schema()).validate(document)
    assert document["what_if"]["assumed"] == list(ASSUMED)
    assert sr.read_report(path).assumed == checked().assumed == ASSUMED
    assert "what_if" not in json.loads(Path(saved(tmp_path, checked(()))).read_text(encoding="utf-8"))


def test_a_report_saved_before_it_was_kept_is_known_by_its_places(tmp_path: Path) -> None:
    path = Path(saved(tmp_path, checked()))
    document = json.loads(path.read_text(encoding="utf-8"))
    del document["what_if"]
    path.write_text(json.dumps(document), encoding="utf-8")
    assert set(sr.read_report(path).assumed) == set(ASSUMED)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_explanation_says_so_in_title_and_verdict(lang: Lang) -> None:
    finding = next(found for found in checked().findings if found.period == "2020")
    title, _, _, _, verdict, *_ = explain(checked(), finding, lang).split("\n")
    assert MARKS[lang] in title
    assert MARKS[lang] in verdict


def _compared(folder: Path) -> sr.ReportComparison:
    return sr.compare(checked(()), saved(folder, checked()))


def _sampled(folder: Path) -> sr.Sample:
    return sr.sample(saved(folder, checked()), size=3, seed=1)


@pytest.mark.parametrize("format", [name for name, one in installed().reporters.items()
                                    if isinstance(one, BriefReporter)])
@pytest.mark.parametrize("make", [_compared, _sampled])
def test_what_is_made_of_a_what_if_says_so_in_every_format(
        tmp_path: Path, make: Callable[[Path], sr.ReportComparison | sr.Sample], format: str) -> None:
    out = io.BytesIO()
    sr.write_report(make(tmp_path), out, format=format)
    told = shown(out.getvalue(), format)
    assert "假设推演" in told or (format == "json" and '"assumed"' in told)
    if format == "json":
        schema = comparison_schema() if make is _compared else sample_schema()
        jsonschema.Draft202012Validator(schema).validate(json.loads(told))


def test_distance_says_so_in_title_and_conclusion() -> None:
    told = run("distance", *CHECKED, *SET, env={"SCILIT_RULES_LANG": "zh"}).output
    assert told.startswith("【假设推演】")
    assert "假设推演（" in told


# Where it would pass for fact it is refused, with nothing written.


@pytest.mark.parametrize("format, found", [("word", "reporters.no-what-if")])
def test_no_document_is_written_on_it(tmp_path: Path, format: str, found: str) -> None:
    out = tmp_path / "out.docx"
    table = tmp_path / "out.txt"
    result = run("check", *CHECKED, *SET, "-f", "table", "-o", str(table), "-f", format, "-o", str(out))
    assert result.exit_code == 2
    assert found in result.stderr
    assert "Leave out --set" in result.stderr
    assert not out.exists()
    assert not table.exists()


def test_no_letter_is_written_on_it(tmp_path: Path) -> None:
    result = run("letters", *CHECKED[:5], *SET, "-o", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert "distance.no-document" in result.stderr
    assert not (tmp_path / "out").exists()
    with pytest.raises(UsageError) as error:
        sr.make_letters(checked())
    assert code(error) == "distance.no-document"


def test_no_ledger_takes_it_in(tmp_path: Path) -> None:
    kept = tmp_path / "ledger.db"
    result = run("ledger", "take-in", saved(tmp_path, checked()), "--db", str(kept), "--by", "王")
    assert result.exit_code == 2
    assert "distance.no-ledger" in result.stderr
    ledger = sr.open_ledger(str(kept), create=True)
    with pytest.raises(UsageError) as error:
        sr.take_in(ledger, checked(), by="王", at=datetime(2021, 1, 4))
    assert code(error) == "distance.no-ledger"
    assert not kept.exists()


def test_no_baseline_is_made_of_it_or_changed_by_it(tmp_path: Path) -> None:
    result = run("baseline", saved(tmp_path, checked()), "-o", str(tmp_path / "known.json"))
    assert result.exit_code == 2
    assert "distance.no-baseline" in result.stderr
    assert not (tmp_path / "known.json").exists()
    known = tmp_path / "known.json"
    assert run("baseline", saved(tmp_path, checked(())), "-o", str(known)).exit_code == 0
    before = known.read_bytes()
    result = run("check", *CHECKED, *SET, "--baseline", str(known), "--update-baseline")
    assert result.exit_code == 2
    assert "distance.no-baseline" in result.stderr
    assert known.read_bytes() == before


def test_no_form_is_filled_in_with_it(tmp_path: Path) -> None:
    path = saved(tmp_path, checked())
    result = run("template", "zibo-2016-2020", "--year", "2020", "--subject", "周村区", "--from", path, "-o",
                 str(tmp_path / "form.xlsx"))
    assert result.exit_code == 2
    assert "distance.no-form" in result.stderr


def test_a_format_that_does_not_say_so_is_given_no_what_if(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        name = "silent"
        suffixes = (".silent",)

        def write(self, report: sr.Report, out: io.BytesIO, options: ReportOptions) -> None:
            out.write(b"fine")

    plugins = installed()
    monkeypatch.setattr(plugins, "reporters", {**plugins.reporters, "silent": Silent()})
    with pytest.raises(UsageError) as error:
        sr.write_report(checked(), io.BytesIO(), format="silent", plugins=plugins)
    assert code(error) == "reporters.no-what-if"
    sr.write_report(checked(()), io.BytesIO(), format="silent", plugins=plugins)


def test_word_files_are_what_they_are() -> None:
    out = io.BytesIO()
    sr.write_report(checked(()), out, format="word")
    assert zipfile.is_zipfile(out)

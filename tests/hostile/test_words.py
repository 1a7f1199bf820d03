"""Words of a command line that are no text, escape sequences or far too long: refused, and never obeyed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import MINI, run
from tests.hostile.trial import GOOD, GOOD_ROWS

JUDGING = (*MINI, "{good}", "--as-of", "2020-12-31", "-q")
COMMANDS = [
    ("X",), ("plans", "X"), ("plans", "--rulesets", "X"), ("plans", "--X"), ("plans", "--lang", "X"),
    ("show", *MINI, "X"), ("show", "X"), ("validate", "X"), ("test", "X"), ("coverage", "X"), ("schema", "X"),
    ("trace", *MINI, "X"), ("trace", "X", "{good}"), ("template", *MINI, "--subject", "X", "-o", "{out}"),
    ("check", "X"), ("check", *MINI, "X"), ("check", *JUDGING, "--as-of", "X"),
    *(("check", *JUDGING, option, "X") for option in
      ("-f", "--subject", "--only", "--waivers", "--baseline", "--set", "--mapping", "--engine", "--encoding",
       "--delimiter", "--sheet", "--prefer", "--evidence", "--fail-on", "--width")),
    ("check", *JUDGING, "--set", "group.exists=X"), ("check", *JUDGING, "--set", "X=1@X"),
    ("check", *JUDGING, "-o", "{out}/X.json"), ("distance", *JUDGING, "-o", "{out}/X.csv"),
    ("explain", *JUDGING, "--subject", "东区", "--obligation", "funding", "--period", "X"),
    ("explain", *JUDGING, "--subject", "X", "--obligation", "X"),
    *(("letters", *JUDGING, "-o", "{out}", "--force", option, "X") for option in
      ("--issuer", "--number", "--contact", "--addressee", "--template", "--date")),
    ("compare", "X", "{report}"), ("baseline", "X", "-o", "{out}/b.json"), ("sample", "{report}", "--seed", "X"),
    ("sample", "{report}", "--count", "X"),
    *(("ledger", *words) for words in
      (("list", "--db", "X"), ("list", "--db", "postgresql://u:secretX@127.0.0.1:1/X"), ("list", "--db", "{db}", "--subject", "X"),
       ("show", "X", "--db", "{db}"), ("import", "X", "--db", "{db}", "--by", "w"), ("move", "2020-001", "X", "--db", "{db}"),
       ("move", "2020-001", "assigned", "--by", "X", "--db", "{db}"), ("take-in", "{report}", "--db", "{db}", "--by", "X"),
       ("export", "--db", "{db}", "-o", "{out}/X.xlsx"))),
]
WORDS = {"no UTF-8": "\udcff\udcfe", "an escape sequence": "\x1b]0;x\x07\x1b[2J", "digits": "9" * 5_000}
FURTHER = {"length": "长" * 20_000, "braces": "{0.__class__}{单位}%s", "nothing": "", "blanks": " \n\t "}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    (folder / GOOD).write_text(GOOD_ROWS, encoding="utf-8")
    report, ledger = folder / "report.json", folder / "ledger.db"
    run("check", *MINI, str(folder / GOOD), "--as-of", "2020-12-31", "-f", "json", "-o", str(report))
    assert run("ledger", "take-in", str(report), "--db", str(ledger)).exit_code == 0
    return folder


@pytest.mark.parametrize("word", [
    *(pytest.param(word, id=name) for name, word in WORDS.items()),
    *(pytest.param(word, id=name, marks=pytest.mark.long) for name, word in FURTHER.items()),
])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_word_is_a_fault_of_the_program_or_obeyed(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                     command: tuple[str, ...], word: str) -> None:
    monkeypatch.chdir(tmp_path)
    places = {"good": prepared / GOOD, "report": prepared / "report.json", "db": tmp_path / "ledger.db", "out": tmp_path / "out"}
    (tmp_path / "out").mkdir()
    shutil.copy(prepared / "ledger.db", tmp_path / "ledger.db")
    told = run(*(part.format(**places).replace("X", word) for part in command))
    assert told.exit_code in (0, 1, 2, 3), told.stderr
    assert "\x1b" not in told.stdout + told.stderr
    assert "secret" not in told.stdout + told.stderr

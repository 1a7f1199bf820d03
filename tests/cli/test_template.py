"""``template`` as people run it: forms in a folder, never written over what may have been filled in."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import MINI, run, start
from tests.forms.made import answer

ZH = {"SCILIT_RULES_LANG": "zh"}


def test_forms_go_out_and_come_back(tmp_path: Path) -> None:
    folder = tmp_path / "自查表"
    made = run("template", *MINI, "--year", "2020", "-o", str(folder), env=ZH)
    assert made.exit_code == 0 and made.stdout == ""
    assert "2020年自查表4份" in made.stderr
    assert [path.name for path in sorted(folder.iterdir())] == [
        "东区_mini-2020_2020.xlsx", "园区_mini-2020_2020.xlsx", "小城市_mini-2020_2020.xlsx", "西区_mini-2020_2020.xlsx"]
    answer(folder / "东区_mini-2020_2020.xlsx")
    checked = run("check", *MINI, str(folder), "--as-of", "2020-12-31", "--subject", "东区", "--detail", env=ZH)
    assert "达标" in checked.stdout and "错误" not in checked.stderr
    assert "Traceback" not in checked.stderr


def test_what_is_there_is_spared_unless_told_otherwise(tmp_path: Path) -> None:
    arguments = ("template", *MINI, "--as-of", "2020-06-30", "--subject", "东区", "-o", str(tmp_path))
    assert run(*arguments).exit_code == 0
    (path,) = tmp_path.iterdir()
    path.write_bytes(b"filled in")
    again = run(*arguments)
    assert again.exit_code == 2 and "[cli.form-is-there]" in again.stderr
    assert path.read_bytes() == b"filled in"
    assert run(*arguments, "--force", "--quiet").stderr == ""
    assert path.read_bytes() != b"filled in"


def test_a_plan_that_is_over_is_asked_for_its_last_year(tmp_path: Path) -> None:
    run("template", *MINI, "--subject", "East", "-o", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["East_mini-2020_2020.xlsx"]


def test_data_that_can_not_be_carried_over_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("单位,小城场馆\n北区,是\n", encoding="utf-8")
    result = run("template", *MINI, "--year", "2020", "--from", str(tmp_path / "a.csv"), "-o", str(tmp_path / "out"))
    assert result.exit_code == 3
    assert "[facts.unknown-subject]" in result.stderr
    assert len(list((tmp_path / "out").iterdir())) == 4


def test_forms_are_the_same_bytes_with_lxml_and_without(tmp_path: Path) -> None:
    made = []
    for installed, seed in (("True", "1"), ("False", "2")):
        folder = tmp_path / installed
        wanted = ("template", *MINI, "--as-of", "2020-06-30", "--subject", "东区", "-o", str(folder))
        assert start(*wanted, env={"OPENPYXL_LXML": installed, "PYTHONHASHSEED": seed}).returncode == 0
        made.append([path.read_bytes() for path in folder.iterdir()])
    assert made[0] == made[1]

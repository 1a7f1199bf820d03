"""Rulesets from strangers: what is too much, too deep, a circle or no file is refused by name and place, soon."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import RULESETS
from tests.hostile.trial import Case, hold, name_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")

PLAN, OBLIGATIONS, CASES_FILE = "mini-2020/plan.yaml", "mini-2020/obligations/all.yaml", "mini-2020/cases/all.yaml"
VOCABULARY, SUBJECTS = "vocabulary.yaml", "subjects.yaml"
Change = Callable[[Path], object]


def obligation(number: int, more: str = "", fact: str = "group.exists") -> str:
    return (f"- {{id: o{number}, clause: 二/（一）, title: {{zh: 任务{number}, en: T{number}}}, kind: institution, "
            f"binding: mandatory, bears: district, during: organisation, require: {{fact: {fact}, is: true}}{more}}}\n")


def fact(number: int, more: str = "") -> str:
    return (f"x.y{number}:\n  title: {{zh: 甲{number}, en: X{number}}}\n  type: amount\n  unit: 元\n"
            f"  nature: yearly\n{more}")


def street(number: int, parent: str) -> str:
    return f"- {{id: mini.s{number}, name: {{zh: 街{number}, en: S{number}}}, level: street, parent: {parent}}}\n"


def added(file: str, text: str) -> Change:
    def change(rulesets: Path) -> None:
        with (rulesets / file).open("a", encoding="utf-8") as out:
            out.write(text)
    return change


def instead(file: str, make: Callable[[Path], object]) -> Change:
    def change(rulesets: Path) -> None:
        path = rulesets / file
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        make(path)
    return change


def many_files(folder: str, suffix: str) -> Change:
    def change(rulesets: Path) -> None:
        for number in range(3_000):
            (rulesets / folder / f"f{number}{suffix}").write_text("", encoding="utf-8")
    return change


def bound(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(path.parent)  # the address of a socket is short
        try:
            made.bind(path.name)
        finally:
            os.chdir(here)


def ruleset(name: str, change: Change, *told: str, file: str = "", command: tuple[str, ...] = ("validate",)) -> Case:
    """A plan, well but for one change."""
    def make(returns: Path) -> None:
        shutil.copytree(RULESETS, returns / "rulesets")
        change(returns / "rulesets")
    words = (*command, "mini-2020", "--rulesets", "{returns}/rulesets")
    codes = tuple(code if "." in code else f"language.{code}" for code in told)
    return Case(name, make, codes, (file,) if file else (), words, judged=False, exits=(1, 2) if told else (0,))


def row(length: int, closed: bool) -> range | list[int]:
    return [*range(1, length), 0] if closed else range(1, length + 1)


CASES = [
    ruleset("a comment of marks", added(PLAN, "# " + "&- " * 40_000 + "\n")),
    ruleset("a comment of brackets", added(PLAN, "# " + "[" * 200_000 + "\n")),
    ruleset("brackets without end", added(PLAN, "x: " + "[" * 200_000 + "\n"), "too-deep", file="plan.yaml:14"),
    ruleset("lists without end", added(PLAN, "x: [" + "[]," * 100_000 + "]\n"), "unknown-key", file="plan.yaml:14"),
    ruleset("marks without end", added(PLAN, "x: [" + "{a: 1}," * 200_000 + "]\n"), "too-many-marks", file="plan.yaml"),
    ruleset("dashes without end", added(PLAN, "x:\n  " + "- " * 50_000 + "1\n"), "too-deep", file="plan.yaml:15"),
    ruleset("a bracket that stays open", added(PLAN, "x: [\n" + "  a,\n" * 200_000), "bracket-open",
            file="plan.yaml:14"),
    ruleset("a quote that stays open", added(PLAN, 'x: "' + "abc \n " * 200_000 + "\n"), "quote-open",
            file="plan.yaml:14"),
    ruleset("digits without end", added(PLAN, "x: " + "1" * 200_000 + "\n"), "unknown-key", file="plan.yaml:14"),
    ruleset("a line without end", added(PLAN, "x: " + "科" * 600_000 + "\n"), "unknown-key", file="plan.yaml:14"),
    ruleset("a file without end", added(PLAN, "# " + "x" * 3_000_000 + "\n"), "adapters.too-large", file="plan.yaml"),
    ruleset("a bomb of references", added(PLAN, "a0: &a0 [1,1,1,1,1,1,1,1,1]\n" + "".join(
        f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))), "too-many-copies", file="plan.yaml"),
    ruleset("merge keys on one line", added(PLAN, "x: &a {b: 1}\ny: {" + "<<: *a," * 50_000 + "}\n"), "merge-key",
            file="plan.yaml:15"),
    ruleset("tags on one line", added(PLAN, "x: [" + "!x 1," * 50_000 + "]\n"), "tag", file="plan.yaml:14"),
    ruleset("days that there are not", added(PLAN, "x: [" + "2019-99-99," * 50_000 + "]\n"), "no-such-day",
            file="plan.yaml:14"),
    ruleset("anchors on one line", added(PLAN, "x: [" + "&a 1," * 100_000 + "]\n"), "anchor-twice",
            file="plan.yaml:14"),
    ruleset("unknown keys", added(PLAN, "".join(f"k{n}: 1\n" for n in range(50_000))), "unknown-key",
            file="plan.yaml:14"),
    ruleset("one key again and again", added(PLAN, "k: 1\n" * 50_000), "key-twice", file="plan.yaml:15"),
    ruleset("clauses without end", added(PLAN, "".join(
        f"  - {{path: 四/（{n}）, kind: goal, heading: 目标{n}}}\n" for n in range(20_000))), "too-many-entries",
            file="plan.yaml:5008"),
    ruleset("obligations without end", added(OBLIGATIONS, "".join(map(obligation, range(20_000)))),
            "too-many-entries", "adapters.too-large", file="all.yaml"),
    ruleset("one obligation again and again", added(OBLIGATIONS, obligation(1) * 5_000), "broken-off",
            file="all.yaml:72"),
    ruleset("obligations on one line, all wrong", instead(OBLIGATIONS, lambda path: path.write_text("[" + ",".join(
        obligation(n, fact=f"no.such{n}")[2:].strip() for n in range(4_000)) + "]", encoding="utf-8")),
            "unknown-fact", "broken-off", file="all.yaml:1"),
    ruleset("levels without end", added(OBLIGATIONS, obligation(1).replace(
        "bears: district", f"bears: [{','.join(f'l{n}' for n in range(50_000))}]")), "unknown-word",
            file="all.yaml:71"),
    ruleset("conditions in conditions", added(OBLIGATIONS, obligation(
        1, ", when: " + "{not: " * 20_000 + "{fact: venue.in_use, is: true}" + "}" * 20_000)), "too-deep",
            file="all.yaml:71"),
    ruleset("conditions side by side", added(OBLIGATIONS, obligation(
        1, f", when: {{any: [{','.join(['{fact: venue.in_use, is: true}'] * 20_000)}]}}"))),
    ruleset("obligations that follow one another in a circle", added(OBLIGATIONS, "".join(
        obligation(n, f", follows: o{other}") for n, other in enumerate(row(3_000, True)))), "follows-circle",
            file="all.yaml:71"),
    ruleset("obligations that follow one another in a row", added(OBLIGATIONS, "".join(
        obligation(n, f", follows: o{other}") for n, other in enumerate(row(3_000, False))) + obligation(3_000)),
            "row-too-long", file="all.yaml"),
    ruleset("facts from one another in a circle", added(VOCABULARY, "".join(
        fact(n, f"  derive: {{sum: [x.y{other}, funding.paid_in]}}\n") for n, other in enumerate(row(2_000, True)))),
            "derive-circle", file="vocabulary.yaml"),
    ruleset("facts from one another in a row", added(VOCABULARY, "".join(
        fact(n, f"  derive: {{sum: [x.y{other}, funding.paid_in]}}\n") for n, other in enumerate(row(2_000, False)))
            + fact(2_000)), "row-too-long", file="vocabulary.yaml"),
    ruleset("facts without end", added(VOCABULARY, "".join(map(fact, range(8_000)))), "too-many-entries",
            file="vocabulary.yaml"),
    ruleset("subjects above one another in a circle", added(SUBJECTS, "".join(
        street(n, f"mini.s{other}") for n, other in enumerate(row(5_000, True)))), "subject-circle",
            file="subjects.yaml"),
    ruleset("subjects above one another in a row", added(SUBJECTS, "".join(
        street(n, f"mini.s{other}") for n, other in enumerate(row(5_000, False))) + street(5_000, "mini")),
            "row-too-long", file="subjects.yaml"),
    ruleset("subjects below nobody", added(SUBJECTS, "".join(street(n, f"mini.x{n}") for n in range(5_000))),
            "unknown-subject", file="subjects.yaml:5"),
    ruleset("aliases without end", added(SUBJECTS, street(1, "mini.east").replace(
        "}\n", f", aliases: [{','.join(f'街道{n}' for n in range(90_000))}]}}\n"))),
    ruleset("rulesets to extend that there are not", added(PLAN, f"extends: [{','.join(f'x{n}' for n in range(9_000))}]"),
            "unknown-ruleset", file="plan.yaml:14"),
    ruleset("cases without end", added(CASES_FILE, "".join(
        f"- {{case: c{n}, as_of: 2020-12-31, facts: {{literacy.rate: 10%}}, expect: {{literacy: unmet}}}}\n"
        for n in range(15_000))), "too-many-entries", file="cases/all.yaml"),
    ruleset("cases that all fail", added(CASES_FILE, "".join(
        f"- {{case: c{n}, as_of: 2020-12-31, facts: {{literacy.rate: 10%}}, expect: {{literacy: met}}}}\n"
        for n in range(1_500))), "authoring.case-status", file="cases/all.yaml", command=("test",)),
    ruleset("files without end", many_files("mini-2020/obligations", ".yaml"), "too-many-files", file="obligations"),
    ruleset("files that do not belong there", many_files("mini-2020/obligations", ".txt"), "stray-file", "broken-off",
            file="f0.txt"),
    ruleset("a pipe for a plan", instead(PLAN, os.mkfifo), "adapters.not-a-file", file="plan.yaml"),
    ruleset("a pipe for obligations", instead(OBLIGATIONS, os.mkfifo), "adapters.not-a-file", file="all.yaml"),
    ruleset("a pipe for cases", instead(CASES_FILE, os.mkfifo), "adapters.not-a-file", file="all.yaml"),
    ruleset("a pipe for a vocabulary", instead(VOCABULARY, os.mkfifo), "adapters.not-a-file", file="vocabulary.yaml"),
    ruleset("a socket for a plan", instead(PLAN, bound), "adapters.not-a-file", file="plan.yaml"),
    ruleset("a folder for a plan", instead(PLAN, Path.mkdir), "is-a-folder", file="plan.yaml"),
    ruleset("a device for obligations", instead(OBLIGATIONS, lambda path: path.symlink_to("/dev/zero")), "link-outside",
            file="all.yaml"),
    ruleset("a link out of the folder", instead(OBLIGATIONS, lambda path: path.symlink_to("/etc/passwd")),
            "link-outside", file="all.yaml"),
    ruleset("a link to itself", instead(OBLIGATIONS, lambda path: path.symlink_to("all.yaml")), "link-outside",
            file="all.yaml"),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_hostile_ruleset_is_refused_by_name(case: Case, tmp_path: Path) -> None:
    outcome = hold(case, tmp_path)
    assert "root:" not in outcome.stderr

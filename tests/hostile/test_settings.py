"""Files beside the returns, made to harm: waivers, mappings, baselines, saved reports, templates, folders of evidence."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hostile.trial import PLAN, Case, hold, name_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
Make = Callable[[Path], object]
DAY = ("--as-of", "2020-12-31")
NAME = "hostile"


def holding(content: bytes | Callable[[], bytes]) -> Make:
    return lambda folder: (folder / NAME).write_bytes(content if isinstance(content, bytes) else content())


def linked(folder: Path) -> None:
    (folder / NAME).symlink_to(NAME)


ANYTHING: dict[str, Make] = {
    "nothing": holding(b""),
    "a folder": lambda folder: (folder / NAME).mkdir(),
    "a pipe": lambda folder: os.mkfifo(folder / NAME),
    "a device": lambda folder: (folder / NAME).symlink_to("/dev/zero"),
    "a link to itself": linked,
    "no text": holding(bytes(range(256)) * 1000),
    "blanks without end": holding(lambda: b" " * 40_000_000),
    "brackets without end": holding(b"[" * 1_000_000),
    "braces without end": holding(b'{"a":' * 500_000),
    "a line without end": holding(lambda: b'{"a": "' + b"a" * 30_000_000),
    "references to references": holding(b"a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"a%d: &a%d [%s]\n" % (at, at, b",".join([b"*a%d" % (at - 1)] * 9)) for at in range(1, 12))),
    "a number without end": holding(b"[" + b"9" * 1_000_000 + b"]"),
    "a power without end": holding(b'{"format": 1e999999999999999999999, "gaps": [1e999999999999999999999]}'),
    "values without end": holding(lambda: b"[" + b"1," * 3_000_000 + b"1]"),
    "keys without end": holding(lambda: b"{" + b",".join(b'"a%d": %d' % (at, at) for at in range(400_000)) + b"}"),
    "half a character": holding(b'{"format": "\\ud800", "plan": "\\u0000"}'),
    "a list of lists": holding(b"[[[1]], {}, null, true]"),
    "an object that makes things": holding(b"!!python/object/apply:os.system [touch ran]"),
}
COMMANDS = {
    "--waivers": ("check", *PLAN, *DAY, "--waivers", "{returns}/" + NAME),
    "--mapping": ("check", *PLAN, *DAY, "--mapping", "{returns}/" + NAME),
    "--baseline": ("check", *PLAN, *DAY, "--baseline", "{returns}/" + NAME),
    "compare": ("compare", "{returns}/" + NAME, "{returns}/" + NAME),
    "--template": ("letters", *PLAN, *DAY, "-o", "{out}", "--template", "{returns}/" + NAME),
    "--circular-template": ("letters", *PLAN, *DAY, "-o", "{out}", "--circular-template", "{returns}/" + NAME),
    **{command: (command, "{returns}/" + NAME) for command in ("show", "explain", "template", "coverage")},
}
MORE = {"explain": ("--subject", "东区", "--obligation", "group", *DAY), "template": ("-o", "{out}/form.xlsx")}


def pairs() -> Iterator[object]:
    """Every kind with every command; those are not long in which each kind stands with two commands, each time others."""
    for number, kind in enumerate(ANYTHING):
        for place, command in enumerate(COMMANDS):
            is_short = (place - number) % len(COMMANDS) < 2
            yield pytest.param(kind, command, marks=() if is_short else pytest.mark.long)


@pytest.mark.parametrize(("kind", "command"), list(pairs()))
def test_a_file_that_sets_anything_is_refused_by_name(kind: str, command: str, tmp_path: Path) -> None:
    words = (*COMMANDS[command], *MORE.get(command, ()))
    outcome = hold(Case(kind, ANYTHING[kind], (), None, words, False, exits=(2,)), tmp_path)
    assert NAME in outcome.stderr
    assert not (Path.cwd() / "ran").exists()


def loops(folder: Path) -> None:
    """Links to folders above and beside, each of which is there again below the other."""
    made = folder / "evidence"
    for name in ("a", "b", "c"):
        (made / name).mkdir(parents=True)
        for other in ("a", "b", "c", "."):
            (made / name / f"to-{other}".replace(".", "all")).symlink_to(made / other, target_is_directory=True)
    (made / "root").symlink_to("/", target_is_directory=True)
    (made / "self").symlink_to("self")


def deep(folder: Path) -> None:
    made = folder / "evidence"
    made.mkdir()
    where = os.open(made, os.O_RDONLY)
    for _ in range(300):
        os.mkdir("d", dir_fd=where)
        below = os.open("d", os.O_RDONLY, dir_fd=where)
        os.close(where)
        where = below
    os.close(where)


def wide(folder: Path) -> None:
    made = folder / "evidence"
    made.mkdir()
    for at in range(30_000):
        (made / f"佐证{at}.pdf").touch()


def odd(folder: Path) -> None:
    made = folder / "evidence"
    made.mkdir()
    os.mkfifo(made / "东政发〔2019〕1号.pdf")
    for name in (b"\xff\xfe.pdf", b"a\nb.pdf", b"\x1b[31m.pdf", b"-rf.pdf", "东".encode() * 80):
        (Path(os.fsdecode(os.fsencode(made) + b"/" + name))).touch()


EVIDENCE = [Case(name, make, command=("check", *PLAN, "{returns}/东区.csv", *DAY, "--evidence", "{returns}/evidence",
                                      "-f", "json", "-o", "{out}/report.json"))
            for name, make in (("links in circles", loops), ("folders in one another", deep), ("30,000 files", wide),
                               ("names that are none", odd))]


@pytest.mark.parametrize("case", EVIDENCE, ids=name_of)
def test_a_folder_of_evidence_ends_no_run(case: Case, tmp_path: Path) -> None:
    hold(case, tmp_path)

"""Writing files so that they are whole or not there, and writing to the terminal whatever it can show."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from scilit_rules.problems import UsageError, problem

SCREEN = "-"
Write = Callable[[BinaryIO], None]


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name only once it is complete.

    It is written beside its final place and then renamed; if writing is interrupted in any way, what stood there
    before stays as it was. A link is followed, and the permissions of a file that is replaced are kept.

    Args:
        path: the file to write.
    """
    target = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.chmod(name, _mode(target))
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _mode(target: Path) -> int:
    with suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_to(output: str, write: Write, *, for_reading: bool) -> None:
    """Writes to a file or to the screen.

    Args:
        output: the file, or ``-`` for the screen.
        write: writes the bytes.
        for_reading: whether it is text for a reader, which follows the encoding of the screen.

    Raises:
        UsageError: if the bytes are no text and the screen is a terminal.
        OSError: if the file can't be written.
    """
    if output != SCREEN:
        with whole_file(Path(output)) as out:
            write(out)
    elif for_reading or sys.stdout.isatty():
        held = BytesIO()
        write(held)
        sys.stdout.write(_as_text(held.getvalue()))
    else:
        sys.stdout.flush()
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _as_text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(problem("cli.not-for-screen")) from None


def check_places(outputs: list[str], sources: list[str]) -> None:
    """Makes sure before a long run that what it yields can be written.

    Args:
        outputs: the files to write, ``-`` for the screen.
        sources: the files that are read, none of which may be overwritten.

    Raises:
        UsageError: with everything that stands in the way.
    """
    files = [output for output in outputs if output != SCREEN]
    problems = []
    if outputs.count(SCREEN) > 1:
        problems.append(problem("cli.one-screen"))
    for output in files:
        path = Path(output)
        if path.is_dir():
            problems.append(problem("cli.output-is-folder", path=output))
        elif not path.resolve().parent.is_dir():
            problems.append(problem("cli.no-such-folder", path=output, folder=path.resolve().parent))
        elif not os.access(path.resolve().parent, os.W_OK):
            problems.append(problem("cli.folder-is-locked", path=output, folder=path.resolve().parent))
        elif any(_same(path, Path(source)) for source in sources):
            problems.append(problem("cli.output-is-source", path=output))
        if sum(_same(path, Path(other)) for other in files) > 1:
            problems.append(problem("cli.output-twice", path=output))
    if problems:
        raise UsageError(dict.fromkeys(problems))


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()

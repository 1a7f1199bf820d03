"""Writing files so that they are whole or not there, and writing to the terminal whatever it can show."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from scilit_rules.cli.lines import is_terminal
from scilit_rules.cli.opened import Identity, identity_of, is_journal, opened
from scilit_rules.cli.processes import is_over, machine
from scilit_rules.model.visible import visible
from scilit_rules.plugins.failures import no_room, no_scratch
from scilit_rules.problems import UsageError, problem

SCREEN = "-"
_PART = ".part"
Write = Callable[[BinaryIO], None]


@contextmanager
def naming_file(output: str) -> Iterator[None]:
    """Lets an error of the system know the file that it befell."""
    try:
        yield
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None and error.errno is not None and not no_scratch(error):
            raise type(error)(error.errno, error.strerror, output) from error
        if not isinstance(error, OSError) and no_room(error):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), output) from error
        raise


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name only once it is complete.

    It is written beside its final place and then renamed; if writing is interrupted in any way, what stood there
    before stays as it was. A link is followed, and the permissions of a file that is replaced are kept. What is no
    regular file, such as a pipe or a device, is written into once all is there: it must not be renamed over.

    Args:
        path: the file to write.
    """
    with naming_file(str(path)):
        yield from _whole(path)


def _whole(path: Path) -> Iterator[BinaryIO]:
    if is_irregular(path):
        held = BytesIO()
        yield held
        with path.open("wb") as out:
            out.write(held.getvalue())
        return
    target = path.resolve()
    clear_parts(target)
    handle, name = tempfile.mkstemp(prefix=f"{_part_prefix(target)}{os.getpid()}-", suffix=_PART, dir=target.parent)
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


def is_irregular(path: Path) -> bool:
    """Whether a path leads to something that is neither a file nor a folder: a pipe, a device, a socket."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def clear_parts(target: Path) -> None:
    """Removes what runs of this machine that are over, killed in the middle, have left of a file they were writing.

    Args:
        target: the file.
    """
    prefix = _part_prefix(target)
    with suppress(OSError):
        for entry in list(os.scandir(target.parent)):
            name = entry.name
            if name.startswith(prefix) and name.endswith(_PART) and is_over(name[len(prefix):].partition("-")[0]):
                with suppress(OSError):
                    os.unlink(entry.path)


def _part_prefix(target: Path) -> str:
    """The name says whose it is: a folder may be shared with machines on which the same number is another process."""
    return f".{target.name[:60]}.{machine()}-"


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
    elif for_reading or is_terminal(sys.stdout):
        held = BytesIO()
        write(held)
        text = _as_text(held.getvalue())
        # What is made for other programs keeps whatever it holds, and none of it is for a terminal to obey.
        sys.stdout.write(text if for_reading else visible(text))
    else:
        sys.stdout.flush()
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _as_text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(problem("cli.not-for-screen")) from None


def check_places(outputs: Sequence[str], read: Iterable[str | os.PathLike[str]]) -> None:
    """Makes sure before a long run that what it yields can be written, and is written over nothing that it reads.

    Args:
        outputs: the files to write, ``-`` for the screen.
        read: all that is read, as the user named it: files, folders, globs.

    Raises:
        UsageError: with everything that stands in the way.
    """
    read = list(read)
    files = [output for output in outputs if output != SCREEN]
    problems = []
    if outputs.count(SCREEN) > 1:
        problems.append(problem("cli.one-screen"))
    if SCREEN in outputs and (sys.stdout is None or sys.stdout.closed):
        problems.append(problem("cli.no-screen"))
    needed = _identities(files, read)
    for output in files:
        path = Path(output)
        if is_irregular(path):
            continue
        if path.is_dir():
            problems.append(problem("cli.output-is-folder", path=output))
        elif not path.resolve().parent.is_dir():
            problems.append(problem("cli.no-such-folder", path=output, folder=path.resolve().parent))
        elif not os.access(path.resolve().parent, os.W_OK):
            problems.append(problem("cli.folder-is-locked", path=output, folder=path.resolve().parent))
        elif (source := needed.get(identity_of(path))) is not None:
            problems.append(problem("cli.output-is-source", path=output, source=str(source)))
        elif is_journal(path, read):
            problems.append(problem("cli.output-is-source", path=output, source=output))
        if sum(_same(path, Path(other)) for other in files) > 1:
            problems.append(problem("cli.output-twice", path=output))
    if problems:
        raise UsageError(dict.fromkeys(problems))


def _identities(outputs: Sequence[str], read: Iterable[str | os.PathLike[str]]) -> Mapping[Identity | None, Path]:
    """What is read, by what it is; nothing where no output is there yet, for that can't be anything that is read."""
    if not any(Path(output).is_file() for output in outputs):
        return {}
    return {identity: path for path, identity in opened(read)}


def _same(one: Path, other: Path) -> bool:
    if one.resolve() == other.resolve():
        return True
    there = identity_of(one)
    return there is not None and there == identity_of(other)

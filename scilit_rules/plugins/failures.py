"""What counts as a failure of a plugin, and how it is told: every call into one is guarded by these."""

from __future__ import annotations

import errno

from scilit_rules.model.address import masked

# No room left: on the disk, within the quota, or within the size that files may have here.
_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
# lxml, with which openpyxl writes where it is installed, tells it in words of its own.
_FULL_FOR_LXML = ("IO_ENOSPC", "IO_EFBIG")


def let_pass(error: BaseException) -> None:
    """Raises again what is no failure of a plugin: a person, or a signal, has ended the run.

    Whatever else a plugin raises is one, be it that it ends the process or has an error class of its own.

    Args:
        error: what was raised while a plugin worked.
    """
    if isinstance(error, KeyboardInterrupt):
        raise error


def no_room(error: BaseException) -> bool:
    """Whether it was the system that had no room left, be it for temporary files only, whoever was writing.

    Args:
        error: what was raised.
    """
    if isinstance(error, OSError):
        return error.errno in _FULL or no_scratch(error)
    return type(error).__name__ == "SerialisationError" and str(error) in _FULL_FOR_LXML


def no_scratch(error: BaseException) -> bool:
    """Whether there is no folder for temporary files: nothing else is not found without having a name.

    Args:
        error: what was raised.
    """
    return isinstance(error, FileNotFoundError) and error.filename is None


def told(error: BaseException) -> str:
    """What a plugin raised, in a line, without what opens an address.

    Args:
        error: what it raised.
    """
    name = type(error).__name__
    try:
        said = str(error.code if error.code is not None else "") if isinstance(error, SystemExit) else str(error)
    except BaseException as worse:
        let_pass(worse)
        return name
    return masked(f"{name}: {said}").rstrip(": ") if isinstance(error, SystemExit) else masked(f"{name}: {said}")

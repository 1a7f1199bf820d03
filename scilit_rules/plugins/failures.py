"""What counts as a failure of a plugin, and how it is told: every call into one is guarded by these."""

from __future__ import annotations

import errno

from scilit_rules.model.address import masked

# No room left: on the disk, within the quota, or within the size that files may have here.
_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
# lxml, with which openpyxl writes where it is installed, tells it in words of its own.
_FULL_FOR_LXML = ("IO_ENOSPC", "IO_EFBIG")
# A plugin that ends the process has failed; a person who interrupts it has not.
FAILURES = (Exception, SystemExit)


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
    if isinstance(error, SystemExit):
        return f"SystemExit: {'' if error.code is None else error.code}".rstrip(": ")
    return masked(f"{type(error).__name__}: {error}")

"""By what a file tells which run on which machine it belongs to, and whether that run is over."""

from __future__ import annotations

import hashlib
import os
import platform


def machine() -> str:
    """This machine: a folder may be shared with others, on which the same number is another process."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def is_over(process: str) -> bool:
    """Whether a process of this machine has ended; where that can't be told, it has not.

    Args:
        process: its number as it stands in a name.
    """
    if not process.isdigit() or os.name == "nt":
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False

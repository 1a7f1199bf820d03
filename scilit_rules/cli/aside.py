"""Keeps what plugins print apart from what the program puts out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout

from scilit_rules.plugins.manager import Plugins, installed


@contextmanager
def plugins_aside() -> Iterator[None]:
    """While plugins work, what they print goes where remarks go: a word among JSON would make it none.

    Only the program does this. A host that embeds the package has an output of its own, and threads that share it.
    """
    with redirect_stdout(sys.stderr):
        yield


def loaded_plugins() -> Plugins:
    """The plugins of this installation; what they print while they are loaded is kept apart."""
    with plugins_aside():
        return installed()

"""What is installed only where it is asked for, and the command that installs it where this program runs."""

from __future__ import annotations

import os
import re
import sys


def install_command(extra: str) -> str:
    """The command by which the running Python gets what an extra needs.

    A bare ``pip`` may be that of another Python, or of none; hence the interpreter is named as it can be called from
    the present folder.

    Args:
        extra: the name of the extra, as in ``scilit-rules[word]``.
    """
    return f'{_python()} -m pip install "scilit-rules[{extra}]"'


def _python() -> str:
    folder, python = os.getcwd() + os.sep, sys.executable or "python"
    python = python.removeprefix(folder)
    return python if re.fullmatch(r"[\w./\\:+~-]+", python) else f'"{python}"'

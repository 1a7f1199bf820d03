"""What ends the program from outside: it still clears away what it has begun, and says so."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import Any

_SIGNALS = ("SIGTERM", "SIGHUP")
_BY_SIGNAL = 128


class Ended(KeyboardInterrupt):
    """The process was told to end.

    Args:
        number: the number of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = _BY_SIGNAL + number


@contextmanager
def endings_told() -> Iterator[None]:
    """While the program runs, a signal to end it is raised where it works, so that half-written files are removed.

    A host that handles such a signal itself keeps doing so.
    """
    if current_thread() is not main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    ours = [number for number, handler in before.items() if handler is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _raise)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _raise(number: int, frame: Any) -> None:
    # Whoever sends it again while the program clears away would leave half of that.
    for name in _SIGNALS:
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is _raise:
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    raise Ended(number)

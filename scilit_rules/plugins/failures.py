"""What counts as a failure of a plugin, and how it is told: every call into one is guarded by these."""

from __future__ import annotations

from scilit_rules.model.address import masked

# A plugin that ends the process has failed; a person who interrupts it has not.
FAILURES = (Exception, SystemExit)


def told(error: BaseException) -> str:
    """What a plugin raised, in a line, without what opens an address.

    Args:
        error: what it raised.
    """
    if isinstance(error, SystemExit):
        return f"SystemExit: {'' if error.code is None else error.code}".rstrip(": ")
    return masked(f"{type(error).__name__}: {error}")

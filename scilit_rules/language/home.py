"""The rulesets that come with this package, provided through the same hook as those of others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scilit_rules.plugins.markers import hookimpl


def packaged_rulesets() -> Path:
    """The folder of the rulesets that come with this package, as installed or, in a checkout, beside it."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "rulesets"
    return installed if installed.is_dir() else package.parent / "rulesets"


@hookimpl
def scilit_rulesets() -> Sequence[Path]:
    """Provides the rulesets that come with this package."""
    return (packaged_rulesets(),)

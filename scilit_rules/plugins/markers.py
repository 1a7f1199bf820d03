"""The two markers. Plugins need nothing else: ``from scilit_rules import hookimpl``."""

from __future__ import annotations

import pluggy

PROJECT = "scilit_rules"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)

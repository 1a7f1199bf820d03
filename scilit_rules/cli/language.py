"""Which language the user reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scilit_rules.model.text import Lang

VARIABLE = "SCILIT_RULES_LANG"


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """The language for this process: ``--lang`` if given, else the variable, else the locale.

    Args:
        arguments: the command line, without the program; ``--lang`` counts wherever it stands.
        environment: the variables of the process.
    """
    return (
        _named(_asked(arguments))
        or _named(environment.get(VARIABLE, ""))
        or _of_locale(environment)
    )


def _asked(arguments: Sequence[str]) -> str:
    options = list(arguments)
    if "--" in options:
        options = options[: options.index("--")]
    found = ""
    for index, word in enumerate(options):
        if word.startswith("--lang="):
            found = word.partition("=")[2]
        elif word == "--lang" and index + 1 < len(options):
            found = options[index + 1]
    return found


def _named(word: str) -> Lang | None:
    start = word.strip().lower()
    if start.startswith(("zh", "chinese")):
        return "zh"
    return "en" if start.startswith(("en", "english")) else None


def _of_locale(environment: Mapping[str, str]) -> Lang:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(variable):
            return _named(environment[variable]) or "en"
    import locale

    return _named(locale.getlocale()[0] or "") or "en"

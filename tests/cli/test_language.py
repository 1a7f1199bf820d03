from __future__ import annotations

import locale

import pytest

from scilit_rules.cli.language import choose_language


@pytest.mark.parametrize(
    "arguments, environment, lang",
    [
        (["--lang", "zh", "plans"], {"LANG": "en_US.UTF-8"}, "zh"),
        (["plans", "--lang", "en"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["plans", "--lang=en"], {"SCILIT_RULES_LANG": "zh"}, "en"),
        (["--lang", "zh", "plans", "--lang", "en"], {}, "en"),
        (["check", "p", "--", "--lang", "zh"], {"LANG": "en_US"}, "en"),
        (["plans", "--lang"], {"LANG": "zh_CN"}, "zh"),
        (["--lang", "fr"], {"LANG": "zh_CN"}, "zh"),
        ([], {"SCILIT_RULES_LANG": "zh_CN", "LC_ALL": "en_GB.UTF-8"}, "zh"),
        ([], {"SCILIT_RULES_LANG": "EN"}, "en"),
        ([], {"SCILIT_RULES_LANG": "fr", "LANG": "zh_TW"}, "zh"),
        ([], {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "zh_CN.GBK", "LANG": "C"}, "zh"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_the_option_comes_before_the_variable_and_that_before_the_locale(
    arguments: list[str], environment: dict[str, str], lang: str
) -> None:
    assert choose_language(arguments, environment) == lang


@pytest.mark.parametrize(
    "found, lang",
    [("Chinese (Simplified)_China", "zh"), ("zh_CN", "zh"), ("English_United States", "en"), (None, "en")],
)
def test_where_no_variable_speaks_the_system_does(
    monkeypatch: pytest.MonkeyPatch, found: str | None, lang: str
) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda: (found, "utf-8"))
    assert choose_language([], {}) == lang

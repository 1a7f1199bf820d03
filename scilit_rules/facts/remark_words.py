"""The words and shapes by which remarks are read, from the two YAML files beside this one, ready to be looked for."""

from __future__ import annotations

import re
from pathlib import Path

from scilit_rules.facts import evidence_words as evidence
from scilit_rules.facts.word_lists import any_of, read_patterns, read_words

_WORDS = read_words(Path(__file__).with_name("remark_words.yaml"))
_SHAPES = read_patterns(Path(__file__).with_name("remark_shapes.yaml"))
_NO = "(?:从未|从不|未曾|未|没有?|不曾|不存在|不再|不|毫无|并无|无|零|非)"
_TOLD = (evidence.BODIES, evidence.EVENTS, evidence.NAMED_EVENTS, evidence.PLATFORMS, evidence.TRACES, evidence.PAPERS,
         evidence.CONTRACTS, _WORDS["deeds"], _WORDS["lasting"])
_ADDS = _WORDS["adds"] | {word for words in _TOLD for word in words if len(word) > 1}
_LISTS = {f"<{name}>": any_of(words) for name, words in (_WORDS | {"adds": _ADDS}).items()}
SURNAMES = "".join(sorted(_WORDS["surnames"]))
"""The characters that the name of a person begins with."""


def _written_out(shape: str) -> str:
    for name, words in (_LISTS | {"<no>": _NO, "<surnames>": SURNAMES}).items():
        shape = shape.replace(name, words)
    # Within a class of characters, too, ~ is the range of Chinese ones.
    return re.sub(r"(\[[^\]]*)~", r"\1\\u4e00-\\u9fff", shape).replace("~", r"[\u4e00-\u9fff]")


def _each(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_written_out(shape)) for shape in _SHAPES[name])


def _any(name: str) -> re.Pattern[str]:
    # Patterns that heed no case are searched for far slower; only what is English needs it.
    flags = re.IGNORECASE if name.startswith("english") else 0
    return re.compile("|".join(map(_written_out, _SHAPES[name])), flags)


DEEDS = re.compile(_LISTS["<deeds>"])
"""Finds what is done of a duty."""

WHOLE = _any("whole")
"""Finds, in a whole remark, what is denied twice or said of others."""

HARMLESS = (_any("english_harmless"), re.compile(_LISTS["<ordinary>"]), *_each("harmless"))
"""Find what only looks like a mark, one after the other."""

MARKS = (*_each("marks"), _any("english_marks"))
"""Find the marks that put a part in doubt."""

COMING, GOES_ON, BEFORE, AFFIRMS, TELLS = map(_any, ("coming", "goes_on", "before", "affirms", "tells"))

PROOF_HARMLESS, PROOF_MARKS, PROOF_TELLS, PROOF_COPULA, PROOF_LABEL, PROOF_AGENCY = map(
    _any, ("proof_harmless", "proof_marks", "proof_tells", "proof_copula", "proof_label", "proof_agency"))

_NOUNS = (evidence.EVENTS, evidence.NAMED_EVENTS, evidence.TRACES, evidence.PAPERS, evidence.CONTRACTS,
          evidence.LETTERS, evidence.PLATFORMS)
_LONG_NOUNS = any_of({word for words in _NOUNS for word in words if len(word) > 1})
# A meeting that came to nothing is none.
PROOF_NOUNS = re.compile(f"{_LONG_NOUNS}|函|(?<!流)会")
"""Finds the nouns that say what kind of thing a piece of evidence is."""

FIGURE_TOLD, FIGURE_OPEN = _SHAPES["figure_told"], _any("figure_open")
"""Beside a number: the shapes that only tell of it, where <year> is its own, and what finds that it is open."""

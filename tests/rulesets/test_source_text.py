"""The rulesets against the issued texts, which this project does not ship.

Give the folder that holds them as ``<plan id>.txt`` in the environment variable ``SCILIT_RULES_TEXTS``; without it
there is nothing to compare.
"""

from __future__ import annotations

import os
from pathlib import Path

from scilit_rules.authoring.bodies import read_bodies
from scilit_rules.authoring.text import contains, split_clauses
from scilit_rules.model.plan import Plan

TEXT = Path(os.environ.get("SCILIT_RULES_TEXTS", "")) / "zibo-2016-2020.txt"

if TEXT.is_file():

    def test_clauses_headings_and_digests_are_those_of_the_text(zibo: Plan) -> None:
        found = split_clauses(TEXT.read_text(encoding="utf-8"))
        written = [(clause.path, clause.heading, clause.digest) for clause in zibo.clauses.values()]
        assert written == [(clause.path, clause.heading, clause.digest) for clause in found]

    def test_bodies_and_wording_are_those_of_the_text(zibo: Plan) -> None:
        for clause in split_clauses(TEXT.read_text(encoding="utf-8")):
            written = zibo.clauses[clause.path]
            assert (written.bodies, written.wording) == read_bodies(clause.text)

    def test_phrases_occur_in_their_clauses(zibo: Plan) -> None:
        texts = {clause.path: clause.text for clause in split_clauses(TEXT.read_text(encoding="utf-8"))}
        assert [o.id for o in zibo.obligations.values() if not contains(texts[o.clause], o.phrase)] == []

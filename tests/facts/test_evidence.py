"""Evidence: what names something that can be looked up counts, and of everything else it is told what it lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from scilit_rules.facts.evidence import read_evidence, recognise
from scilit_rules.facts.identities import distinct
from scilit_rules.facts.statements import is_statement
from scilit_rules.model.lacks import Lack
from scilit_rules.model.words import EvidenceKind

TOLD: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("evidence.yaml").read_text(encoding="utf-8"))
COUNTING = [(kind, text) for kind in EvidenceKind for text in TOLD[kind.value]]
LACKING = [(tuple(map(Lack, lacks.split())), text) for lacks, texts in TOLD["lacks"].items() for text in texts]


@pytest.mark.parametrize(("kind", "text"), COUNTING)
def test_what_can_be_looked_up_counts_as_what_it_is(kind: EvidenceKind, text: str) -> None:
    assert recognise(text) == (kind, ())


@pytest.mark.parametrize(("lacks", "text"), LACKING)
def test_what_names_nothing_is_told_what_it_lacks(lacks: tuple[Lack, ...], text: str) -> None:
    assert recognise(text) == (None, lacks)


@pytest.mark.parametrize("example", TOLD["pieces"], ids=lambda example: example[0])
def test_a_cell_is_parted_where_each_side_names_something(example: list[str]) -> None:
    assert [piece.text for piece in read_evidence(example[0])] == example[1:]


@pytest.mark.parametrize("names", TOLD["same"], ids=lambda names: names[0])
def test_one_thing_named_in_several_ways_is_one_piece(names: list[str]) -> None:
    assert distinct(piece for name in names for piece in read_evidence(name)) == 1


@pytest.mark.parametrize("names", TOLD["different"], ids=lambda names: names[0])
def test_issues_of_one_paper_are_pieces_of_their_own(names: list[str]) -> None:
    assert distinct(piece for name in names for piece in read_evidence(name)) == len(names)


@pytest.mark.parametrize(("kind", "title"), [(kind, title) for kind in ("statements", "titles") for title in TOLD[kind]])
def test_a_statement_is_no_title(kind: str, title: str) -> None:
    assert is_statement(title) is (kind == "statements")
    assert recognise(f"《{title}》") == ((None, (Lack.TITLE,)) if kind == "statements" else (EvidenceKind.DOCUMENT, ()))


def test_an_empty_cell_offers_nothing_and_a_very_long_one_is_read_in_time() -> None:
    assert read_evidence(" \n；") == ()
    assert [piece.kind for piece in read_evidence("科" * 20_000)] == [None]

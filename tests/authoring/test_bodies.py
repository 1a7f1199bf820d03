"""Bodies read from the brackets at the end of clauses."""

from __future__ import annotations

import pytest

from scilit_rules.authoring.bodies import read_bodies


@pytest.mark.parametrize(("text", "bodies", "wording"), [
    ("做好工作。（由市教育局、团市\n委牵头，相关部门和单位配合）",
     [("市教育局", "lead"), ("团市委", "lead"), ("相关部门和单位", "support")], "由…牵头，相关部门和单位配合"),
    ("做好工作。(市教育局负责)", [("市教育局", "sole")], "…负责"),
    ("做好工作。(市水利与渔\n\n业局、市科协按职责分工负责)",
     [("市水利与渔业局", "shared"), ("市科协", "shared")], "…按职责分工负责"),
    ("做好工作。（区科协牵头，各街道办事处和各成员单位按职责分工负责）",
     [("区科协", "lead"), ("各街道办事处", "shared"), ("各成员单位", "shared")],
     "…牵头，各街道办事处和各成员单位按职责分工负责"),
    ("做好工作。（市科协牵头，按照计划，有关单位参与）", [("市科协", "lead"), ("有关单位", "support")], "…牵头，有关单位参与"),
    ("做好工作（文化大院）。", [], ""),
    ("（市科协负责）做好工作。", [], ""),
])
def test_bodies_and_their_roles(text: str, bodies: list[tuple[str, str]], wording: str) -> None:
    mentions, found = read_bodies(text)
    assert [(mention.body, mention.role.value) for mention in mentions] == bodies
    assert found == wording

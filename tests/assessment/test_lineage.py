"""Rules of two versions: matched by their former ids, whichever comes first, and never two to one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scilit_rules.model.lineage import Key, Lineage, Rule, Rules
from scilit_rules.model.words import RuleChange

IDS = ("a", "b", "c", "d")
LATER = ("a", "b", "n", "m")


def key(obligation: str, subject: str = "east", period: str = "2020") -> Key:
    return subject, obligation, period


def rules(**formerly: str) -> Rules:
    return {id: Rule(f"sha256:{id}", tuple(names.split())) for id, names in formerly.items()}


@pytest.mark.parametrize(("old", "new", "pairs"), [
    ("a b", {"a": "", "b": ""}, {"a": "a", "b": "b"}),
    ("a", {"n": "a"}, {"n": "a"}),
    ("a", {"n": "c b a"}, {"n": "a"}),
    ("a", {"n": ""}, {}),
    ("a b", {"n": "a b"}, {"n": "a"}),
    ("a b", {"n": "b a"}, {"n": "b"}),
    ("a", {"a": "", "n": "a"}, {"a": "a"}),
    ("a b", {"b": "a"}, {"b": "b"}),
    ("a", {"n": "a", "m": "a"}, {"m": "a"}),
])
def test_findings_are_matched_by_the_ids_that_rules_had(old: str, new: dict[str, str], pairs: dict[str, str]) -> None:
    before, after = rules(**dict.fromkeys(old.split(), "")), rules(**new)
    wanted = {key(now): key(then) for now, then in pairs.items()}
    assert Lineage(before, after).pairs(map(key, before), map(key, after)) == wanted
    assert Lineage(after, before).pairs(map(key, after), map(key, before)) == {then: now for now, then in wanted.items()}


def test_only_findings_of_one_subject_and_period_are_matched() -> None:
    lineage = Lineage(rules(a=""), rules(n="a"))
    assert lineage.pairs([key("a")], [key("n", "west"), key("n", period="2021")]) == {}


@pytest.mark.parametrize(("one", "other", "change"), [
    ("a", "a", RuleChange.SAME), ("a", "n", RuleChange.CHANGED), ("b", None, RuleChange.LEFT),
    (None, "m", RuleChange.ADDED), ("a", None, RuleChange.SAME), (None, "n", RuleChange.SAME),
])
def test_a_rule_that_changed_is_told_from_one_that_did_not(one: str | None, other: str | None,
                                                           change: RuleChange) -> None:
    same = {"a": Rule("sha256:1"), "b": Rule("sha256:2")}
    new = {"n": Rule("sha256:3" if other == "n" and one else "sha256:1", ("a",)), "m": Rule("sha256:5")}
    if other == "a" or (one == "a" and other is None):
        new["a"] = Rule("sha256:1")
    assert Lineage(same, new).change(one, other) is change
    assert Lineage({}, new).change(one, other) is RuleChange.UNKNOWN


def test_a_rule_without_a_digest_is_neither_same_nor_changed() -> None:
    assert Lineage({"a": Rule()}, {"a": Rule("sha256:1")}).change("a", "a") is RuleChange.UNKNOWN


VERSIONS = st.dictionaries(
    st.sampled_from([*IDS, *LATER]),
    st.builds(Rule, st.sampled_from(["", "sha256:1", "sha256:2"]),
              st.lists(st.sampled_from([*IDS, *LATER]), max_size=4, unique=True).map(tuple)), max_size=6)
KEYS = st.sets(st.tuples(st.sampled_from(["east", "west"]), st.sampled_from([*IDS, *LATER]),
                         st.sampled_from(["2019", "2020"])), max_size=20)
MIRRORED = {RuleChange.ADDED: RuleChange.LEFT, RuleChange.LEFT: RuleChange.ADDED}


@given(VERSIONS, VERSIONS, KEYS, KEYS)
def test_matching_is_symmetric_and_never_matches_two_to_one(one: Rules, other: Rules, before: set[Key],
                                                            after: set[Key]) -> None:
    lineage, mirrored = Lineage(one, other), Lineage(other, one)
    pairs = lineage.pairs(before, after)
    assert len(set(pairs.values())) == len(pairs)
    assert set(pairs) <= after and set(pairs.values()) <= before
    assert all(old[0] == new[0] and old[2] == new[2] for new, old in pairs.items())
    assert mirrored.pairs(after, before) == {old: new for new, old in pairs.items()}
    assert {key: key for key in before & after}.items() <= pairs.items()
    for id in one:
        for far in other:
            change = lineage.change(id, far)
            assert mirrored.change(far, id) is MIRRORED.get(change, change)

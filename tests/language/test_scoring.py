"""A plan that declares scoring, as it is read."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
import yaml

from scilit_rules.language.library import load_plan
from scilit_rules.language.schema import json_schemas
from scilit_rules.model.plan import Plan
from scilit_rules.model.scoring import Band, Bonus, Credit, RoundingRule, Tier
from scilit_rules.model.text import Text
from scilit_rules.model.words import CreditKind, Rounding, Status, Treatment
from tests.language.made import GOOD, PARTS, make_rulesets


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return load_plan("demo", [make_rulesets(tmp_path, {"add": {"demo/plan.yaml": "scoring.yaml"}})])


def test_a_plan_without_a_word_of_scoring_has_none() -> None:
    assert load_plan("demo", [GOOD]).scoring is None


@pytest.mark.parametrize("plan_id", ["zibo-2016-2020", "lixia-2021-2025"])
def test_the_issued_plans_declare_none_because_their_texts_define_none(plan_id: str) -> None:
    text = (Path(__file__).parents[2] / "rulesets" / plan_id / "plan.yaml").read_text(encoding="utf-8")
    assert "scoring" not in yaml.safe_load(text)


def test_weights_and_credits_are_read(plan: Plan) -> None:
    assert plan.scoring is not None
    weights = {id: plan.scoring.weights.of(obligation) for id, obligation in plan.obligations.items()}
    # By id, by kind, by clause; funds-per-head and leading-group stand in clause 二 too.
    assert weights["training"] == 3
    assert weights["literacy-rate"] == 5
    assert weights["leading-group"] == weights["funds-per-head"] == 2
    tiers = (Tier(Decimal(95), True, Decimal(80)), Tier(Decimal(50), False, Decimal(40)))
    assert plan.scoring.credit.of(plan.obligations["literacy-rate"]) == Credit(CreditKind.TIERED, tiers)
    assert plan.scoring.credit.of(plan.obligations["training"]) == Credit(CreditKind.ALL_OR_NOTHING)


def test_grades_rounding_and_the_rest_are_read(plan: Plan) -> None:
    scoring = plan.scoring
    assert scoring is not None
    assert scoring.full == 100
    assert scoring.bands == (
        Band("fail", Text("不达标"), Decimal(0), True, Decimal(60), False),
        Band("pass", Text("达标"), Decimal(60), True, Decimal(100), True),
    )
    assert scoring.rounding == RoundingRule(Rounding.HALF_UP, 2, 2, 2)
    assert scoring.count[Status.UNKNOWN] is Treatment.ZERO
    assert scoring.count[Status.NOT_DUE] is Treatment.EXCLUDED
    assert scoring.waived is Treatment.AS_FOUND
    assert scoring.vetoes == {"leading-group": "fail"}
    assert scoring.bonus == Bonus({"culture": Decimal(2)}, Decimal(5))


def test_credits_by_kind_and_clause_and_by_deduction_are_read(tmp_path: Path) -> None:
    credit = "kinds: {action: {deduct: 1, floor: 2}}, clauses: {二: proportional}, default: all_or_nothing"
    edit = [{"file": "demo/plan.yaml", "find": "credit:\n    default: all_or_nothing\n    obligations",
             "put": f"credit: {{{credit}}}\n  unused"}]
    part = "{literacy-rate: {tiered: [{at_least: 95, credit: 80}, {above: 50, credit: 40}]}}"
    edit.append({"file": "demo/plan.yaml", "find": f"  unused: {part}\n", "put": ""})
    home = make_rulesets(tmp_path, {"add": {"demo/plan.yaml": "scoring.yaml"}, "edit": edit})
    plan = load_plan("demo", [home])
    assert plan.scoring is not None
    credits = plan.scoring.credit
    assert credits.of(plan.obligations["training"]) == Credit(CreditKind.DEDUCTION, (), Decimal(1), Decimal(2))
    assert credits.of(plan.obligations["leading-group"]) == Credit(CreditKind.PROPORTIONAL)
    assert credits.of(plan.obligations["literacy-rate"]) == Credit(CreditKind.ALL_OR_NOTHING)


def test_the_schema_takes_what_is_read() -> None:
    plan = yaml.safe_load((GOOD / "demo" / "plan.yaml").read_text(encoding="utf-8"))
    plan |= yaml.safe_load((PARTS / "scoring.yaml").read_text(encoding="utf-8"))
    plan["document"].pop("issued")
    schema = json_schemas()["plan"]
    jsonschema.validate(plan, schema)
    plan["scoring"]["rounding"]["mode"] = "up"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plan, schema)

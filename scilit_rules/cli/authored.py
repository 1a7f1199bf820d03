"""What authors write beside the rules of a plan: its cases."""

from __future__ import annotations

from scilit_rules.language.cases import Case, load_cases
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.problems import RulesetError


def authored_cases(plan: Plan) -> tuple[tuple[Case, ...], tuple[Problem, ...]]:
    """The cases of a plan, or, if any is wrong, none and what is wrong with them."""
    try:
        return tuple(load_cases(plan.home, plan)), ()
    except RulesetError as error:
        return (), error.problems

"""For authors of rulesets: issued texts cut into clauses, cases, boundary cases, coverage, reference pages."""

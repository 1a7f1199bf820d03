"""``scilit-rules schema``: prints the JSON Schemas of ruleset files, waiver files, and everything written as JSON."""

from __future__ import annotations

import json
from typing import Any

import click

from scilit_rules.cli.grammar import Argument, Command, Reader
from scilit_rules.model.report import ExitCode
from scilit_rules.problems import UsageError, near_names, problem


def all_schemas() -> dict[str, dict[str, Any]]:
    """Every JSON Schema by its name: of what people write, and of what is written as JSON."""
    from scilit_rules.assessment.waiver_file import waiver_schema
    from scilit_rules.exchange.baseline_file import baseline_schema
    from scilit_rules.exchange.report_document import report_schema
    from scilit_rules.language.mapping_shapes import mapping_schema
    from scilit_rules.language.schema import json_schemas
    from scilit_rules.ledger.rows_schema import ledger_schema
    from scilit_rules.reporters.brief_schemas import comparison_schema, distance_schema, sample_schema

    return {
        **json_schemas(), "mapping": mapping_schema(), "waivers": waiver_schema(), "baseline": baseline_schema(),
        "report": report_schema(), "comparison": comparison_schema(), "sample": sample_schema(),
        "distance": distance_schema(), "ledger": ledger_schema(),
    }


@click.pass_obj
def schema(reader: Reader, /, *, schema: str | None) -> int:
    """Prints one JSON Schema, or the names of all."""
    schemas = all_schemas()
    if schema is None:
        for name in schemas:
            click.echo(name)
        return ExitCode.MET
    if schema not in schemas:
        raise UsageError(problem("cli.no-such-schema", name=schema, known=tuple(schemas),
                                 near=near_names(schema, schemas)))
    click.echo(json.dumps(schemas[schema], ensure_ascii=False, indent=2))
    return ExitCode.MET


command = Command("schema", schema, Argument("schema", required=False))

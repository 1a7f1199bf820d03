"""The bill of materials names what is installed with the package, as CycloneDX writes it, the same every time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
TEXT = {"type": "string", "minLength": 1}
COMPONENT = {
    "type": "object", "required": ["type", "bom-ref", "name", "version", "purl"], "additionalProperties": False,
    "properties": {
        "type": {"enum": ["application", "library"]}, "bom-ref": TEXT, "name": TEXT, "version": TEXT,
        "purl": {"type": "string", "pattern": r"^pkg:pypi/[a-z0-9-]+@[^@/ ]+$"},
        "licenses": {"type": "array", "items": {"type": "object", "required": ["license"], "additionalProperties": False,
                                                "properties": {"license": {"type": "object", "properties": {"name": TEXT}}}}},
        "hashes": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["alg", "content"],
            "properties": {"alg": {"const": "SHA-256"}, "content": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}}},
    },
}
# The part of CycloneDX 1.6 that is written; all of it was held against the published schema when it was laid down.
SCHEMA = {
    "type": "object", "required": ["bomFormat", "specVersion", "version", "metadata", "components", "dependencies"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"const": "http://cyclonedx.org/schema/bom-1.6.schema.json"}, "bomFormat": {"const": "CycloneDX"},
        "specVersion": {"const": "1.6"}, "version": {"const": 1},
        "metadata": {"type": "object", "properties": {"component": COMPONENT}},
        "components": {"type": "array", "uniqueItems": True, "items": COMPONENT},
        "dependencies": {"type": "array", "uniqueItems": True, "items": {
            "type": "object", "required": ["ref", "dependsOn"],
            "properties": {"ref": TEXT, "dependsOn": {"type": "array", "uniqueItems": True, "items": TEXT}}}},
    },
}


def printed() -> str:
    return subprocess.run([sys.executable, str(ROOT / "scripts" / "sbom.py")], check=True, capture_output=True, text=True,
                          encoding="utf-8").stdout


def test_the_bill_is_well_formed_whole_and_the_same_every_time() -> None:
    text = printed()
    assert text == printed()
    bill = json.loads(text)
    jsonschema.validate(bill, SCHEMA)
    names = {component["name"] for component in bill["components"]}
    assert {"click", "openpyxl", "pydantic", "pyyaml", "xlsxwriter", "sqlalchemy", "python-docx", "pypdf"} <= names
    assert not names & {"pytest", "mypy", "ruff", "scilit-rules"}
    known = {component["bom-ref"] for component in (*bill["components"], bill["metadata"]["component"])}
    assert {one["ref"] for one in bill["dependencies"]} == known
    assert {ref for one in bill["dependencies"] for ref in one["dependsOn"]} <= known
    # Old versions of some libraries do not say.
    assert sum("licenses" in component for component in bill["components"]) > len(names) / 2

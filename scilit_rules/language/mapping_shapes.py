"""The shape of mapping files, which name the columns of tables from elsewhere, for editors and for the page of keys."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Optional, Union

from pydantic import Field

from scilit_rules.language.shapes import Shape

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
Year = Annotated[int, Field(ge=1900, le=2100)]


class ColumnShape(Shape):
    """A column whose unit or year its heading does not say."""

    fact: str = Field(description="指标代码、任务编号或列的用途 · a fact, an obligation, or a part as below")
    unit: Optional[str] = Field(None, description="单位,如 万元 · the unit of all its values")
    year: Optional[Year] = Field(None, description="年度 · the year that all its values are about")


class SheetShape(Shape):
    """A sheet that is about one subject or one year."""

    subject: Optional[str] = Field(None, description="单位 · the subject that it is about: id, name or alias")
    period: Optional[Year] = Field(None, description="年度 · the year that it is about")


class MappingShape(Shape):
    """What the headings, names and marks of tables from elsewhere mean."""

    columns: dict[str, Union[str, ColumnShape]] = Field(
        default_factory=dict, description="表头: 含义 · what each heading means: the name of a fact, the id of an "
        "obligation, or evidence, remark, mark, reviewer, indicator, value, unit, skip")
    subject: Optional[str] = Field(None, description="写单位名称的列的表头 · the heading of the column of subjects")
    period: Union[Year, str, None] = Field(
        None, description="全部数据的年度,或年度列的表头 · the year of all data, or the heading of the column of years")
    sheets: dict[str, Union[Literal["skip"], SheetShape]] = Field(
        default_factory=dict, description="工作表: skip 即不读 · by the name of a sheet: skip, or what it is about")
    missing: list[Union[str, int, float, None]] = Field(
        default_factory=list, description="表示没有数据的写法,代替通常的 · words for nothing, instead of the usual")
    subjects: dict[str, str] = Field(
        default_factory=dict, description="别处的单位名称: 本名册的单位 · foreign names of subjects: id, name or alias")


def mapping_schema() -> dict[str, Any]:
    """The JSON Schema of mapping files."""
    return {"$schema": _DRAFT, **MappingShape.model_json_schema(), "title": "列名对照 · mapping file"}

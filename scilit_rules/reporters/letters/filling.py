"""Filling the fields of a template: ``{{标题}}`` within a line, ``{{问题}}`` as a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.text.paragraph import Paragraph as WordParagraph

from scilit_rules.gate.documents import attempt, open_document
from scilit_rules.gate.files import as_usage
from scilit_rules.model.place import Place
from scilit_rules.problems import UsageError, near_names, problem
from scilit_rules.reporters.letters.blocks import Content
from scilit_rules.reporters.letters.package import same_bytes
from scilit_rules.reporters.letters.styles import add_styles
from scilit_rules.reporters.letters.writing import elements, plain

_SOME_DAY = "2000-01-01"
_FIELD = re.compile(r"\{\{([^{}]+)\}\}")


def check_template(template: bytes, source: str, content: Content) -> None:
    """Makes sure before anything is written that a template can be filled.

    Args:
        template: the .docx file.
        source: its name as the user gave it.
        content: what is to stand in it, as in every letter of its kind.

    Raises:
        UsageError: if it is no such file, lacks a field, has one that there is not, or one in the wrong place.
    """
    place = Place(source)
    with as_usage():
        found = attempt(source, lambda: _fields(open_document(template, source)))
    names = {name for name, _ in found}
    problems = [problem("letters.lacks-field", place, field=name) for name in content.needed if name not in names]
    for name in sorted(names.difference(content.fields)):
        problems.append(problem("letters.unknown-field", place, near=near_names(name, content.fields), field=name,
                                known=content.fields))
    crowded = {name for name, paragraph in found if name in content.blocks and _alone(paragraph) != name}
    problems += [problem("letters.not-alone", place, field=name) for name in sorted(crowded)]
    if problems:
        raise UsageError(problems)
    # What is wrong with parts that are only written, such as styles, shows when a letter is made of it.
    with as_usage():
        attempt(source, lambda: fill(template, content, source, _SOME_DAY))


def fill(template: bytes, content: Content, title: str, day: str) -> bytes:
    """A letter.

    Args:
        template: the .docx file, as ``check_template`` lets it pass.
        content: what stands in the fields.
        title: the title that the properties of the file say.
        day: the date that they say, by ISO 8601.
    """
    document = open_document(template, title)
    add_styles(document)
    for paragraph in list(_paragraphs(document)):
        alone = _alone(paragraph)
        if alone in content.blocks:
            for element in elements(document, content.blocks[alone]):
                paragraph._p.addprevious(element)
            paragraph._p.getparent().remove(paragraph._p)
        else:
            _fill_line(paragraph, content)
    return same_bytes(document, title, day)


def _fields(document: Any) -> list[tuple[str, WordParagraph]]:
    return [(_named(field), paragraph) for paragraph in _paragraphs(document)
            for field in _FIELD.finditer(_text(paragraph))]


def _paragraphs(document: Any) -> Iterator[WordParagraph]:
    """Those of the text, of its tables and boxes, and of headers and footers."""
    stories = [document.element.body]
    for section in document.sections:
        stories += [story._element for story in (
            section.header, section.footer, section.first_page_header, section.first_page_footer,
            section.even_page_header, section.even_page_footer) if not story.is_linked_to_previous]
    for story in stories:
        for element in story.xpath(".//w:p"):
            yield WordParagraph(element, document._body)


def _text(paragraph: WordParagraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def _alone(paragraph: WordParagraph) -> str:
    found = _FIELD.fullmatch(_text(paragraph).strip())
    return _named(found) if found else ""


def _named(field: re.Match[str]) -> str:
    return field.group(1).strip()


def _fill_line(paragraph: WordParagraph, content: Content) -> None:
    """Word may have cut a field into several runs; what replaces it looks as its first character does."""
    for found in reversed(list(_FIELD.finditer(_text(paragraph)))):
        text, at = plain(content.texts[_named(found)]), 0
        for run in paragraph.runs:
            length = len(run.text)
            start, end = max(found.start() - at, 0), min(found.end() - at, length)
            if start < end:
                run.text = run.text[:start] + text + run.text[end:]
                text = ""
            at += length

"""What papers are known by: the numbers of documents and standards, titles in 《》, and the names of files."""

from __future__ import annotations

import re

YEAR = r"(?:19|20)\s?\d\s?\d|[一二]\s?[九〇零○0]\s?[〇零○一二三四五六七八九0]\s?[〇零○一二三四五六七八九0]"
"""The pattern of a year, in digits or in Chinese ones."""
_NUMERAL = r"\d{1,5}(?:\s*[-—~、]\s*\d{1,5})?|[一二三四五六七八九十百]{1,5}"
NUMBERS = (
    re.compile(rf"([\u4e00-\u9fff]{{1,14}})\s*[〔\[(【<〈﹝]\s*({YEAR})\s*[〕\])】>〉﹞]\s*第?\s*({_NUMERAL})\s*[号期]"),
    re.compile(rf"([\u4e00-\u9fff]{{1,12}}[发字办函文令])\s*[-—]?\s*({YEAR})\s*(?:年|-|—)?\s*第?\s*({_NUMERAL})\s*号"),
)
"""The numbers of documents: who issued it, the year, the number."""
STANDARD = re.compile(r"\b[A-Z]{2,4}\d{0,4}(?:/[A-Z])?\s?\d{3,6}(?:\.\d+)?\s?[-—]\s?(?:19|20)\d{2}\b")
"""The numbers of standards, such as DB37/T 1234-2019."""
TITLE = re.compile(r"[《〈]([^《》〈〉]*)[》〉]")
"""A title as it stands in a text."""
FILE_ENDING = (
    r"\.(?:pdf|docx?|xlsx?|xlsm|pptx?|et|wps|dps|ofd|txt|md|csv|rtf|html?|jpe?g|png|gif|bmp|tiff?|heic|webp"
    r"|zip|rar|7z|mp4|mov|avi|wmv|mp3|wav|m4a)"
)
"""The pattern of what the name of a file ends in."""
FILE = re.compile(rf"{FILE_ENDING}$", re.IGNORECASE)
"""Finds that at the end of a text."""

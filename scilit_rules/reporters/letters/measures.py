"""The measures of GB/T 9704-2012, in the units of Word."""

from __future__ import annotations

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_POINT = 20
WIDTH, HEIGHT = 11906, 16838
"""A4, in twips."""
TOP, LEFT, BOTTOM, RIGHT = 2098, 1587, 1984, 1474
"""Margins of 37, 28, 35 and 26 mm, in twips."""
TEXT_WIDTH = WIDTH - LEFT - RIGHT
LINES, CHARACTERS = 22, 28
BODY_POINTS, TITLE_POINTS, PAGE_POINTS, CELL_POINTS = 16, 22, 14, 12
LINE_PITCH = (HEIGHT - TOP - BOTTOM) // LINES
"""The height of a line in twips, rounded down so that the last line has room."""
CHAR_SPACE = int((TEXT_WIDTH / CHARACTERS / TWIPS_PER_POINT - BODY_POINTS) * 4096) - 1
"""What a character is wider than its size, in 4096ths of a point; a little less, so that the last has room."""
NARROWER = (TEXT_WIDTH - CHARACTERS * BODY_POINTS * TWIPS_PER_POINT) // CHARACTERS - 1
"""How many twips a character of the text is set closer to the next than its size, a negative number.

One more than the grid asks for, because programs round widths of characters in their own ways.
"""
SIGN_POINTS = 42
SIGN_BELOW_TOP = round(35 * TWIPS_PER_MM)
DASH_BELOW_TEXT = 7
"""The page number's dash is 7 mm below the text."""
PAGE_LINE = 16 * TWIPS_PER_POINT
FOOTER = BOTTOM - round(DASH_BELOW_TEXT * TWIPS_PER_MM) - PAGE_LINE // 2
"""From the edge of the paper to the foot of the page number's line, whose dash is at half its height."""
TITLE_WIDTH = TEXT_WIDTH // (TITLE_POINTS * TWIPS_PER_POINT)
"""How many characters of a title go in a line."""

"""What keeps a piece of evidence from counting."""

from __future__ import annotations

from scilit_rules.model.words import Word


class Lack(Word):
    """What a piece of evidence lacks, so that nobody could look it up."""

    NAME = "name"
    TITLE = "title"
    ADDRESS = "address"
    PAGE = "page"
    FILE_NAME = "file_name"
    FILE = "file"
    CONTENT = "content"
    FILE_OWNER = "file_owner"
    YEAR = "year"
    MATTER = "matter"
    OWNER = "owner"
    DATE = "date"
    EVENT = "event"
    PARTNER = "partner"
    ACCOUNT = "account"
    SIDES = "sides"
    PERIOD = "period"
    EXISTENCE = "existence"
    BESIDE = "beside"
    CALENDAR = "calendar"
    ORDER = "order"
    PLACE = "place"
    TIME = "time"

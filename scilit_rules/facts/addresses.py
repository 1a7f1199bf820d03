"""Addresses offered in proof: whether they open from outside, and whether they name a page or only a site."""

from __future__ import annotations

import re
from ipaddress import ip_address

from scilit_rules.facts.pieces import LINK
from scilit_rules.model.lacks import Lack

# An address that opens nowhere as it is written: http:/x, https:a.cn, http\\\\a.cn.
_BROKEN_LINK = re.compile(r"\bhttps?(?!://)(?=[:/\\])", re.IGNORECASE)
BARE_LINK = re.compile(
    r"(?<![\w@./])(?:[a-z0-9-]+\.)+(?:cn|com|net|org|gov|edu|tv|top|vip|cc)(?:/[^\s，。；、）》]*)?(?![\w.])",
    re.IGNORECASE,
)
"""An address without its scheme, as it stands in a text."""
_HOST = re.compile(r"(?:[a-z]+://)?(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}", re.IGNORECASE)
# A site and nothing on it, its first page, a page that is none, or what a search for words would find.
_names_no_page = re.compile(
    r"(?:[a-z]+://)?[^/?#]*(?:/?\??|/(?:index|default|home|main|portal|404|error)(?:\.\w{2,5})?/?|/?#/?|/x{2,9}(?:\.\w{2,5})?|(?:/[^/?#]{1,40}){0,6}/([a-z0-9])\1{4,}/?|/\w?/|"
    r"/[^?#]{0,40}\?(?:[^#]{0,200}&)?(?:q|wd|word|kw|keyword|keywords|query|search)=[^#]*)",
    re.IGNORECASE,
).fullmatch
_NO_LABEL = re.compile(r"www|domain|yourdomain|example|test|demo|sample")


def is_broken(text: str) -> bool:
    """Whether a text holds an address that opens nowhere as it is written.

    Args:
        text: the text, made plain.
    """
    return _BROKEN_LINK.search(LINK.sub(" ", text)) is not None


def lack_of(link: str) -> Lack | None:
    """What an address lacks: a host that is reached from outside, or a page; None if nothing.

    Args:
        link: the address.
    """
    host = _HOST.match(link)
    if host is None or not _is_public(host.group(1)):
        return Lack.ADDRESS
    # The address of a site, and of nothing on it, names at most the body whose site it is.
    return Lack.PAGE if _names_no_page(link) is not None else None


def _is_public(host: str) -> bool:
    name = host.strip("[]").casefold()
    try:
        return ip_address(name).is_global
    except ValueError:
        local = name.endswith((".local", ".localhost", ".lan", ".internal", ".invalid", ".test"))
        return _DOMAIN.fullmatch(name) is not None and not local and _is_named(name)


def _is_named(host: str) -> bool:
    """Whether an address names a site: not www.com, nor one made up to show where the name would stand."""
    labels = host.removeprefix("www.").split(".")
    invented = any(set(label) == {"x"} for label in labels)
    return len(labels) > 1 and not invented and _NO_LABEL.fullmatch(labels[-2]) is None

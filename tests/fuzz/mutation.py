"""Inputs made from good ones by a few changes, each where the format has a joint: parts, tags, cells, keys, lines."""

from __future__ import annotations

import json
import re
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any

VALUES = (
    "", " ", "0", "-1", "1e999999999999999999999", "9" * 400, "0.1" + "0" * 300 + "1", "NaN", "inf", "-0", "1,2,3", "１２．５％", "12.5.5",
    "0x1f", "true", "null", "~", "[]", "{}", "是", "否", "√", "无", "不适用", "2019-02-30", "9999-12-31", "0000-00-00",
    "1900-01-00", "二〇一九年十三月", "2019年", "43831", "-43831", "99999999999", "=1+1", "@SUM(A1)", "=HYPERLINK(\"x\")",
    "\x1b[2J", "\x00", "\ufeff", "\u202e", "\ud83d\ude00", "𠮷" * 3, "e\u0301", "é" * 40, "长" * 3_000, "a" * 9_000, "(" * 200,
    "（" * 200, "、" * 300, "万" * 90, "1万2亿3千", "百分之一百二十", "三分之零", "1/0", "<b>&amp;</b>", "&lt;", "]]>", "{{单位}}",
    "{0.__class__}", "%s%n", "../../etc/passwd", "C:\\con", "东区", "西区", "小城经费", "mini.east", "group", "2020", "万元", "%",
)
LEAST, MOST = 1, 4
_TOKEN = re.compile(r"""<[^<>]{0,2000}>|="[^"]{0,2000}"|='[^']{0,2000}'|[^<>="']+""")
_SCALAR = re.compile(r"(?<=: )[^\s{}\[\],][^{}\[\],\n]*|(?<=- )[^\n]+|[\w.-]+(?=:)|(?<=[\[,{] )[^,\]}]+")

Mutate = Callable[[bytes, Random], bytes]


def mutated(data: bytes, suffix: str, rng: Random) -> bytes:
    """A changed copy of a good input.

    Args:
        data: the good input.
        suffix: the ending of its name, which tells the format.
        rng: decides; the same one yields the same copy.
    """
    mutate = _FORMATS.get(suffix, _bytes)
    for _ in range(rng.randint(LEAST, MOST)):
        data = (_bytes if rng.random() < 0.1 else mutate)(data, rng)
    return data


def _bytes(data: bytes, rng: Random) -> bytes:
    if not data:
        return rng.choice(VALUES).encode("utf-8", "surrogatepass")
    at = rng.randrange(len(data))
    length = min(int(rng.paretovariate(0.7)), 5_000)
    what = rng.randrange(6)
    if what == 0:
        return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1:]
    if what == 1:
        return data[:at]
    if what == 2:
        return data[:at] + data[at + length:]
    if what == 3:
        return data[:at] + data[at:at + length] * rng.choice((2, 3, 50)) + data[at + length:]
    if what == 4:
        number = rng.choice((0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
        return data[:at] + struct.pack("<I", number) + data[at + 4:]
    return data[:at] + rng.choice(VALUES).encode("utf-8", "surrogatepass") + data[at:]


def _text(data: bytes, rng: Random, pieces: re.Pattern[str]) -> bytes:
    """Replaces, drops, repeats or swaps one or two of the pieces of a text."""
    text = data.decode("utf-8", "surrogateescape")
    found = [match.span() for match in pieces.finditer(text[:400_000])]
    if not found:
        return _bytes(data, rng)
    start, end = rng.choice(found)
    piece, what = text[start:end], rng.randrange(6)
    if what <= 2:
        value = rng.choice(VALUES)
        new = f'{piece[:2]}{value}{piece[-1:]}' if piece.startswith("=") else value
    elif what == 3:
        new = ""
    elif what == 4:
        new = piece * rng.choice((2, 3, 40))
    else:
        other = rng.choice(found)
        new = text[other[0]:other[1]]
    return (text[:start] + new + text[end:]).encode("utf-8", "surrogatepass" if "\ud83d" in new else "surrogateescape")


def _xml(data: bytes, rng: Random) -> bytes:
    if rng.random() < 0.05:
        return b'<!DOCTYPE x [<!ENTITY e "ee">]>' + data
    return _text(data, rng, _TOKEN)


def _yaml(data: bytes, rng: Random) -> bytes:
    if rng.random() < 0.6:
        return _text(data, rng, _SCALAR)
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    what = rng.randrange(6)
    if what == 0:
        lines[at] = b"  " * rng.randrange(4) + lines[at].lstrip()
    elif what == 1:
        del lines[at]
    elif what == 2:
        lines[at:at] = lines[at:at + rng.randint(1, 4)] * rng.choice((1, 2, 30))
    elif what == 3:
        lines[at] += rng.choice((b" &a", b" *a", b" !!python/object:os.system", b" |", b" >-", b" # x", b": ", b" ?", b"\t", b" [", b" {a: "))
    elif what == 4:
        lines.insert(at, rng.choice((b"---", b"...", b"%YAML 9.9", b"<<: *a", b"? [a]", b"- - - -", b"\xef\xbb\xbf", b"a: &a [*a]")))
    else:
        other = rng.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    return b"\n".join(lines)


def _json(data: bytes, rng: Random) -> bytes:
    try:
        top = json.loads(data)
    except (ValueError, RecursionError):
        return _bytes(data, rng)
    nodes: list[tuple[Any, Any]] = []
    _collect(top, nodes)
    if not nodes:
        return _bytes(data, rng)
    holder, key = rng.choice(nodes)
    what = rng.randrange(7)
    if what <= 2:
        holder[key] = rng.choice((*VALUES, None, True, False, 0, -1, 10**400, 1.5, float("inf"), [], {}, [[]], {"": None}))
    elif what == 3:
        del holder[key]
    elif what == 4 and isinstance(holder, list):
        holder[key:key] = [holder[key]] * rng.choice((1, 2, 300))
    elif what == 5:
        holder[key] = [holder[key]] if rng.random() < 0.5 else {"zh": holder[key]}
    else:
        other, name = rng.choice(nodes)
        taken = json.loads(json.dumps(other[name], default=str)) if _is_there(other, name) else None
        holder[key] = taken
    return json.dumps(top, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")


def _is_there(holder: Any, key: Any) -> bool:
    return key < len(holder) if isinstance(holder, list) else key in holder


def _collect(node: Any, nodes: list[tuple[Any, Any]]) -> None:
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        nodes.append((node, key))
        _collect(value, nodes)


def _csv(data: bytes, rng: Random) -> bytes:
    what = rng.randrange(8)
    if what == 0:
        text = data.decode("utf-8-sig", "replace")
        return text.encode(rng.choice(("gb18030", "utf-16", "utf-16-le", "utf-8-sig", "big5", "utf-32")), "replace")
    rows = [line.split(b",") for line in data.split(b"\n")]
    at = rng.randrange(len(rows))
    cell = rng.randrange(len(rows[at]))
    if what <= 3:
        rows[at][cell] = rng.choice(VALUES).encode("utf-8", "surrogatepass")
    elif what == 4:
        del rows[at][cell]
    elif what == 5:
        rows[at:at] = [list(rows[at])] * rng.choice((1, 2, 40))
    elif what == 6:
        rows[at][cell] = b'"' + rows[at][cell]
    else:
        rows[at][cell:cell] = [b""] * rng.choice((1, 5, 300))
    return b"\n".join(b",".join(row) for row in rows)


def _zip(data: bytes, rng: Random) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:
        return _bytes(data, rng)
    if not parts:
        return _bytes(data, rng)
    # Small parts hold what is written; the big ones, such as themes and styles, would be chosen too often.
    at = rng.choices(range(len(parts)), [1 / (50 + len(content)) ** 0.3 for _, content in parts])[0]
    name, content = parts[at]
    what = rng.randrange(20)
    if what <= 14:
        parts[at] = (name, _xml(content, rng))
    elif what == 15:
        parts[at] = (name, _bytes(content, rng))
    elif what == 16:
        del parts[at]
    elif what == 17:
        parts[at] = (rng.choice((name.upper(), name.replace("/", "\\"), f"../{name}", f"{name}2", "/" + name)), content)
    elif what == 18:
        parts[at] = (name, rng.choice(parts)[1])
    else:
        parts.append((f"xl/{rng.choice(VALUES[-9:])}.xml", content))
    return _packed(parts, rng)


def _packed(parts: list[tuple[str, bytes]], rng: Random) -> bytes:
    out = BytesIO()
    method = rng.choice((zipfile.ZIP_DEFLATED,) * 8 + (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name.replace("\0", "") or "x"), content, method)
    return out.getvalue()


_FORMATS: dict[str, Mutate] = {
    ".xlsx": _zip, ".docx": _zip, ".json": _json, ".yaml": _yaml, ".csv": _csv, ".txt": lambda data, rng: _text(data, rng, _LINES),
    ".ini": _yaml,
}
_LINES = re.compile(r"[^\n。；，：（）]+|[。；，：（）\n]")

"""The build backend: that of setuptools, whose wheels and sdists are packed once more so that they are the same bytes.

What a file system tells of files (when they were written, whose they are, who may read them) does not get in. The date
in the archives is SOURCE_DATE_EPOCH, and where that is not set the first that a zip file knows.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
import tarfile
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import (
    build_editable,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = ["build_editable", "build_sdist", "build_wheel", "get_requires_for_build_editable",
           "get_requires_for_build_sdist", "get_requires_for_build_wheel", "prepare_metadata_for_build_editable",
           "prepare_metadata_for_build_wheel"]

_FIRST = 315_532_800
_FILE, _PROGRAM, _FOLDER = 0o644, 0o755, 0o755
Settings = Mapping[str, Any] | None


def build_wheel(wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None) -> str:
    """Builds a wheel; returns its name."""
    name: str = build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)
    _pack_zip(Path(wheel_directory, name))
    return name


def build_sdist(sdist_directory: str, config_settings: Settings = None) -> str:
    """Builds an sdist; returns its name."""
    name: str = build_meta.build_sdist(sdist_directory, config_settings)
    _pack_tar(Path(sdist_directory, name))
    return name


def _epoch() -> int:
    return max(int(os.environ.get("SOURCE_DATE_EPOCH") or _FIRST), _FIRST)


def _pack_zip(path: Path) -> None:
    with zipfile.ZipFile(path) as built:
        parts = [(name, built.read(name)) for name in built.namelist()]
    date = time.gmtime(_epoch())[:6]
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts:
            part = zipfile.ZipInfo(name, date)
            part.external_attr = (stat.S_IFREG | _FILE) << 16
            part.create_system = 3
            packed.writestr(part, content, zipfile.ZIP_DEFLATED)


def _pack_tar(path: Path) -> None:
    with tarfile.open(path) as built:
        parts = [(part, _content(built, part)) for part in sorted(built.getmembers(), key=lambda part: part.name)]
    with path.open("wb") as out, gzip.GzipFile("", "wb", mtime=_epoch(), fileobj=out) as zipped, \
            tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as packed:
        for part, content in parts:
            member = tarfile.TarInfo(part.name)
            member.type, member.size, member.mtime = part.type, len(content), _epoch()
            member.mode = _FOLDER if part.isdir() else _PROGRAM if part.mode & stat.S_IXUSR else _FILE
            packed.addfile(member, io.BytesIO(content))


def _content(archive: tarfile.TarFile, part: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(part) if part.isfile() else None
    return file.read() if file else b""

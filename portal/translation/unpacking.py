"""A spreadsheet from elsewhere, before it is read: what may do harm is refused.

An .xlsx file is a ZIP file of XML. What reads it trusts what it says of itself: of its sizes, and of how far
away a cell is, for which it makes room. So only parts that we have looked through are handed on.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

MOST_BYTES = 5_000_000
MOST_BYTES_UNPACKED = 50_000_000
MACROS = ("vbaproject", "macrosheets")
PARTS = ("[Content_Types].xml", "_rels/", "xl/")
NEAR = re.compile(r"[A-Z][1-9][0-9]{0,4}")
"""A cell in the columns A to Z, and not below row 99,999."""

COUNTS = ("count", "uniqueCount")
COUNTED = re.compile(r"[0-9]{1,6}")


class Refused(Exception):
    """A file that is not read, and why."""


def looked_through(path: Path) -> BytesIO:
    """Return a spreadsheet with those of its parts that can do no harm; raise Refused."""
    parts = _unpacked(path)
    if any(macro in name.lower() for name in parts for macro in MACROS):
        raise Refused("this holds macros: save it as .xlsx without them")
    copy = BytesIO()
    with ZipFile(copy, "w") as packed:
        for name, content in parts.items():
            if name.startswith(PARTS) and _is_harmless_xml(content):
                packed.writestr(name, content)
    copy.seek(0)
    return copy


def _unpacked(path: Path) -> Mapping[str, bytes]:
    """Return the parts of a file by their names; of each, no more than the file says that there is."""
    if path.stat().st_size > MOST_BYTES:
        raise Refused(f"this is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        with ZipFile(path) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
                raise Refused(f"this unpacks to more than {MOST_BYTES_UNPACKED // 1_000_000} MB")
            if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
                raise Refused("this is packed as no .xlsx file is")
            return {part.filename: packed.read(part) for part in parts}
    except (BadZipFile, EOFError, RuntimeError, zlib.error):  # RuntimeError: it needs a password
        raise Refused("this is no .xlsx file") from None


def _is_harmless_xml(content: bytes) -> bool:
    """Tell whether a part is XML; raise Refused for formulas and for cells that are far away."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = _look_at
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        return False
    return True


def _look_at(element: str, attributes: Mapping[str, str]) -> None:
    kind = element.rpartition(":")[2]
    if not all(COUNTED.fullmatch(attributes[name]) for name in COUNTS if name in attributes):
        raise Refused("this says that it holds more than a million texts")
    if kind == "f":
        raise Refused("this holds formulas: put the words themselves into the cells")
    if kind == "c" and not NEAR.fullmatch(attributes.get("r", "")):
        raise Refused("this has cells outside of the columns A to Z, or below row 99,999")

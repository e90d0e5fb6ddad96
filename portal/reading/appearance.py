"""A council's own colours and mark: what may be chosen, and that everybody can read what comes of it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from portal.assessment.document import Entry, Fault, FaultList, FaultyContent

COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
LEAST_CONTRAST = 7.0
GROUNDS = {"the page": "#fdf9f1", "white": "#ffffff"}
"""What stands behind, or in front of, a council's colours in the stylesheet."""

MOST_BYTES = 2048
WIDEST = 4
"""How many times as wide as high a mark may be, to leave room for the name on a small phone."""

SVG = "http://www.w3.org/2000/svg"
SHAPES = ("circle", "ellipse", "line", "path", "polygon", "polyline", "rect")
ELEMENTS = ("svg", "g", *SHAPES)
PLACES = ("cx", "cy", "d", "height", "points", "r", "rx", "ry", "width", "x", "x1", "x2", "y", "y1", "y2")
PAINT = (
    *("fill", "fill-opacity", "fill-rule", "opacity", "stroke", "stroke-linecap", "stroke-linejoin"),
    *("stroke-opacity", "stroke-width", "transform"),
)
OF_THE_WHOLE = ("xmlns", "viewBox", "version", "width", "height")
"""What <svg> may have besides; of these only the viewBox is kept."""

# Nothing that these let through can name another file, another part of the page, or a script.
PLAIN = re.compile(r"[-+.,#%\w\s]*", re.ASCII)
TRANSFORM = re.compile(r"\s*((translate|scale|rotate|matrix|skewX|skewY)\([-+.,eE\d\s]*\)[\s,]*)*", re.ASCII)


@dataclass(frozen=True)
class Colours:
    """The two colours that a council may choose; the others are the same everywhere."""

    deep: str = "#0b4f4a"
    warm: str = "#7a3310"


OUR_COLOURS = Colours()


def read_colours(entry: Entry | None) -> Colours:
    """Read a council's colours; those that it does not give are ours."""
    found = entry.fields([], ["deep", "warm"]) if entry else {}
    faults = FaultList()
    chosen = {}
    for name, value in found.items():
        with faults.gather():
            chosen[name] = _colour(value)
    faults.stop_if_any()
    return Colours(**chosen)


def _colour(entry: Entry) -> str:
    # Without quotes, # begins a comment and nothing is left of the colour.
    colour = str(entry.node.value) if entry.is_text else ""
    if not COLOUR.fullmatch(colour):
        raise entry.fault('a colour in quotes, such as “"#0b4f4a"”')
    ratio, ground = min((contrast(colour, ground), name) for name, ground in GROUNDS.items())
    if ratio < LEAST_CONTRAST:
        # Rounded down: 6.996 must not read as 7.
        shown = f"{math.floor(ratio * 100) / 100:.2f}:1"
        raise entry.fault("7:1 or more, so that everybody can read it", f"{entry}, {shown} against {ground}")
    return colour.lower()


def contrast(one: str, other: str) -> float:
    """Return the contrast between two colours as WCAG defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def dressed(stylesheet: str, colours: Colours, mark: str | None) -> str:
    """Put a council's colours in the place of ours, and its mark beside the middle of the name."""
    for name in ("deep", "warm"):
        ours, chosen = (f"--{name}:{getattr(which, name)}" for which in (OUR_COLOURS, colours))
        stylesheet = stylesheet.replace(ours, chosen)
    return stylesheet + ".site svg{vertical-align:middle}" if mark else stylesheet


def read_mark(entry: Entry | None, folder: Path) -> str | None:
    """Read the SVG file that an entry names, as it stands in a page."""
    if entry is None:
        return None
    name = entry.text()
    path = folder / name
    if path.name != name or path.suffix != ".svg" or not path.is_file():
        raise entry.fault("the name of an SVG file in this folder, such as mark.svg")
    return _MarkReader(name).read(path.read_bytes())


@dataclass
class _MarkReader:
    """Writes a mark anew from what is allowed, so that nothing else can come into a page."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)

    def read(self, content: bytes) -> str:
        """Return the mark, or raise every fault in it."""
        if len(content) > MOST_BYTES:
            raise FaultyContent([Fault(self.file, 1, f"{len(content)} bytes", f"at most {MOST_BYTES}")])
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        try:
            self.parser.Parse(content, True)
        except expat.ExpatError as error:
            raise FaultyContent(
                [Fault(self.file, error.lineno, expat.ErrorString(error.code), "SVG")]
            ) from None
        if self.faults:
            raise FaultyContent(self.faults)
        return "".join(self.written)

    def _fault(self, found: str, expected: str) -> None:
        self.faults.append(Fault(self.file, self.parser.CurrentLineNumber, found, expected))

    def _doctype(self, name: str, *_: object) -> None:
        # At once: what a document type declares could fill the memory before the end is reached.
        raise FaultyContent(
            [
                Fault(
                    self.file, self.parser.CurrentLineNumber, "a document type", "<svg> and plain shapes only"
                )
            ]
        )

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        is_whole = not self.written
        if is_whole != (name == "svg") or name not in ELEMENTS:
            self._fault(
                f"<{name}>", "<svg> around everything" if is_whole else f"one of {', '.join(ELEMENTS[1:])}"
            )
        allowed = (*OF_THE_WHOLE, *PAINT) if is_whole else (*PLACES, *PAINT)
        for attribute, value in attributes.items():
            self._check(name, attribute, value, allowed)
        if is_whole:
            self._check_shape(attributes.get("viewBox", ""))
            # Its height is ours, and its width follows. It says nothing that the name beside it does not.
            kept = {"aria-hidden": "true", "height": "32"} | {
                key: value for key, value in attributes.items() if key in ("viewBox", *PAINT)
            }
        else:
            kept = dict(attributes)
        written = (f'{key}="{value}"' for key, value in kept.items())
        self.written.append(f"<{' '.join([name, *written])}>")

    def _check(self, element: str, attribute: str, value: str, allowed: tuple[str, ...]) -> None:
        if attribute not in allowed:
            self._fault(f"“{attribute}” on <{element}>", f"one of {', '.join(allowed)}")
        elif attribute == "xmlns":
            if value != SVG:
                self._fault(f"the xmlns “{value}”", SVG)
        elif not (TRANSFORM if attribute == "transform" else PLAIN).fullmatch(value):
            self._fault(f"“{value}” as “{attribute}”", "numbers, letters, or a colour such as #0b4f4a")

    def _check_shape(self, view_box: str) -> None:
        try:
            _, _, width, height = map(float, view_box.replace(",", " ").split())
        except ValueError:
            width = height = 0
        if not 0 < width <= WIDEST * height < math.inf:
            self._fault(
                f"the viewBox “{view_box}”",
                f"four numbers such as “0 0 32 32”, at most {WIDEST} times as wide as high",
            )

    def _end(self, name: str) -> None:
        self.written.append(f"</{name}>")

    def _words(self, words: str) -> None:
        if words.strip():
            self._fault(
                f"the words “{words.strip()}”", "shapes only, because nobody hears or translates words in one"
            )

"""Small scripts that make a page nicer: each a file in static/, written into the page that uses it.

No page needs one. A script stands in the page, so that it costs no request, and is allowed by its hash.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup

INLINE = ("back", "keep", "listen", "share")
"""The files that stand in pages; templates call them `scripts.back` and so on."""


def load_scripts(folder: Path) -> Mapping[str, Markup]:
    """Read the scripts by their names."""
    return {name: Markup((folder / f"{name}.js").read_text(encoding="utf-8").strip()) for name in INLINE}

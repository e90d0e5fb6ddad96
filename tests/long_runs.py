"""Long lists of cases: all of them in a thorough run, else a fixed sample that the summary names."""

import os
from collections.abc import Iterable
from typing import TypeVar

Item = TypeVar("Item")

THOROUGH = os.environ.get("PORTAL_THOROUGH") == "1"

# What the summary at the end of the run says of each list.
notes: set[str] = set()


def sample(name: str, items: Iterable[Item], keep: int) -> list[Item]:
    """Give all items in a thorough run, else `keep` of them, evenly spread from the first to the last."""
    every = list(items)
    kept = every if THOROUGH else spread(every, keep)
    notes.add(f"{name}: {len(kept)} of {len(every)}")
    return kept


def spread(items: list[Item], keep: int) -> list[Item]:
    """Give `keep` items, evenly spread from the first to the last."""
    if keep < 1:
        raise ValueError("A sample of nothing tests nothing.")
    if len(items) <= keep:
        return items
    step = (len(items) - 1) / max(1, keep - 1)
    return [items[round(number * step)] for number in range(keep)]

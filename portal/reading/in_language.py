"""What families read, in another language: for what looks at many texts at once, as a search does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from portal.reading.flowcharts import Flowchart
from portal.reading.guides import Guide
from portal.reading.library import Library
from portal.reading.words import Word
from portal.translation.texts import SEPARATOR

Say = Callable[[str], str]
"""Returns what stands for an English text in the language."""


def library_in(say: Say, library: Library) -> Library:
    """Return guides, flowcharts, words and lists of a council in the language."""
    return replace(
        library,
        guides={slug: _guide(say, guide) for slug, guide in library.guides.items()},
        flowcharts={slug: _flowchart(say, chart) for slug, chart in library.flowcharts.items()},
        words={slug: _word(say, word) for slug, word in library.words.items()},
        directory=replace(
            library.directory,
            policies=tuple(
                replace(one, title=say(one.title), for_what=say(one.for_what))
                for one in library.directory.policies
            ),
            providers=tuple(
                replace(one, title=say(one.title), offers=say(one.offers))
                for one in library.directory.providers
            ),
        ),
    )


def joined(say: Say, words: Iterable[str]) -> tuple[str, ...]:
    """Return a list of words that is translated as one."""
    return tuple(say(SEPARATOR.join(words)).split(SEPARATOR))


def _guide(say: Say, guide: Guide) -> Guide:
    return replace(
        guide,
        title=say(guide.title),
        summary=say(guide.summary),
        keywords=joined(say, guide.keywords),
        passages=tuple(replace(passage, text=say(passage.text)) for passage in guide.passages),
    )


def _flowchart(say: Say, chart: Flowchart) -> Flowchart:
    return replace(
        chart,
        title=say(chart.title),
        summary=say(chart.summary),
        keywords=joined(say, chart.keywords),
        steps={
            name: replace(step, says=say(step.says), hint=step.hint and say(step.hint))
            for name, step in chart.steps.items()
        },
        ends={
            name: replace(end, title=say(end.title), about=say(end.about)) for name, end in chart.ends.items()
        },
    )


def _word(say: Say, word: Word) -> Word:
    return replace(
        word,
        name=say(word.name),
        long=word.long and say(word.long),
        also=joined(say, word.also) if word.also else (),
        means=say(word.means),
    )

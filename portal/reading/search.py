"""Search: an index of folded words in memory, forgiving about spelling, one for each language."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.reading.folding import is_ideographic, words
from portal.reading.speech import Speech

Kind = Literal["guide", "flowchart", "page", "word"]

IN_TITLE, IN_KEYWORDS, IN_BODY = 10.0, 3.0, 1.0
"""How much a word counts that stands there; the words of a title share in what it counts."""

PHRASE = 6.0
"""What each word counts besides where a keyword of several words stands in what was typed."""

OURS, MISSPELT = 0.9, 0.6
"""How sure it is that a word was meant in place of another one, and with a mistake in its spelling."""

EACH_LETTER, LEAST_SURE = 0.1, 0.5
"""How much less sure each letter makes it that a longer or a shorter word was meant, and the least."""

SHORTEST_BEGINNING = 3
SHORTEST_TO_MISSPELL = 4
LONG = 6
"""From this length on a word may have two mistakes."""

LONGEST_ENDING = 3
LESSER = 0.25
"""What an entry in the list of words counts where a whole guide may tell of it."""

LONGEST_PHRASE = 6
SINGLE_IDEOGRAPH = 0.2
SATURATION = 1.2
ENOUGH = 0.15
"""What scores less than this part of the best one is not shown."""

MOST_RESULTS = 8

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """Something that can be found; kind and name say where it is, as a link in a text does.

    A `lesser` one comes after others that are as near to what was typed.
    """

    kind: Kind
    name: str
    title: str
    summary: str
    keywords: tuple[str, ...] = ()
    body: str = ""
    lesser: bool = False


class Index:
    """Finds documents by words, the best one first."""

    def __init__(self, documents: Iterable[Document], speech: Speech | None = None) -> None:
        """Read the documents, which are all in one language."""
        self.speech = speech = speech or Speech()
        self.documents = tuple(documents)
        self.ours = {
            folded: list(words(ours)) for typed, ours in speech.ours.items() for folded in words(typed)
        }
        self.little = {folded for one in speech.little for folded in words(one)}
        self.weights: dict[str, dict[int, float]] = defaultdict(dict)
        self.titles: dict[str, int] = {}
        self.phrases: dict[Phrase, set[int]] = defaultdict(set)
        for number, document in enumerate(self.documents):
            self._add(number, document)
        self.vocabulary = sorted(self.weights)

    def find(self, text: str) -> list[Document]:
        """Return what fits a text, the best first; whatever was typed, it is no error."""
        scores = self._scored(list(words(text)))
        best = sorted(scores, key=lambda number: (-scores[number], number))
        best = [number for number in best if scores[number] >= scores[best[0]] * ENOUGH]
        if (titled := self.titles.get(_title(text))) is not None:
            best = [number for number in best if number != titled]
            # A title typed whole is meant; but where a guide tells of a word, it comes before the word.
            behind = self.documents[titled].lesser and bool(best) and _tells_of(self.documents[best[0]], text)
            best.insert(1 if behind else 0, titled)
        return [self.documents[number] for number in best[:MOST_RESULTS]]

    def _scored(self, typed: Sequence[str]) -> Mapping[int, float]:
        """Return how well each document fits, if it does at all."""
        scores: dict[int, float] = defaultdict(float)
        asked = [word for word in dict.fromkeys(typed) if word not in self.little] or typed
        for word in (*asked, *self._joined(typed)):
            alone = is_ideographic(word) and len(word) == 1 and len(asked) > 1
            for number, score in self._scores(word).items():
                scores[number] += score * (SINGLE_IDEOGRAPH if alone else 1)
        for number in scores:
            scores[number] *= LESSER if self.documents[number].lesser else 1
        for phrase in _runs(typed):
            for number in self.phrases.get(phrase, ()):
                scores[number] += PHRASE * len(phrase)
        return scores

    def _add(self, number: int, document: Document) -> None:
        self.titles.setdefault(_title(document.title), number)
        for keyword in (document.title, *document.keywords):
            phrase = tuple(words(keyword))
            if len(phrase) > 1:
                self.phrases[phrase].add(number)
        keywords = " / ".join((document.summary, *document.keywords))
        telling = len({word for word in words(document.title) if word not in self.little}) or 1
        in_title = IN_TITLE / math.sqrt(telling)
        for weight, text in ((in_title, document.title), (IN_KEYWORDS, keywords), (IN_BODY, document.body)):
            for word, times in Counter(words(text)).items():
                counted = weight * times * (1 + SATURATION) / (times + SATURATION)
                self.weights[word][number] = self.weights[word].get(number, 0) + counted

    def _scores(self, word: str) -> Mapping[int, float]:
        """Return what a word, and what it may stand for, counts for each document."""
        best: dict[int, float] = defaultdict(float)
        rarest = self._rare(word) if word in self.weights else math.inf
        for meant, sure in self._meanings(word):
            rare = min(rarest, self._rare(meant))
            for number, weight in self.weights[meant].items():
                best[number] = max(best[number], sure * rare * weight)
        return best

    def _rare(self, word: str) -> float:
        """Return how much a word tells: the fewer documents have it, the more."""
        having = len(self.weights[word])
        return math.log(1 + (len(self.documents) - having + 0.5) / (having + 0.5))

    def _meanings(self, word: str) -> Iterator[tuple[str, float]]:
        """Yield words of the index that a word may stand for, and how sure that is."""
        if word in self.weights:
            yield word, 1.0
        for ours in self.ours.get(word, ()):
            if ours in self.weights:
                yield ours, OURS
        if len(word) >= SHORTEST_BEGINNING:
            place = bisect_left(self.vocabulary, word)
            while place < len(self.vocabulary) and self.vocabulary[place].startswith(word):
                yield self.vocabulary[place], _sure(word, self.vocabulary[place])
                place += 1
        shortest = max(SHORTEST_TO_MISSPELL, len(word) - LONGEST_ENDING)
        for length in range(len(word) - 1, shortest - 1, -1):
            if word[:length] in self.weights:
                yield word[:length], _sure(word, word[:length])
                break
        if word not in self.weights and len(word) >= SHORTEST_TO_MISSPELL and not is_ideographic(word):
            most = 2 if len(word) >= LONG else 1
            near = process.extract(word, self.vocabulary, scorer=OSA.distance, score_cutoff=most)
            yield from ((meant, MISSPELT / distance) for meant, distance, _ in near if distance)

    def _joined(self, typed: Sequence[str]) -> Iterator[str]:
        """Yield words that were typed as two."""
        joined = map("".join, pairwise(typed))
        yield from (word for word in joined if word in self.weights and not is_ideographic(word))


def _sure(typed: str, meant: str) -> float:
    """Return how sure it is that a word was meant that goes on differently."""
    return max(LEAST_SURE, 1 - EACH_LETTER * abs(len(typed) - len(meant)))


def _tells_of(document: Document, text: str) -> bool:
    """Tell whether a text stands in the title or the keywords of a document."""
    keywords = _title(" / ".join((document.title, *document.keywords)))
    return f" {_title(text)} " in f" {keywords} "


def _title(text: str) -> str:
    """Return what two ways to type one title have in common."""
    return " ".join(words(text))


def _runs(typed: Sequence[str]) -> Iterator[Phrase]:
    """Yield each run of two words or more."""
    for start in range(len(typed)):
        for end in range(start + 2, min(len(typed), start + LONGEST_PHRASE) + 1):
            yield tuple(typed[start:end])

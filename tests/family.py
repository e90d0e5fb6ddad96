"""A family at the self-assessment: it answers each question it is asked, as it would on its phone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from portal.assessment.model import UNSURE, Answer, Assessment
from portal.forms.questions import NOT_SURE, NOTHING
from tests.conftest import Browse
from tests.page import Page

HERE = "/en/self-assessment/"
MOST_QUESTIONS = 20


def typed(answer: Answer) -> list[str]:
    """Return what the browser sends for an answer."""
    if answer is UNSURE:
        return [NOT_SURE]
    if isinstance(answer, frozenset):
        return sorted(answer) or [NOTHING]
    return [str(answer)]


class Family:
    """Goes through a council's questions with the answers it has in mind.

    `say` returns what stands for an English text on the pages that it reads.
    """

    def __init__(
        self,
        browse: Browse,
        assessment: Assessment,
        answers: Mapping[str, Answer],
        say: Callable[[str], str] = str,
    ) -> None:
        self.browse = browse
        self.assessment = assessment
        self.answers = answers
        self.say = say
        self.asked: list[str] = []

    def answer(self, name: str, answer: Answer, status: int | None = None) -> Page:
        """Open a question and answer it."""
        self.browse.get(f"{HERE}{name}/")
        return self.browse.post(f"{HERE}{name}/", {"answer": typed(answer)}, status=status)

    def go_on(self, path: str) -> str:
        """Answer every question from this one on; return the path of the page that is no question."""
        while (name := path.removeprefix(HERE).strip("/")) in self.assessment.questions:
            assert len(self.asked) < MOST_QUESTIONS, f"asked {self.asked} and still more"
            self.asked.append(name)
            shown = self.browse.get(path)
            assert self.say(self.assessment.questions[name].ask).startswith(shown.h1[:20])
            after = self.browse.post(path, {"answer": typed(self.answers[name])}).location
            if after == path:  # help comes first, at the question's own address
                after = self.browse.get(path).find("a", class_="button").attrib["href"]
            path = after
        return path

    def to_check(self) -> Page:
        """Answer everything and open the page that shows the answers."""
        first = next(iter(self.assessment.questions))
        return self.browse.get(self.go_on(f"{HERE}{first}/"))

    def to_result(self, answer_the_rest: bool = False) -> Page:
        """Answer everything and open the result."""
        self.to_check()
        if answer_the_rest:
            path = self.browse.post(f"{HERE}the-rest/").location
            self.go_on(path)
        return self.browse.get(f"{HERE}result/")

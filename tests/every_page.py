"""Every page that families can meet, journey by journey, in whichever language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from email import message_from_bytes
from email.policy import default

import pytest
from icalendar import Calendar

from portal.assessment.journey import replay
from portal.assessment.model import UNSURE, Answer, Question
from portal.background import Background
from portal.forms.request_steps import STEPS
from portal.reading.authority import find_folder, load_national
from portal.reading.library import load_library
from portal.store.feedback import Feedback
from portal.store.requests import Requests
from portal.store.saved import Saved
from portal.store.signatures import Signatures
from tests import pseudo
from tests.family import HERE as QUESTIONS
from tests.family import Family
from tests.pages.routes import PUBLIC
from tests.reader import Reader
from tests.request_form import HERE as ASK
from tests.request_form import MOST, RequestForm, Typed
from tests.saving import DELETE, RETURN, SAVE, busy, code_on, come_back, no_database, save_at

Journey = Callable[[Reader], None]

REVIEW = "/en/review-date/"
SEARCH = "/en/search/"
NOT_TYPED = ("filled_in_by", "email", "email_receipt", "safe_ways", "language", "interpreter")
"""Fields of a request in which no words are written."""


def public_pages(reader: Reader) -> None:
    """Open the pages that everybody sees alike, and what is kept of them on a phone."""
    for path in PUBLIC:
        reader.get(path)
    copies: dict[str, str] = reader.client.get(reader.here("/en/keep-guides/copies.json")).json
    assert copies
    for path, copy in copies.items():
        reader.look_at(f"{path} (a copy)", "text/html", copy)


def guides(reader: Reader) -> None:
    """Open every guide and flowchart, alone and side by side with the English."""
    library = load_library(reader.authority, load_national(), find_folder(reader.authority.name))
    for slug in library.guides:
        reader.get(f"/en/guides/{slug}/")
        reader.get(f"/en/guides/{slug}/with-english/")
    for slug in library.flowcharts:
        reader.get(f"/en/flowcharts/{slug}/")
    reader.get("/en/guides/booklet/")
    reader.get(f"{QUESTIONS}criteria/with-english/")


def assessment(reader: Reader) -> None:
    """Answer every question, wrongly first, and see the results of every family that is told of."""
    family = Family(reader, reader.authority.assessment, reader.longest.answers)
    answer_all(reader, family, next(iter(family.assessment.questions)))
    if reader.longest.answer_the_rest:
        path = reader.post(f"{QUESTIONS}the-rest/").location
        answer_all(reader, family, path.removeprefix(QUESTIONS).strip("/"))
    for example in reader.authority.examples:
        results(reader, example.answers, example.answer_the_rest)
    (private,) = family.assessment.private
    for told in ("danger", "worried", UNSURE):
        family.answer(private, told)
        reader.get(f"{QUESTIONS}{private}/")
        results(reader, {**family.answers, private: told})
    results(reader, {**family.answers, "place": UNSURE})
    for path in ("check/with-english/", "result/with-english/", "clear/"):
        reader.get(f"{QUESTIONS}{path}")
    reader.post(f"{QUESTIONS}clear/", follow=True)


def answer_all(reader: Reader, family: Family, name: str) -> None:
    """Answer every question from this one on, wrongly first, and go back to it once."""
    while question := family.assessment.questions.get(name):
        reader.get(f"{QUESTIONS}{name}/")
        for typed in mistakes(question):
            reader.post(f"{QUESTIONS}{name}/", {"answer": typed}, status=400)
        after = family.answer(name, family.answers[name]).location
        reader.get(f"{QUESTIONS}{name}/")
        name = after.removeprefix(QUESTIONS).strip("/")
    reader.get(f"{QUESTIONS}{name}/")


def mistakes(question: Question) -> list[list[str]]:
    """Return what is no answer to a question: nothing, too much, or something else."""
    if question.born_at:
        return [[], ["27", "March", "2015"], ["1", "1", "1950"]]
    match question.kind:
        case "number":
            return [[], ["much"], ["99"]]
        case "some_of":
            return [[], ["nothing", question.option_names[0]]]
    return [[]]


def results(reader: Reader, answers: Mapping[str, Answer], answer_the_rest: bool = False) -> None:
    """See what a family with these answers gets."""
    rules = reader.authority.assessment
    asked = replay(rules, answers, answer_the_rest=answer_the_rest).answers
    reader = reader.another_phone()
    reader.has_answered(asked, answer_the_rest)
    for path in ("check/", "result/"):
        reader.get(f"{QUESTIONS}{path}")


def saving(reader: Reader) -> None:
    """Save, come back and delete, wrongly and rightly, with and without a database."""
    question = next(iter(reader.authority.assessment.questions))
    reader.get(SAVE)
    for typed in ("", "12", "letters", "1234567890123456"):
        come_back(reader, typed, status=400)
    code = code_on(save_at(reader, question))
    for path in (RETURN, DELETE, f"{QUESTIONS}clear/", QUESTIONS, SAVE):
        reader.get(path)
    family = Family(reader, reader.authority.assessment, reader.longest.answers)
    family.answer(question, family.answers[question])
    for path in (RETURN, SAVE):
        reader.get(path)
    come_back(reader.another_phone(), code)
    for trouble, status in ((no_database, 503), (busy, 429)):
        with pytest.MonkeyPatch.context() as patched:
            for action in ("save", "find", "delete"):
                patched.setattr(Saved, action, trouble)
            reader.get(SAVE)
            reader.post(SAVE, status=status)
            come_back(reader, code, status=status)
            reader.get(DELETE)
            reader.post(DELETE, status=status)
    reader.get(DELETE)
    reader.post(DELETE, follow=True)


def request(reader: Reader) -> None:
    """Ask for a worker, as each who may ask, with every mistake, from the first page to the e-mail."""
    for who in ("young_person", "helper"):
        form = RequestForm(reader.another_phone())
        form.fill_in("who", filled_in_by=who, name="1", helper_role="2")
        for page in STEPS:
            form.browse.get(f"{ASK}{page}/", status=None)
        form.check()
    reader.has_answered(reader.longest.answers, reader.longest.answer_the_rest)
    form = RequestForm(reader)
    form.check()
    form.press_send(status=400)
    for page, wrong in MISTAKES:
        form.fill_in(page, status=400, **wrong)
    filled = {page: in_no_language(typed) for page, typed in MOST.items()}
    form.fill_in_all({**filled, "answers": {"attach": "yes"}})
    for page in STEPS:
        reader.get(f"{ASK}{page}/")
    form.check()
    form.press_send(agreed=False, status=400)
    form.check()
    for trouble, status in ((no_database, 503), (busy, 429)):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Requests, "send", trouble)
            form.press_send(status=status)
    form.press_send()
    reader.get(f"{ASK}sent/")
    reader.get(f"{ASK}sent/copy.txt")
    messages(reader)
    deletion(reader)
    reader.get(ASK)
    reader.get(f"{ASK}sent/")
    reader.post(f"{ASK}clear/", follow=True)


MISTAKES: tuple[tuple[str, Typed], ...] = (
    ("who", {}),
    ("who", {"filled_in_by": "helper", "name": "1"}),
    ("child", {}),
    ("child", {"child_age": "99"}),
    ("reach", {}),
    ("reach", {"telephone": "1", "email": "@"}),
    ("reach", {"telephone": "01632 960 001", "email_receipt": "yes"}),
    ("safely", {}),
    ("safely", {"safe_ways": ["message"]}),
    ("language", {"language": "other"}),
    ("interpreter", {"interpreter": "other"}),
    ("matters", {"matters_most": "1" * 801}),
)
"""What cannot be sent, by page, in an order in which each page says something else."""


def in_no_language(typed: Typed) -> Typed:
    """Return what was typed, so that it cannot be taken for words of the portal."""
    return {
        name: words.translate(pseudo.HEBREW) if isinstance(words, str) and name not in NOT_TYPED else words
        for name, words in typed.items()
    }


def messages(reader: Reader) -> None:
    """Deliver what waits, and look at each e-mail to a family that reads this language."""
    folder = reader.app.extensions["settings"].mail_folder
    Background(reader.app).do_what_is_due()
    mails = [message_from_bytes(file.read_bytes(), policy=default) for file in folder.glob("*.eml")]
    to_families = [mail for mail in mails if mail["Content-Language"] == reader.code]
    assert to_families
    for mail in to_families:
        reader.look_at("an e-mail", "text/plain", f"{mail['Subject']}\n{mail.get_content()}")


def deletion(reader: Reader) -> None:
    """Ask for a request to be deleted, wrongly and rightly."""
    path = f"{ASK}delete/"
    reader.get(path)
    reader.post(path, {"reference": ""}, status=400)
    for trouble, status in ((no_database, 503), (busy, 429)):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Requests, "ask_deletion", trouble)
            reader.post(path, {"reference": "0123456789"}, status=status)
    reader.post(path, {"reference": "0123456789"}, follow=True)


def review_dates(reader: Reader) -> None:
    """Work out when a review is due, for every kind of help, and get the file for the calendar."""
    reader.get(REVIEW)
    for day in (["", "", ""], ["1", "1", "26"], ["22", "11", "2026"]):
        reader.get(REVIEW)
        held = "face_to_face" if any(day) else ""
        reader.post(REVIEW, {"situation": "at_home", "held": held, "day": day}, status=400)
    for situation in ("at_home", "short_stays", "more_nights", "online", "unknown"):
        for held, day in (("otherwise", ["1", "9", "2026"]), ("not_yet", ["1", "2", "2025"])):
            reader.get(REVIEW)
            sent = {"situation": situation, "held": held, "day": day}
            reader.post(REVIEW, sent, status=200)
    reader.get(REVIEW)
    hidden = reader.page.form(reader.here(REVIEW)).hidden if reader.page else {}
    sent = {"situation": "at_home", "held": "otherwise", "day": ["1", "9", "2026"], "calendar": "yes"}
    calendar = Calendar.from_ical(reader.client.post(reader.here(REVIEW), data={**hidden, **sent}).data)
    for event in calendar.walk("VEVENT"):
        reader.look_at("dates.ics", "text/plain", str(event["summary"]))


def search(reader: Reader) -> None:
    """Search for nothing, for what there is, for what there is not, and for help in danger."""
    reader.get(SEARCH)
    reader.post(SEARCH, {"words": ""}, status=400)
    for words in (reader.authority.title, "xyzzy", "my son hits me"):
        reader.post(SEARCH, {"words": words}, follow=True)
    catalogue = reader.app.extensions["languages"][reader.code].catalogue
    reader.post(SEARCH, {"words": catalogue.words_for("Help now")}, follow=True)
    assert reader.page
    assert reader.page.findall("ul", class_="ways")


def feedback(reader: Reader) -> None:
    """Say that a page is wrong, after saying nothing, and while nothing can be kept."""
    path = "/en/feedback/"
    reader.get(f"{path}?page=guides/which-kind/")
    reader.post(path, {"about": ""}, status=400)
    for trouble, status in ((no_database, 503), (busy, 429)):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Feedback, "give", trouble)
            reader.post(path, {"about": "translation"}, status=status)
    reader.post(path, {"about": "translation"}, follow=True)


def you_said(reader: Reader) -> None:
    """Read what came of what people said: nothing yet, then something, then while it cannot be read."""
    path = "/en/you-said-we-did/"
    signatures: Signatures = reader.app.extensions["store"].signatures
    reader.get(path)
    said, did = (words.translate(pseudo.HEBREW) for words in ("It was hard to read.", "It is shorter."))
    signatures.tell(said, did, "Carol", reader.app.extensions["clock"]())
    assert reader.get(path).findall("p", did)
    for one in signatures.told():
        signatures.untell(one.number)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Signatures, "told", no_database)
        reader.get(path, status=503)


def errors(reader: Reader) -> None:
    """See what goes wrong: an address, a form, a cookie, and the portal itself."""
    reader.get("/en/nothing-here/", status=404)
    question = f"{QUESTIONS}{next(iter(reader.authority.assessment.questions))}/"
    reader.show(reader.client.post(reader.here(question)), 400)
    reader.show(reader.client.post(reader.here(f"{ASK}matters/"), data={"matters_most": "1"}), 400)
    reader.show(reader.client.delete(reader.here(question)), 405)
    for path in (question, f"{ASK}who/"):
        reader.client.set_cookie("portal", "a cookie of an older key")
        reader.get(path)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reader.app, "testing", False)
        patched.setitem(reader.app.view_functions, "about.accessibility", no_database)
        reader.get("/en/accessibility/", status=500)


JOURNEYS: tuple[Journey, ...] = (
    public_pages,
    guides,
    assessment,
    saving,
    request,
    review_dates,
    search,
    feedback,
    you_said,
    errors,
)

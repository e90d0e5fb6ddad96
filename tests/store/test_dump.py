"""A database in a thief’s hands: byte by byte it holds nothing of what families and their workers put in.

What the review desk writes is no family's and can be read there: remarks on the pages, which words were
read and signed, answers, and what everybody is told. What a family said of a page is its own: it stays
locked when it has been read and answered at the desk.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import make_url, select

from portal import create_app
from portal.store.database import Database
from portal.store.tables import Base, Chore, RequestField
from portal.store.workers import COORDINATOR, EDITOR
from tests import postgres
from tests.conftest import ELEVEN_AT_NIGHT, Browse
from tests.desk import DESK, Member
from tests.family import Family
from tests.office import PASSWORD, Office
from tests.request_form import HERE, LEAST, MOST, RequestForm

TOLD = {
    **MOST,
    "who": {"filled_in_by": "helper", "name": "Amina Khatun-Ward", "helper_role": "A health visitor"},
    "child": {"child_name": "Zubayda-Noor", "child_age": "7"},
    "language": {"language": "other", "language_other": "Saraiki, and some English"},
    "interpreter": {"interpreter": "other", "interpreter_other": "Somebody who lip-speaks"},
    "own-words": {"own_words": "میں تیرنا چاہتی ہوں — 🏊"},
    "answers": {"attach": "yes"},
}
NOTE = "Rang at ten, she’ll come on Thursday"
REMARK = "We waited for Saturday’s club since spring"
ANSWER = "The page names the clubs now."
SHORTEST = 8
"""Letters of the shortest text that is looked for: shorter ones stand in any file by chance."""


def texts(value: object) -> Iterator[str]:
    """Give every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def put_everything_in(app: Flask) -> set[str]:
    """Do all that a family, a worker and the desk can do.

    Return every text, number and code that came up and is to be read by nobody else.
    """
    store, authority = app.extensions["store"], app.extensions["authority"]
    browse = Browse(app.test_client())
    Family(browse, authority.assessment, authority.examples[0].answers).to_result()
    form = RequestForm(browse)
    form.fill_in_all(TOLD)
    saved = browse.post(f"{HERE}check/", {"save": "yes"}, follow=True)
    code = "".join(span.text or "" for shown in saved.findall(class_="code") for span in shown.iter("span"))
    form.check()
    assert form.press_send().location.endswith("/sent/")
    [request] = store.requests.all()
    store.requests.record(request.number, request.revision, "contacted", NOTE, "Wendy", ELEVEN_AT_NIGHT)
    invitation = store.workers.invite("Wendy", ELEVEN_AT_NIGHT)
    session = store.workers.accept(invitation, "a hash", "JBSWY3DPEHPK3PXP", 1, ELEVEN_AT_NIGHT)
    browse.get("/en/feedback/")
    browse.post("/en/feedback/", {"about": "wrong", "words": REMARK})
    at_desk = use_the_desk(Office(app, [ELEVEN_AT_NIGHT]))
    [kept] = store.feedback.listed()
    assert kept.said
    assert (kept.said.words, kept.answer.words) == (REMARK, ANSWER)
    [event] = store.requests.all()[0].events
    assert event.note == NOTE
    put_in = {*texts(request.fields), *texts([list(page.values()) for page in TOLD.values()])}
    assert {"Zubayda-Noor", "A health visitor", "01632 960 001"} <= put_in
    assert request.fields["assessment"]["headline_says"] in put_in
    assert len(code) == 16
    address = browse.client.environ_base["REMOTE_ADDR"]
    return {
        *put_in,
        *at_desk,
        NOTE,
        REMARK,
        code,
        request.reference,
        invitation,
        str(session),
        "JBSWY3DPEHPK3PXP",
        address,
    }


def use_the_desk(office: Office) -> set[str]:
    """Read and answer what families said, remark, sign and tell; return what lets members in."""
    members = [Member(office, "Edith", EDITOR), Member(office, "Carol", COORDINATOR)]
    editor, coordinator = members
    said = f"{DESK}families-say/1/"
    for member in members:
        assert REMARK in member.browse.get(said).text
    editor.browse.get(said)
    editor.browse.post(said, {"status": "done", "answer": ANSWER})
    editor.say("Too long.", language="ur")
    coordinator.sign("word/advocate")  # so short that no word of a family stands in it too
    coordinator.browse.get(f"{DESK}you-said-we-did/")
    coordinator.browse.post(f"{DESK}you-said-we-did/", {"said": "No club.", "did": "There is one."})
    cookies = [member.browse.client.get_cookie("portal-reviewer", path="/review") for member in members]
    return {PASSWORD, *[cookie.value for cookie in cookies if cookie]}


def ways_to_write(text: str) -> set[bytes]:
    """Return every way in which a text could stand in a file."""
    written = {text}
    digits = "".join(character for character in text if character.isdecimal())
    if len(digits) >= SHORTEST:
        groups = [digits[start : start + 4] for start in range(0, len(digits), 4)]
        written |= {digits, " ".join(groups), digits.removeprefix("0")}
    return {
        one.encode(encoding)
        for one in written
        if len(one) >= SHORTEST
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    }


def found(put_in: Iterable[str], file: bytes) -> set[str]:
    """Return which of the texts stand in a file, however they are written."""
    return {text for text in put_in if any(way in file for way in ways_to_write(text))}


def stolen(address: str, request: pytest.FixtureRequest) -> dict[str, bytes]:
    """Return everything that a thief of the database would have, by what it is."""
    loot = {"rows": b"\n".join(rows(address))}
    if address.startswith("sqlite"):
        path = Path(make_url(address).database or "")
        return loot | {"files": b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))}
    server: postgres.Server = request.getfixturevalue("postgresql")
    dump = subprocess.run([server.binaries / "pg_dump", address], check=True, stdout=subprocess.PIPE)
    server.execute("CHECKPOINT")
    with psycopg.connect(address) as connection:
        found = connection.execute(
            "SELECT oid FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert found
    folders = (server.data / "base" / str(found[0]), server.data / "pg_wal", server.folder)
    files = [file.read_bytes() for folder in folders for file in folder.iterdir() if file.is_file()]
    # Most of these files is not written yet.
    return loot | {"dump": dump.stdout, "files": b"".join(files).replace(bytes(64), b"")}


def rows(address: str) -> Iterator[bytes]:
    """Give every value of every table as bytes."""
    with closing(Database(address)) as database, database.reading() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)):
                for value in row:
                    yield value if isinstance(value, bytes) else str(value).encode()


def test_nothing_that_was_put_in_can_be_read_from_the_database(
    database_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    environment = {"PORTAL_STATE": str(tmp_path), "DATABASE_URL": database_url}
    app = create_app(environment, lambda: ELEVEN_AT_NIGHT)
    with closing(app.extensions["store"].database) as database:
        put_in = put_everything_in(app)
        for table in Base.metadata.sorted_tables:
            with database.reading() as session:
                filled = session.execute(select(table)).first() is not None
            assert filled != (table.name == "chore"), f"put something into {table.name} too"
    for what, file in stolen(database_url, request).items():
        assert found(put_in, file) == set(), f"in the {what}"


def test_it_cannot_be_read_which_fields_a_family_filled_in(tmp_path: Path) -> None:
    app = create_app({"PORTAL_STATE": str(tmp_path)}, lambda: ELEVEN_AT_NIGHT)
    told = [LEAST, TOLD, *[{**LEAST, "safely": {"safe_ways": ["ring"], "careful": "x" * 400}}] * 8]
    with closing(app.extensions["store"].database) as database:
        for pages in told:
            browse = Browse(app.test_client())
            if "answers" in pages:
                authority = app.extensions["authority"]
                Family(browse, authority.assessment, authority.examples[0].answers).to_result()
            RequestForm(browse).send(pages)
        with database.reading() as session:
            kept: dict[int, dict[str, int]] = {}
            for row in session.scalars(select(RequestField)):
                kept.setdefault(row.request_id, {})[row.name] = len(row.content)
    assert len(kept) == len(told)
    least, *others = kept.values()
    assert all(set(other) == set(least) for other in others), "there are the same rows, whatever was told"
    assert not {"careful", "helper_role"} & set(least)
    longest = {max(rows, key=rows.__getitem__) for rows in others[1:]}
    assert len(longest) > 1, "nor does it tell which row is long"


@pytest.mark.parametrize("text", ["Amina Lucy Wardle", "چاہتی ہوں", "6011 2345 6789 0123"])
def test_what_is_put_in_unencrypted_is_found_by_the_same_search(
    database_url: str, request: pytest.FixtureRequest, text: str
) -> None:
    stored = text.replace(" ", "") if text[0].isdecimal() else text
    with closing(Database(database_url)) as database, database.writing() as session:
        session.add(Chore(name=stored, done=ELEVEN_AT_NIGHT))
    for what, file in stolen(database_url, request).items():
        assert found([text, "what nobody put in"], file) == {text}, f"in the {what}"

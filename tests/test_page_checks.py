"""Each check finds a page that is wrong on purpose; `browse` sees and sends what a browser would."""

import base64
import hashlib

import pytest
from flask import Flask, Response, request
from werkzeug.datastructures import Headers

from tests import page_checks
from tests.conftest import Browse
from tests.page import Link, Page

STYLE = "h1 { color: #111 }"
HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{HASH}'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
RIGHT = f"""<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<title>Your child’s age - Short breaks</title>
<style>{STYLE}</style>
<link rel="icon" href="data:,">
<link rel="canonical" href="https://elsewhere.example/en/age/">
</head>
<body>
<!-- it's a comment, and nobody reads it -->
<a href="#main">Skip to the question</a>
<main id="main">
<h1>Your child’s <em>age</em></h1>
<p id="hint">In whole <b>year</b>s.</p>
<p data-own-words>He said "I can't..."</p>
<form method="post" action="/en/age/">
<input type="hidden" name="csrf_token" value="a-token">
<label for="age">Age</label> <input id="age" name="age" value="7" aria-describedby="hint">
<fieldset><legend>Is this your only child?</legend>
<label><input type="radio" name="only" value="yes" checked> Yes</label>
<label><input type="radio" name="only" value="no"> No</label>
</fieldset>
<label for="more">Anything else</label> <textarea id="more" name="more">"Nothing"</textarea>
<label for="area">Area</label>
<select id="area" name="area"><option value="n">North</option><option selected>South</option></select>
<button name="step" value="on">Go on</button>
</form>
</main>
<footer>
<a href="https://elsewhere.example/">Another site</a>
<a href="/en/help-now/">Help now</a>
<a href="/en/ask-for-assessment/?from=age">Ask a worker</a>
</footer>
</body>
</html>
"""


def page(html: str = RIGHT, path: str = "/en/age/", **headers: str) -> Page:
    """Make a page; `headers` go before the right ones."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return Page(f"http://localhost{path}", 200, Headers({**HEADERS, **given}), html)


def test_a_right_page_passes() -> None:
    page_checks.check_page(page())


# The check; what is replaced on the right page; by what; what the check says.
WRONG_PAGES = [
    ("one_heading_begins_the_title", "<p id=", "<h1>More</h1><p id=", "one h1 and one title"),
    ("one_heading_begins_the_title", "h1>", "h2>", "one h1 and one title"),
    ("one_heading_begins_the_title", "<title>Your", "<title>Our", "begins with “Your child’s age”"),
    ("one_heading_begins_the_title", "<title>", "<title>Error: ", "begins with “Your child’s age”"),
    ("one_heading_begins_the_title", "<p id=", '<p role="alert" id=', "“Error: Your child’s age”"),
    ("one_heading_begins_the_title", 'name="age"', 'aria-invalid="true"', "“Error: Your child’s age”"),
    ("ids_are_unique", 'id="hint"', 'id="main"', "“main” stands 2 times"),
    ("references_point_to_something", 'id="hint"', "", "aria-describedby> points to “hint”"),
    ("references_point_to_something", 'id="main"', "", "<a href> points to “main”"),
    ("references_point_to_something", '"#main"', '"#"', "<a href> points to “”"),
    ("references_point_to_something", 'for="age"', 'for="years"', "<label for> points to “years”"),
    ("references_point_to_something", "<form", '<form aria-labelledby="hint no"', "points to “no”"),
    ("fields_are_labelled", 'for="age"', 'for="main"', 'id="age"> has no label'),
    ("fields_are_labelled", ">Age<", "><", 'id="age"> has no label'),
    ("fields_are_labelled", 'for="area"', "", 'name="area" id="area"> has no label'),
    ("fields_are_labelled", 'for="more"', "", 'name="more" id="more"> has no label'),
    ("fields_are_labelled", "legend>", "b>", "not in a fieldset with a legend"),
    ("language_and_direction_are_given", 'lang="en"', "", "no lang"),
    ("language_and_direction_are_given", 'dir="ltr"', "", "found None"),
    ("language_and_direction_are_given", '"ltr"', '"auto"', "found 'auto'"),
    ("inline_code_is_allowed", "#111", "#222", "does not allow the style"),
    ("inline_code_is_allowed", "<main", "<script>1</script><main", "does not allow the script"),
    ("attributes_hold_no_code", '<p id="hint"', '<p id="hint" style="top:0"', "attribute style"),
    ("attributes_hold_no_code", "<button", '<button onclick="go()"', "attribute onclick"),
    ("attributes_hold_no_code", '"#main"', '" javascript:go()"', "javascript:"),
    ("nothing_comes_from_elsewhere", "<main", '<img src="//cdn.example/a" alt="A"><main', "cdn.example"),
    ("nothing_comes_from_elsewhere", "<main", '<img srcset="/a 1x, http://b/c 2x" alt="A"><main', "//b/c"),
    ("nothing_comes_from_elsewhere", '"canonical"', '"preconnect"', "elsewhere.example"),
    ("nothing_comes_from_elsewhere", '"/en/age/"', '"https://elsewhere.example/x"', "elsewhere.example/x"),
    (
        "nothing_comes_from_elsewhere",
        "<style>",
        '<script src="https://cdn.example/b"></script><style>',
        "cdn",
    ),
    ("forms_are_safe_to_send", "csrf_token", "other", "no csrf_token"),
    ("forms_are_safe_to_send", 'value="a-token"', "", "no csrf_token"),
    ("forms_are_safe_to_send", 'action="/en/age/"', "", "no action"),
    ("help_is_at_hand", "/en/help-now/", "/en/help-later/", "no link to /help-now/"),
    ("help_is_at_hand", "/ask-for-assessment/", "/ask/", "no link to /ask-for-assessment/"),
    ("quotes_are_typographic", "In whole", "It's in whole", "found It's"),
    ("quotes_are_typographic", "In whole", 'In "whole', 'found "whole'),
    ("quotes_are_typographic", "</b>s.", "</b>s...", "found s..."),
    ("quotes_are_typographic", "<main", '<img alt="It\'s" src="/a"><main', "found It's"),
    ("quotes_are_typographic", "<title>Your child’s", "<title>Your child's", "found child's"),
    ("quotes_are_typographic", "data-own-words", "", 'found "I'),
]
WRONG_HEADERS = [
    ("X-Content-Type-Options", "", "nosniff is missing"),
    ("Referrer-Policy", "unsafe-url", "found 'unsafe-url'"),
    ("Content-Security-Policy", "", "default-src 'none' expected; found nothing"),
    ("Content-Security-Policy", "default-src 'self'", "default-src 'none' expected; found 'self'"),
    ("Content-Security-Policy", "default-src 'none'; base-uri 'none'", "frame-ancestors 'none' expected"),
    ("Content-Security-Policy", "style-src 'unsafe-inline'", "lets style-src use 'unsafe-inline'"),
    ("Content-Security-Policy", "script-src https://cdn.example", "lets script-src use https://cdn.example"),
    ("Content-Security-Policy", "img-src *", "lets img-src use *"),
]


@pytest.mark.parametrize(("check", "right", "wrong", "says"), WRONG_PAGES)
def test_each_check_finds_its_wrong_page(check: str, right: str, wrong: str, says: str) -> None:
    assert right in RIGHT
    wrong_page = page(RIGHT.replace(right, wrong))
    assert says in "\n".join(getattr(page_checks, check)(wrong_page))
    with pytest.raises(AssertionError, match="http://localhost/en/age/"):
        page_checks.check_page(wrong_page)


@pytest.mark.parametrize(("header", "value", "says"), WRONG_HEADERS)
def test_each_wrong_header_is_found(header: str, value: str, says: str) -> None:
    wrong = page(**{header.replace("-", "_"): value})
    found = "\n".join(page_checks.headers_are_strict(wrong))
    assert says in found
    with pytest.raises(AssertionError, match="http://localhost/en/age/"):
        page_checks.check_page(wrong)


def test_every_check_is_shown_to_find_something() -> None:
    shown = {name for name, *_ in WRONG_PAGES} | {"headers_are_strict"}
    assert shown == {check.__name__ for check in page_checks.CHECKS}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<!doctype html>", ""),
        ("</b>", ""),
        ("<p id=", "<p><details></details></p><p id="),
        ('name="age"', 'name="age" name="years"'),
        ("</footer>", ""),
    ],
)
def test_what_is_not_html5_is_found_with_its_place(right: str, wrong: str) -> None:
    assert right in RIGHT
    with pytest.raises(AssertionError, match=r"localhost/en/age/ is not HTML5: line \d+, column \d+: "):
        page_checks.check_page(page(RIGHT.replace(right, wrong, 1)))


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Error: "), ("en-GB", "Error: "), ("ur", "خرابی: "), ("zh", "错误：")]
)
def test_a_page_with_an_error_says_so_in_its_title(language: str, title: str) -> None:
    html = RIGHT.replace('name="age"', 'name="age" aria-invalid="true"')
    html = html.replace('lang="en"', f'lang="{language}"').replace("<title>", f"<title>{title}")
    page_checks.check_page(page(html))


def test_a_safety_page_may_have_a_neutral_title_but_needs_its_heading() -> None:
    html = RIGHT.replace("<title>Your child’s age", "<title>Short breaks")
    html = html.replace("<body>", "<body data-neutral-title>")
    page_checks.check_page(page(html))
    with pytest.raises(AssertionError, match="one h1"):
        page_checks.check_page(page(html.replace("h1>", "h2>")))


def test_the_exit_page_needs_no_links() -> None:
    html = RIGHT.replace("/en/help-now/", "/").replace("/en/ask-for-assessment/", "/")
    page_checks.check_page(page(html, path="/exit"))


def test_a_page_tells_what_a_person_sees() -> None:
    shown = page()
    assert shown.title == "Your child’s age - Short breaks"
    assert shown.h1 == "Your child’s age"
    assert "In whole years. He said" in shown.text
    assert "nobody reads it" not in shown.text
    assert shown.links[-1] == Link("Ask a worker", "/en/ask-for-assessment/?from=age")
    assert shown.find("input", type="radio", checked=True).get("value") == "yes"
    assert [one.tag for one in shown.findall(text="Go on", name="step")] == ["button"]
    assert shown.forms[0].fields == {
        "csrf_token": ["a-token"],
        "age": ["7"],
        "only": ["yes"],
        "more": ['"Nothing"'],
        "area": ["South"],
    }
    with pytest.raises(AssertionError, match="2 elements, not one, that fit input"):
        shown.find("input", type="radio")


@pytest.fixture
def small() -> Browse:
    """Give the way to fetch the pages of a small site, one of them wrong."""
    app = Flask(__name__)

    @app.get("/en/age/")
    def ask() -> Response:
        return Response(RIGHT, headers=HEADERS)

    @app.post("/en/age/")
    def take() -> Response:
        if request.form.get("csrf_token") != "a-token":
            return Response("no token", 400, mimetype="text/plain")
        return app.make_response(app.redirect("/en/wrong/" if request.form["age"] == "wrong" else "/en/age/"))

    @app.get("/en/wrong/")
    def wrong() -> Response:
        return Response(RIGHT.replace("<h1>", '<h1 style="">'), headers=HEADERS)

    return Browse(app.test_client())


def test_every_page_that_is_fetched_is_checked(small: Browse) -> None:
    assert small.get("/en/age/").h1 == "Your child’s age"
    with pytest.raises(AssertionError, match=r"/en/wrong/ \(status 200\)\n  - <h1> has the attribute style"):
        small.get("/en/wrong/")
    with pytest.raises(AssertionError, match="<h1> has the attribute style"):
        small.post("/en/age/", {"age": "wrong"}, follow=True)


def test_a_status_that_was_not_expected_is_told(small: Browse) -> None:
    with pytest.raises(AssertionError, match="/nowhere answers 404 NOT FOUND, not 200"):
        small.get("/nowhere")


def test_a_form_is_sent_as_a_browser_would(small: Browse) -> None:
    with pytest.raises(AssertionError, match="open the page"):
        small.post("/en/age/", {"age": "8"})
    small.get("/en/age/")
    with pytest.raises(AssertionError, match="has no form that posts to /en/other/"):
        small.post("/en/other/")
    assert small.post("/en/age/", {"age": "8"}).location == "/en/age/"
    assert small.post("/en/age/", {"age": "8"}, follow=True).h1 == "Your child’s age"
    assert small.post("/en/age/", {"csrf_token": "forged"}, status=400).html == "no token"
    with pytest.raises(AssertionError, match="answers 400 BAD REQUEST, not a redirect"):
        small.post("/en/age/", {"csrf_token": "forged"})

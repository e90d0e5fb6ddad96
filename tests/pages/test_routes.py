"""Every address of the portal, so that none appears or disappears unnoticed."""

from flask import Flask

ROUTES = {
    "/",
    "/<language>/",
    "/<language>/accessibility/",
    "/<language>/ask-for-assessment/",
    "/<language>/ask-for-assessment/<page>/",
    "/<language>/ask-for-assessment/check/",
    "/<language>/ask-for-assessment/clear/",
    "/<language>/ask-for-assessment/cleared/",
    "/<language>/ask-for-assessment/delete/",
    "/<language>/ask-for-assessment/delete/asked/",
    "/<language>/ask-for-assessment/sent/",
    "/<language>/ask-for-assessment/sent/copy.txt",
    "/<language>/flowcharts/<slug>/",
    "/<language>/guides/",
    "/<language>/guides/<slug>/",
    "/<language>/guides/<slug>/recording/",
    "/<language>/guides/<slug>/recording/<file>",
    "/<language>/guides/booklet/",
    "/<language>/help-now/",
    "/<language>/keep-guides/",
    "/<language>/keep-guides/copies.json",
    "/<language>/offline/",
    "/<language>/policies/",
    "/<language>/privacy/",
    "/<language>/providers/",
    "/<language>/review-date/",
    "/<language>/search/",
    "/<language>/self-assessment/",
    "/<language>/self-assessment/<question_name>/",
    "/<language>/self-assessment/check/",
    "/<language>/self-assessment/clear/",
    "/<language>/self-assessment/cleared/",
    "/<language>/self-assessment/criteria/",
    "/<language>/self-assessment/criteria/ladder/",
    "/<language>/self-assessment/criteria/sentences/",
    "/<language>/self-assessment/families/",
    "/<language>/self-assessment/result/",
    "/<language>/self-assessment/return/",
    "/<language>/self-assessment/save/",
    "/<language>/self-assessment/save/delete/",
    "/<language>/self-assessment/save/deleted/",
    "/<language>/self-assessment/the-rest/",
    "/<language>/service-worker.js",
    "/<language>/words/",
    "/exit/",
    "/healthz",
    "/inbox/",
    "/inbox/<int(max=2147483647):number>/",
    "/inbox/<int(max=2147483647):number>/delete/",
    "/inbox/<int(max=2147483647):number>/request.json",
    "/inbox/<int(max=2147483647):number>/sheet/",
    "/inbox/invitation/<token>/",
    "/inbox/sign-in/",
    "/inbox/sign-out/",
    "/inbox/signed-out/",
    "/readyz",
}


def test_the_addresses_are_those_that_are_listed(app: Flask) -> None:
    assert {rule.rule for rule in app.url_map.iter_rules()} == ROUTES


def test_no_question_has_the_name_of_another_page(app: Flask) -> None:
    questions = app.extensions["authority"].assessment.questions
    taken = {route.rsplit("/", 2)[-2] for route in ROUTES if route.startswith("/<language>/self-assessment/")}
    assert not taken & set(questions)

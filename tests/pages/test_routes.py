"""Every address of the portal, so that none appears or disappears unnoticed."""

from flask import Flask

ROUTES = {
    "/",
    "/<language>/",
    "/<language>/accessibility/",
    "/<language>/ask-for-assessment/",
    "/<language>/help-now/",
    "/<language>/privacy/",
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
    "/<language>/self-assessment/the-rest/",
    "/exit/",
    "/healthz",
    "/readyz",
}


def test_the_addresses_are_those_that_are_listed(app: Flask) -> None:
    assert {rule.rule for rule in app.url_map.iter_rules()} == ROUTES


def test_no_question_has_the_name_of_another_page(app: Flask) -> None:
    questions = app.extensions["authority"].assessment.questions
    taken = {route.rsplit("/", 2)[-2] for route in ROUTES if route.startswith("/<language>/self-assessment/")}
    assert not taken & set(questions)

"""Every address of the portal, so that none appears or disappears unnoticed."""

from flask import Flask

from tests.pages.routes import ROUTES


def test_the_addresses_are_those_that_are_listed(app: Flask) -> None:
    assert {rule.rule for rule in app.url_map.iter_rules()} == set(ROUTES)


def test_no_question_has_the_name_of_another_page(app: Flask) -> None:
    questions = app.extensions["authority"].assessment.questions
    taken = {route.rsplit("/", 2)[-2] for route in ROUTES if route.startswith("/<language>/self-assessment/")}
    assert not taken & set(questions)

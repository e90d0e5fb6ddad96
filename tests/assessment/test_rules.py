"""Three-valued rules: what is settled, what is left, and that equal rules are one object."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.assessment.rules import (
    ALWAYS,
    NEVER,
    Rule,
    all_of,
    any_of,
    at_least,
    between,
    one_of,
    opposite,
    settle,
)
from portal.assessment.satisfy import can_hold
from tests.assessment.naive import holds

SIZES = {"a": 2, "b": 3, "c": 4}
A = one_of("a", [1], 2)
B = one_of("b", [0, 2], 3)
SUM = (("b", (0, 1, 3)), ("c", (0, 8, 21, 28)))


def one_variable() -> st.SearchStrategy[Rule]:
    return st.sampled_from(sorted(SIZES)).flatmap(
        lambda name: st.sets(st.integers(0, SIZES[name] - 1)).map(
            lambda values: one_of(name, values, SIZES[name])
        )
    )


def totals() -> st.SearchStrategy[Rule]:
    return st.tuples(st.integers(-2, 33), st.integers(-2, 33)).map(lambda ends: between(SUM, *sorted(ends)))


rules = st.recursive(
    st.one_of(one_variable(), totals(), st.sampled_from([ALWAYS, NEVER])),
    lambda parts: st.tuples(st.integers(0, 4), st.lists(parts, min_size=1, max_size=4)).map(
        lambda made: at_least(*made)
    ),
    max_leaves=8,
)
values = st.fixed_dictionaries({name: st.integers(0, size - 1) for name, size in SIZES.items()})


@given(rules, values)
def test_settling_all_at_once_agrees_with_plain_logic(rule: Rule, known: dict[str, int]) -> None:
    assert settle(rule, known) is (ALWAYS if holds(rule, known) else NEVER)


@given(rules, values, st.permutations(sorted(SIZES)))
def test_the_order_of_answers_does_not_matter(rule: Rule, known: dict[str, int], order: list[str]) -> None:
    settled = rule
    for name in order:
        settled = settle(settled, {name: known[name]})
    assert settled is settle(rule, known)


@given(rules, values)
def test_the_opposite_holds_exactly_where_the_rule_does_not(rule: Rule, known: dict[str, int]) -> None:
    assert holds(opposite(rule, SIZES), known) is not holds(rule, known)


@given(rules)
def test_a_rule_can_hold_exactly_where_some_values_make_it_hold(rule: Rule) -> None:
    every = (
        dict(zip(SIZES, chosen, strict=True)) for chosen in product(*(range(size) for size in SIZES.values()))
    )
    assert can_hold(rule) == any(holds(rule, known) for known in every)


def test_equal_rules_are_one_object() -> None:
    assert all_of([A, B]) is all_of([A, B])
    assert between(SUM, 5, 9) is between(SUM, 5, 9)
    assert any_of([A, A]) is A


@pytest.mark.parametrize(
    ("low", "high", "b", "expected"),
    [(9, 31, {"b": 2}, None), (9, 31, {"b": 2, "c": 1}, ALWAYS), (9, 31, {"b": 0, "c": 1}, NEVER)],
)
def test_a_total_is_settled_as_soon_as_nothing_open_can_change_it(
    low: int, high: int, b: dict[str, int], expected: Rule | None
) -> None:
    settled = settle(between(SUM, low, high), b)
    assert settled is expected if expected else settled.variables == {"c"}


def test_an_unknown_answer_leaves_open_only_what_depends_on_it() -> None:
    assert settle(all_of([A, B]), {"a": 0}) is NEVER
    assert settle(all_of([A, B]), {"a": 1}) is B
    assert settle(at_least(2, [A, B, one_of("c", [3], 4)]), {"a": 1, "c": 3}) is ALWAYS

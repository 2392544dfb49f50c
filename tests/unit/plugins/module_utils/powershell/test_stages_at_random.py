# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random objects through random stages, and the same by a second implementation, as plain as it can be."""

from __future__ import annotations

import functools
import os
from fnmatch import fnmatchcase
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure

from .test_measured_stages import shaped

EXAMPLES = settings(
    max_examples=30_000 if os.environ.get("M365_SOAK") else 60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

TEXTS = st.sampled_from(["", "a", "A", "b", "ab", "Oslo", "oslo", "7", "10", "x y", "true"])
NUMBERS = st.sampled_from([-2, 0, 1, 5, 7, 10, 2.5])
SCALARS = TEXTS | NUMBERS | st.booleans() | st.none()
VALUES = SCALARS | st.lists(TEXTS, max_size=3)
NAMES = ("Name", "City", "Size")
OBJECTS = st.lists(st.dictionaries(st.sampled_from(NAMES), VALUES), max_size=8)
EQUALITY, ORDERS, LOOKING = ("eq", "ne", "ceq", "cne"), ("gt", "ge", "lt", "le"), ("contains", "notcontains")

# -- A condition as a tuple, and as text

Tree = tuple[Any, ...]


def comparisons() -> st.SearchStrategy[Tree]:
    side = st.tuples(st.just("property"), st.sampled_from(NAMES)) | st.tuples(st.just("literal"), SCALARS)
    plain = st.tuples(st.sampled_from((*EQUALITY, *ORDERS, *LOOKING)), side, side)
    like = st.tuples(
        st.sampled_from(("like", "notlike")),
        st.tuples(st.just("property"), st.sampled_from(NAMES)),
        st.tuples(st.just("literal"), st.sampled_from(["*", "a*", "*o", "?", "O*o", ""])),
    )
    among = st.tuples(
        st.sampled_from(("in", "notin")),
        st.tuples(st.just("property"), st.sampled_from(NAMES)),
        st.tuples(st.just("literal"), st.lists(TEXTS | NUMBERS, min_size=2, max_size=3)),
    )
    return plain | like | among | st.tuples(st.just("property"), st.sampled_from(NAMES))


CONDITIONS = st.recursive(
    comparisons(),
    lambda inner: (
        st.tuples(st.sampled_from(("and", "or", "xor")), inner, inner) | st.tuples(st.just("not"), inner)
    ),
    max_leaves=5,
)  # fmt: skip


def literal(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(literal, value))
    if value is None or isinstance(value, bool):
        return {None: "$null", True: "$true", False: "$false"}[value]
    return f"'{value}'" if isinstance(value, str) else str(value)


def text(tree: Tree) -> str:
    if tree[0] == "literal":
        return literal(tree[1])
    if tree[0] == "property":
        return f"$_.{tree[1].lower()}"
    if tree[0] == "not":
        return f"-not ({text(tree[1])})"
    return f"({text(tree[1])}) -{tree[0]} ({text(tree[2])})" if tree[1][0] != "literal" else bare(tree)


def bare(tree: Tree) -> str:
    return f"{text(tree[1])} -{tree[0]} {text(tree[2])}"


# -- The second implementation


class CannotBe(Exception):
    """A comparison without a meaning."""


def value_of(one: dict[str, Any], name: str) -> Any:
    return one.get(name)


def truth(value: Any) -> bool:
    if isinstance(value, list):
        return truth(value[0]) if len(value) == 1 else len(value) > 1
    return value not in (None, "") if not isinstance(value, (bool, int, float)) else value != 0


def as_text(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(as_text, value))
    return {None: "", True: "True", False: "False"}[value] if value is None or isinstance(value, bool) else str(value)


def as_number(value: Any) -> float:
    if isinstance(value, str):
        try:
            return float(value or 0)
        except ValueError:
            raise CannotBe from None
    return float(value)


def no_list(*values: Any) -> None:
    if any(isinstance(value, list) for value in values):
        raise CannotBe


def compare(left: Any, right: Any) -> int:
    if left is None and right is None:
        return 0
    if left is None or right is None:
        other = right if left is None else left
        is_negative = isinstance(other, (int, float)) and not isinstance(other, bool) and other < 0
        return (1 if is_negative else -1) * (1 if left is None else -1)
    if isinstance(left, bool):
        return int(left) - int(truth(right))
    no_list(left, right)
    first: Any = as_text(left).lower() if isinstance(left, str) else as_number(left)
    second: Any = as_text(right).lower() if isinstance(left, str) else as_number(right)
    return int(first > second) - int(first < second)


def equal(left: Any, right: Any, case: bool = False) -> bool:
    if left is None or right is None:
        return left is right
    if case and isinstance(left, str):
        no_list(right)
        return left == as_text(right)
    try:
        return compare(left, right) == 0
    except CannotBe:
        if isinstance(left, list) or isinstance(right, list):
            raise
        return False


def single(operator: str, left: Any, right: Any) -> bool:
    if operator in EQUALITY:
        return equal(left, right, operator.startswith("c")) is operator.endswith("eq")
    if operator in ORDERS:
        found = compare(left, right)
        return {"gt": found > 0, "ge": found >= 0, "lt": found < 0, "le": found <= 0}[operator]
    return fnmatchcase(as_text(left).lower(), right.lower()) is (operator == "like")


def evaluate(tree: Tree, one: dict[str, Any]) -> Any:
    kind = tree[0]
    if kind in ("literal", "property"):
        return tree[1] if kind == "literal" else value_of(one, tree[1])
    if kind == "not":
        return not truth(evaluate(tree[1], one))
    if kind in ("and", "or"):
        left = truth(evaluate(tree[1], one))
        return truth(evaluate(tree[2], one)) if left is (kind == "and") else left
    left, right = evaluate(tree[1], one), evaluate(tree[2], one)
    if kind == "xor":
        return truth(left) != truth(right)
    if kind in (*LOOKING, "in", "notin"):
        many, other = (right, left) if kind.endswith("in") else (left, right)
        pairs = [
            (other, each) if kind.endswith("in") else (each, other)
            for each in (many if isinstance(many, list) else [many])
        ]
        return any(equal(*pair) for pair in pairs) is not kind.startswith("not")
    if isinstance(left, list):
        return [each for each in left if single(kind, each, right)]
    return single(kind, left, right)


def before(one: Any, other: Any, *, descending: bool) -> int:
    """Sort-Object: what is missing last, null first, numbers in front of texts."""
    if "missing" in (one[0], other[0]):
        return int(one[0] == "missing") - int(other[0] == "missing")
    order = {"null": 0, "number": 1, "text": 2}
    left, right = (order[one[0]], one[1]), (order[other[0]], other[1])
    found = int(left > right) - int(left < right)
    return -found if descending else found


def sort_value(one: dict[str, Any], name: str) -> tuple[str, Any]:
    if name not in one:
        return "missing", 0
    value = one[name]
    if value is None:
        return "null", 0
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "number", value
    return "text", as_text(value).lower()


def in_order(objects: list[dict[str, Any]], names: list[str], *, descending: bool) -> list[dict[str, Any]]:
    found = list(objects)
    for name in reversed(names):
        found.sort(key=functools.cmp_to_key(functools.partial(by_property, name, descending)))
    return found


def by_property(name: str, descending: bool, one: dict[str, Any], other: dict[str, Any]) -> int:
    return before(sort_value(one, name), sort_value(other, name), descending=descending)


def outcome(line: str, objects: list[dict[str, Any]], pages: int) -> Any:
    try:
        return shaped(line, objects, pages)
    except Failure:
        return "cannot be"


@EXAMPLES
@given(OBJECTS, CONDITIONS, st.integers(1, 3))
def test_conditions(objects: list[dict[str, Any]], tree: Tree, pages: int) -> None:
    try:
        wanted: Any = [one for one in objects if truth(evaluate(tree, one))]
    except CannotBe:
        wanted = "cannot be"
    assert outcome(f"Where-Object {{{text(tree)}}}", objects, pages) == wanted


@EXAMPLES
@given(OBJECTS, st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), st.booleans(), st.integers(1, 3))
def test_orders(objects: list[dict[str, Any]], names: list[str], descending: bool, pages: int) -> None:
    line = f"Sort-Object {','.join(names)}{' -Descending' if descending else ''}"
    assert outcome(line, objects, pages) == in_order(objects, names, descending=descending)


@EXAMPLES
@given(OBJECTS, st.none() | st.integers(0, 9), st.none() | st.integers(0, 9), st.integers(0, 4), st.integers(1, 3))
def test_numbers_of_objects(
    objects: list[dict[str, Any]], first: int | None, last: int | None, skip: int, pages: int
) -> None:
    given_ = {"First": first, "Last": last, "Skip": skip or None}
    line = "Select-Object " + " ".join(f"-{name} {number}" for name, number in given_.items() if number is not None)
    if first is not None and last is not None and skip:
        assert outcome(line, objects, pages) == "cannot be"
        return
    if last is None:
        wanted = objects[skip:] if first is None else objects[skip : skip + first]
    else:
        head, rest = objects[: first or 0], objects[first or 0 :]
        rest = rest[: max(0, len(rest) - skip)]
        wanted = head + rest[max(0, len(rest) - last) :]
    assert outcome(line, objects, pages) == wanted

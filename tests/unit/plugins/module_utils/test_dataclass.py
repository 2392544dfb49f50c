# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our dataclass beside the standard library's: the same classes, the same questions, the same answers."""

from __future__ import annotations

import ast
import copy
import dataclasses
import pickle
from collections.abc import Callable
from functools import cached_property, partial
from typing import Any, ClassVar

import pytest

from ansible_collections.m365.exchange.plugins.module_utils import _dataclass
from support.places import ROOT
from support.rows import each_row
from support.syntax import nodes_of

# The decorator is a parameter here, which pylint cannot follow.
# pylint: disable=invalid-field-call
DECORATORS: tuple[Callable[..., Any], ...] = (dataclasses.dataclass, _dataclass.dataclass)


def made(name: str, base: type = object, **annotations: type) -> type:
    return type(name, (base,), {"__doc__": name, "__annotations__": annotations, "z": 9})


def classes(decorator: Callable[..., Any]) -> dict[str, Any]:
    """Classes of each kind that this collection has."""

    class Point:
        """Positions, defaults, and a class's own."""

        origin: ClassVar[str] = "here"
        x: int
        y: str = "why"
        seen: list[int] = dataclasses.field(default_factory=list)
        secret: str = dataclasses.field(default="s3cret", repr=False)

        @cached_property
        def doubled(self) -> int:
            return self.x * 2

    class Pair:
        """For a hash: values that have one."""

        x: int
        y: str = "why"

    class Own:
        """A method of its own stays."""

        x: int

        def __repr__(self) -> str:
            return "own"

    class Empty:
        """Nothing."""

    frozen = decorator(frozen=True)
    base = frozen(Point)

    return {
        "base": base,
        "pair": frozen(Pair),
        "own": frozen(Own),
        "empty": frozen(Empty),
        "wider": frozen(made("Wider", base, z=int)),
        "open": decorator(made("Open", x=int)),
        "quiet": decorator(frozen=True, repr=False)(made("Quiet", x=int)),
    }


def changed(one: Any) -> Any:
    one.x = 2
    return one


QUESTIONS: dict[str, Callable[[dict[str, Any]], object]] = {
    "shown": lambda c: repr(c["base"](1)),
    "shown as what it is": lambda c: repr(c["wider"](1, z=2)),
    "nothing to show": lambda c: repr(c["empty"]()),
    "shown by its own": lambda c: repr(c["own"](1)),
    "not shown": lambda c: repr(c["quiet"](1)).split(" at ")[0].replace("tests.", ""),
    "by position and name": lambda c: dataclasses.astuple(c["base"](1, "2", secret="x")),
    "defaults": lambda c: dataclasses.asdict(c["wider"](x=1)),
    "no list is shared": lambda c: c["base"](1).seen is c["base"](1).seen,
    "names of fields": lambda c: [one.name for one in dataclasses.fields(c["wider"])],
    "of the class": lambda c: c["base"](1).origin,
    "equal": lambda c: (c["base"](1) == c["base"](1), c["base"](1) == c["base"](2), c["empty"]() == c["empty"]()),
    "never equal to another class": lambda c: (
        c["own"](1) == c["quiet"](1),
        c["base"](1) == c["wider"](1),
        c["own"](1) == 1,
    ),
    "as a key": lambda c: {c["pair"](1): "one"}[c["pair"](1, "why")],
    "hash": lambda c: hash(c["pair"](1)),
    "hash of what has none": lambda c: hash(c["base"](1)),
    "hash of one that changes": lambda c: hash(c["open"](1)),
    "replaced": lambda c: dataclasses.asdict(dataclasses.replace(c["base"](1, seen=[3]), y="z")),
    "replaced by what is no field": lambda c: dataclasses.replace(c["base"](1), no=1),
    "copied": lambda c: copy.deepcopy(c["base"](1, seen=[3])) == c["base"](1, seen=[3]),
    "computed once": lambda c: (one := c["base"](4)).doubled + one.doubled,
    "set again": lambda c: setattr(c["base"](1), "x", 2),
    "set anew": lambda c: setattr(c["base"](1), "other", 2),
    "set again in what has a base": lambda c: setattr(c["wider"](1), "x", 2),
    "taken away": lambda c: delattr(c["base"](1), "x"),
    "not frozen": lambda c: vars(changed(c["open"](1))),
    "one is missing": lambda c: c["base"](),
    "one is too many": lambda c: c["own"](1, 2),
    "one that nobody knows": lambda c: c["own"](1, no=2),
    "one is given twice": lambda c: c["pair"](1, "2", x=1),
}


def answer(question: Callable[[dict[str, Any]], object], decorator: Callable[..., Any]) -> object:
    """What comes of it; of an error its class, for the words are ours."""
    try:
        return question(classes(decorator))
    except (TypeError, AttributeError) as error:
        return type(error)


@each_row("question", QUESTIONS.values(), ids=QUESTIONS)
def test_ours_answers_as_the_standard_librarys(question: Callable[[dict[str, Any]], object]) -> None:
    theirs, ours = (answer(question, decorator) for decorator in DECORATORS)
    assert ours == theirs


REPLACED: dict[str, Callable[..., object]] = {
    "one value": lambda c, replace: vars(replace(c["wider"](1), y="z")),
    "all values": lambda c, replace: vars(replace(c["pair"](1), x=2, y="z")),
    "nothing": lambda c, replace: (one := c["pair"](1)) == replace(one) and one is not replace(one),
    "of the same class": lambda c, replace: type(replace(c["open"](1), x=2)).__name__,
    "what is not replaced is shared": lambda c, replace: (one := c["base"](1)).seen is replace(one, x=2).seen,
    "one stays as it was": lambda c, replace: (vars(one := c["open"](1)), vars(replace(one, x=2)), vars(one)),
    "what was computed is computed again": lambda c, replace: (
        (one := c["base"](4)).doubled,
        replace(one, x=5).doubled,
    ),
    "no field": lambda c, replace: replace(c["pair"](1), no=1),
    "a class without fields": lambda c, replace: vars(replace(c["empty"]())),
}


@each_row("question", REPLACED.values(), ids=REPLACED)
def test_our_replace_answers_as_the_standard_librarys(
    question: Callable[..., object],
) -> None:
    theirs, ours = (
        answer(partial(question, replace=replace), _dataclass.dataclass)
        for replace in (dataclasses.replace, _dataclass.replace)
    )
    assert ours == theirs


@_dataclass.dataclass(frozen=True)
class Found:
    """Where pickle finds it."""

    x: int


def test_one_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(Found(7))) == Found(7)


def test_what_is_missing_is_said() -> None:
    make: Callable[..., object] = Found
    with pytest.raises(TypeError, match=r"Found\(x\) got \['y'\], by position so many: 0"):
        make(y=1)


def test_all_classes_of_a_module_are_made_this_way() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "plugins" / "module_utils").rglob("*.py"))
        if path.name != "_dataclass.py"
        for node in nodes_of(path)
        if isinstance(node, ast.ImportFrom) and node.module == "dataclasses"
        if "dataclass" in {name.name for name in node.names}
    ]
    assert found == []

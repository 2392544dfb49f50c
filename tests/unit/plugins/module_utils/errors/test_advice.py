# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text of advice can be filled, reads like a sentence and is reachable by its key alone."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ansible_collections.m365.exchange.plugins.module_utils._errors import _advice
from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import ADVICE, failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Advice
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.aadsts_codes import GENERAL_REFUSAL, KEY_OF_CODE
from support.rows import each_row
from support.syntax import nodes_of

PLUGINS = Path(__file__).resolve().parents[5] / "plugins"
CATEGORIES = {
    "answer", "exists", "input", "internal", "network", "not_found", "permission", "service", "session", "sign_in",
    "throttled", "transient", "unknown",
}  # fmt: skip
# What every refusal by the sign-in service and every fault of a request comes with.
SIGN_IN_FACTS = {"text", "codes", "organization", "authority", "app_id", "correlation_id", "trace_id", "timestamp"}
SERVICE_FACTS = {
    "cmdlet", "text", "met", "organization", "status", "hint", "read_cmdlet", "client_request_id", "host", "seconds",
    "link_host", "hop",
}  # fmt: skip


def tables() -> dict[str, Mapping[str, Advice]]:
    """The public table of each file of advice."""
    found: dict[str, Mapping[str, Advice]] = {}
    for info in pkgutil.iter_modules(_advice.__path__):
        module = importlib.import_module(f"{_advice.__name__}.{info.name}")
        found[info.name] = getattr(module, info.name.upper())
    return found


def texts(advice: Advice) -> list[str]:
    return [advice.what, advice.cause, *advice.fix, advice.tail]


def fields(advice: Advice) -> set[str]:
    """The facts that an advice's texts name."""
    return {
        name for text in texts(advice) for _text, name, _spec, _conversion in string.Formatter().parse(text) if name
    }


def counted(advice: Advice) -> set[str]:
    """Those of its facts that are numbers with a noun."""
    parts = (part for text in texts(advice) for part in string.Formatter().parse(text))
    return {name for _text, name, noun, _conversion in parts if name and noun}


class Call(NamedTuple):
    """One place where a failure is made: its key, its facts, and whether more facts come as a map."""

    where: str
    key: str
    facts: set[str]
    open: bool


def calls() -> Iterator[Call]:
    for path in sorted(PLUGINS.rglob("*.py")):
        for node in nodes_of(path):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "failure" or not node.args:
                continue
            key = node.args[0]
            if isinstance(key, ast.Constant):
                names = {word.arg for word in node.keywords if word.arg}
                yield Call(
                    f"{path.name}:{node.lineno}", str(key.value), names, any(not word.arg for word in node.keywords)
                )


ALL = sorted(ADVICE.items())


@each_row(("key", "advice"), ALL, ids=[key for key, _advice in ALL])
def test_advice_is_filled_and_reads_like_sentences(key: str, advice: Advice) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key), "a key is an anchor of the documentation"
    assert advice.category in CATEGORIES
    facts: dict[str, Any] = {name: f"<{name}>" for name in fields(advice)}
    error = failure(key, **{**facts, **dict.fromkeys(counted(advice), 2)})
    assert error.key == key
    for text in [error.what, error.cause, *error.fix, error.line]:
        assert not re.search(r"[{}]|  |\n", text)
        assert text == text.strip()
    for text in [error.what, *error.fix]:
        assert text[0].isupper() or text[0] in "'<"
    assert error.fix, "each failure says what to do"
    assert error.line.startswith(error.what)
    assert error.fix[0] in error.line
    assert len(error.line) < 600


@each_row(("key", "advice"), ALL, ids=[key for key, _advice in ALL])
def test_advice_names_its_facts_plainly(key: str, advice: Advice) -> None:
    del key
    for name in fields(advice):
        assert name.isidentifier(), "a fact is filled in as it is: no attribute, no index"


def test_no_key_stands_in_two_tables() -> None:
    keys = [key for table in tables().values() for key in table]
    assert sorted(keys) == sorted(set(keys))
    assert set(keys) == set(ADVICE)


@each_row("call", list(calls()), ids=lambda call: f"{call.where}-{call.key}")
def test_each_failure_in_the_product_has_its_advice_and_all_facts(call: Call) -> None:
    assert call.key in ADVICE
    if not call.open:
        assert fields(ADVICE[call.key]) <= call.facts


def test_sign_in_refusals_use_the_facts_that_every_refusal_has() -> None:
    for key in {*KEY_OF_CODE.values(), GENERAL_REFUSAL}:
        assert fields(ADVICE[key]) <= SIGN_IN_FACTS
        assert {"correlation_id", "trace_id", "timestamp", "text"} <= fields(ADVICE[key])


def test_service_faults_use_the_facts_that_every_fault_has() -> None:
    for key, advice in tables()["service"].items():
        assert fields(advice) <= SERVICE_FACTS, key


def test_line_of_a_sign_in_refusal_ends_in_what_support_asks_for() -> None:
    error = failure(
        "client-secret-wrong",
        text="AADSTS7000215: Invalid client secret provided.",
        codes="AADSTS7000215",
        organization="contoso.onmicrosoft.com",
        authority="https://login.microsoftonline.com",
        app_id="0f2c7d1e-9a4b-4c5d-8e6f-1234567890ab",
        correlation_id="c-1",
        trace_id="t-1",
        timestamp="2026-11-23 17:00:00Z",
    )
    assert error.line.endswith("(correlation id c-1, trace id t-1, 2026-11-23 17:00:00Z)")
    assert "Invalid client secret provided" in error.cause
    assert "the secret's id, a GUID, does not work" in error.line


def test_nothing_but_a_named_exception_is_told_as_absent() -> None:
    assert {key for key, advice in ADVICE.items() if advice.category == "not_found"} == {
        "object-not-found",
        "not-a-member",
    }

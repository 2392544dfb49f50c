# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random values to a line and back, and random text: a meaning or a clear refusal, in linear time."""

from __future__ import annotations

import time
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import find
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.parameter_types import kind_of_type
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._powershell.literals import boolean_word
from ansible_collections.m365.exchange.plugins.module_utils._powershell.parse_command import ParsedCommand, parse
from ansible_collections.m365.exchange.plugins.module_utils._powershell.render_command import render
from support.extent import choose, each
from support.rows import each_row

from .test_lines import typed

EXAMPLES = settings(
    max_examples=choose(60, 300, 100_000),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

TEXTS = st.text(max_size=30) | st.text(
    alphabet="ab '\"`$@{}()[],;|&<>#-\u2013\u2019\u201c\u201d\n\r\t=.:5", max_size=30
)
SCALARS = TEXTS | st.booleans() | st.none()
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=8,
)
NUMBERS = st.integers(-(10**30), 10**30) | st.floats(allow_nan=False, allow_infinity=False)
CMDLETS = st.sampled_from(["Set-Mailbox", "New-TransportRule", "Get-MessageTrace", "New-Label", "Get-Unheardof"])
COMMON = {"usecustomrouting", "progressaction"}


@st.composite
def commands(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A cmdlet with parameters as parse gives them: numbers only where the catalogue has numbers."""
    cmdlet = draw(CMDLETS)
    known = find(cmdlet)
    names = [one.name for one in known.parameters.values()] if known else ["Alpha", "Beta2", "Gamma_3"]
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=4))
    parameters = {}
    for name in chosen:
        parameter = known.parameter(name) if known else None
        numeric = parameter is not None and "Int" in parameter.type
        others = VALUES.filter(no_key_twice)
        if parameter is not None and kind_of_type(parameter.type) == "boolean":
            others = others.filter(lambda one: boolean_word(one) is None)
        parameters[name] = draw(NUMBERS if numeric else others)
    return cmdlet, parameters


def no_key_twice(value: Any) -> bool:
    if isinstance(value, dict):
        return len({key.lower() for key in value}) == len(value) and all(map(no_key_twice, value.values()))
    return all(map(no_key_twice, value)) if isinstance(value, list) else True


@EXAMPLES
@given(
    commands(), st.lists(st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}", fullmatch=True), max_size=3), st.integers(1, 10**6)
)
def test_what_is_written_is_read_as_the_same(
    command: tuple[str, dict[str, Any]], properties: list[str], size: int
) -> None:
    cmdlet, parameters = command
    parameters.pop("ResultSize", None)
    found = parse(render(cmdlet, parameters, properties, size))
    assert (found.cmdlet, found.properties, found.result_size) == (cmdlet, tuple(properties), size)
    assert typed(found.parameters) == typed(parameters)


PIECES = st.sampled_from(
    [
        "Get-Mailbox", "Set-Mailbox", " ", " -Identity", " -Confirm", ":", "$true", "$x", "$(", "${", "@(", "@{",
        "@'\n", "\n'@", "'", '"', "`", "`\n", "\r\n", "\n", ",", ";", "|", " | fl ", " | select ", "&", "(", ")", "{",
        "}", "=", "<", ">", "#", "<#", "#>", "-", "\u2013", "\u2019", "\u201c", "[", "]", "::", ".", "..", "5", "1MB",
        "0x", "anna", "PS C:\\> ", " -Password ", "\x00", "\ud800", "\u2028", "\u00e9", "-First 3", "<a>",
    ]
)  # fmt: skip
NOISE = (
    st.text(max_size=60)
    | st.lists(PIECES, max_size=25).map("".join)
    | PIECES.map("Set-Mailbox anna -MailTip {}".format)
)


@EXAMPLES
@given(NOISE)
def test_any_text_has_a_meaning_or_a_clear_refusal(text: str) -> None:
    found = outcome_of(text)
    if isinstance(found, Failure):
        assert found.outcome == "did_not_run"
        assert found.more["location"]["line"] >= 1
        assert "\n" not in found.line
    else:
        assert typed(parse(render(found.cmdlet, found.parameters)).parameters) == typed(found.parameters)


def outcome_of(text: str) -> ParsedCommand | Failure:
    try:
        return parse(text)
    except Failure as error:
        return error


SIZE = 60_000
HOSTILE = {
    "one word": "a" * SIZE,
    "a quoted text": f"'{'a' * SIZE}'",
    "doubled quotes": f"'{chr(39) * SIZE}",
    "escapes": '"' + "`a" * (SIZE // 2) + '"',
    "dollars": '"' + "$ " * (SIZE // 2) + '"',
    "parentheses": "(" * SIZE,
    "braces": "{" * SIZE,
    "hashtables": "@{a=" * (SIZE // 4),
    "commas": "a," * (SIZE // 2),
    "spaces": " " * SIZE,
    "line breaks": "\n" * SIZE + "x",
    "continued lines": "`\n" * (SIZE // 2),
    "spaced continued lines": "`  \n" * (SIZE // 4),
    "comments": "<#" * (SIZE // 2),
    "closed comments": "<##>" * (SIZE // 4),
    "here-strings": "@'\n" * (SIZE // 3),
    "expanded here-string": '@"\n' + '"' * SIZE + '\n"@',
    "brackets": "[" * SIZE,
    "types": "[a]b " * (SIZE // 5),
    "angles": "<" * SIZE,
    "names": "-a " * (SIZE // 3),
    "backticks": "`" * SIZE,
    "dashes": "-" * SIZE,
    "pipes": "|fl" * (SIZE // 3),
    "digits": "1" * SIZE,
    "dots": "1." * (SIZE // 2),
}


JUDGED = each(3, list(HOSTILE))


@each_row("text", [HOSTILE[name] for name in JUDGED], ids=JUDGED)
def test_the_longest_text_is_judged_in_less_than_a_second(text: str) -> None:
    """Of each third kind of text in make test, of all in make test-all."""
    start = time.process_time()
    for line in (f"Set-Mailbox -MailTip {text}", f"Set-Mailbox -Password {text}", f"Get-User -Filter {{{text}", text):
        outcome_of(line[:65_536])
    assert time.process_time() - start < 1

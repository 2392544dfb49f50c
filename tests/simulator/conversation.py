# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversations as data: requests, what must come back, and what to keep for the next request.

A step's `expect` may have `status`, `headers` (name: pattern, null = absent), `json` (parts of the body) and `body`
(a pattern, or `nul`). In `json` a map wants each of its keys, null wants the key to be absent or null, a text that
begins with `~` is a regular expression, `$length: n` counts a list, `$first: x` looks at its first entry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from simulator.wire import Wire

from support.yaml_texts import from_yaml

FOLDER = Path(__file__).parent / "conversations"


@dataclass(frozen=True)
class Conversation:
    """One conversation, with the section of the protocol notes and the public source that it is from."""

    name: str
    content: Mapping[str, Any]


def all_conversations() -> list[Conversation]:
    """Every conversation of the folder."""
    return [
        Conversation(f"{path.stem}: {entry['name']}", entry)
        for path in sorted(FOLDER.glob("*.yml"))
        for entry in from_yaml(path.read_text(encoding="utf-8"))
    ]


def hold(wire: Wire, conversation: Conversation) -> None:
    """Speak the conversation with the box; fails where an answer is not as it should be."""
    content = conversation.content
    wire.box.control.settings(**content.get("settings", {}))
    kept = _known(wire, content.get("as"))
    for number, step in enumerate(content["steps"]):
        if "advance" in step:
            wire.box.control.advance(step["advance"])
            continue
        answer = _send(wire, _filled(step["request"], kept))
        _check(answer, _filled(step["expect"], kept), f"step {number}")
        for name, path in step.get("keep", {}).items():
            kept[name] = _at(answer.json(), path)


def _known(wire: Wire, name: str | None) -> dict[str, str]:
    tenant = wire.tenant
    known = {"tenant_id": tenant.tenant_id, "organization": tenant.organization, "rest": wire.rest_host}
    known["login"] = wire.sign_in_host
    if name is not None:
        known["bearer"] = f"Bearer {wire.token(name)}"
    return known


def _filled(value: Any, kept: Mapping[str, str]) -> Any:
    """The same value with `<name>` replaced by what is known under that name."""
    if isinstance(value, str):
        return re.sub(r"<(\w+)>", lambda match: str(kept.get(match[1], match[0])), value)
    if isinstance(value, Mapping):
        return {key: _filled(entry, kept) for key, entry in value.items()}
    if isinstance(value, list):
        return [_filled(entry, kept) for entry in value]
    return value


def _send(wire: Wire, request: Mapping[str, Any]) -> requests.Response:
    options: dict[str, Any] = {"headers": dict(request.get("headers", {}))}
    if "cmdlet" in request:
        command = {"CmdletName": request["cmdlet"], "Parameters": request.get("parameters", {})}
        options["json"] = {"CmdletInput": command}
    for key, name in (("json", "json"), ("form", "data"), ("text", "data")):
        if key in request:
            options[name] = request[key]
    return wire.send(request.get("method", "POST"), request["url"], **options)


def _at(content: Any, path: str) -> Any:
    for key in path.split("/"):
        content = content[int(key)] if isinstance(content, list) else content[key]
    return content


def _check(answer: requests.Response, expected: Mapping[str, Any], where: str) -> None:
    assert answer.status_code == expected["status"], f"{where}: {answer.status_code} {answer.text[:500]}"
    for name, pattern in expected.get("headers", {}).items():
        value = answer.headers.get(name)
        if pattern is None:
            assert value is None, f"{where}: {name} is {value!r}"
        else:
            assert value is not None, f"{where}: no {name}"
            assert re.search(str(pattern), value), f"{where}: {name} is {value!r}"
    if "json" in expected:
        _match(answer.json(), expected["json"], where)
    if expected.get("body") == "nul":
        assert answer.content, where
        assert not answer.content.strip(b"\0"), where
    elif "body" in expected:
        assert re.fullmatch(str(expected["body"]), answer.text, re.DOTALL), f"{where}: {answer.text[:500]!r}"


def _match(value: Any, expected: Any, where: str) -> None:
    if isinstance(expected, Mapping):
        for key, entry in expected.items():
            _match_key(value, key, entry, where)
    elif isinstance(expected, str) and expected.startswith("~"):
        assert re.search(expected[1:], str(value), re.DOTALL), f"{where}: {value!r} is not like {expected[1:]!r}"
    else:
        assert value == expected, f"{where}: {value!r} is not {expected!r}"


def _match_key(value: Any, key: str, entry: Any, where: str) -> None:
    if key == "$length":
        assert len(value) == entry, f"{where}: {len(value)} entries"
    elif key == "$first":
        assert value, f"{where}: empty"
        _match(value[0], entry, f"{where}[0]")
    elif entry is None:
        assert value.get(key) is None, f"{where}: {key} is {value[key]!r}"
    else:
        assert key in value, f"{where}: no {key} in {list(value)}"
        _match(value[key], entry, f"{where}.{key}")

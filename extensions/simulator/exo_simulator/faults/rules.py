# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The armed faults: which request each one meets, how often, and before or after the cmdlet runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..clock import BoxClock
from ..sign_in.tokens import IssuedToken
from ..wire import Answer, Call, Request
from .barrier import Barrier
from .context import Context
from .kinds import CONNECT_KINDS, KINDS, WHOLE_ANSWER, BadFault, Moment, checked

__all__ = ["BadFault", "ConnectFault", "FaultRules"]

KEYS = frozenset({"match", "times", "skip", "moment", "fault"})
MATCH_KEYS: Mapping[str, type] = {"host": str, "path": str, "method": str, "cmdlet": str, "kind": str, "page": bool}
_SIGN_IN_KINDS = ("token", "openid", "keys", "instance", "device_code", "realm", "identity")
MATCH_KINDS = (*_SIGN_IN_KINDS, "invoke", "batch", "module_file", "banner", "graph", "connect", "other")
CONNECT = "connect"


@dataclass
class Rule:
    """One armed fault."""

    number: int
    match: Mapping[str, Any]
    times: int
    skip: int
    moment: Moment
    kind: str
    options: Mapping[str, Any]
    seen: int = 0
    acted: int = 0
    barrier: Barrier | None = None

    def due(self) -> bool:
        """Count one matching request; whether the fault acts on it."""
        if self.times and self.acted >= self.times:
            return False
        self.seen += 1
        if self.seen <= self.skip:
            return False
        self.acted += 1
        return True

    def shown(self) -> dict[str, Any]:
        """The rule as it was armed, with its counters."""
        rule = {"id": self.number, "match": dict(self.match), "times": self.times, "skip": self.skip}
        fault = {"kind": self.kind, **self.options}
        rule |= {"moment": self.moment, "fault": fault, "seen": self.seen, "acted": self.acted}
        if self.barrier is not None:
            rule |= {"inside": self.barrier.inside, "most": self.barrier.most}
        return rule

    def disarm(self) -> None:
        """Let those go that it holds."""
        if self.barrier is not None:
            self.barrier.lift()


@dataclass(frozen=True)
class ConnectFault:
    """A fault of the proxy, for the gate to turn into a verdict."""

    kind: str
    options: Mapping[str, Any]


class FaultRules:
    """All armed faults, oldest first; the first that is due acts, alone."""

    def __init__(self, clock: BoxClock, find_token: Callable[[str], IssuedToken | None]) -> None:
        self._clock = clock
        self._find_token = find_token
        self._rules: list[Rule] = []
        self._next = 1

    def add(self, content: Mapping[str, Any]) -> int:
        """Arm a fault; its number. Raises BadFault."""
        unknown = sorted(set(content) - KEYS)
        if unknown:
            raise BadFault(f"a fault has no {', '.join(unknown)}; there are {', '.join(sorted(KEYS))}")
        match = _checked_match(content.get("match", {}))
        fault = content.get("fault")
        if not isinstance(fault, Mapping):
            raise BadFault("fault is a map with kind and options")
        table = CONNECT_KINDS if match.get("kind") == CONNECT else KINDS
        kind, options = checked(table, fault)
        moment = content.get("moment", table[kind].moment)
        if moment not in ("before", "after"):
            raise BadFault(f"moment is before or after, not {moment!r}")
        times, skip = _count(content, "times", 1), _count(content, "skip", 0)
        rule = Rule(self._next, match, times, skip, moment, kind, options)
        if kind == "barrier":
            rule.barrier = Barrier(rule.number, options)
        self._rules.append(rule)
        self._next += 1
        return self._next - 1

    def listed(self) -> list[dict[str, Any]]:
        """All rules with their counters."""
        return [rule.shown() for rule in self._rules]

    def remove(self, number: int) -> bool:
        """Disarm one; whether there was one."""
        found = [rule for rule in self._rules if rule.number == number]
        for rule in found:
            self._rules.remove(rule)
            rule.disarm()
        return bool(found)

    def clear(self) -> None:
        """Disarm all."""
        for rule in self._rules:
            rule.disarm()
        self._rules.clear()

    def connect(self, host: str) -> ConnectFault | None:
        """The fault that a CONNECT to this host meets."""
        for rule in self._rules:
            if rule.match.get("kind") == CONNECT and rule.match.get("host", host) == host and rule.due():
                return ConnectFault(rule.kind, rule.options)
        return None

    async def answer(self, call: Call, request: Request, run: Callable[[], Answer]) -> Answer:
        """The answer to a request, with the fault that it meets, if any."""
        rule = self._due(call, request) if self._rules else None
        if rule is None:
            return run()
        call.note.fault = rule.kind
        context = Context(request, call, self._clock)
        kind = KINDS[rule.kind]
        delay = float(rule.options.get("delay", 0))
        answer = run() if rule.moment == "after" else None
        if delay:
            await asyncio.sleep(delay)
        broken = await rule.barrier.hold() if rule.barrier is not None else None
        if broken is not None:
            return broken
        if answer is None:
            answer = run() if kind.passes else context.blank()
        return kind.apply(rule.options, context, answer)

    def answer_part(self, call: Call, request: Request, run: Callable[[], Answer]) -> Answer:
        """The answer to a command inside a batch: only what an answer can say acts here, and at once."""
        rule = self._due(call, request, inside=True) if self._rules else None
        if rule is None:
            return run()
        call.note.fault = rule.kind
        context = Context(request, call, self._clock)
        answer = run() if rule.moment == "after" else context.blank()
        return KINDS[rule.kind].apply(rule.options, context, answer)

    def _due(self, call: Call, request: Request, *, inside: bool = False) -> Rule | None:
        for rule in self._rules:
            if inside and rule.kind in WHOLE_ANSWER:
                continue
            if self._meets(rule, call, request) and rule.due():
                return rule
        return None

    def _meets(self, rule: Rule, call: Call, request: Request) -> bool:
        match = rule.match
        if match.get("kind", call.kind) != call.kind or match.get("host", request.host) != request.host:
            return False
        if match.get("method", request.method.lower()) != request.method.lower():
            return False
        if "cmdlet" in match and match["cmdlet"] != (call.cmdlet or "").lower():
            return False
        if match.get("path", "") not in request.path.lower() or match.get("page", call.page) != call.page:
            return False
        return not (rule.options.get("until_renewed") and self._renewed(request))

    def _renewed(self, request: Request) -> bool:
        """Whether the bearer's token was asked for with claims."""
        token = self._find_token(request.headers.get("authorization", "").partition(" ")[2])
        return token is not None and token.claims_request is not None


def _count(content: Mapping[str, Any], key: str, default: int) -> int:
    value = content.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadFault(f"{key} is a whole number from 0 on, not {value!r}")
    return value


def _checked_match(match: Any) -> dict[str, Any]:
    if not isinstance(match, Mapping):
        raise BadFault("match is a map")
    for key, value in match.items():
        if key not in MATCH_KEYS:
            raise BadFault(f"match has no {key}; there are {', '.join(sorted(MATCH_KEYS))}")
        if not isinstance(value, MATCH_KEYS[key]):
            raise BadFault(f"match.{key} is {MATCH_KEYS[key].__name__}, not {value!r}")
    kind = match.get("kind")
    if kind is not None and kind not in MATCH_KINDS:
        raise BadFault(f"match.kind is one of {', '.join(MATCH_KINDS)}, not {kind!r}")
    return {key: value.lower() if isinstance(value, str) else value for key, value in match.items()}

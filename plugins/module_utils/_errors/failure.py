# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The one exception of the library: a line to read, a card beside it, and what became of the request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from .._counts import Counted, Uncounted
from .._dataclass import dataclass
from .._json_types import JsonMap, Row
from .._redaction.secret_rules import clean

Outcome = Literal["refused", "did_not_run", "unknown"]

# An address, which opens wherever the result is read; galaxy.yml has the repository.
DOCUMENTATION = "https://github.com/m365-exchange/m365.exchange/blob/main/docs/troubleshooting.md"


@dataclass(frozen=True)
class Advice:
    """What we tell a person about one kind of failure; the texts are ``str.format`` templates,
    in which a number may name what it counts: ``{seconds:second}``.

    ``what`` is a full sentence that says what happened and ``fix`` is a list of full sentences,
    the likeliest first: the line that a person reads is ``what`` followed by ``fix[0]`` and ``tail``,
    which holds what support asks for. ``may_be_a_library`` says that a Python package which is too old looks like
    this, too.
    """

    category: str
    what: str
    cause: str
    fix: tuple[str, ...]
    tail: str = ""
    may_be_a_library: bool = False


@dataclass(frozen=True)
class Trace:
    """Where a failure was seen on the wire; all that support needs to find it again."""

    exception_type: str | None = None
    http_status: int | None = None
    request_id: str | None = None
    client_request_id: str | None = None


def show(fact: object) -> object:
    """A fact as a line may show it: text on one line and without control characters, a missing fact as "unknown", and
    a whole number that can name what it counts. Whatever else a template gives a noun is shown without it."""
    if isinstance(fact, int) and not isinstance(fact, bool):
        return Counted(fact)
    return Uncounted("unknown" if fact is None else clean(str(fact)))


def _end_sentence(sentence: str) -> str:
    """The words of a service may lack their full stop."""
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


class Failure(Exception):
    """A failure with its card.

    ``key`` names the advice and its anchor in the troubleshooting guide. ``outcome`` tells what
    became of the work: ``refused`` (it ran into a no), ``did_not_run``, or ``unknown`` (it may have
    run). ``retry_safe`` is true where sending the same task again can do no harm. ``more`` holds
    further result fields, such as the list of open sessions.
    """

    def __init__(  # noqa: PLR0913 - three say what failed, the rest is keyword-only
        self,
        key: str,
        advice: Advice,
        facts: Mapping[str, object],
        *,
        outcome: Outcome = "did_not_run",
        retry_safe: bool | None = None,
        trace: Trace = Trace(),
        more: JsonMap | None = None,
    ) -> None:
        self.key = key
        self.category = advice.category
        self.may_be_a_library = advice.may_be_a_library
        words = {name: show(fact) for name, fact in facts.items()}
        self.what = advice.what.format_map(words).rstrip()
        self.cause = _end_sentence(advice.cause.format_map(words).rstrip())
        self.fix = [line.format_map(words) for line in advice.fix]
        self.tail = advice.tail.format_map(words)
        self.outcome = outcome
        self.retry_safe = outcome == "did_not_run" if retry_safe is None else retry_safe
        self.trace = trace
        self.more: dict[str, Any] = dict(more or {})
        super().__init__(self.line)

    @property
    def line(self) -> str:
        """What happened and what to do, in one line."""
        return " ".join(part for part in (_end_sentence(self.what), *self.fix[:1], self.tail) if part)

    def card(self) -> Row:
        """The card as a result shows it."""
        return {
            "category": self.category,
            "cause": self.cause,
            "fix": self.fix,
            "retry_safe": self.retry_safe,
            "exception_type": self.trace.exception_type,
            "http_status": self.trace.http_status,
            "request_id": self.trace.request_id,
            "client_request_id": self.trace.client_request_id,
            "documentation": f"{DOCUMENTATION}#{self.key}",
        }


class Failures:
    """The failures of some tables of advice: call it with a key and facts, and raise what comes back.

    A file names the tables that its failures come from, because a module ships all that its files import: the advice
    that it can give, and no other.
    """

    def __init__(self, *tables: Mapping[str, Advice]) -> None:
        self.tables = tables

    def __call__(
        self,
        key: str,
        *,
        outcome: Outcome = "did_not_run",
        retry_safe: bool | None = None,
        trace: Trace = Trace(),
        more: JsonMap | None = None,
        **facts: object,
    ) -> Failure:
        """The failure ``key``, its texts filled with ``facts``; raise it with ``from`` where there is a cause.

        :raises KeyError: a key or a fact that no table of these knows (a mistake in this collection).
        """
        advice = next((table[key] for table in self.tables if key in table), None)
        if advice is None:
            raise KeyError(key)
        return Failure(key, advice, facts, outcome=outcome, retry_safe=retry_safe, trace=trace, more=more)


class Interrupted(BaseException):
    """A signal ends the run: no failure, because nothing may handle it as one and go on.

    ``may_have_run`` is true where a request was in flight that may change something.
    """

    def __init__(self, signal: str) -> None:
        self.signal = signal
        self.may_have_run = False
        self.client_request_id: str | None = None
        super().__init__(signal)

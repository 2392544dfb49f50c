# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Answers that are asked for together: who needs one that has not come yet notes it and is asked again later.

So a task about many objects reads ten a request, without anybody's knowing before what comparing an object will need.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import field

from .._client.request_and_route import Call
from .._dataclass import dataclass
from .._errors.failure import Failure
from .._json_types import Row


class NotYet(Exception):
    """What is needed is noted, and will have been asked when this is tried again."""


@dataclass
class AnswersAhead:
    """What reads have shown so far; ``calls`` and ``names`` (by their kind) are what is noted to be asked."""

    calls: dict[str, Call] = field(default_factory=dict)
    names: dict[str, dict[str, None]] = field(default_factory=dict)
    _came: dict[str, list[Row] | Failure] = field(default_factory=dict)
    _not_found: dict[tuple[str, str], Failure] = field(default_factory=dict)

    def rows(self, call: Call) -> list[Row]:
        """What the read shows.

        :raises NotYet: it was not asked.
        :raises Failure: what came of it.
        """
        key = json.dumps([call.cmdlet, call.parameters], sort_keys=True, default=str)
        came = self._came.get(key)
        if came is None:
            self.calls[key] = call
            raise NotYet
        if isinstance(came, Failure):
            raise came
        return came

    def note_names(self, kind: str, names: Sequence[str]) -> None:
        """Note names of objects that have to be looked up.

        :raises NotYet: they were not looked up.
        :raises Failure: what came of looking one of them up.
        """
        for name in names:
            if (kind, name) in self._not_found:
                raise self._not_found[kind, name]
        self.names.setdefault(kind, {}).update(dict.fromkeys(names))
        raise NotYet

    def learn(self, key: str, came: list[Row] | Failure) -> None:
        """What came of a read that was noted."""
        self._came[key] = came

    def learn_failure(self, kind: str, name: str, error: Failure) -> None:
        """What came of a name that could not be looked up."""
        self._not_found[kind, name] = error

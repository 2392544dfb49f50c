# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""One command that is ready to run: everything about it checked, nothing sent."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from .._client.call import Call
from .._errors.failure import Failure, Interrupted
from .._specs.command import CommandOptions
from .connection import Connection
from .context import Context, Result
from .difference import Difference
from .one_command import run_one
from .preflight import page_size_of
from .preparation import prepared
from .rows import Reading
from .spelled import Spelled
from .verify import looking, shown
from .what_if import asked_only, asking


@dataclass(frozen=True)
class Ready:
    """A command: its options, the call that they describe, and what becomes of its rows.

    ``line`` is what a command line came to, with the parser's warnings for the caller to tell; ``asks`` is true where
    the service is asked what the call would do.
    """

    line: Spelled
    options: CommandOptions
    call: Call
    reading: Reading
    page_size: int | None
    asks: bool

    def run(self, connection: Connection, context: Context) -> Result:
        """Run it, as careful as the task wants it. In check mode reads run and writes are not sent.

        :raises Failure: with ``outcome`` telling what became of the cmdlet.
        """
        call = self.call.with_page_size(self.page_size or connection.access.page_size)
        if self.asks:
            return {**asked_only(connection, call, self.reading, context), **self.line.fields()}
        difference = Difference.of(self.options.parameters, call, connection, context)
        try:
            careful = looking(connection) if call.kind == "idempotent_write" else connection
            result = run_one(careful, call, self.reading, context)
        except Failure as error:
            if self.options.verify and call.changes and error.outcome == "unknown":
                # A signal ends the looking, and not what is told of the write.
                with suppress(Interrupted):
                    error.more["shown"] = shown(connection, call)
            raise
        with suppress(Interrupted):
            result.update(difference.told(result))
        return {**result, **self.line.fields()}

    def is_sent(self, context: Context) -> bool:
        """Whether anything is sent for it: check mode keeps back what would change something."""
        return not context.check_mode or self.asks or not self.call.changes


def ready(line: Spelled, context: Context) -> Ready:
    """The command that the options of a task, or of one item, describe; checked before any network.

    :raises Failure: a name, value or size that cannot be used.
    """
    options, asks = asking(line.options, context)
    return Ready(line, options, prepared(options), Reading.of(options), page_size_of(options.page_size), asks)

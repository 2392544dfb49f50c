# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Run an operation and turn what comes of it into the fields of a task's result.

Both edges, the module's and the action plugin's, use it, so that both give the same result to the letter.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping
from pathlib import PurePath

from ._context_and_progress import Context, Operation, Options, Result
from ._errors._advice.connection import CONNECTION
from ._errors._advice.input import INPUT
from ._errors._advice.session import SESSION
from ._errors.failure import Failure, Failures, Interrupted, Trace
from ._libraries import NEEDED, too_old

failure = Failures(CONNECTION, INPUT, SESSION)

_PLACEHOLDER = "__omit_place_holder__"


def outcome_of(operation: Operation, options: Options, context: Context) -> Result:
    """The operation's result, or the fields of a failure."""
    try:
        _demand_no_placeholder(options)
        return operation(options, context)
    except Failure as error:
        return failed_result(_explain_library(error))
    except Interrupted as error:
        return {**failed_result(_interruption(error, context)), **context.so_far}
    except Exception as error:  # noqa: BLE001 - the last edge: a mistake of ours is one line, too
        return {**failed_result(_explain_library(_mistake(error))), **context.so_far}


def _demand_no_placeholder(options: Options) -> None:
    """Refuse what ansible-core up to 2.18 leaves of ``default(omit)`` inside a list, a map or a text: it would be
    written to the tenant.

    :raises Failure: ``omit-inside-value``.
    """
    for name, value in options.items():
        if _has_placeholder(value):
            raise failure("omit-inside-value", option=name)


def _has_placeholder(value: object) -> bool:
    if isinstance(value, str):
        return _PLACEHOLDER in value
    if isinstance(value, Mapping):
        return any(_has_placeholder(one) for pair in value.items() for one in pair)
    return isinstance(value, (list, tuple)) and any(_has_placeholder(one) for one in value)


def failed_result(error: Failure) -> Result:
    """A failure as a result: the line, the card, and what became of the work."""
    return {"failed": True, "msg": error.line, "error": error.card(), "outcome": error.outcome, **error.more}


def misfit(text: str) -> Result:
    """The failure of options that do not fit the module; ``text`` is Ansible's own word for it."""
    return failed_result(failure("options-not-valid", text=text))


def _interruption(error: Interrupted, context: Context) -> Failure:
    """What became of the work when a signal ended it."""
    return failure(
        "interrupted",
        outcome="unknown" if error.may_have_run else context.so_far.get("outcome", "did_not_run"),
        trace=Trace(client_request_id=error.client_request_id),
        signal=error.signal,
        where=", while a request that may have run had no answer yet" if error.may_have_run else "",
    )


def _mistake(error: Exception) -> Failure:
    """Where it happened, without any value: a value may be a secret."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return failure(
        "internal-error",
        outcome="unknown",
        what=type(error).__name__,
        where=f"{PurePath(last.filename).name}:{last.lineno}",
        advice="what the task had done by then is not known",
    )


def _explain_library(error: Failure) -> Failure:
    """The failure, or ``library-too-old`` where that is the likelier cause: an old package's errors are taken for those
    of a certificate, of the sign-in service, or of ours."""
    found = too_old() if error.may_be_a_library else {}
    if not found:
        return error
    return failure(
        "library-too-old",
        outcome=error.outcome,
        trace=error.trace,
        more=error.more,
        interpreter=sys.executable,
        found=", ".join(f"{name} {version}" for name, version in found.items()),
        needed=", ".join(f"{name} {NEEDED[name]} or later" for name in found),
        wanted=" ".join(f"'{name}>={NEEDED[name]}'" for name in found),
        text=error.what,
    )

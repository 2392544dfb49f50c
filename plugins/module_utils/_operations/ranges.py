# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Options that are numbers, and the ranges that they may be in."""

from __future__ import annotations

from .._endpoints.table import MAX_PAGE_SIZE
from .._errors._advice.connection import CONNECTION
from .._errors._advice.input import INPUT
from .._errors.failure import Failures
from .._specs.connecting import RetryOptions
from .._transport.retry import RetryPolicy

failure = Failures(CONNECTION, INPUT)


def retry_policy_of(options: RetryOptions) -> RetryPolicy:
    """How often and how long the user wants to wait.

    :raises Failure: ``option-out-of-range``.
    """
    retries = within("retries", options.retries, 0, 10)
    return RetryPolicy(retries, float(within("retry_budget", options.retry_budget, 0, 900)))


def within(option: str, value: int, least: int, most: int) -> int:
    """``value`` if it is in the range that ``option`` takes.

    :raises Failure: ``option-out-of-range``.
    """
    if not least <= value <= most:
        raise failure("option-out-of-range", option=option, value=value, least=least, most=most)
    return value


def page_size_of(size: int | None) -> int | None:
    """The page size that the user wants, None where none is given.

    :raises Failure: ``page-size-not-valid``.
    """
    if size is not None and not 1 <= size <= MAX_PAGE_SIZE:
        raise failure("page-size-not-valid", value=size)
    return size

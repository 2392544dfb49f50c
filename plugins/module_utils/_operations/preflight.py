# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a task must pass before anything is opened or sent: its packages, its options in their places, their ranges.

What a command itself must pass is in ``prepare.py`` and ``safeguards.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from .._endpoints.clouds import MAX_PAGE_SIZE
from .._errors._advice.connection import CONNECTION
from .._errors._advice.input import INPUT
from .._errors.failure import Failures
from .._libraries import MISSING
from .._redaction.secret_rules import holds_secret
from .._redaction.task_redactor import find_swapped

failure = Failures(CONNECTION, INPUT)

# Where a path belongs, and what takes the content instead.
_CONTENT_GOES: Mapping[str, str] = {
    "certificate_path": "Give it to the option certificate instead.",
    "federated_token_file": "Give it to the option federated_token instead.",
    "ca_path": "Write it into a file, and give the file's path.",
    "proxy_client_certificate": "Write it into a file that only you can read, and give the file's path.",
    "proxy_client_key": "Write it into a file that only you can read, and give the file's path.",
}


def demand_packages() -> None:
    """Ask for what a request needs; to forget a session needs nothing.

    :raises Failure: ``library-missing``.
    """
    if MISSING:
        raise failure("library-missing", packages=", ".join(MISSING), interpreter=sys.executable)


def demand_in_place(options: Mapping[str, object]) -> None:
    """Refuse options that hold each other's values, before anything is opened, sent or quoted.

    :raises Failure: ``options-swapped`` or ``content-for-path``.
    """
    for name, advice in _CONTENT_GOES.items():
        value = options.get(name)
        if isinstance(value, str) and holds_secret(value):
            raise failure("content-for-path", option=name, advice=advice)
    for name, secret in find_swapped(options).items():
        raise failure("options-swapped", option=name, secret=secret)


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

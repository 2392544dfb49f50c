# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the HTTP half and the organisation say to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Service = Literal["exchange", "compliance"]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Caller:
    """Who calls: an application or a user, with roles by their display names ("Exchange Administrator")."""

    kind: Literal["app", "user"]
    name: str
    roles: frozenset[str]


@dataclass
class Reply:
    """The answer to one cmdlet.

    ``rows`` is indexable and sliceable and renders a row only when it is read; every row is wire-shaped.
    ``confirmation`` is the text of `@adminapi.confirmationmessage`: when it is not None nothing was executed.
    ``changed`` says whether the store is different now.
    """

    rows: Sequence[Row] = ()
    warnings: list[str] = field(default_factory=list)
    confirmation: str | None = None
    changed: bool = False


class CmdletError(Exception):
    """A cmdlet failed; the wire form of `details[].message` is ``error_id|exception_type|text``."""

    def __init__(  # noqa: PLR0913 - the fields of the wire
        self,
        error_id: str,
        exception_type: str,
        text: str,
        *,
        status: int,
        code: str,
        details: bool,
        detail_code: str = "Client",
        message: str = "Error executing cmdlet",
    ) -> None:
        """``status`` is HTTP's, ``code`` is `error.code`, ``message`` the outer one, which tells nothing; ``details``
        False leaves `error.details` out."""
        super().__init__(f"{error_id}|{exception_type}|{text}")
        self.error_id = error_id
        self.exception_type = exception_type
        self.text = text
        self.status = status
        self.code = code
        self.details = details
        self.detail_code = detail_code
        self.message = message


class CmdletNotAvailable(Exception):
    """The cmdlet does not exist in this service or this caller may not run it: 403 with NUL bytes, either way."""


class NotPlayed(Exception):
    """The call needs what this box does not do; the text names the cmdlet or parameter. No service answers so."""


class ConfigError(ValueError):
    """A tenant's description is wrong; the message is one line that says where and what to write."""

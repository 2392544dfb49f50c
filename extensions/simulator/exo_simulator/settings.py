# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The switchable unknowns: where public sources differ or are silent, the box has a switch and a default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

DEFAULT_TOKEN_LIFETIME = 4500
LARGEST_PAGE = 1000


@dataclass(frozen=True)
class Settings:
    """What PATCH /settings may change. README.md says which source speaks for each value."""

    result_size: str = "yields"
    page_size: int = LARGEST_PAGE
    token_lifetime: int = DEFAULT_TOKEN_LIFETIME
    paging_needs_anchor: bool = True
    nul_body_declares_gzip: bool = False
    compression: bool = True
    keep_pages: bool = False
    chunked: bool = True
    rate_limit_headers: bool = False
    other_tenant: str = "forbidden"
    role_needed_at_connect: bool = True
    sign_in_across_clouds: bool = True
    write_answer: str = "value"
    compliance_region: str = "first"
    latency: float = 0.0
    refresh_rotation: str = "keep"
    device_code_interval: int = 5
    device_code_user: str = "nobody"
    device_code_polls: int = 1
    module_file_key: str = "absent"
    partner_consent: str = "65001"
    graph_page_size: int = 100


CHOICES: Mapping[str, tuple[str, ...]] = {
    "result_size": ("yields", "applied", "ignored"),
    "other_tenant": ("forbidden", "unauthorized"),
    "write_answer": ("value", "no_content"),
    "refresh_rotation": ("keep", "revoke"),
    "partner_consent": ("65001", "90099"),
    "compliance_region": ("first", "second", "front_door"),
    "module_file_key": ("absent", "text", "zip"),
}
RANGES: Mapping[str, tuple[float, float]] = {
    "page_size": (1, LARGEST_PAGE),
    "token_lifetime": (1, 100_000_000),
    "latency": (0, 3600),
    "device_code_interval": (1, 60),
    "device_code_polls": (1, 1000),
    "graph_page_size": (1, 300),
}


class BadSetting(ValueError):
    """A setting that does not exist or cannot have that value; the text is one line for a person."""


SHIPPED = Settings()
NAMES = frozenset(field.name for field in fields(Settings))


def _checked(name: str, value: Any, shipped: Any) -> Any:
    if isinstance(shipped, bool):
        if not isinstance(value, bool):
            raise BadSetting(f"{name} is true or false, not {value!r}")
    elif isinstance(shipped, str):
        if not isinstance(value, str):
            raise BadSetting(f"{name} is a text, not {value!r}")
        if name in CHOICES and value not in CHOICES[name]:
            raise BadSetting(f"{name} is one of {', '.join(CHOICES[name])}, not {value!r}")
    elif isinstance(value, bool) or not isinstance(value, (int, float)):
        raise BadSetting(f"{name} is a number, not {value!r}")
    elif not RANGES[name][0] <= value <= RANGES[name][1]:
        raise BadSetting(f"{name} lies between {RANGES[name][0]} and {RANGES[name][1]}, not {value!r}")
    elif isinstance(shipped, int) and not isinstance(value, int):
        raise BadSetting(f"{name} is a whole number, not {value!r}")
    return value


def changed(settings: Settings, wanted: Mapping[str, Any]) -> Settings:
    """New settings with the wanted values, whose names are all in NAMES; raises BadSetting."""
    return replace(settings, **{name: _checked(name, value, getattr(SHIPPED, name)) for name, value in wanted.items()})

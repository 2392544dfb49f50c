# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The third-party packages that the collection needs at run time.

Files that use a package guard its import, so that documentation and sanity tests can load them without it; the edges
ask here before they run anything, and name what is missing.
"""

from __future__ import annotations

import re
from importlib.util import find_spec

# Each with the oldest version that works; a distribution's own package may be older, and pip has no say there.
NEEDED = {"cryptography": "42.0.0", "jmespath": "1.0.1", "msal": "1.35.0", "requests": "2.32.4"}

# Looked up once, without importing anything: msal alone would cost a fifth of a second.
MISSING = tuple(name for name in NEEDED if find_spec(name) is None)


def too_old() -> dict[str, str]:
    """The packages that are older than what is needed, with their versions; for a failure only: it costs 30 ms."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    old_versions = {}
    for name, needed in NEEDED.items():
        try:
            installed = version(name)
        except PackageNotFoundError:
            continue  # it may have been put on the path by hand
        if is_older(installed, needed):
            old_versions[name] = installed
    return old_versions


def is_older(version: str, needed: str) -> bool:
    """Whether one version comes before another, by their numbers alone."""
    return _numbers(version) < _numbers(needed)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in [*re.findall(r"\d+", version), "0", "0"][:3]]

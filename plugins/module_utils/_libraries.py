# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The third-party packages that the collection needs at run time.

Files that use a package guard its import, so that documentation and sanity tests can load them without it; the edges
ask here before they run anything, and name what is missing.
"""

from __future__ import annotations

from importlib.util import find_spec

PACKAGES = ("cryptography", "jmespath", "msal", "requests")

# Looked up once, without importing anything: msal alone would cost a fifth of a second.
MISSING = tuple(name for name in PACKAGES if find_spec(name) is None)

# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What signing in imports only when it needs it, for the parent of all workers.

Only the actions that sign in for others import this: a play that works on a session pays for none of it.
"""

from __future__ import annotations

try:
    import msal  # noqa: F401 # pylint: disable=unused-import
except ImportError:  # reported by the edges through _libraries
    pass

# pylint: disable-next=unused-import
from ansible_collections.m365.exchange.plugins.module_utils._sign_in import pem_and_pfx  # noqa: F401

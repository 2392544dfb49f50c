# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a specification is: the options of a module, written once for the module and for its action plugin.

The words about the options are in ``doc_fragments``. Each module's are in a file of their own, because a module ships
all that it imports.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Spec = Mapping[str, Mapping[str, Any]]

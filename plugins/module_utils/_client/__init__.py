# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""InvokeCommand of the Exchange admin API: requests, answers, pages, repeats; private to this collection."""

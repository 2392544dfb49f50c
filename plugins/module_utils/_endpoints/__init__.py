# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which hosts belong to which Microsoft cloud: standard library only, private to this collection."""

# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Cmdlets, their parameters and values: standard library only, private to this collection."""

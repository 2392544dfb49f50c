# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The advice for each kind of failure: one table a subject, nothing but text."""

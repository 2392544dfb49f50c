# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""HTTPS to a known host: certificates, proxy, time-outs, limits; private to this collection."""

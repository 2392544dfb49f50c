# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sign-in service (Microsoft Entra ID) of every cloud: metadata, token endpoint, refusals."""

from __future__ import annotations

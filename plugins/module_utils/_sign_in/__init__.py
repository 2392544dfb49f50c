# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sign-in to Microsoft Entra through msal: one file a way; private to this collection."""

# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Names of directory roles by the id of their template, which is the same in every tenant (Microsoft Learn, Microsoft
Entra built-in roles): those that matter to Exchange, and those that partners usually ask for.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ROLE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "17315797-102d-40b4-93e0-432062caca18": "Compliance Administrator",
        "194ae4cb-b126-40b2-bd5b-6091b380977d": "Security Administrator",
        "29232cdf-9323-42fd-ade2-1d097af3e4de": "Exchange Administrator",
        "31392ffb-586c-42d1-9346-e59415a2cc4e": "Exchange Recipient Administrator",
        "4d6ac14f-3453-41d0-bef9-a3e0c569773a": "License Administrator",
        "5d6b6bb7-de71-4623-b4af-96380a352509": "Security Reader",
        "62e90394-69f5-4237-9190-012177145e10": "Global Administrator",
        "729827e3-9c14-49f7-bb1b-9608f156bbb8": "Helpdesk Administrator",
        "88d8e3e3-8f55-4a1e-953a-9b9898b8876b": "Directory Readers",
        "e6d1a23a-da11-4be4-9570-befc86d067a7": "Compliance Data Administrator",
        "f023fd81-a637-4b56-95fd-791ac0226033": "Service Support Administrator",
        "f2ef992c-3afb-46b9-b7cf-a126ee74c451": "Global Reader",
        "fe930be7-5e62-47db-91af-98c3a49a38b1": "User Administrator",
    }
)


def role_name(template_id: str) -> str:
    """The name of a role, or its id where this table has none."""
    return ROLE_NAMES.get(template_id.lower(), template_id)

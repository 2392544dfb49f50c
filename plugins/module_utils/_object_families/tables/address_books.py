# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Address lists, the books and policies made of them, and the addresses that recipients get."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts
from ._filtered import FILTER_OR_CONDITIONS, FILTERED, WITH_KINDS

FAMILIES: Mapping[str, Facts] = {
    "AddressList": {
        "listed": True,
        "compare": {**FILTERED, "DisplayName": "exact"},
        "companions": WITH_KINDS,
        "exclusive": FILTER_OR_CONDITIONS,
        "write_only": ["Container"],
        "refers_to": {"Container": "AddressList"},
        "sources": ["Microsoft365DSC EXOAddressList"],
    },
    "GlobalAddressList": {
        "listed": True,
        "compare": FILTERED,
        "companions": WITH_KINDS,
        "exclusive": FILTER_OR_CONDITIONS,
        "protected": [
            {"property": "IsDefaultGlobalAddressList", "equals": True, "reason": "it is the organization's default"}
        ],
        "sources": ["Microsoft365DSC EXOGlobalAddressList"],
    },
    "OfflineAddressBook": {
        "listed": True,
        "compare": {"AddressLists": "names", "ConfiguredAttributes": "set"},
        "with_each": {"remove": {"Force": True}},
        "refers_to": {"AddressLists": "AddressList"},
        "sources": ["Microsoft365DSC EXOOfflineAddressBook"],
    },
    "AddressBookPolicy": {
        "listed": True,
        "compare": {
            "AddressLists": "names",
            "GlobalAddressList": "name",
            "OfflineAddressBook": "name",
            "RoomList": "name",
        },
        "refers_to": {
            "AddressLists": "AddressList",
            "GlobalAddressList": "GlobalAddressList",
            "OfflineAddressBook": "OfflineAddressBook",
            "RoomList": "AddressList",
        },
        "sources": ["Microsoft365DSC EXOAddressBookPolicy"],
    },
    "EmailAddressPolicy": {
        "listed": True,
        "compare": {"EnabledEmailAddressTemplates": "set"},
        # The service makes one of the other.
        "exclusive": [["EnabledEmailAddressTemplates", "EnabledPrimarySMTPAddressTemplate"]],
        "alone": [["Priority"]],
        "protected": [{"property": "Name", "equals": "Default Policy", "reason": "it is the organization's default"}],
        "sources": ["Microsoft365DSC EXOEmailAddressPolicy", "live rows of 2026"],
    },
}

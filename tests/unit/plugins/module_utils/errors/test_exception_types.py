# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._errors.advice import ADVICE
from ansible_collections.m365.exchange.plugins.module_utils._errors.exception_types import concerns, is_concurrency

INVOCATION = "Microsoft.Exchange.AdminApi.CommandInvocation."
TASKS = "Microsoft.Exchange.Configuration.Tasks."
PAGING = "Expired or Invalid pagination request. Default Expiry time is 00:30:00"
CONCURRENCY = "You have reached the maximum number of concurrent requests per tenant. Please wait and try again"
DEHYDRATED = (
    "The command you tried to run isn't currently allowed in your organization. To run this command, you first need to"
    " run the command: Enable-OrganizationCustomization."
)


@pytest.mark.parametrize(
    ("name", "key", "kind"),
    [
        (f"{TASKS}ManagementObjectNotFoundException", "object-not-found", "refused"),
        ("ManagementObjectNotFoundException", "object-not-found", "refused"),
        ("Microsoft.Exchange.Management.Tasks.MemberAlreadyExistsException", "already-exists", "refused"),
        ("Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException", "already-exists", "refused"),
        ("Microsoft.Exchange.Management.Tasks.MemberNotFoundException", "not-a-member", "refused"),
        ("Microsoft.X.UserNotFoundInPermissionEntryException", "not-a-member", "refused"),
        ("Microsoft.X.UserAlreadyExistsInPermissionEntryException", "already-exists", "refused"),
        (f"{INVOCATION}AmbiguousParameterSetException", "bad-parameter", "refused"),
        (f"{INVOCATION}ParameterTransformationException", "bad-parameter", "refused"),
        ("System.Management.Automation.ParameterBindingException", "bad-parameter", "refused"),
        ("System.Management.Automation.ParameterBindingValidationException", "bad-parameter", "refused"),
        ("Microsoft.Exchange.Data.Directory.DCOverloadedException", "transient-directory", "transient"),
        ("Microsoft.Exchange.Data.Directory.SuitabilityDirectoryException", "transient-directory", "transient"),
        ("ServerInMMException", "transient-directory", "transient"),
        ("ADServerSettingsChangedException", "transient-directory", "transient"),
        ("StorageTransientException", "transient-directory", "transient"),
        ("CmdletProxyNotAvailableFailure", "transient-directory", "transient"),
        ("ServerBusyException", "transient-directory", "transient"),
        ("TransientException", "transient-directory", "transient"),
        ("BackendCommunicationException", "transient-directory", "transient"),
        ("Microsoft.Exchange.Configuration.CmdletProxyException", "transient-directory", "transient"),
        ("UnableToWriteToAadException", "transient-directory", "transient"),
    ],
)
def test_type_decides_whatever_the_text_says(name: str, key: str, kind: str) -> None:
    for text in ("", "anything", PAGING, DEHYDRATED, CONCURRENCY):
        assert concerns(name, text) == (key, kind)
        assert concerns(name.upper(), text) == (key, kind)


@pytest.mark.parametrize(
    ("text", "key", "kind"),
    [
        (PAGING, "expired-paging", "transient"),
        (DEHYDRATED, "customizations-disabled", "refused"),
        ("The subscription within the tenant has lapsed.", "licence-missing", "refused"),
        (CONCURRENCY, "concurrency", "transient"),
        ("Reconnect with the EnableSearchOnlySession switch.", "search-session-needed", "refused"),
        ("Dual write failed, the issue may be transient.", "transient-directory", "transient"),
    ],
)
def test_text_decides_where_the_type_is_not_known(text: str, key: str, kind: str) -> None:
    for name in (None, "", "System.Exception", "Microsoft.Exchange.Some.OtherException"):
        assert concerns(name, text) == (key, kind)


@pytest.mark.parametrize(
    "text",
    [
        "The operation couldn't be performed because object 'x' couldn't be found on 'y'.",
        "The recipient doesn't exist.",
        "x is already a member of y",
        "already exists",
        "404 not found",
    ],
)
def test_absent_and_already_there_follow_from_no_text(text: str) -> None:
    assert concerns(None, text) is None
    assert concerns("System.InvalidOperationException", text) is None


@pytest.mark.parametrize("name", ["NotFoundException", "HttpNotFoundException", "XManagementObjectNotFoundException"])
def test_look_alike_of_absent_is_not_absent(name: str) -> None:
    assert concerns(name, "") is None


@given(st.none() | st.text(max_size=40), st.text(max_size=80))
def test_every_meaning_has_its_advice(name: str | None, text: str) -> None:
    found = concerns(name, text)
    assert found is None or found.key in ADVICE


def test_keys_of_all_meanings_have_advice() -> None:
    for text in (PAGING, DEHYDRATED, CONCURRENCY, "EnableSearchOnlySession", "tenant is not provisioned for x"):
        found = concerns(None, text)
        assert found is not None
        assert found.key in ADVICE


def test_concurrency_text_is_recognised_in_a_plain_body() -> None:
    assert is_concurrency(CONCURRENCY)
    assert is_concurrency(f"  {CONCURRENCY.lower()}\r\n")
    assert not is_concurrency("Please wait and try again")

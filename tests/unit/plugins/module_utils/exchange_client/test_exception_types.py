# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import ADVICE
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.service_error import (
    MEASURED_EXCEPTIONS,
    READ_EXCEPTIONS,
    concerns,
    is_concurrency,
    is_known,
)
from support.rows import each_row

TASKS = "Microsoft.Exchange.Configuration.Tasks."
INVOCATION = "Microsoft.Exchange.AdminApi.CommandInvocation."
PAGING = "Expired or Invalid pagination request. Default Expiry time is 00:30:00"
CONCURRENCY = "You have reached the maximum number of concurrent requests per tenant. Please wait and try again"
DEHYDRATED = (
    "The command you tried to run isn't currently allowed in your organization. To run this command, you first need to"
    " run the command: Enable-OrganizationCustomization."
)


@each_row(
    ("name", "key", "kind"),
    [
        (f"{TASKS}ManagementObjectNotFoundException", "object-not-found", "refused"),
        ("ManagementObjectNotFoundException", "object-not-found", "refused"),
        (f"{TASKS}ManagementObjectAmbiguousException", "object-ambiguous", "refused"),
        ("Microsoft.Exchange.Management.Tasks.MemberAlreadyExistsException", "already-a-member", "refused"),
        ("Microsoft.Office.X.LocationAlreadyExistsException", "already-exists", "refused"),
        (f"{INVOCATION}AmbiguousParameterSetException", "bad-parameter", "refused"),
        (f"{INVOCATION}ParameterTransformationException", "bad-parameter", "refused"),
        ("Microsoft.Exchange.Configuration.CmdletProxyException", "transient-directory", "transient"),
        ("UnableToWriteToAadException", "transient-directory", "transient"),
    ],
)
def test_a_measured_type_decides_whatever_text_and_status_say(name: str, key: str, kind: str) -> None:
    for text in ("", "anything", PAGING, DEHYDRATED, CONCURRENCY):
        for status in (None, 200, 400, 404, 409, 500):
            assert concerns(name, text, status) == (key, kind)
            assert concerns(name.upper(), text, status) == (key, kind)


_DIRECTORY = "Microsoft.Exchange.Data.Directory."
# Names that nobody saw on a live tenant, words that bear each out, and a status that does.
ONLY_READ: list[tuple[str, str, str, int | None]] = [
    (f"{_DIRECTORY}ADObjectAlreadyExistsException", "already-exists", 'The name "Anna" is already being used.', 409),
    (f"{_DIRECTORY}ProxyAddressExistsException", "already-exists", "The address is already in use by 'Bo'.", 409),
    ("Microsoft.X.PolicyAlreadyExistsException", "already-exists", "It was there Already.", 409),
    ("Microsoft.X.UserAlreadyExistsInPermissionEntryException", "already-a-member", "An entry already exists.", 409),
    ("Microsoft.Exchange.Management.Tasks.MemberNotFoundException", "not-a-member", "He isn't a member of 'Sales'.",
     404),
    ("Microsoft.X.UserNotFoundInPermissionEntryException", "not-a-member", "There is no existing permission entry.",
     404),
    ("System.Management.Automation.ParameterBindingException", "bad-parameter", "A parameter cannot be found.", None),
    ("System.Management.Automation.ParameterBindingValidationException", "bad-parameter", "Parameter 'X' is null.",
     None),
    ("ParameterBindingArgumentTransformationException", "bad-parameter", "On parameter 'AuditEnabled'.", None),
    (f"{_DIRECTORY}DCOverloadedException", "transient-directory", "The server is overloaded.", 500),
    (f"{_DIRECTORY}SuitabilityDirectoryException", "transient-directory", "The suitability check failed.", 503),
    ("ServerInMMException", "transient-directory", "Server DB7 is in maintenance mode.", 502),
    ("ADServerSettingsChangedException", "transient-directory", "Please try again.", 500),
    ("StorageTransientException", "transient-directory", "A temporary failure.", 504),
    ("CmdletProxyNotAvailableFailure", "transient-directory", "It is not available.", 503),
    ("ServerBusyException", "transient-directory", "The server is busy.", 408),
    ("TransientException", "transient-directory", "The call timed out.", 500),
    ("BackendCommunicationException", "transient-directory", "Run it later.", 500),
]  # fmt: skip


@each_row(("name", "key", "words", "status"), ONLY_READ)
def test_a_type_that_was_only_read_never_decides_alone(name: str, key: str, words: str, status: int | None) -> None:
    for text in ("", "It said no.", "The value 'x' is wrong."):
        assert concerns(name, text, 400) is None
    borne_out = [concerns(name, words), concerns(name, words, 400), concerns(name.upper(), words, 400)]
    borne_out += [concerns(name, "It said no.", status)] if status else []
    assert {found.key if found else None for found in borne_out} == {key}


def test_each_name_says_where_it_is_from_and_stands_in_one_table() -> None:
    assert not MEASURED_EXCEPTIONS.keys() & READ_EXCEPTIONS.keys()
    for name, entry in {**MEASURED_EXCEPTIONS, **READ_EXCEPTIONS}.items():
        assert name == name.lower()
        assert entry.source
        assert is_known(name)
        assert entry.meaning.key in ADVICE
    tried = {name.rpartition(".")[2].lower() for name, *_more in ONLY_READ}
    assert READ_EXCEPTIONS.keys() <= tried


@each_row(
    ("text", "key", "kind"),
    [
        (PAGING, "expired-paging", "transient"),
        (DEHYDRATED, "customizations-disabled", "refused"),
        ("The subscription within the tenant has lapsed.", "licence-missing", "refused"),
        (CONCURRENCY, "concurrency", "transient"),
        ("Reconnect with the EnableSearchOnlySession switch.", "search-session-needed", "refused"),
        ("Dual write failed, the issue may be transient.", "transient-directory", "transient"),
        (
            "Some of the parameters 'A, B' aren't present in the role definition for the current user.",
            "parameter-not-permitted",
            "refused",
        ),
        (
            "The Foo parameter can\u2019t be used because it isn\u2019t present in the role definition.",
            "parameter-not-permitted",
            "refused",
        ),
        ("It is not present in the role definition of 'Sales admins'.", "parameter-not-permitted", "refused"),
        (
            "The role assigned to application 8f1d0c52 isn't supported in this scenario. Please check online.",
            "role-not-supported",
            "refused",
        ),
        (
            "[AuthZ] The\nrole assigned to application x is not supported in this scenario.",
            "role-not-supported",
            "refused",
        ),
        (
            "The Role Assigned To Application 'Sync' isn\u2019t supported in this scenario",
            "role-not-supported",
            "refused",
        ),
        (
            "The operation on mailbox 'a' failed because it's out of the current user's write scope. x",
            "out-of-write-scope",
            "refused",
        ),
        ("It is out of the current user\u2019s write scope", "out-of-write-scope", "refused"),
        (
            'The operation on Identity "S" failed: OUT OF THE CURRENT USER\'S WRITE SCOPE.',
            "out-of-write-scope",
            "refused",
        ),
        ("... because object: 'Jane Doe' matches multiple entries.", "object-ambiguous", "refused"),
    ],
)
def test_text_decides_where_the_type_is_not_known(text: str, key: str, kind: str) -> None:
    for name in (None, "", "System.Exception", "Microsoft.Exchange.Some.OtherException"):
        assert concerns(name, text) == (key, kind)


@each_row(
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

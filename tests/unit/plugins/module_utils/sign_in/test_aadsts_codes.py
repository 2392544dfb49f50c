# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import ADVICE
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.aadsts_codes import (
    KEY_OF_CODE,
    TRANSIENT_CODES,
    advice_key,
    refusal_of,
)
from support.rows import each_row

# Typed by hand from Microsoft's list of error codes and the codes that partners met.
DOCUMENTED = {
    "password-wrong": "50126",
    "user-not-found": "50034",
    "user-of-another-organization": "50020",
    "partner-policy": "50177 50178",
    "account-locked": "50053",
    "password-expired": "50055 50144",
    "password-not-in-cloud": "50056",
    "account-disabled": "50057",
    "mfa-required": "50072 50074 50076 50078 50079 53004 53010",
    "user-not-assigned": "50105",
    "conditional-access": "50131 53000 53001 53002 53003 530032 530035",
    "account-at-risk": "530034 53011",
    "cross-tenant-policy": "500212 500213 500021",
    "device-or-external-check": "50158 50097 50129",
    "sign-in-expired": "50173 70008 700082 70000 70043 50089",
    "consent-missing": "65001 650056 65005 650057 90094 90008",
    "client-not-preauthorized": "65002",
    "partner-consent-missing": "90099",
    "exchange-not-in-tenant": "500011",
    "service-not-licensed": "650052",
    "application-not-found": "700016 700011 70001",
    "application-disabled": "7000112",
    "client-secret-wrong": "7000215 70002",
    "client-secret-expired": "7000222",
    "client-secret-missing": "7000218",
    "client-secret-not-wanted": "700025",
    "certificate-not-registered": "700027 50012 700030",
    "federated-credential-mismatch": "700229 70021 700211 700212 700213",
    "assertion-not-in-time": "700024",
    "tenant-not-found": "90002 50059 50128 900021 900023",
    "wrong-cloud": "90038 900382 900432 50049",
    "tenant-deleted": "5000224",
    "tenant-authority-needed": "50194 9001023 90124 90130",
    "scope-not-valid": "70011 28002 70022 70023 700022",
    "device-code-pending": "70016",
    "device-code-expired": "70019 50134",
    "external-account-mfa": "90072",
    "sign-in-unavailable": "90033 90055 90006 90024 50033 50087",
}
PAIRS = [(int(code), key) for key, codes in DOCUMENTED.items() for code in codes.split()]


@each_row(("code", "key"), PAIRS)
def test_code_has_its_advice(code: int, key: str) -> None:
    assert advice_key([code], "invalid_grant") == key
    assert key in ADVICE


def test_there_are_no_other_codes() -> None:
    assert set(KEY_OF_CODE) == {code for code, _key in PAIRS}


def test_transient_codes_are_those_to_ask_again() -> None:
    assert {90033, 90055, 90006, 90024, 50033, 50087} == TRANSIENT_CODES


@each_row(
    ("codes", "error", "key"),
    [
        ([99999], "invalid_client", "sign-in-refused"),
        ([], "", "sign-in-refused"),
        ([99999, 7000215], "invalid_client", "client-secret-wrong"),
        ([50076, 50126], "invalid_grant", "mfa-required"),
        ([], "temporarily_unavailable", "sign-in-unavailable"),
        ([], "interaction_required", "mfa-required"),
        ([7000215], "temporarily_unavailable", "client-secret-wrong"),
    ],
)
def test_first_known_code_counts_then_the_error_then_the_general_advice(codes: list[int], error: str, key: str) -> None:
    assert advice_key(codes, error) == key


@each_row(("code", "safe"), [(50126, False), (50053, False), (7000215, True), (50034, True), (0, True)])
def test_what_locks_an_account_is_not_safe_to_try_again(code: int, safe: bool) -> None:
    failure = refusal_of({"error_codes": [code]}, organization="contoso.com", authority="https://x", app_id="")
    assert (failure.outcome, failure.retry_safe) == ("did_not_run", safe)

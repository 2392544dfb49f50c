# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scanner finds a secret in every form, and nothing else."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.secrets import PART, leaks

# Characters that each way of writing treats in a way of its own; long enough that chance finds no part of it.
secrets = st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF), min_size=16, max_size=48)
around = st.binary(max_size=7)


@given(secret=secrets, before=around, after=around)
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode, bytes.hex, quote])
def test_found_in_a_longer_encoded_text(
    encode: Callable[[bytes], bytes | str], secret: str, before: bytes, after: bytes
) -> None:
    assert leaks({"s": secret}, {"text": encode(before + secret.encode() + after)})


@given(secret=secrets)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_found_in_json_and_in_json_of_json(ascii_only: bool, secret: str) -> None:
    assert leaks({"s": secret}, {"text": json.dumps({"a": secret}, ensure_ascii=ascii_only)})


@given(secret=secrets, start=st.integers(0, 4))
def test_a_part_is_found(secret: str, start: int) -> None:
    assert leaks({"s": secret}, {"text": f"<{secret[start : start + PART]}>"})


@given(secret=secrets)
def test_a_shorter_part_is_no_leak(secret: str) -> None:
    hits = leaks({"s": secret}, {"text": secret[: PART - 4]})
    assert not [leak for leak in hits if leak.form == "raw"]


def test_a_leak_never_shows_the_secret() -> None:
    (leak, *_more) = leaks({"password": "correct-horse-battery"}, {"log": "x correct-horse-battery x"})
    assert "correct-horse" not in str(leak)
    assert "password" in str(leak)


def test_an_empty_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        leaks({"s": ""}, {"text": "anything"})

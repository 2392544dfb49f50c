# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._values.secret_and_unsendable_values import NotSendable
from ansible_collections.m365.exchange.plugins.module_utils._values.sizes_and_bytes import (
    bytes_in,
    is_size_display,
    size_text,
)
from support.extent import choose
from support.rows import each_row

EXAMPLES = choose(40, 200, 20_000)


@each_row(
    ("given_as", "sent", "size"),
    [
        ("50GB", "50GB", 53_687_091_200),
        ("50 GB", "50 GB", 53_687_091_200),
        (" 35 mb ", "35 mb", 36_700_160),
        ("1.5KB", "1.5KB", 1_536),
        ("1 TB", "1 TB", 1_099_511_627_776),
        ("512 B", "512 B", 512),
        ("53687091200", "53687091200", 53_687_091_200),
        (53_687_091_200, "53687091200", 53_687_091_200),
        (1024.0, "1024", 1_024),
        (0, "0", 0),
        ("99 GB (106,300,440,576 bytes)", "99 GB (106,300,440,576 bytes)", 106_300_440_576),
        ("18446744073709551615", "18446744073709551615", 2**64 - 1),
    ],
)
def test_sizes(given_as: object, sent: str, size: int) -> None:
    assert size_text(given_as) == sent
    got = bytes_in(sent)
    assert got == size
    assert isinstance(got, int)


@each_row(
    "text",
    [
        "",
        "GB",
        "50 GiB",
        "50 gigabytes",
        "-1",
        -1,
        "1,5 GB",
        "18446744073709551616",
        True,
        1.5,
        None,
        ["1GB"],
        "\u0665 GB",
    ],
)
def test_what_is_no_size_is_refused(text: object) -> None:
    with pytest.raises(NotSendable) as caught:
        size_text(text)
    assert "50GB" in caught.value.remedy or "50GB" in str(caught.value)


def test_only_the_services_own_form_is_taken_for_a_size_by_its_form() -> None:
    assert is_size_display("99 GB (106,300,440,576 bytes)")
    assert not is_size_display("99 GB")
    assert not is_size_display("99")
    assert bytes_in("Unlimited") is None


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.integers(0, 2**64 - 1), st.sampled_from(["B", "KB", "MB", "GB", "TB"]))
def test_display_form_keeps_every_byte(size: int, unit: str) -> None:
    text = f"{size / 1024:.4f} {unit} ({size:,} bytes)"
    assert bytes_in(text) == size
    assert is_size_display(text)
    assert bytes_in(size_text(size)) == size


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.text(max_size=20) | st.from_regex(r"[0-9. ]{0,12}[KMGTB]{0,3} ?\(?[0-9,]{0,9}", fullmatch=True))
def test_noise_is_a_size_or_a_clear_refusal(text: str) -> None:
    said = ""
    try:
        assert bytes_in(size_text(text)) is not None
    except NotSendable as error:
        said = str(error)
    assert said.isprintable()

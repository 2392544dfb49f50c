# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written as YAML reads back as what it was, by PyYAML's reader in Python and the one in C."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as draw

from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_yaml import yaml_text

TEXTS = draw.text(max_size=30) | draw.sampled_from(
    ["yes", "No", "~", "null", "0123", "1e3", "12:30", "2026-01-31", "=", "<<", "- a", "a: b", "a #b", "'", "a\nb\n",
     " a\nb", "a\n\n b\n\n", "{{ 7*7 }}", "{% if %}", "a\\b", '"a"', "a\tb\nc", "\n", "a ", "trailing \nblank", "é 😀",
     "\u2028", "\ufeff", "\x85", "a\r\nb", "*.contoso.com", "AdeleV@contoso.com:\\Calendar", "---\na", "...\nb"]
)  # fmt: skip
VALUES: draw.SearchStrategy[Any] = draw.recursive(
    draw.none() | draw.booleans() | draw.integers() | draw.floats(allow_nan=False) | TEXTS,
    lambda inner: draw.lists(inner, max_size=4) | draw.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


class _Unsafe(yaml.SafeLoader):
    """Knows the one tag."""


class _UnsafeInC(yaml.CSafeLoader):
    """Knows it, too."""


def _text(loader: Any, node: Any) -> str:
    return str(loader.construct_scalar(node))


for one in (_Unsafe, _UnsafeInC):
    one.add_constructor("!unsafe", _text)


@pytest.mark.parametrize("loader", [_Unsafe, _UnsafeInC])
@given(value=VALUES)
def test_what_is_written_reads_back(loader: Any, value: Any) -> None:
    assert yaml.load(yaml_text(value), Loader=loader) == value


def test_it_looks_as_a_person_writes_it() -> None:
    value: dict[str, Any] = {
        "kind": "TransportRule",
        "objects": [
            {
                "identity": "External banner",
                "properties": {
                    "ApplyHtmlDisclaimerText": "<p>\n  {{ 7*7 }}\n</p>",
                    "Enabled": True,
                    "ExceptIfSenderDomainIs": ["fabrikam.com", "adatum.com"],
                    "Nothing": [],
                    "PrependSubject": "[EXT] ",
                    "SCLOver": "-1",
                },
            }
        ],
    }
    assert yaml_text(value) == (
        "---\n"
        "kind: TransportRule\n"
        "objects:\n"
        "  - identity: External banner\n"
        "    properties:\n"
        "      ApplyHtmlDisclaimerText: !unsafe |-\n"
        "        <p>\n"
        "          {{ 7*7 }}\n"
        "        </p>\n"
        "      Enabled: true\n"
        "      ExceptIfSenderDomainIs:\n"
        "        - fabrikam.com\n"
        "        - adatum.com\n"
        "      Nothing: []\n"
        '      PrependSubject: "[EXT] "\n'
        '      SCLOver: "-1"\n'
    )

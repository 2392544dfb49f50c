# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A number and what it counts: "1 row", "2 rows", "1,000 rows" where the format asks for commas."""

from __future__ import annotations


def count(number: float, noun: str, form: str = "") -> str:
    """``number`` as the format ``form`` writes it, and its noun: plain where exactly "1" is shown, else with an s."""
    digits = format(number, form)
    return f"{digits} {noun if digits == '1' else noun + 's'}"


class Counted(int):
    """A whole number that a template may give a noun: ``{seconds:second}`` becomes "1 second" or "20 seconds"."""

    def __format__(self, form: str) -> str:
        return count(int(self), form) if _is_noun(form) else super().__format__(form)


class Uncounted(str):
    """What a template may give a noun in vain: ``{seconds:second}`` becomes "unknown" where nobody knows how many."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        return str(self) if _is_noun(form) else super().__format__(form)


def _is_noun(form: str) -> bool:
    return form.isalpha() and len(form) > 1

# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects whose references are not counted any more, so that copies of a process go on sharing their memory.

A copy writes to each object that it only looks at: the count of its references stands in it. So the kernel copies the
page, and did for half of what a copy looks at: a fifth of the CPU of a short run. Since 3.12 CPython does not count the
references of an object that has a certain number of them (PEP 683); it gives that number to what lives for ever, and
here everything that a server has imported is given it.
"""

from __future__ import annotations

import ctypes
import gc
from types import CodeType

# The count that says so, in the lower half of the field with which each object begins (3.12 and 3.13).
_IMMORTAL = 0xFFFF_FFFF
# What the garbage collector does not know of a piece of code.
_PARTS_OF_CODE = ("co_consts", "co_names", "co_filename", "co_name", "co_qualname", "co_linetable", "co_exceptiontable")


def let_live_for_ever() -> None:
    """Let all that there is live for ever, and the garbage collector not look at it again.

    Where the interpreter has no such number, or another one, references are counted as ever.
    """
    gc.collect()
    if _field(None).value == _IMMORTAL:
        for address in _everything():
            ctypes.c_uint32.from_address(address).value = _IMMORTAL
    gc.freeze()


def _field(one: object) -> ctypes.c_uint32:
    return ctypes.c_uint32.from_address(id(one))


def _everything() -> set[int]:
    """The addresses of what the garbage collector knows, and of all that it leads to."""
    new = gc.get_objects()
    found = set(map(id, new))
    while new:
        code = [one for one in new if isinstance(one, CodeType)]
        parts = [getattr(one, name) for one in code for name in _PARTS_OF_CODE]
        beside = {id(one): one for one in (*gc.get_referents(*new), *parts) if id(one) not in found}
        found.update(beside)
        new = list(beside.values())
    return found

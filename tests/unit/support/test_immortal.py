# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""References that nobody counts: of whatever a server has, and not of what a copy makes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from support.places import ROOT

PROGRAM = """
import gc, json, sys
from support.immortal import let_live_for_ever

NUMBER = 0xFFFF_FFFF

class Thing:
    def __init__(self):
        self.text = "".join(["made", " ", "here"])

    def method(self):
        return [None, "a constant of code"]

things = {"one": [Thing(), (b"bytes" * 3, 10**30)]}
let_live_for_ever()
(thing, (data, number)) = things["one"]
for one in (things, things["one"], thing, thing.text, Thing.method, Thing.method.__code__, data, number):
    assert sys.getrefcount(one) == NUMBER, one
assert all(sys.getrefcount(one) == NUMBER for one in Thing.method.__code__.co_consts)
assert sys.getrefcount(Thing()) < NUMBER
# What lives for ever can be changed, and let go.
things["two"] = things.pop("one")
thing.text += "!"
del thing, data, number
gc.collect()
print(json.dumps(things["two"][0].text))
"""


@pytest.mark.skipif(sys.getrefcount(None) != 0xFFFF_FFFF, reason="this interpreter counts otherwise")
def test_whatever_there_is_lives_for_ever() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT / "tests", capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, '"made here!"\n', "")


COUNTED = """
import sys
from support import immortal

immortal._IMMORTAL = 7
thing = []
immortal.let_live_for_ever()
print(sys.getrefcount(thing))
"""


def test_an_interpreter_with_another_number_goes_on_counting() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COUNTED], cwd=ROOT / "tests", capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "2\n")

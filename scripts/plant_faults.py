# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prove that the tests can fail: plant one fault after the other in a copy of the work tree, and see it caught.

``tests/planted_faults.yml`` has the faults: a passage of a file, what it becomes, and the tests of "make test" that
must fail then. The named tests run once without any fault first, and must pass. Words on the command line choose faults
whose file or text has them. The last line counts; the exit code is 1 where a fault was not caught.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "tests" / "planted_faults.yml"
# pytest's exit code where tests failed; any other means that they did not run.
TESTS_FAILED = 1


@dataclass(frozen=True)
class Fault:
    """What is wrong in words, the file, the passage that stands there once, what it becomes, and who must notice."""

    what: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    @contextmanager
    def planted(self, tree: Path) -> Iterator[None]:
        """The fault in this tree, until the end of the block.

        :raises ValueError: the passage does not stand in the file exactly once.
        """
        path = tree / self.file
        sound = path.read_text(encoding="utf-8")
        if sound.count(self.old) != 1:
            raise ValueError(f"{self.file} has {sound.count(self.old)} times {self.old!r}: {self.what}")
        path.write_text(sound.replace(self.old, self.new), encoding="utf-8")
        try:
            yield
        finally:
            path.write_text(sound, encoding="utf-8")


def faults(words: Sequence[str] = ()) -> list[Fault]:
    """Those of the table, or those of them that have one of these words."""
    rows = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    found = [Fault(**{**row, "tests": tuple(row["tests"])}) for row in rows]
    return [one for one in found if not words or any(word in one.file or word in one.what for word in words)]


@contextmanager
def copy_of_the_tree() -> Iterator[Path]:
    """All that git does not ignore, as a repository of its own, with the same virtual environments."""
    with tempfile.TemporaryDirectory(prefix="m365-planted-") as folder:
        tree = Path(folder)
        names = subprocess.check_output(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT
        )
        present = b"\0".join(name for name in names.split(b"\0") if name and (ROOT / os.fsdecode(name)).is_file())
        packed = subprocess.run(
            ["tar", "-c", "--null", "-T", "-"], cwd=ROOT, input=present, capture_output=True, check=True
        )
        subprocess.run(["tar", "-x"], cwd=tree, input=packed.stdout, check=True)
        subprocess.run(["git", "init", "--quiet"], cwd=tree, check=True)
        # What ships is what git tracks.
        subprocess.run(["git", "add", "--all"], cwd=tree, check=True)
        (tree / ".venv").symlink_to(ROOT / ".venv")
        yield tree


def run_tests(tree: Path, tests: Sequence[str], *, sound: bool = False) -> tuple[int, str]:
    """pytest's exit code and its last line.

    The run of the sound tree keeps what it compiles, libraries as well, for the others, which keep nothing: compiling
    all of it takes longer than most tests.
    """
    command = [".venv/newest/bin/python", *([] if sound else ["-B"]), "-m", "pytest"]
    command += ["-x", "-q", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tree / ".build" / "compiled")}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, (done.stdout.strip().splitlines() or [done.stderr.strip()])[-1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="of the file or the text of the faults to plant; without: all")
    chosen = faults(parser.parse_args().words)
    if not chosen:
        parser.error("no fault has such a word in its file or its text")
    every = sorted({test for one in chosen for test in one.tests})
    with copy_of_the_tree() as tree:
        code, line = run_tests(tree, every, sound=True)
        print(f"without a fault: {line}", flush=True)
        if code:
            return 1
        caught = 0
        for fault in chosen:
            started = time.monotonic()
            with fault.planted(tree):
                code, line = run_tests(tree, fault.tests)
            caught += code == TESTS_FAILED
            word = "caught" if code == TESTS_FAILED else "NOT CAUGHT"
            print(f"{word} ({time.monotonic() - started:.1f} s): {fault.file}: {fault.what}  [{line}]", flush=True)
    print(f"{caught} caught, {len(chosen) - caught} not caught")
    return 0 if caught == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())

# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Rows into a file, and listings that do not end as they should: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

OUTPUT: Mapping[str, Advice] = {
    "option-needs-dest": Advice(
        category="input",
        what="The option {option} is given, but no dest.",
        cause="format, mode, owner, group, backup and csv_safe say how a file is written.",
        fix=("Give dest, the path of the file, or leave {option} out.",),
    ),
    "mode-not-valid": Advice(
        category="input",
        what="'{mode}' is no mode of a file.",
        cause="A mode is octal digits in quotation marks, or symbols such as u=rw,g=r.",
        fix=("Give for example mode: '0640'.",),
    ),
    "owner-not-known": Advice(
        category="input",
        what="There is no {kind} '{name}' on the machine that the task runs on.",
        cause="The file is written where the task runs: on the controller with connection local, else on the host.",
        fix=("Give the name or the number of one that exists there.",),
    ),
    "dest-folder-missing": Advice(
        category="input",
        what="The folder of dest '{dest}' does not exist.",
        cause="The file is written where the task runs: on the controller with connection local, else on the host."
        " Folders are not made.",
        fix=("Make the folder first, with ansible.builtin.file, or correct dest.",),
    ),
    "dest-forbidden": Advice(
        category="input",
        what="Nothing can be written to the folder of dest '{dest}': {detail}.",
        cause="A new file is made beside the old one and takes its place at the end, so the folder must be writable.",
        fix=("Give the user that runs the task write permission for the folder, or choose another one.",),
    ),
    "dest-not-a-file": Advice(
        category="input",
        what="The dest '{dest}' is {kind} and no ordinary file.",
        cause="Only an ordinary file is replaced; a link could lead anywhere, and a device or a pipe holds no file.",
        fix=("Give the path of a file, in a folder that exists.",),
    ),
    "dest-disk-full": Advice(
        category="input",
        what="There is no room for dest '{dest}': {detail}.",
        cause="The new file is written beside the old one, which stays until the new one is whole.",
        fix=(
            "Make room for both, or give a dest on another disk.",
            "Make the file smaller with properties and query. The old file is untouched.",
        ),
    ),
    "dest-not-written": Advice(
        category="input",
        what="The dest '{dest}' could not be written: {detail}.",
        cause="The operating system refused it.",
        fix=("Correct what it says, or give another dest.", "The old file, if there was one, is untouched."),
    ),
    "export-not-whole": Advice(
        category="internal",
        what="The file that was to become dest '{dest}' has {written:row} of the {read} that were read.",
        cause="The rows are counted where they are read and where they are written, and the counts differ.",
        fix=("Run the task again; if that gives the same, report it as a bug.", "The old file is untouched."),
    ),
    "own-paging-short": Advice(
        category="answer",
        what="{cmdlet} announced {expected:row} and gave {rows}.",
        cause="The service itself keeps the place in such a search. An answer that was lost on the way, or a search"
        " that it gave up, leaves a gap, so these rows are not the whole. A second search ended the same way.",
        fix=(
            "Run the task again, over a shorter time.",
            "With follow_own_pages: false you get the rows of one page, as they come.",
        ),
    ),
    "own-paging-stuck": Advice(
        category="answer",
        what="{cmdlet} gave the same page twice, after {rows:row}.",
        cause="The next page was asked for as Microsoft documents it, and the service did not move on.",
        fix=(
            "Run the task again, over a shorter time.",
            "With follow_own_pages: false you get the rows of one page, as they come.",
        ),
    ),
}

failure = Failures(OUTPUT)

# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Handles and session records: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

_AGAIN = "Run exo_connect again in this play and pass its registered result as session."

SESSION: Mapping[str, Advice] = {
    "handle-not-valid": Advice(
        category="session",
        what="The session is not one that exo_connect returned.",
        cause="The text was cut, changed, or is something else; a handle looks like exo1 followed by five parts.",
        fix=("Pass the whole registered result of exo_connect as session, not a part of it.", _AGAIN),
    ),
    "session-not-readable": Advice(
        category="session",
        what="The record of session {id} cannot be read with this handle.",
        cause="The file was changed, replaced, opened to others, written by another version of this collection, or"
        " belongs to another handle; nothing of it was used.",
        fix=(_AGAIN, "Look who writes to the folder of sessions if this happens again."),
    ),
    "session-of-another-version": Advice(
        category="session",
        what="The session was opened by another version of this collection, which kept other things in it.",
        cause="The collection was updated between exo_connect and this task, or the two run in different places.",
        fix=(_AGAIN, "Close it with exo_disconnect, which needs to know nothing of it."),
    ),
    "session-closed": Advice(
        category="session",
        what="Session {id} is closed: it has no record any more.",
        cause=(
            "exo_disconnect closed it, or its token ended and could not be renewed, or the ansible-playbook run"
            " that made it is over and a later connect swept it."
        ),
        fix=(_AGAIN, "Move exo_disconnect behind the last task that uses the session."),
    ),
    "session-expired": Advice(
        category="session",
        what="Session {id} is over: it was not used for 2 hours or was made more than 24 hours ago.",
        cause="Where the run that made a session cannot be seen from here, only its age tells whether it still lives.",
        fix=(_AGAIN,),
    ),
    "session-of-another-user": Advice(
        category="session",
        what="The session was made by uid {made_by}, you are {uid}.",
        cause="A session belongs to one user of the machine; become, sudo or another remote_user changed the user.",
        fix=(
            "Run this task as the same user as exo_connect (drop become), or run exo_connect as this user.",
            "Give the task the sign-in options instead of session; they work for any user.",
        ),
    ),
    "session-of-another-host": Advice(
        category="session",
        what="The session was made on {made_on}, and this task runs on {here}.",
        cause="A session lives in the memory of one machine or container; delegate_to or another connection left it.",
        fix=(
            "Run this task where exo_connect ran (connection: local or the same delegate_to).",
            "Give the task the sign-in options instead of session; they work on any machine.",
        ),
    ),
    "session-before-restart": Advice(
        category="session",
        what="The session was made before this machine was started the last time.",
        cause="A session does not outlive a restart, because the run that made it does not.",
        fix=(_AGAIN,),
    ),
    "session-place-not-here": Advice(
        category="session",
        what="The session lies in a folder that this task does not know ({place}).",
        cause="XDG_RUNTIME_DIR or the home folder is not what it was when exo_connect ran.",
        fix=("Give this task the same XDG_RUNTIME_DIR and HOME as exo_connect had.", _AGAIN),
    ),
    "session-folder-refused": Advice(
        category="session",
        what="There is no folder in which a session is safe: {reasons}.",
        cause="Such a folder must belong to you, have mode 0700, and lie below folders that others cannot write.",
        fix=(
            "Set XDG_RUNTIME_DIR to an existing folder of yours with mode 0700, or repair one of those named.",
            "Give each task the sign-in options instead of a session; then nothing is stored.",
        ),
    ),
    "session-store-failed": Advice(
        category="session",
        what="The session store in {path} failed: {reason}.",
        cause="The operating system refused to read, write or lock a file of the session.",
        fix=("Look at the free space, the mount options and the health of that file system.", _AGAIN),
    ),
    "session-no-descriptors": Advice(
        category="session",
        what="The process or the machine has no file descriptor left for the session ({reason}).",
        cause="Too many files and sockets are open at once; many forks in one shell share one limit.",
        fix=("Raise the limit (ulimit -n) or lower the forks, then run the task again.",),
    ),
    "session-store-busy": Advice(
        category="session",
        what="Another process has held the lock of this organization and identity for {seconds:second}.",
        cause="exo_connect counts open sessions one process at a time; a stopped process may still hold the lock.",
        fix=("Look for a stopped ansible process of this user, end it, and run the task again.",),
    ),
    "session-limit": Advice(
        category="session",
        what="The session_limit of this organization and identity is reached: open {count}, allowed {limit}.",
        cause="Open here: {sessions}.",
        fix=(
            "Close one with exo_disconnect, raise session_limit, or set session_wait to wait for one to close.",
            "Look at exo_session_info for who holds them.",
        ),
    ),
    "of-organization-alone": Advice(
        category="input",
        what="The option of_organization was given without all.",
        cause="It narrows what all: true closes; a session that is given by its handle needs no narrowing.",
        fix=("Add all: true, or leave of_organization out.",),
    ),
    "organization-not-expected": Advice(
        category="session",
        what="The connection is to {organization} (tenant {tenant_id}), and expect_organization says {expected}.",
        cause="The session of another organization was passed, or the sign-in options lead to another tenant.",
        fix=(
            "Pass the session of the organization that is meant; nothing was sent.",
            "Give expect_organization the name that exo_connect was given, or the tenant's id.",
        ),
    ),
    "session-owner-gone": Advice(
        category="session",
        what="The ansible-playbook run that made session {id} (pid {pid}) is over.",
        cause="The run was cancelled or killed while this task was still at work, so nothing more is changed.",
        fix=("Look at what was done until then, and start the play again.",),
    ),
    "run-is-over": Advice(
        category="session",
        what="The ansible-playbook run that this task belongs to (pid {pid}) is over, so nothing more is sent.",
        cause="The run was cancelled or killed, or the connection to it broke, while this task was still at work.",
        fix=("Look at what was done until then, and start the play again.",),
    ),
    "interrupted": Advice(
        category="session",
        what="The task was ended by {signal}{where}.",
        cause="The run was cancelled; what had not been sent by then was not sent.",
        fix=("Look at what was done until then, and start the play again.",),
    ),
    "session-worn-out": Advice(
        category="session",
        what="Session {id} was written a million times and ends here.",
        cause="One key may encrypt only so often.",
        fix=(_AGAIN,),
    ),
    "session-too-large": Advice(
        category="session",
        what="The session would be {size:byte} large, and 1 MiB is the most.",
        cause="A certificate, a token or another sign-in option is far larger than any real one.",
        fix=("Look at what the sign-in options hold: a file's path where its content is asked, or the reverse.",),
    ),
    "session-in-a-child": Advice(
        category="internal",
        what="A process was forked while it used a session, and the child may not use it.",
        cause="Locks and descriptors belong to the process that opened them.",
        fix=("Report this with the task that shows it; it is a mistake in this collection.",),
    ),
}

failure = Failures(SESSION)

# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Connections as a whole: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

CONNECTION: Mapping[str, Advice] = {
    "sign-in-incomplete": Advice(
        "input",
        "Signing in by '{method}' needs more options: {missing}.",
        "These options, or their EXO_ variables, have no value; an empty text counts as none.",
        ("Give {missing} as well.",),
    ),
    "authority-names-another": Advice(
        "input",
        "The azure_ad_authorization_endpoint_uri names the tenant '{named}', and {option} says '{organization}'.",
        "Both options say which tenant to sign in to, and they do not say the same.",
        ("Leave one of the two out, or write the tenant the same way in both.",),
    ),
    "sign-in-not-understood": Advice(
        "sign_in",
        "The sign-in service at '{authority}' gave an answer (status {status}) that is not its own.",
        "A proxy or a captive portal answered in its place, or the service is in trouble.",
        ("Look at what stands between this machine and '{authority}'; otherwise try again in some minutes.",),
        may_be_a_library=True,
    ),
    "organization-of-another-cloud": Advice(
        "sign_in",
        "The organization '{organization}' lives in the cloud {clouds}, not in that of '{authority}'; no secret was"
        " sent.",
        "Each national cloud has a sign-in service of its own, and this organization's names another one.",
        ("Set environment to {choices}.",),
    ),
    "wrong-tenant": Advice(
        "sign_in",
        "The token is for tenant '{got}', not for '{asked}' (tenant '{tenant_id}'); nothing was sent to Exchange.",
        "The sign-in service issued a token for another tenant than the one asked for.",
        ("Check organization, and azure_ad_authorization_endpoint_uri if you gave it.",),
    ),
    "wrong-audience": Advice(
        "sign_in",
        "The token is for '{audience}', not for '{resource}'; nothing was sent to Exchange.",
        "A token is for one service of one cloud, and this one is for another.",
        ("Check environment and connection_uri.", "Ask for an access_token of your own by '{resource}'."),
    ),
    "session-not-connected": Advice(
        "session",
        "The session that was given is the result of an exo_connect that did not connect.",
        "That task failed, was skipped, or its host was unreachable, so there is no session to work in.",
        ("Look at the exo_connect task first; keep the tasks that use its session in the same block.",),
    ),
    "option-out-of-range": Advice(
        "input",
        "The option {option} is {value}, and takes {least} to {most}.",
        "The value is outside of what this option takes.",
        ("Give a number from {least} to {most}, or leave {option} out.",),
    ),
    "async-not-possible": Advice(
        "input",
        "Connecting does not work with async: async_status would show the session's handle in the clear.",
        "The result of an asynchronous task comes back through another task, which hides nothing.",
        ("Connect without async, or give exo_command its own sign-in options and run that with async.",),
    ),
    "async-shows-secrets": Advice(
        "input",
        "With this ansible-core, async would write {option} into the file of the background job.",
        "Since ansible-core 2.22 a module hands the secrets that it got to the controller; an asynchronous one writes"
        " them into its job file, where others of the machine may read them until async_status has cleaned it up.",
        ("Connect with exo_connect first, and give this task its session.",),
    ),
    "task-timeout": Advice(
        "service",
        "The task's own timeout was over before {module} was done; what it sent last may have run.",
        "The keyword timeout of the task is shorter than the cmdlet, or than the retries, needed.",
        ("If it was a write, read first what the tenant now shows.", "Give the task a longer timeout."),
    ),
    "several-sessions": Advice(
        "session",
        "This task takes one session, and {number} were given.",
        "The result of a looped exo_connect holds one session for each item.",
        (
            "Loop over names and give one result at a time, such as 'several.results[number]' with index_var.",
            "A loop over the results themselves would print their handles.",
        ),
    ),
    "internal-error": Advice(
        "internal",
        "A mistake in the m365.exchange collection stopped this task: {what} at {where}.",
        "This is not your playbook's fault.",
        ("Please report this line with the collection's version; {advice}.",),
        may_be_a_library=True,
    ),
}

failure = Failures(CONNECTION)

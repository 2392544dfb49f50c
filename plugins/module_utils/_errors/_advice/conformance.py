# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Questions to a service about its answers: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

CONFORMANCE: Mapping[str, Advice] = {
    "question-not-usable": Advice(
        category="input",
        what="The question {question} cannot be asked: {problem}.",
        cause="A question is a map of what is sent, what is looked at in the answer, and which answers are expected."
        " Nothing was sent.",
        fix=("Write it like those in the collection's playbooks/vars.",),
    ),
    "question-writes": Advice(
        category="input",
        what="The question {question} was not asked, because {cmdlet} may change the organization.",
        cause="Without writes: true only cmdlets that read are sent. Nothing was sent.",
        fix=("Set writes: true for a tenant that is there for tests, or leave the question out.",),
    ),
}

failure = Failures(CONFORMANCE)

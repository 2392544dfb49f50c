# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Compare what was seen with what is expected, and say it without a word of the tenant's."""

from __future__ import annotations

from collections.abc import Sequence

from .._json_types import Row
from .._redaction.tenant_data import Blanks
from .looks import LOOKS, evidence_of
from .question import Question
from .seen import Seen

AS_EXPECTED, DIFFERENT = "as expected", "different"
LIKE_BOX, UNLIKE_BOX = "open, as the box", "open, not as the box"
NOT_ANSWERED = "not answered"
DIFFERENCES = frozenset({DIFFERENT, UNLIKE_BOX})


def judge(question: Question, answers: Sequence[Seen], trouble: str, blanks: Blanks) -> Row:
    """One line of the report. ``trouble`` is what ended the question early, if anything did."""
    seen = _look(question, answers)
    known = seen in question.expected or (not question.expected and seen == question.plays)
    last = answers[-1] if answers else None
    if last is not None and last.kept_out and not question.refusal and not known:
        seen = None
    evidence = [evidence_of(one, step.name) for one, step in zip(answers, question.steps, strict=False)]
    return {
        "id": question.id,
        "question": question.question,
        "service": question.service,
        "seen": blanks.text(seen) if seen is not None else None,
        "expected": list(question.expected),
        "plays": question.plays,
        "verdict": _verdict(question, seen),
        "source": question.source,
        "evidence": [blanks.text(one) for one in [*evidence, trouble] if one],
    }


def _look(question: Question, answers: Sequence[Seen]) -> str | None:
    at = (question.at or len(question.steps)) - 1
    return LOOKS[question.see](answers[at], question.of) if at < len(answers) else None


def _verdict(question: Question, seen: str | None) -> str:
    if seen is None:
        return NOT_ANSWERED
    if question.expected:
        return AS_EXPECTED if seen in question.expected else DIFFERENT
    return LIKE_BOX if seen == question.plays else UNLIKE_BOX

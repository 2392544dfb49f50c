# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A question to the service: what is sent, what is looked at, which answers are expected, and the verdict.

Questions are data; playbooks/vars holds those that this collection asks for. A verdict has no word of the tenant's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from .._catalogue.cmdlets import changes
from .._dataclass import dataclass
from .._errors._advice.conformance import failure
from .._json_types import JsonMap, Row
from .._redaction.anonymize import TenantBlanks
from .observed_answer import LOOKS, ObservedAnswer, evidence_of_answer

INVOKE = "beta/{tenant}/InvokeCommand"
SERVICES = ("exchange", "compliance")
METHODS = ("GET", "POST")


@dataclass(frozen=True)
class QuestionStep:
    """One request.

    ``cmdlet`` and ``parameters`` (a map, or None to send null) make the body of an InvokeCommand; ``address`` is the
    path behind /adminapi/. ``headers`` are set beside the usual ones, or taken away by null. ``follow`` goes to the
    link of the answer before instead, with everything else as it says. ``front_door`` goes to the service's first
    address, whatever the connection has learned. ``keep`` gives names to properties of the first row, which later steps
    of the question write as ``{name}``. ``wait_for`` is a status, for which the step is repeated up to ``seconds``.
    ``enough`` is the number of rows without which the question tells nothing. ``pause`` are seconds before it is sent.
    """

    cmdlet: str = ""
    parameters: JsonMap | None = None
    method: str = "POST"
    address: str = INVOKE
    headers: Mapping[str, str | None] | None = None
    follow: bool = False
    front_door: bool = False
    keep: Mapping[str, str] | None = None
    wait_for: int = 0
    seconds: float = 0.0
    enough: int = 0
    pause: float = 0.0

    @property
    def writes(self) -> bool:
        """Whether it may change the organization: what is posted without a cmdlet may do anything."""
        if self.cmdlet:
            return changes(self.cmdlet, self.parameters or {})
        return self.method != "GET"

    @property
    def name(self) -> str:
        """The step for a report."""
        return self.cmdlet or self.address.rpartition("/")[2].partition("?")[0].partition("(")[0]


@dataclass(frozen=True)
class Question:
    """``see`` is a key of :data:`LOOKS`, ``of`` what that looks for, ``at`` the number of the step that it looks at.

    ``expected`` are the answers that somebody has measured or documented, by ``source``; where it is empty nobody has.
    ``plays`` is what the box does. ``refusal`` tells that being kept out is an answer. ``cleanup`` is run whatever came
    of ``steps``.
    """

    id: str
    question: str
    steps: tuple[QuestionStep, ...]
    see: str
    plays: str
    source: str
    of: str = ""
    at: int = 0
    expected: tuple[str, ...] = ()
    service: str = "exchange"
    refusal: bool = False
    cleanup: tuple[QuestionStep, ...] = ()

    @property
    def writer(self) -> str | None:
        """The first step of it that may change the organization, by its name."""
        return next((step.name for step in (*self.steps, *self.cleanup) if step.writes), None)


_FIELDS_OF_STEP = {field.name: field for field in fields(QuestionStep)}
_FIELDS_OF_QUESTION = {field.name: field for field in fields(Question)}
# A template gives them as texts.
_NUMBERS_OF_STEP: Mapping[str, Callable[[Any], float]] = {
    "wait_for": int,
    "enough": int,
    "seconds": float,
    "pause": float,
}
_NEEDED_IN_QUESTION = ("id", "question", "steps", "see", "plays", "source")


def read_questions(written_questions: Iterable[object]) -> list[Question]:
    """The questions in an option's value.

    :raises Failure: ``question-not-usable`` names the first that is not written as one.
    """
    return [_read_question(written, number) for number, written in enumerate(written_questions, 1)]


def _read_question(written: object, number: int) -> Question:
    label = str(written.get("id") or f"number {number}") if isinstance(written, Mapping) else f"number {number}"
    if not isinstance(written, Mapping):
        raise failure("question-not-usable", question=label, problem="It is no map")
    _demand_known_fields(written, _FIELDS_OF_QUESTION, label)
    missing = [name for name in _NEEDED_IN_QUESTION if not written.get(name)]
    if missing:
        raise failure("question-not-usable", question=label, problem=f"It lacks {', '.join(missing)}")
    _demand_kinds(written, {"id": str, "see": str, "of": str, "at": int, "expected": list}, label)
    if written["see"] not in LOOKS:
        raise failure("question-not-usable", question=label, problem=f"'see' is one of {', '.join(sorted(LOOKS))}")
    fields_of_question = dict(written)
    fields_of_question["steps"] = _read_steps(written["steps"], label)
    fields_of_question["cleanup"] = _read_steps(written.get("cleanup") or [], label)
    fields_of_question["expected"] = tuple(str(answer) for answer in written.get("expected") or ())
    fields_of_question["plays"] = str(written["plays"])
    if not 0 <= int(fields_of_question.get("at") or 0) <= len(fields_of_question["steps"]):
        raise failure(
            "question-not-usable",
            question=label,
            problem=f"'at' is no number from 0 to {len(fields_of_question['steps'])}",
        )
    question = Question(**fields_of_question)
    if question.service not in SERVICES:
        raise failure("question-not-usable", question=label, problem=f"'service' is one of {', '.join(SERVICES)}")
    return question


def _read_steps(written_steps: object, label: str) -> tuple[QuestionStep, ...]:
    if not isinstance(written_steps, list) or not all(isinstance(step, Mapping) for step in written_steps):
        raise failure("question-not-usable", question=label, problem="Its steps are no list of maps")
    return tuple(_read_step(step, label) for step in written_steps)


def _read_step(written_step: Mapping[str, Any], label: str) -> QuestionStep:
    _demand_known_fields(written_step, _FIELDS_OF_STEP, label)
    kinds = {"cmdlet": str, "parameters": Mapping, "address": str, "headers": Mapping, "keep": Mapping}
    _demand_kinds(written_step, kinds, label)
    if written_step.get("method", METHODS[0]) not in METHODS:
        raise failure("question-not-usable", question=label, problem=f"A step's method is {' or '.join(METHODS)}")
    try:
        numbers = {name: kind(written_step[name]) for name, kind in _NUMBERS_OF_STEP.items() if name in written_step}
    except (TypeError, ValueError):
        problem = f"{', '.join(_NUMBERS_OF_STEP)} of a step are numbers"
        raise failure("question-not-usable", question=label, problem=problem) from None
    return QuestionStep(**{"parameters": {}, **written_step, **numbers})


def _demand_kinds(written: Mapping[str, object], kinds: Mapping[str, type], label: str) -> None:
    """Null is taken for anything: it stands for what is not given, or for null itself."""
    for name, kind in kinds.items():
        value = written.get(name)
        if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
            words = {str: "a text", int: "a number", list: "a list", Mapping: "a map"}
            raise failure("question-not-usable", question=label, problem=f"'{name}' is {words[kind]}")


def _demand_known_fields(written: Mapping[str, object], field_names: Collection[str], label: str) -> None:
    unknown = sorted(set(map(str, written)) - set(field_names))
    if unknown:
        problem = f"It has no {', '.join(unknown)}; there are {', '.join(sorted(field_names))}"
        raise failure("question-not-usable", question=label, problem=problem)


AS_EXPECTED, DIFFERENT = "as expected", "different"
LIKE_BOX, UNLIKE_BOX = "open, as the box", "open, not as the box"
NOT_ANSWERED = "not answered"
DIFFERENCES = frozenset({DIFFERENT, UNLIKE_BOX})


def judge_question(question: Question, answers: Sequence[ObservedAnswer], trouble: str, blanks: TenantBlanks) -> Row:
    """One line of the report. ``trouble`` is what ended the question early, if anything did."""
    look = _look_at_answers(question, answers)
    is_known = look in question.expected or (not question.expected and look == question.plays)
    last = answers[-1] if answers else None
    if last is not None and last.kept_out and not question.refusal and not is_known:
        look = None
    evidence = [evidence_of_answer(answer, step.name) for answer, step in zip(answers, question.steps, strict=False)]
    return {
        "id": question.id,
        "question": question.question,
        "service": question.service,
        "seen": blanks.text(look) if look is not None else None,
        "expected": list(question.expected),
        "plays": question.plays,
        "verdict": _verdict_on_answer(question, look),
        "source": question.source,
        "evidence": [blanks.text(line) for line in [*evidence, trouble] if line],
    }


def _look_at_answers(question: Question, answers: Sequence[ObservedAnswer]) -> str | None:
    at = (question.at or len(question.steps)) - 1
    return LOOKS[question.see](answers[at], question.of) if at < len(answers) else None


def _verdict_on_answer(question: Question, look: str | None) -> str:
    if look is None:
        return NOT_ANSWERED
    if question.expected:
        return AS_EXPECTED if look in question.expected else DIFFERENT
    return LIKE_BOX if look == question.plays else UNLIKE_BOX

# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Ask a service the steps of a question, one after the other, and keep its answers as they come.

Nothing is sent again, no link is followed and no region is looked for but where a step says so: what is asked is how
the service itself behaves.
"""

from __future__ import annotations

import json
import re
import secrets
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from .._counts import count
from .._dataclass import dataclass
from .._exchange_client.read_answer import AnswerFault
from .._exchange_client.request_and_route import moved_base
from .._exchange_client.send_and_page import Sender
from .._json_types import Json
from .._redaction.anonymize import TenantBlanks
from .._transport.transport import Request
from .observed_answer import ObservedAnswer
from .questions import Question, QuestionStep

_NAME_IN_BRACES = re.compile(r"\{(\w+)\}")
_SECONDS_BETWEEN_STEPS = 2.0
_READ_TIMEOUT = 120.0


class QuestionStopped(Exception):
    """A question cannot go on; the text is for the report."""


@dataclass
class AskedQuestion:
    """A question on its way: the answers, the names that its steps use, and what stopped it."""

    question: Question
    names: dict[str, str]
    answers: list[ObservedAnswer] = field(default_factory=list)
    trouble: str = ""


@dataclass
class AskingQuestions:
    """Asks over one sender, whose requests are those of ``organization``. ``blanks`` learns what belongs to the tenant;
    ``region`` is where the service has sent the first question, as every client goes there."""

    sender: Sender
    organization: str
    blanks: TenantBlanks
    region: str | None = None

    def ask(self, question: Question) -> AskedQuestion:
        """Send the steps, up to the first that cannot be sent; then those that clean up, whatever came before."""
        asked_question = AskedQuestion(question, self._names_in_braces())
        try:
            for step in question.steps:
                asked_question.answers.append(self._answer_to_step(step, asked_question))
        except QuestionStopped as stopped:
            asked_question.trouble = str(stopped)
        finally:
            for problem in self._clean_up(question, asked_question):
                asked_question.trouble = asked_question.trouble or problem
        return asked_question

    def _clean_up(self, question: Question, asked_question: AskedQuestion) -> Iterator[str]:
        for step in question.cleanup:
            try:
                answer = self._answer_to_step(step, asked_question)
            except QuestionStopped as stopped:
                yield f"{step.name} of the cleaning up: {stopped}"
                continue
            if answer.status not in (200, 204, step.wait_for or 404):
                yield f"{step.name} of the cleaning up was answered with status {answer.status}"

    def _names_in_braces(self) -> dict[str, str]:
        """The words that steps may write in braces: the tenant, a name that nothing has, and one for an object of the
        question's own."""
        return {
            "tenant": self.sender.target.tenant_id,
            "organization": self.organization,
            "nobody": f"m365x-nobody-{secrets.token_hex(4)}",
            "mark": f"m365x-verify-{secrets.token_hex(4)}",
        }

    def _answer_to_step(self, step: QuestionStep, asked_question: AskedQuestion) -> ObservedAnswer:
        """The answer to one step; one that waits for a status is asked for until it comes."""
        waited = 0.0
        if step.pause:
            self.sender.clock.sleep(step.pause)
        while True:
            answer = replace(self._send_step(step, asked_question), seconds=waited)
            if not step.wait_for or answer.status == step.wait_for or waited >= step.seconds:
                break
            wait = min(_SECONDS_BETWEEN_STEPS, step.seconds - waited)
            self.sender.clock.sleep(wait)
            waited += wait
        if len(answer.rows) < step.enough:
            raise QuestionStopped(f"{step.name} gave fewer than {count(step.enough, 'row')}")
        for row in answer.rows:
            self.blanks.learn(row)
        for name, source in (step.keep or {}).items():
            values = (row.get(source) for row in answer.rows)
            value = next((text for text in values if isinstance(text, str) and text), None)
            if value is None:
                raise QuestionStopped(f"{step.name} gave no {source} to go on with")
            asked_question.names[name] = value
        return answer

    def _send_step(self, step: QuestionStep, asked_question: AskedQuestion) -> ObservedAnswer:
        answer = self._exchange_step(step, asked_question)
        if 300 <= answer.status < 400 and not step.front_door and self.region is None:
            self.region = moved_base(answer.headers, self.sender.target)
            answer = self._exchange_step(step, asked_question)
        return answer

    def _exchange_step(self, step: QuestionStep, asked_question: AskedQuestion) -> ObservedAnswer:
        sender = self.sender
        url = self._url_of_step(step, asked_question)
        headers = self._headers_of_step(step, asked_question.names)
        body = _body_of_step(step, asked_question.names) if step.method == "POST" else None
        request = Request(step.method, url, sender.target.hop, headers, body, _READ_TIMEOUT, fresh=step.writes)
        came = sender.exchange(request, is_read=not step.writes)
        if isinstance(came, AnswerFault):
            raise QuestionStopped(f"{step.name} was not answered ({came.advice})")
        return ObservedAnswer(url, came.status, came.headers, came.body, came.decoded)

    def _url_of_step(self, step: QuestionStep, asked_question: AskedQuestion) -> str:
        if step.follow:
            link = asked_question.answers[-1].link if asked_question.answers else ""
            if not link:
                raise QuestionStopped(f"There was no link for {step.name} to follow")
            return link
        target = self.sender.target
        base = f"https://{target.suffix}" if step.front_door and target.suffix else self.region or target.rest_base
        return f"{base}/adminapi/{_fill_text(step.address, asked_question.names)}"

    def _headers_of_step(self, step: QuestionStep, names: Mapping[str, str]) -> dict[str, str]:
        """The usual ones, without Prefer and X-ResponseFormat, which are asked about; then those of the step."""
        sender = self.sender
        headers: dict[str, str | None] = {
            "Authorization": f"Bearer {sender.tokens.current()}",
            "Content-Type": "application/json; charset=utf-8",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "Accept-Language": "en-US",
            "X-AnchorMailbox": sender.target.anchor,
            "connection-id": sender.target.connection_id,
            "client-request-id": str(uuid.uuid4()),
            **(step.headers or {}),
        }
        return {name: _fill_text(str(value), names) for name, value in headers.items() if value is not None}


def fill_names(value: Json, names: Mapping[str, str]) -> Json:
    """A value of a step with each known ``{name}`` in it replaced."""
    if isinstance(value, str):
        return _fill_text(value, names)
    if isinstance(value, Mapping):
        return {name: fill_names(nested_value, names) for name, nested_value in value.items()}
    if isinstance(value, list):
        return [fill_names(element, names) for element in value]
    return value


def _fill_text(text: str, names: Mapping[str, str]) -> str:
    return _NAME_IN_BRACES.sub(lambda braces: names.get(braces[1], braces[0]), text)


def _body_of_step(step: QuestionStep, names: Mapping[str, str]) -> bytes:
    command = {"CmdletName": step.cmdlet, "Parameters": fill_names(step.parameters, names)}
    return json.dumps({"CmdletInput": command}, ensure_ascii=False, allow_nan=False).encode()

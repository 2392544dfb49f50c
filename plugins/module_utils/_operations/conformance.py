# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_conformance: ask a service how it answers, and compare.

What a question is, how its steps are asked, and the verdict are in the room ``_conformance``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from .._conformance.ask_question import AskedQuestion, AskingQuestions
from .._conformance.questions import DIFFERENCES, NOT_ANSWERED, SERVICES, Question, judge_question, read_questions
from .._connection.check_options_and_network import demand_in_place, demand_packages
from .._connection.open_connection import Connection, open_connection
from .._errors._advice.conformance import failure
from .._redaction.anonymize import TenantBlanks
from .._specs.command import CommandOptions
from .._specs.connection import SessionOptions
from .._specs.info_and_conformance import ConformanceOptions
from .._specs.read_options import only_of_task, read
from .._task.context_and_progress import Context, Options, Result


def run(options: Options, context: Context) -> Result:
    """Ask each question in the service that it is about. In check mode those that write are not asked.

    :raises Failure: ``question-not-usable``, ``question-writes``, or as :func:`open_connection`; a question that a
        service does not answer is no failure.
    """
    demand_in_place(options)
    conformance_options = read(ConformanceOptions(), options, context.environ)
    demand_packages()
    questions = read_questions(conformance_options.questions or [])
    if not conformance_options.writes:
        _demand_reads(questions)
    questions_to_ask = [question for question in questions if not (context.check_mode and question.writer)]
    blanks = TenantBlanks()
    asked_questions: list[AskedQuestion] = []
    about: dict[str, Any] = {}
    for service in SERVICES:
        mine = [question for question in questions_to_ask if question.service == service]
        if mine:
            with _open_service(service, conformance_options.connection, context) as connection:
                about = {"environment": connection.access.environment}
                asked_questions += _ask_questions(mine, connection, blanks, context)
    # Only now: what a later answer tells of the tenant may stand in the words of an earlier one.
    answers = [
        judge_question(asked_question.question, asked_question.answers, asked_question.trouble, blanks)
        for asked_question in asked_questions
    ]
    return {
        "changed": any(question.writer is not None for question in questions_to_ask),
        "answers": answers,
        "differences": sum(answer["verdict"] in DIFFERENCES for answer in answers),
        "not_answered": sum(answer["verdict"] == NOT_ANSWERED for answer in answers),
        **about,
    }


def _open_service(service: str, options: SessionOptions, context: Context) -> AbstractContextManager[Connection]:
    """The connection to one service; what only the environment says of services yields."""
    endpoint = only_of_task(options.endpoint) if options.session else options.endpoint
    endpoint = replace(endpoint, service=[service], inherited=endpoint.inherited - {"service"})
    return open_connection(CommandOptions(replace(options, endpoint=endpoint)), context)


def _ask_questions(
    questions: Sequence[Question], connection: Connection, blanks: TenantBlanks, context: Context
) -> Iterator[AskedQuestion]:
    access = connection.access
    blanks.know(access.organization, access.organization.partition(".")[0], access.tenant_id, access.identity)
    asking = AskingQuestions(connection.sender, access.organization, blanks)
    for question in questions:
        context.still_wanted()
        yield asking.ask(question)


def _demand_reads(questions: Sequence[Question]) -> None:
    for question in questions:
        if question.writer:
            raise failure("question-writes", question=question.id, cmdlet=question.writer)

# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The first pages of several reads in one request.

$batch takes ten requests at a time (the number that CIPP and Microsoft's own module send; the service's limit is not
known), each with all its headers, the token as well. It answers each under its id, in any order. Reads only: one lost
answer would make ten writes of unknown outcome.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from urllib.parse import quote

from .._catalogue.paging_parameters import rate_of
from .._dataclass import dataclass
from .._errors.failure import Failure
from .._json import NotJson, TooDeep, loads, to_json
from .._json_types import Json, JsonMap
from .._transport.transport import Answer, Request, answer_of
from .listing_and_failure import EndOfAttempts, Prefetched, failure_after
from .read_answer import AnswerFault, AnswerPage, plain_page, read_answer
from .request_and_route import Call, Target
from .retries_and_rate_limits import RULES, Attempts, State
from .send_and_page import Sender, page_size

MOST_IN_BATCH = 10

_INCOMPLETE_BATCH = AnswerFault("truncated", "truncated-answer")


@dataclass
class BatchPart:
    """One read of a batch. ``page_or_failure`` is its first page or why there is none; None as long as it is tried.
    ``state`` is None until something goes wrong."""

    id: str
    call: Call
    attempts: Attempts = field(default_factory=Attempts)
    page_or_failure: AnswerPage | Failure | None = None
    state: State | None = None

    def hand_to(self, sender: Sender) -> Sender:
        """``sender``, which goes on where this part ended: its first request has been answered."""
        if self.page_or_failure is None:
            raise LookupError("a part that was never fetched")
        return replace(sender, prefetched=Prefetched(self.page_or_failure, self.attempts))


def is_batchable(call: Call) -> bool:
    """Whether a read may go with others: one that pages by its own parameters sends others, one with a password has to
    be encrypted first, and one that may be asked only so often waits for its turn."""
    waits = call.own_paging is not None or rate_of(call.cmdlet) is not None
    return call.kind == "read" and not waits and not call.passwords


def fetch_batch(sender: Sender, calls: Sequence[Call]) -> list[BatchPart]:
    """The first page of each of at most ten reads, in their order.

    What failed is sent again by the rules of its own row, and only that; what is wrong with the answer as a whole
    is wrong with each part in it.
    """
    parts = [BatchPart(str(number), call) for number, call in enumerate(calls, 1)]
    outer = sender.new_state()
    while waiting := [part for part in parts if part.page_or_failure is None]:
        try:
            with sender.find_way():
                token = sender.tokens.current()
                answered = _send_batch(sender, waiting, token)
                if isinstance(answered, AnswerFault):
                    if sender.new_base(answered, outer) is not None:
                        continue
                    answered = {part.id: answered for part in waiting}
                for answer in answered.values():
                    sender.learned.learn_from(answer)
            _settle_parts(sender, waiting, answered, token)
        except Failure as error:
            # No token, a closed session, a run that is over: there is nobody left to try for.
            for part in waiting:
                part.page_or_failure = part.page_or_failure or error
    return parts


def _send_batch(
    sender: Sender, parts: Sequence[BatchPart], token: str
) -> dict[str, AnswerPage | AnswerFault] | AnswerFault:
    """What one request for ``parts`` brought: each part's own, or what is wrong with all of it."""
    target = sender.current_target
    root = f"{target.rest_base}/adminapi/beta/{quote(target.tenant_id, safe='')}"
    requests = []
    for part in parts:
        headers = part.call.headers(target, token, page_size(part.call))
        body = {"CmdletInput": {"CmdletName": part.call.cmdlet, "Parameters": part.call.parameters}}
        requests.append(
            {"id": part.id, "method": "POST", "url": part.call.url(target), "headers": headers, "body": body}
        )
    content = to_json({"requests": requests})
    longest = max(part.call.read_timeout for part in parts)
    request = Request(
        "POST",
        f"{root}/$batch",
        target.hop,
        _headers_of_batch(target, token),
        content.encode("utf-8"),
        read_timeout=longest,
    )
    answer = sender.exchange(request, is_read=True)
    return answer if isinstance(answer, AnswerFault) else _take_batch_apart(answer, parts)


def _headers_of_batch(target: Target, token: str) -> dict[str, str]:
    """The headers of the request around the others."""
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json; charset=utf-8",
        "Accept": "application/json",  # or the answer may come as multipart/mixed
        "Accept-Encoding": "gzip",
        "Accept-Language": "en-US",
        "Prefer": "odata.continue-on-error",  # or the first failure would be the end
        "connection-id": target.connection_id,
        "client-request-id": str(uuid.uuid4()),
    }
    more = {"X-AnchorMailbox": target.anchor, "Cookie": target.cookie}
    return {**headers, **{name: value for name, value in more.items() if value}}


def _take_batch_apart(answer: Answer, parts: Sequence[BatchPart]) -> dict[str, AnswerPage | AnswerFault] | AnswerFault:
    """Each part's answer. What is missing or there twice is incomplete; an id that nobody sent spoils the whole."""
    responses = _responses_of_batch(answer)
    if isinstance(responses, AnswerFault):
        return responses
    calls = {part.id: part.call for part in parts}
    responses_by_id: dict[str, list[JsonMap]] = {name: [] for name in calls}
    for response in responses:
        if (
            not isinstance(response, dict)
            or not isinstance(name := response.get("id"), str)
            or name not in responses_by_id
        ):
            return replace(_INCOMPLETE_BATCH, status=answer.status)
        responses_by_id[name].append(response)
    return {
        name: _judge_part(calls[name], part_responses[0]) if len(part_responses) == 1 else _INCOMPLETE_BATCH
        for name, part_responses in responses_by_id.items()
    }


def _responses_of_batch(answer: Answer) -> list[Json] | AnswerFault:
    if 200 <= answer.status < 300 and answer.decoded:
        try:
            document = loads(answer.body, pages=MOST_IN_BATCH)
        except (NotJson, TooDeep):
            document = None
        if isinstance(document, Mapping) and isinstance(document.get("responses"), list):
            return list(document["responses"])
    judged = read_answer(answer, is_read=True, what_if=False)
    # An envelope of rows is no answer to a batch.
    return judged if isinstance(judged, AnswerFault) else replace(_INCOMPLETE_BATCH, status=answer.status)


def _judge_part(call: Call, response: JsonMap) -> AnswerPage | AnswerFault:
    """A part's answer, judged as if it had come alone."""
    status, headers = response.get("status"), response.get("headers")
    if isinstance(status, bool) or not isinstance(status, int):
        return _INCOMPLETE_BATCH
    body = response.get("body")
    if 200 <= status < 300 and isinstance(body, dict):
        page = plain_page(body, call.row)
        if page is not None:
            return page
    header_texts = {str(name): str(value) for name, value in headers.items()} if isinstance(headers, Mapping) else {}
    answer = answer_of(status, header_texts, _bytes_of_part(body))
    return read_answer(answer, is_read=True, what_if=False, row_reader=call.row)


def _bytes_of_part(body: Json) -> bytes:
    """A part's body as bytes: a body that is no JSON comes as text."""
    if body is None:
        return b""
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", errors="surrogatepass")


def _settle_parts(
    sender: Sender, parts: Sequence[BatchPart], answered: Mapping[str, AnswerPage | AnswerFault], token: str
) -> None:
    """Note what came, and wait once for all that go again: as long as the one that has to wait longest."""
    again: list[tuple[BatchPart, State, AnswerFault]] = []
    longest = 0.0
    for part in parts:
        result = answered[part.id]
        if isinstance(result, AnswerPage):
            part.page_or_failure = result
            continue
        state = part.state = part.state or sender.new_state()
        try:
            longest = max(longest, _wait_of_part(sender, part, state, result, token))
        except Failure as error:
            part.page_or_failure = error
        else:
            again.append((part, state, result))
    if len(again) < len(parts):
        sender.quota.success()
    if longest > 0 and not sender.quota.take(
        costly=any(RULES[fault.condition].costly for _part, _state, fault in again)
    ):
        for part, state, fault in again:
            end = EndOfAttempts(state.outcome, part.attempts, exhausted=True)
            part.page_or_failure = failure_after(part.call, fault, sender.target, end)
        return
    if longest > 0:
        sender.pause(longest, [(state, part.attempts) for part, state, _fault in again])
    for part, _state, _fault in again:
        part.attempts.retries += 1


def _wait_of_part(sender: Sender, part: BatchPart, state: State, fault: AnswerFault, token: str) -> float:
    """The seconds that a part waits before it goes again.

    :raises Failure: it does not.
    """
    if fault.request_id:
        part.attempts.request_ids.append(fault.request_id)
    return sender.wait_before(part.call, sender.weigh_fault(part.call, fault, token, state), state, part.attempts)

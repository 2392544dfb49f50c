# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults that damage the service's own answer, or the connection that carries it."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from typing import Any

from ..wire import Answer, Delivery
from .context import Context, Options

MESSAGE = "|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|The fault that a test has armed."


def _changed(answer: Answer, change: dict[str, Any]) -> Answer:
    """The JSON body with these top-level keys set; other bodies stay as they are."""
    try:
        content = json.loads(answer.body)
    except ValueError:
        return answer
    body = json.dumps({**content, **change}, separators=(",", ":"), ensure_ascii=False).encode()
    return answer.with_body(body)


def errors_in_200(options: Options, _context: Context, answer: Answer) -> Answer:
    """`@adminapi.errors` beside the rows of a success."""
    errors = options.get("errors", [MESSAGE])
    return _changed(answer, {"adminapi.errors@odata.type": "#Collection(String)", "@adminapi.errors": errors})


def next_link(options: Options, context: Context, answer: Answer) -> Answer:
    """A link of the test's choice: `url`, or `repeat` for the address of this very request."""
    query = f"?{context.request.raw_query}" if context.request.raw_query else ""
    own = f"https://{context.request.host}{context.request.path}{query}"
    return _changed(answer, {"@odata.nextLink": own if options.get("repeat") else options["url"]})


def batch_ids(options: Options, _context: Context, answer: Answer) -> Answer:
    """The answers of a batch in another order (`reversed`), or the one with the id `part` (default: the first)
    `missing`, there twice (`double`), or under an id that nobody sent (`foreign`)."""
    try:
        responses = json.loads(answer.body)["responses"]
    except (ValueError, KeyError, TypeError):
        return answer
    how, part = options.get("how", "missing"), options.get("part")
    chosen = next((one for one in responses if one["id"] == part), responses[0])
    rest = [one for one in responses if one is not chosen]
    changed = {
        "missing": rest,
        "double": [*responses, chosen],
        "foreign": [*rest, {**chosen, "id": f"{chosen['id']}0"}],
        "reversed": responses[::-1],
    }
    return _changed(answer, {"responses": changed[how]})


def invalid_utf8(_options: Options, _context: Context, answer: Answer) -> Answer:
    """Bytes that are no UTF-8, inside the first string value."""
    pieces = answer.body.split(b'"', 3)
    if len(pieces) < 4:
        return answer.with_body(b"\xff\xfe" + answer.body)
    return answer.with_body(b'"'.join(pieces[:3]) + b'"\xff\xfe' + pieces[3])


def incomplete_json(options: Options, _context: Context, answer: Answer) -> Answer:
    """The body ends too early, though its framing says that it is whole."""
    return answer.with_body(answer.body[: options.get("after", len(answer.body) // 2)])


def truncate(options: Options, _context: Context, answer: Answer) -> Answer:
    """Cut on the wire: `framing` length, chunked or gzip; `after` bytes of the body (of all with `whole`); `end`."""
    framing = options.get("framing", "length")
    if framing == "gzip":
        packed = gzip.compress(answer.body, mtime=0)
        answer = answer.with_body(packed).with_headers(("Content-Encoding", "gzip"))
    after = options.get("after", len(answer.body) // 2)
    if framing == "gzip" and options.get("whole") is None and options.get("declared_short", True):
        return replace(answer.with_body(answer.body[:after]), delivery=Delivery(end=options.get("end", "clean")))
    delivery = Delivery(
        framing="chunked" if framing == "chunked" else "length",
        cut_after=after,
        cut_head=bool(options.get("whole")),
        end=options.get("end", "clean"),
    )
    return replace(answer, delivery=delivery)


def reset(options: Options, _context: Context, answer: Answer) -> Answer:
    """A TCP reset (or another `end`) after so many bytes of the whole answer; 0 = before the first."""
    delivery = Delivery(cut_after=options.get("after_bytes", 0), cut_head=True, end=options.get("end", "reset"))
    return replace(answer, delivery=delivery)


def timeout(options: Options, _context: Context, answer: Answer) -> Answer:
    """Silence after so many bytes of the whole answer, until the client leaves or `seconds` have passed."""
    delivery = Delivery(cut_after=options.get("after_bytes", 0), cut_head=True, end="hold", hold=options.get("seconds"))
    return replace(answer, delivery=delivery)


def slow(options: Options, _context: Context, answer: Answer) -> Answer:
    """The true answer, `drip` bytes at a time with `pause` seconds in between (and after `delay` seconds)."""
    if not options.get("drip"):
        return answer
    delivery = Delivery(drip=options["drip"], pause=options.get("pause", 0.1))
    return replace(answer, delivery=delivery)

"""The answer of a language model as proposals, whatever it holds."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from riwaya.errors import InputRefused

_FAULTS: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_THOUGHT: Final = "</think>"


class Words(Struct, frozen=True):
    """A quotation, and the label of the account that it is said to be of."""

    account: str
    quote: str


class Proposal(Struct, frozen=True):
    """Two quotations and how they are said to relate."""

    a: Words
    b: Words
    relation: str


class _Message(Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(Struct):
    message: _Message
    finish_reason: str | None = None


class _Completion(Struct):
    choices: list[_Choice]


class _Given(Struct):
    proposals: list[msgspec.Raw]


def parsed(data: bytes, where: str) -> list[Proposal | None]:
    """The proposals in an answer, None for each that is of another form. Refused (InputRefused): an
    answer that is none, that declines, or that has no such JSON in it.

    >>> said = msgspec.json.encode({"proposals": ["لا شيء"]}).decode()
    >>> answer = {"choices": [{"message": {"content": f"```json\\n{said}\\n```"}}]}
    >>> parsed(msgspec.json.encode(answer), "localhost")
    [None]
    """
    try:
        choice = msgspec.json.decode(data, type=_Completion).choices[0]
    except (*_FAULTS, IndexError):
        raise InputRefused("model_no_json", where) from None
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise InputRefused("model_declined", where)
    try:
        text = _object(choice.message.content or "")
        given = msgspec.json.decode(text, type=_Given).proposals
    except (*_FAULTS, UnicodeEncodeError):
        code = "model_cut_off" if choice.finish_reason == "length" else "model_no_json"
        raise InputRefused(code, where) from None
    return [_proposal(raw) for raw in given]


def _object(text: str) -> str:
    """The outermost object in what a model wrote: some think aloud first, or fence their JSON."""
    text = text.rpartition(_THOUGHT)[2]
    return text[max(0, text.find("{")) : text.rfind("}") + 1]


def _proposal(raw: msgspec.Raw) -> Proposal | None:
    try:
        return msgspec.json.decode(raw, type=Proposal)
    except _FAULTS:
        return None

"""What a language model may add to a comparison, and what is told of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import msgspec
import pytest

from riwaya.data import rows
from riwaya.errors import UsageError
from riwaya.propose import proposals, server
from riwaya.propose.ask import instruction
from riwaya.propose.check import Dropped
from riwaya.report import render_csv, render_html, render_markdown, render_text

from .conftest import ACCOUNTS, LATE, SOON, completion, http, proposal, serving

Case = Any


def ask(case: Case, *given: Any) -> Any:
    with serving(http(completion({"proposals": list(given)}))) as model:
        return proposals(*case, model.address, "m")


def test_two_verbatim_quotations_make_a_point_beside_ours(case: Case) -> None:
    comparison, articles = case
    found = ask(case, proposal(SOON, LATE))
    assert (found.accepted, found.dropped) == (1, {})
    assert found.comparison.points[:-1] == comparison.points
    point = found.comparison.points[-1]
    assert point.parts == {"proposed": 1.0}
    assert (point.verdict, point.text, point.independent) == ("contested", LATE[1], 2)
    bodies = {article.id: article.body for article in articles}
    assert [(one.article, one.stance) for one in point.accounts] == [
        ("manara", "says"), ("sawt", "differs"),
    ]  # fmt: skip
    assert [bodies[one.article][one.start : one.end] for one in point.accounts] == [
        LATE[1], SOON[1],
    ]  # fmt: skip
    assert [(one.kind, one.a.text, one.b.text) for one in point.differences] == [
        ("stance", LATE[1], SOON[1])
    ]
    rest = msgspec.structs.replace(
        found.comparison, points=comparison.points, notes=comparison.notes
    )
    assert rest == comparison


@pytest.mark.parametrize(
    ("relation", "verdict", "kinds"),
    [("same", "agreed", []), ("differs", "varied", ["wording"])],
)
def test_each_relation_has_its_verdict(
    case: Case, relation: str, verdict: str, kinds: list[str]
) -> None:
    point = ask(case, proposal(LATE, SOON, relation)).comparison.points[-1]
    assert point.verdict == verdict
    assert [one.kind for one in point.differences] == kinds


ILL: list[tuple[Dropped, Any]] = [
    ("malformed", "نص"),
    ("malformed", {"a": 1}),
    ("unknown_account", proposal(LATE, ("A9", SOON[1]))),
    ("unknown_account", proposal(LATE, ("sawt", SOON[1]))),
    ("one_account", proposal(LATE, ("A1", "أعلن الدفاع المدني مقتل سبعة أشخاص"))),
    ("unknown_relation", proposal(LATE, SOON, "remove")),
    ("too_long", proposal(("A1", "كلمة أخرى " * 61), SOON)),
    ("too_short", proposal(("A1", "الإسعاف"), SOON)),
    ("too_short", proposal(("A1", ""), SOON)),
    ("not_verbatim", proposal((LATE[0], LATE[1].replace("الإسعاف", "الاسعاف")), SOON)),
    ("not_verbatim", proposal((LATE[0], SOON[1]), SOON)),
    ("repeated", proposal(("A1", "وخرج السكان"), SOON)),
    ("cut", proposal(("A1", "سيارات الإسعاف ساعت"), SOON)),
    ("cut", proposal(("A1", "يكن المبنى مرخصا"), SOON)),
    ("cut", proposal(("A2", "مقتل تسع"), LATE)),
    ("cut", proposal(("A2", "قتل تسعة أشخاص"), LATE)),
    ("crossing", proposal(("A1", "موقع الحادث.\n\nولم يكن"), SOON)),
    ("denied", proposal(LATE, ("A2", "وجود مخالفات في بناء العمارة المنهارة"), "same")),
]


@pytest.mark.parametrize(("reason", "given"), ILL)
def test_what_does_not_hold_is_dropped_by_reason(case: Case, reason: str, given: Any) -> None:
    found = ask(case, given)
    assert found.dropped == {reason: 1}
    assert found.comparison == case[0]


def test_a_slice_of_a_denial_is_told_as_denied(case: Case) -> None:
    denial = ("A2", "وجود مخالفات في بناء العمارة المنهارة")
    point = ask(case, proposal(("A1", "ولم يكن المبنى مرخصا من البلدية"), denial)).comparison
    said = point.points[-1].accounts[1]
    assert (said.stance, said.cue) == ("denies", "نفى")
    assert said.speaker == "سالم العبدلي"


@pytest.mark.parametrize(
    ("quote", "stance"),
    [
        ("مخالفات في بناء العمارة المنهارة", "denies"),
        ("سالم العبدلي وجود مخالفات في بناء العمارة المنهارة", "denies"),
        ("ونفى المحافظ سالم العبدلي وجود مخالفات في بناء العمارة المنهارة", "differs"),
    ],
)
def test_a_denial_is_told_unless_the_slice_has_it(case: Case, quote: str, stance: str) -> None:
    found = ask(case, proposal(LATE, ("A2", quote))).comparison.points[-1]
    assert found.accounts[1].stance == stance


def test_what_is_said_may_begin_after_a_prefix(case: Case) -> None:
    found = ask(case, proposal(LATE, ("A2", "مقتل تسعة أشخاص"), "differs"))
    assert found.comparison.points[-1].accounts[1].speaker == "الدفاع المدني"


def test_no_point_comes_twice(case: Case) -> None:
    comparison, _ = case
    own = next(point for point in comparison.points if point.verdict == "contested")
    bodies = {article.id: article.body for article in case[1]}
    labels = {head.article: f"A{n}" for n, head in enumerate(comparison.accounts, start=1)}
    a, b, *_ = (
        (labels[one.article], bodies[one.article][one.start : one.end])
        for one in own.accounts
        if one.start is not None
    )
    found = ask(case, proposal(a, b, "differs"), proposal(LATE, SOON), proposal(SOON, LATE))
    assert (found.accepted, found.dropped) == (1, {"known": 2})


def test_copies_do_not_agree() -> None:
    from .conftest import compared

    copy = {**ACCOUNTS[0], "id": "naql", "outlet": "ناقل"}
    case = compared([ACCOUNTS[0], copy])
    found = ask(case, proposal(LATE, ("A2", "ساعتين كاملتين عن موقع الحادث"), "same"))
    assert sum(found.dropped.values()) == 1
    assert set(found.dropped) <= {"one_voice", "known"}


def test_at_most_so_many_are_looked_at(case: Case) -> None:
    found = ask(case, *["x"] * 40, proposal(LATE, SOON))
    assert found.dropped == {"malformed": 40, "too_many": 1}


def test_the_same_answer_gives_the_same_bytes(case: Case) -> None:
    given = [
        proposal(LATE, SOON),
        proposal(("A3", "البلدية إن التحقيق بدأ اليوم"), SOON, "differs"),
    ]
    one, other = ask(case, *given), ask(case, *reversed(given))
    assert one.accepted == 2
    assert msgspec.json.encode(one.comparison) == msgspec.json.encode(other.comparison)


def test_what_is_asked(case: Case) -> None:
    with serving(http(completion('{"proposals": []}'))) as model:
        proposals(*case, model.address + "/v1/", "اسم", key="geheim")
    head = model.requests[0].partition(b"\r\n\r\n")[0].decode()
    assert head.startswith("POST /v1/chat/completions HTTP/1.1\r\n")
    assert "\r\nAuthorization: Bearer geheim" in head
    asked = model.asked
    assert asked["model"] == "اسم"
    assert [one["role"] for one in asked["messages"]] == ["system", "user"]
    opening, data, closing = asked["messages"][1]["content"].split("\n")
    assert opening.removeprefix("<") == closing.removeprefix("</")
    shown = json.loads(data)["accounts"]
    assert [one["account"] for one in shown] == ["A1", "A2", "A3"]
    assert set(shown[0]) == {"account", "untrusted_units"}
    assert any(LATE[1] in unit["text"] for unit in shown[0]["untrusted_units"])
    denied = {"text": "وجود مخالفات في بناء العمارة المنهارة", "speaker": "سالم العبدلي"}
    assert {**denied, "denied": True} in shown[1]["untrusted_units"]


@pytest.mark.parametrize("wrap", ["```json\n{}\n```", "<think>{}? لا</think>\n{}", "هذا: {}"])
def test_wrapped_json_is_found(case: Case, wrap: str) -> None:
    said = json.dumps({"proposals": [proposal(LATE, SOON)]})
    with serving(http(completion(wrap.replace("{}", said)))) as model:
        assert proposals(*case, model.address, "m").accepted == 1


def test_reports_mark_what_is_proposed(case: Case) -> None:
    found = ask(case, proposal(LATE, SOON)).comparison
    mark = {"ar": "مقترحة من نموذج لغوي", "en": "proposed by a language model"}
    for render in (render_text, render_html, render_markdown):
        for language, words in mark.items():
            with_it = " ".join(render([found], case[1], language).split())
            assert with_it.count(words) == 2  # the note of the event, and the point
            assert words not in " ".join(render([case[0]], case[1], language).split())
    for language, silent in (("ar", "لا يذكره: آفاق"), ("en", "Not mentioned by: آفاق")):
        text = render_text([found], case[1], language).replace("\u2068", "").replace("\u2069", "")
        tail = text[text.index(mark[language], text.index("\n\n") + 2) :]
        assert silent not in tail[: tail.index("\n\n")]


def test_the_brief_tells_nothing_that_is_proposed(case: Case) -> None:
    found = ask(case, proposal(LATE, SOON, "same")).comparison
    only = msgspec.structs.replace(found, points=found.points[-1:])
    text = " ".join(render_text([only], case[1]).split())
    assert text.count("ساعتين كاملتين") == 2  # the text of the point and the quotation
    lines = render_csv([only], case[1]).splitlines()
    assert [line.rpartition(",")[2] for line in lines] == ["proposed", "1", "1"]


@pytest.mark.parametrize(
    "address",
    ["", "localhost:1", "ftp://a.example", "http://", "http://u:geheim@a.example", "http://a b/",
     "http://a.example/?k=geheim", "http://a.example:x", "http://a.example/\r\nX: y", "http://[::1",
     "http://a.example/#f", "http://مثال.example"],
)  # fmt: skip
def test_what_is_no_address_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(UsageError) as caught:
        server(address)
    assert "geheim" not in str(caught.value)


def test_a_key_goes_over_tls_or_to_this_machine_only() -> None:
    for address in (
        "https://a.example",
        "http://localhost:8000",
        "http://127.0.0.1",
        "http://[::1]",
    ):
        assert server(address, "geheim").target == "/v1/chat/completions"
    for address, key in (("http://a.example", "geheim"), ("https://a.example", "geheim\r\nX: y")):
        with pytest.raises(UsageError) as caught:
            server(address, key)
        assert "geheim" not in str(caught.value)


def test_every_reason_has_its_sentence() -> None:
    said = {row["code"]: row for row in rows("proposals")}
    assert {"told", *Dropped.__args__} == set(said)  # type: ignore[attr-defined]
    assert all(row["ar"] and row["en"] for row in said.values())
    assert '{"proposals": []}' in instruction()


# --- the command --------------------------------------------------------------------------------


def command(*words: str, key: str | None = None) -> subprocess.CompletedProcess[str]:
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in ACCOUNTS)
    env = {**os.environ, **({"RIWAYA_MODEL_KEY": key} if key else {})}
    return subprocess.run(
        [sys.executable, "-m", "riwaya", "compare", "-", *words],
        input=lines, capture_output=True, check=False, encoding="utf-8", env=env,
    )  # fmt: skip


def test_the_command_adds_points_and_says_so() -> None:
    given = [proposal(LATE, SOON), proposal(LATE, ("A2", "كلام لم يقل"))]
    with serving(http(completion({"proposals": given}))) as model:
        done = command("--proposals", model.address, "--model", "m", "--workers", "0", key="geheim")
    assert b"Authorization: Bearer geheim" in model.requests[0]
    assert "geheim" not in done.stdout + done.stderr
    points = json.loads(done.stdout)["comparisons"][0]["points"]
    assert points[-1]["parts"] == {"proposed": 1.0}
    assert done.returncode == 0
    assert done.stderr == (
        "3 done, 0 refused\nriwaya: Proposals of the language model: 1 accepted, 1 dropped; "
        "a quotation that is not in the account word for word: 1\n"
    )


def test_a_failure_is_one_sentence_and_the_comparison_stands() -> None:
    plain = command("--workers", "0", "-q")
    with serving(http(b"{}", "503 Busy")) as model:
        done = command(
            "--proposals", model.address, "--model", "m", "--workers", "0", "-q", "--lang", "ar"
        )
    assert done.stderr == f"riwaya: 127.0.0.1:{model.port}: أجاب الخادم: 503\n"
    assert (done.stdout, done.returncode) == (plain.stdout, 0)


@pytest.mark.parametrize("words", [("--proposals", "http://a.example"), ("--model", "m")])
def test_one_option_goes_with_the_other(words: tuple[str, ...]) -> None:
    assert command(*words).returncode == 2


def test_nothing_of_it_is_loaded_unless_it_is_asked_for() -> None:
    code = (
        "import sys; from riwaya import cli; from riwaya.proposing import asked_of;"
        "assert asked_of(None, None) is None;"
        "sys.exit(any(name.startswith(('riwaya.propose.', 'httpcore')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

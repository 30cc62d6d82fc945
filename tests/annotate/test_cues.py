"""The lexicon of attribution: its schema, the forms made from it, and what they find."""

from collections import Counter

import pytest

from riwaya.annotate.cues import find_cues, lemma_forms, noun_at
from riwaya.annotate.names import find_names
from riwaya.annotate.statements import find_statements
from riwaya.arabic import fold_key, tokens
from riwaya.data import rows
from riwaya.records import Span

VERBS = rows("verbs_of_saying")
COLUMNS = ["lemma", "present", "participle", "stance", "frames", "strict", "strength", "example"]
STANCES = {"assert", "deny", "confirm", "call", "promise", "warn", "accuse", "express", "ask"}
OBJECTS = {row["strict"] for row in rows("object_words")}
FRAMES = {"that", "quote", "obj", "whom", "source", "إلى", "عن", "من", "على", "في", "ب", "ل"}


def by_lemma(lemma: str) -> dict[str, str]:
    (row,) = [row for row in VERBS if row["lemma"] == lemma]
    return dict(row)


def told(text: str) -> list[tuple[str, str, str]]:
    """Lemma, content, stance of each statement."""
    spans = (Span(start=0, end=len(text)),)
    return [
        (s.cue.lemma, text[s.content.start : s.content.end], s.stance)
        for s in find_statements(text, spans, find_names(text, spans))
    ]


def test_the_lexicon_is_large_and_has_no_lemma_twice() -> None:
    lemmas = Counter(row["lemma"] for row in VERBS)
    assert len(lemmas) >= 270
    assert [lemma for lemma, count in lemmas.items() if count > 1] == []


@pytest.mark.parametrize("row", VERBS, ids=lambda row: row["lemma"])
def test_a_row_keeps_the_schema(row: dict[str, str]) -> None:
    assert list(row) == COLUMNS
    assert row["stance"] in STANCES
    assert set(row["frames"].split(",")) <= FRAMES
    assert set(row["strict"]) <= set("ybd") | OBJECTS
    assert row["strength"] in ("weak", "plain", "strong")
    # Forms are made by putting ت for the first letter of the present.
    assert fold_key(row["present"])[0] == "ي"


@pytest.mark.parametrize("row", VERBS, ids=lambda row: row["lemma"])
def test_the_example_of_a_row_has_a_form_of_it(row: dict[str, str]) -> None:
    made = set(lemma_forms(row["lemma"]))
    keys = {token.key for token in tokens(row["example"])}
    assert keys & (made | {f"و{form}" for form in made})


@pytest.mark.parametrize("table", ["source_nouns", "attribution_phrases"])
def test_a_table_of_phrases_has_no_entry_twice_and_an_example_for_each(table: str) -> None:
    entries = [row["noun" if table == "source_nouns" else "words"] for row in rows(table)]
    assert len(entries) == len({fold_key(entry) for entry in entries})
    assert all(row["example"].strip() for row in rows(table))


@pytest.mark.parametrize("row", rows("attribution_phrases"), ids=lambda row: row["words"])
def test_a_phrase_is_found_in_its_example(row: dict[str, str]) -> None:
    assert row["words"] in {cue.form.verb.lemma for cue in find_cues(tokens(row["example"]))}


@pytest.mark.parametrize(
    ("lemma", "strength"),
    [
        ("زعم", "weak"),
        ("ادعى", "weak"),
        ("تذرع", "weak"),
        ("قال", "plain"),
        ("ألمح", "plain"),
        ("أكد", "strong"),
        ("شدد", "strong"),
        ("جزم", "strong"),
    ],
)
def test_strength(lemma: str, strength: str) -> None:
    assert by_lemma(lemma)["strength"] == strength


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("قال", "قال قالت قالوا يقول تقول يقولون قائلا قائلة قائلين"),
        ("أفاد", "أفاد أفادت أفادوا يفيد تفيد مفيدا مفيدة"),
        ("أهاب", "أهاب أهابت أهابوا يهيب تهيب مهيبا مهيبة مهيبين"),
        ("دعا", "دعا دعت دعوا يدعو تدعو داعيا داعية"),
        ("رجا", "رجا رجت رجوا يرجو ترجو يرجون راجيا راجية"),
        ("نفى", "نفى نفت نفوا ينفي تنفي ينفون نافيا نافية"),
        ("أفتى", "أفتى أفتت أفتوا يفتي تفتي يفتون"),
        ("تباهى", "تباهى تباهت تباهوا يتباهى تتباهى يتباهون متباهيا متباهية"),
        ("رأى", "رأى رأت رأوا يرى ترى"),
        ("ارتأى", "ارتأى ارتأت ارتأوا يرتئي ترتئي"),
        ("روى", "روى روت رووا يروي تروي راويا"),
        ("أقر", "أقر أقرت أقروا يقر تقر يقرون مقرا مقرة"),
        ("حض", "حض حضت حضوا يحض تحض يحضون حاضا"),
        ("هدد", "هدد هددت هددوا يهدد تهدد مهددا مهددة مهددين"),
        ("علل", "علل عللت عللوا يعلل معللا معللة معللين"),
        ("تنبأ", "تنبأ تنبأت يتنبأ تتنبأ متنبئا متنبئين"),
        ("استأذن", "استأذن استأذنت يستأذن مستأذنا"),
    ],
)
def test_forms_of_all_kinds_of_verbs(lemma: str, forms: str) -> None:
    missing = {fold_key(form) for form in forms.split()} - set(lemma_forms(lemma))
    assert missing == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "وأبان مدير الميناء سامر الخطيب أن الرافعة الجديدة وصلت.",
            ("أبان", "الرافعة الجديدة وصلت", "assert"),
        ),
        (
            "أفصحت وزارة الطاقة عن خسائر الشركة في العام الماضي.",
            ("أفصح", "خسائر الشركة في العام الماضي", "assert"),
        ),
        (
            "تكهن المحللون بأن سعر الفائدة سيرتفع في الخريف.",
            ("تكهن", "سعر الفائدة سيرتفع في الخريف", "assert"),
        ),
        (
            "وهتف المتظاهرون أمام البرلمان: «نريد قضاء مستقلا في هذا البلد».",
            ("هتف", "نريد قضاء مستقلا في هذا البلد", "assert"),
        ),
        (
            "ولمحت نقابة المعلمين إلى أن الإضراب قد يستمر أسبوعا.",
            ("لمّح", "الإضراب قد يستمر أسبوعا", "assert"),
        ),
        (
            "تذرعت إدارة المشفى بنقص الأدوية.",
            ("تذرع", "نقص الأدوية", "assert"),
        ),
        (
            "أهابت الشرطة بالسائقين تخفيف السرعة.",
            ("أهاب", "السائقين تخفيف السرعة", "call"),
        ),
        (
            "استوضح النواب عن كلفة الجسر الجديد.",
            ("استوضح", "كلفة الجسر الجديد", "ask"),
        ),
        (
            "تذمر السكان من انقطاع الكهرباء ليلا.",
            ("تذمر", "انقطاع الكهرباء ليلا", "express"),
        ),
        (
            "ووبخ القاضي الشاهد: «قل الحقيقة كاملة أمام المحكمة».",
            ("وبخ", "قل الحقيقة كاملة أمام المحكمة", "accuse"),
        ),
    ],
)
def test_a_rare_verb_attributes(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "لمح الحارس ظلا قرب السور ثم عاد إلى غرفته.",
        "وصل الفريق إلى المدينة وسط هتافات الجمهور.",
        "رن هاتفه مرتين قبل أن ينام.",
        "باتت العاصمة تنهض من جديد بعد سنوات الحرب.",
        "سلكت القافلة الطريق إبان الحرب.",
    ],
)
def test_words_that_look_like_a_rare_verb_attribute_nothing(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("أغلق السوق أبوابه باكرا، بحسب مراقبين.", "أغلق السوق أبوابه باكرا"),
        ("انخفض منسوب النهر كثيرا، وفق تقديرات أولية.", "انخفض منسوب النهر كثيرا"),
        ("انهار الجدار فوق المارة، بحسب رواية الشرطة.", "انهار الجدار فوق المارة"),
        ("غرق القارب قبل الفجر، وفقا لناجين.", "غرق القارب قبل الفجر"),
    ],
)
def test_a_source_is_named_behind_a_phrase(text: str, content: str) -> None:
    assert [found for _, found, _ in told(text)] == [content]


def test_researchers_are_a_source_and_no_cue() -> None:
    # باحثين was read as a participle of saying, which ended the phrase before its only noun.
    assert told("النوم الكافي يقوي الذاكرة، بحسب باحثين.") == [
        ("بحسب", "النوم الكافي يقوي الذاكرة", "assert")
    ]


@pytest.mark.parametrize("row", rows("nouns_of_saying"), ids=lambda row: row["noun"])
def test_a_noun_of_saying_is_found_in_its_example(row: dict[str, str]) -> None:
    assert row["stance"] in STANCES
    assert set(row["frames"].split(",")) <= FRAMES
    line = tokens(row["example"])
    found = [cue for index in range(len(line)) if (cue := noun_at(line, index))]
    assert [cue.form.verb.lemma for cue in found] == [row["lemma"]]


def test_the_objects_of_a_verb_stand_in_their_examples_and_a_verb_asks_for_each() -> None:
    asked = {letter for row in VERBS for letter in row["strict"]}
    for row in rows("object_words"):
        assert row["strict"] in asked
        assert fold_key(row["word"]) in {token.key for token in tokens(row["example"])}

"""Charsets: what is declared is believed only as far as the text bears it out, and what was read
wrong once is read right or left alone, with a note."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.read import Capture, page_of
from riwaya.read.charset import Decoded, arabic_letters, decode, is_of_other_language
from riwaya.records import Refusal

TEXT = (
    "أعلنت وزارة الأشغال أمس بدء العمل في جسر المرفأ الجديد، وقال الوزير إن الكلفة بلغت مليوني "
    "دينار. وأضاف أن السير على الطريق القديم يبقى مفتوحا حتى نهاية الصيف.\n"
)
HEADLINES = [
    "رئيس البلدية يفتتح سوق الخضار بعد ترميمه", "انقطاع المياه عن ثلاثة أحياء في طرابلس",
    "المنتخب يتعادل مع ضيفه وينتظر نتيجة السبت", "وفد من غرفة التجارة يزور المرفأ",
]  # fmt: skip
EIGHT_BIT = ("windows-1256", "iso-8859-6", "mac_arabic", "cp720")
NAMES = ("windows-1256", "iso-8859-6", "x-mac-arabic", "cp720", "utf-8", "utf-7", "us-ascii")


def stored(text: str, charset: str) -> bytes:
    """As pages are stored: markup and marks in ASCII, letters in the charset."""
    pieces = [char.encode() if char.isascii() else char.encode(charset, "replace") for char in text]
    return b"".join(pieces)


def page(declared: str, text: str = TEXT) -> str:
    head = f'<html><head><meta charset="{declared}"><title>جسر المرفأ</title></head>'
    return f"{head}<body><p>{text}</p></body></html>"


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def read(data: bytes, declared: str | None = None) -> Decoded:
    found = decode(data, declared)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)  # fmt: skip
def test_a_mark_comes_before_what_is_declared(mark: bytes, charset: str) -> None:
    text = page("windows-1256")
    found = read(mark + text.encode(charset), "iso-8859-6")
    assert found == Decoded(text, charset)


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TEXT, page("utf-8"), page("utf-16", TEXT * 400)])
def test_utf_16_without_a_mark(charset: str, text: str) -> None:
    assert read(text.encode(charset), "utf-8") == Decoded(text, charset)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("in_markup", [True, False])
def test_utf_8_is_told_whatever_is_declared(name: str, in_markup: bool) -> None:
    text = page(name if in_markup else "utf-8")
    assert read(text.encode(), None if in_markup else name) == Decoded(text, "utf-8")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6"])
def test_a_false_declaration_is_not_believed(charset: str, name: str) -> None:
    data = stored(page(name), charset)
    assert letters(read(data).text) == letters(data.decode(charset))
    bare = stored(TEXT, charset)
    assert letters(read(bare, name).text) == letters(bare.decode(charset))


@pytest.mark.parametrize(
    ("charset", "name", "says"),
    [
        ("windows-1256", "Windows-1256", "windows-1256"), ("iso-8859-6", "ASMO-708", "iso-8859-6"),
        ("iso-8859-6", "ECMA-114", "iso-8859-6"), ("mac_arabic", "x-mac-arabic", "mac_arabic"),
        ("cp720", "DOS-720", "cp720"),
    ],
)  # fmt: skip
def test_what_is_declared_rightly_is_kept(charset: str, name: str, says: str) -> None:
    text = page(name, " ".join(HEADLINES))
    for data, declared in ((stored(text, charset), None), (stored(text, charset), name)):
        assert read(data, declared) == Decoded(text, says)


def test_digits_and_marks_of_mac_arabic_need_the_declaration() -> None:
    text = "بلغت الكلفة ٢٥ مليونا وقال الوزير إن العمل يستمر ثلاثة أشهر في المرفأ"
    data = stored(text, "mac_arabic")
    assert read(data, "x-mac-arabic") == Decoded(text, "mac_arabic")
    assert read(data).text != text


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6"])
@pytest.mark.parametrize("text", HEADLINES)
def test_a_headline_is_enough(charset: str, text: str) -> None:
    assert read(text.encode(charset)) == Decoded(text, charset)


def test_a_charset_that_is_none_of_arabic_is_not_asked() -> None:
    for name in ("cp932", "rot13", "undefined", "idna", "../etc", "a" * 5_000, ""):
        assert read(TEXT.encode("windows-1256"), name).charset == "windows-1256"
    assert decode("Ouverture du pont à Genève, après des années".encode("latin-1")) is None


@pytest.mark.parametrize("text", [*HEADLINES, TEXT, page("windows-1256", TEXT[:70])])
def test_utf_8_cut_at_any_byte_stays_utf_8(text: str) -> None:
    data = text.encode()
    for end in range(len(data) + 1):
        found = decode(data[:end])
        if found is None:  # half a letter, and too little before it
            assert arabic_letters(data[:end].decode(errors="ignore")) <= 50
            continue
        assert found.charset == "utf-8"
        assert text.startswith(found.text.removesuffix("\ufffd"))
        whole = data[:end].decode(errors="ignore").encode() == data[:end]
        assert found.notes == (() if whole else ("charset_damaged",))


def test_a_few_broken_bytes_cost_their_letters_and_are_noted() -> None:
    data = bytearray((TEXT * 5).encode())
    for at in (10, 333, 700):
        data[at] = 0xFF
    found = read(bytes(data), "windows-1256")
    assert (found.charset, found.notes) == ("utf-8", ("charset_damaged",))
    assert 3 <= found.text.count("\ufffd") <= 6
    assert TEXT in found.text


def test_bytes_of_two_charsets_are_not_guessed_at() -> None:
    mixed = TEXT.encode() + TEXT.encode("windows-1256")
    found = decode(mixed)
    assert found is None or "charset_damaged" in found.notes


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1", "cp1256"])
def test_utf_8_that_was_read_as_something_else_is_repaired(wrong: str) -> None:
    # Letters whose second byte windows-1252 does not have are lost for good.
    text = TEXT.replace("ف", "ق").replace("ى", "ي").replace("ـ", "") * 2
    seen = text.encode().decode(wrong)
    found = read(seen.encode())
    assert found == Decoded(text, "utf-8", ("mojibake_repaired",))


@pytest.mark.parametrize(
    "text",
    [
        TEXT * 20, "ظطظطظط، طظ: غطاء، عطاء. " * 60, "ط ظ ع غ " * 200, "قال: «نعم» " * 100,
        "Øre og Ø, Ù og Ø " * 50 + TEXT,
    ],
)  # fmt: skip
def test_what_was_read_right_is_not_repaired(text: str) -> None:
    assert read(text.encode()) == Decoded(text, "utf-8")


OTHERS = {
    "fa": "وزیر امور خارجه ایران گفت که کشور چین این پیشنهاد را پذیرفته است و گفتگوها ادامه دارد. ",
    "fa on an Arabic keyboard": "وزير امور خارجه گفت كه كشور چين پيشنهاد گفتگو را پذيرفت. ",
    "ur": "وزیر اعظم نے کہا ہے کہ حکومت نئے پل کی تعمیر جلد شروع کرے گی اور لاگت کا اعلان ہو گا۔ ",
    "ckb": "سەرۆکی هەرێمی کوردستان ڕایگەیاند کە پرۆژەی پردەکە لەم مانگەدا دەست پێدەکات. ",
    "ps": "د افغانستان د بهرنیو چارو وزیر وویل چې هېواد به د نوي پله جوړول ژر پیل کړي. ",
    "ug": "شىنجاڭ ئۇيغۇر ئاپتونوم رايونى بۈگۈن يېڭى كۆۋرۈكنى ئاچتى دەپ خەۋەر قىلدى. ",
}


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_in_arabic_script_are_refused(language: str) -> None:
    found = page_of(Capture(where="x", data=(OTHERS[language] * 8).encode()))
    assert isinstance(found, Refusal)
    assert found.code == "not_arabic"


@pytest.mark.parametrize("language", OTHERS)
def test_a_quotation_in_another_language_does_not_make_a_page_foreign(language: str) -> None:
    assert not is_of_other_language(TEXT * 4 + OTHERS[language])


@given(st.binary(max_size=300), st.sampled_from([None, *NAMES, "cp932", "\ud800"]))
def test_any_bytes_give_clean_text_or_none(data: bytes, declared: str | None) -> None:
    found = decode(data, declared)
    if found is not None:
        assert found.text.encode().decode() == found.text
        assert not {"\0", "\r", "\x1b", "\x85", "\ufeff", "\ufffe"} & set(found.text)


@given(st.text(alphabet="ابتمنول يرةء.\n", min_size=40, max_size=200), st.sampled_from(EIGHT_BIT))
def test_text_comes_back_from_the_charset_that_is_declared(text: str, charset: str) -> None:
    names = {"mac_arabic": "x-mac-arabic"}
    plain = f"{TEXT}{text}".replace("،", " ")
    found = read(stored(plain, charset), names.get(charset, charset))
    assert found.text == plain

"""Invented articles to search in: from templates, by a seed, with what is said in them known.

Nothing of it ever happened. Every fifth article is written otherwise: with harakat and tatweel,
without hamza, with Arabic-Indic digits; every third has its place with a letter before it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate

import msgspec

from riwaya.data import rows
from riwaya.kept import Captured, Incoming
from riwaya.records import (
    AnnotatedArticle,
    Cue,
    GivenArticle,
    Mention,
    Origin,
    Span,
    Speaker,
    Statement,
    When,
)
from riwaya.store import pack

GIVEN = (
    "رامي", "ليلى", "نديم", "هالة", "منصف", "سناء", "طارق", "ريم", "عدنان", "كريمة", "وائل",
    "أمينة", "جلال", "نوال", "بسام", "فاتن", "إياد", "سلوى", "مراد", "غادة", "هيثم", "رشا",
    "أنور", "مها",
)  # fmt: skip
FAMILY = (
    "النابلي", "العاصي", "الدبس", "السعدان", "نويهض", "القصير", "الصباغ", "البيطار", "التلماري",
    "سلوم", "الفارس", "العبيدي", "الحلواني", "شقرون", "بوزيد", "المرزوقي", "الجابري", "حداد",
    "اليعقوبي", "عنتابي", "المهيري", "زيتون", "الخوري", "الورداني", "قباني", "السبسبي", "مرعشلي",
    "فرنجية", "الأيوبي", "بركات", "الشهابي", "عويضة",
)  # fmt: skip
PLACES = (
    "مرسانا", "الصفصافة", "تل الريحان", "السرو", "تلمارة", "وادي النخيل", "عين الباشق",
    "رأس الرمان", "كفر ميسون", "دير الغزال", "نبع الحور", "جسر الشغور", "دمشق", "حلب", "بيروت",
    "صيدا", "عمّان", "إربد", "بغداد", "البصرة", "الرقة", "صفاقس", "وهران", "طنجة", "بنغازي",
    "الخرطوم", "عدن", "أسوان", "غزة", "نابلس", "الكويت", "المنامة", "قابس", "تعز", "الموصل",
    "كركوك",
)  # fmt: skip
OUTLETS = (
    "المرصاد", "الشراع نت", "الأفق المغاربي", "وكالة واتل", "صوت الميناء", "النهار التلماري",
    "مرايا اليوم", "الراصد", "بريد الشرق", "جريدة الضفاف", "شبكة السنابل", "المنار الجديد",
)  # fmt: skip
ROLES = (
    "وزير النقل", "محافظ", "الناطق باسم الحكومة", "مدير الدفاع المدني", "نقيب المهندسين",
    "رئيسة اللجنة الأهلية", "مدير المشفى الوطني", "قائد الشرطة", "رئيس البلدية", "النائب",
)  # fmt: skip
TOPICS = (
    (
        "انهيار جسر",
        "انهار جسر المشاة القديم في {place}",
        "الجسر كان متصدعا منذ {n} أشهر",
        "إصابة {n} من المارة",
    ),
    (
        "حريق مستودع",
        "اندلع حريق في مستودع للأخشاب في {place}",
        "الحريق نجم عن تماس كهربائي",
        "احتراق {n} شاحنات",
    ),
    (
        "إضراب المعلمين",
        "بدأ المعلمون إضرابا مفتوحا في {place}",
        "الرواتب تأخرت {n} أسابيع",
        "فصل {n} معلما",
    ),
    (
        "فيضان النهر",
        "غمرت مياه الفيضان أحياء من {place}",
        "السيول جرفت {n} منزلا",
        "وجود ضحايا بين السكان",
    ),
    (
        "اكتشاف أثري",
        "كشفت بعثة التنقيب عن فسيفساء نادرة في {place}",
        "اللوحة تعود إلى {n} قرنا",
        "سرقة قطع من الموقع",
    ),
    (
        "وقف إطلاق النار",
        "دخل وقف إطلاق النار حيز التنفيذ في {place}",
        "الهدنة تشمل {n} بلدات",
        "خرق الهدنة",
    ),
    (
        "انقطاع الكهرباء",
        "انقطع التيار الكهربائي عن {place}",
        "العطل أصاب {n} محطات تحويل",
        "تقنين التيار ليلا",
    ),
    (
        "موسم الزيتون",
        "انطلق موسم قطاف الزيتون في {place}",
        "المحصول بلغ {n} ألف طن",
        "تصدير الزيت المغشوش",
    ),
    (
        "تلوث المياه",
        "أغلقت البلدية آبار الشرب في {place}",
        "العينات أظهرت تلوثا في {n} آبار",
        "تسجيل إصابات بالكوليرا",
    ),
    (
        "معبر حدودي",
        "أعيد فتح المعبر الحدودي قرب {place}",
        "المعبر يستقبل {n} شاحنة يوميا",
        "فرض رسوم على العابرين",
    ),
    (
        "سباق الهجن",
        "اختتم مهرجان سباق الهجن في {place}",
        "المشاركون بلغوا {n} متسابقا",
        "استخدام المنشطات",
    ),
    ("قطار جديد", "سير أول قطار كهربائي إلى {place}", "الرحلة تستغرق {n} دقيقة", "رفع سعر التذكرة"),
    (
        "تفشي الحصبة",
        "سجلت حالات حصبة بين الأطفال في {place}",
        "اللقاح وصل إلى {n} مركزا",
        "نفاد اللقاحات",
    ),
    ("هزة أرضية", "ضربت هزة أرضية خفيفة {place}", "قوة الهزة بلغت {n} درجات", "تصدع السد"),
    (
        "مزاد الخيول",
        "أقيم مزاد للخيول الأصيلة في {place}",
        "السعر الأعلى بلغ {n} ألف دينار",
        "التلاعب بالمزاد",
    ),
    ("محاكمة مهربين", "بدأت محاكمة شبكة تهريب في {place}", "المتهمون {n} أشخاص", "تعذيب الموقوفين"),
    ("جفاف السدود", "تراجع منسوب السد قرب {place}", "المخزون يكفي {n} أسبوعا", "تحويل مجرى النهر"),
    (
        "نقص الخبز",
        "وقف الناس طوابير أمام المخابز في {place}",
        "الطحين يكفي {n} أيام",
        "تهريب الطحين",
    ),
    (
        "عودة النازحين",
        "عادت قافلة من النازحين إلى {place}",
        "العائدون {n} عائلة",
        "منع العائلات من العودة",
    ),
    ("معرض الكتاب", "افتتح معرض الكتاب في {place}", "الناشرون {n} دارا", "مصادرة كتب"),
)
FILLERS = (
    "وتجمع الأهالي في الساحة منذ ساعات الصباح.", "ولم تصدر أي جهة أخرى تعليقا حتى الآن.",
    "ووعدت السلطات بنشر تقرير مفصل في وقت لاحق.", "ويأتي ذلك بعد أسابيع من الشكاوى.",
    "وكانت المدينة قد شهدت حوادث مماثلة في الأعوام الماضية.", "وتواصلت الأعمال حتى ساعة متأخرة.",
    "وأظهرت صور متداولة جانبا مما جرى.", "ودعا ناشطون إلى اجتماع عاجل.",
)  # fmt: skip
SAYS = (("قال", "assert"), ("أكد", "confirm"), ("أعلن", "assert"), ("حذر", "warn"))
_MARKS = str.maketrans({"م": "مُ", "ن": "نَ", "ر": "رِ", "ل": "لّ"})
_BARE = str.maketrans("أإآ", "ااا")
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Made(msgspec.Struct, frozen=True):
    """An invented article, and what is in it."""

    article: AnnotatedArticle
    topic: str
    place: str
    speaker: str
    denier: str
    number: int
    style: int


class _Text:
    """A body that grows, and where its parts stand."""

    def __init__(self, style: int) -> None:
        self.style, self.text = style, ""
        self.mentions: list[Mention] = []
        self.statements: list[Statement] = []

    def add(self, said: str) -> Span:
        start = len(self.text)
        self.text += written(said, self.style)
        return Span(start=start, end=len(self.text))

    def name(self, name: str, kind: str) -> None:
        at = self.add(name)
        self.mentions.append(
            Mention(
                start=at.start, end=at.end, text=self.text[at.start : at.end], type=kind,  # type: ignore[arg-type]
                entity=f"{kind}:{name}", name=name,
            )
        )  # fmt: skip

    def said(self, who: str, cue: Span, content: Span, stance: str) -> None:
        self.statements.append(
            Statement(
                id=f"s{len(self.statements) + 1}", speaker=Speaker(text=who, name=who),
                cue=Cue(
                    start=cue.start, end=cue.end, text=self.text[cue.start : cue.end], lemma=""
                ),
                content=content, mode="indirect", stance=stance,  # type: ignore[arg-type]
            )
        )  # fmt: skip


def written(said: str, style: int) -> str:
    """A text as one of five hands writes it."""
    if style == 1:
        return said.translate(_MARKS)
    if style == 2:
        return said.translate(_BARE)
    if style == 3:
        return said.translate(_INDIC)
    return said.replace("ست", "ســت") if style == 4 else said


def articles(count: int, seed: int = 7, *, words: int = 0) -> Iterator[Made]:
    """So many articles, the same for the same seed; with `words` each has a paragraph of so many
    usual words besides, so that the index has as much to hold as in life."""
    rng = random.Random(seed)
    usual = [word for row in rows("name_stops") for word in row["words"].split()]
    rng.shuffle(usual)
    weights = list(accumulate(1 / (rank + 1) ** 0.9 for rank in range(len(usual))))
    for number in range(count):
        more = " ".join(rng.choices(usual, cum_weights=weights, k=words)) if words else ""
        yield _article(number, rng, more)


def _article(number: int, rng: random.Random, more: str) -> Made:
    topic, lead, claim, denied = rng.choice(TOPICS)
    place, outlet = rng.choice(PLACES), rng.choice(OUTLETS)
    first = f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
    second = f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
    day = date(2022, 1, 1) + timedelta(days=rng.randrange(900))
    style = rng.randrange(1, 5) if number % 5 == 0 else 0
    figure = rng.randrange(3, 90)
    cue, stance = rng.choice(SAYS)
    body = _Text(style)
    inside = "ب" if number % 3 == 0 else "في "  # بتلمارة, or في تلمارة
    before, _, after = lead.replace("في {place}", inside + "{place}").partition("{place}")
    body.add(before)
    body.name(place, "GPE")
    body.add(f"{after} يوم {day.day}/{day.month}/{day.year}.\n\n")
    at = body.add(cue)
    body.add(f" {rng.choice(ROLES)} ")
    body.name(first, "PER")
    body.add(" إن ")
    body.said(first, at, body.add(claim.format(n=figure)), stance)
    body.add(". ")
    at = body.add("ونفى")
    body.add(f" {rng.choice(ROLES)} ")
    body.name(second, "PER")
    body.add(" ")
    body.said(second, at, body.add(denied.format(n=figure)), "deny")
    body.add(f".\n\n{' '.join(rng.sample(FILLERS, 3))}")
    if more:
        body.add(f"\n\n{more}")
    title = written(f"{topic} {inside}{place}: {first} يوضح و{second} ينفي", style)
    return Made(
        article=_record(number, title, outlet, day, body), topic=topic, place=place,
        speaker=first, denier=second, number=figure, style=style,
    )  # fmt: skip


def _record(
    number: int, title: str, outlet: str, day: date, body: _Text
) -> AnnotatedArticle:  # fmt: skip
    name = f"made{number:06}"
    when = day.isoformat()
    return AnnotatedArticle(
        id=name, page=Origin(sha256=sha256(name.encode()).hexdigest()), title=title,
        body=body.text, paragraphs=(Span(start=0, end=len(body.text)),), outlet=outlet,
        language="ar", mentions=tuple(body.mentions), statements=tuple(body.statements),
        published=When(start=when, end=when, precision="day", basis="metadata", evidence=when),
    )  # fmt: skip


def incoming(made: Made) -> Incoming:
    """An article as an archive takes it in."""
    one = made.article
    given = GivenArticle(text=one.body, id=one.id, title=one.title)
    page = Captured(sha256=one.page.sha256, given=given)
    return Incoming(page=page, packed=pack(one.body.encode()), article=one)

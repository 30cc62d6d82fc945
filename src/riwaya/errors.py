"""The tree of errors, and the catalogue of what they say, in English and Arabic.

Every message says what is wrong and where; the code is stable and is what programs should test.
"""

from __future__ import annotations

from types import MappingProxyType

MESSAGES = MappingProxyType(
    {
        "not_found": ("no such file or folder", "لا يوجد ملف أو مجلد بهذا الاسم"),
        "unreadable": ("cannot be opened: {detail}", "تعذر فتحه: {detail}"),
        "no_match": ("the pattern matches no file", "لا ملف يطابق هذا النمط"),
        "empty": ("the input is empty", "المدخل فارغ"),
        "binary": ("binary data, not a page of text", "بيانات ثنائية، لا صفحة نص"),
        "too_large": ("larger than the cap of {detail}", "أكبر من الحد المسموح وهو {detail}"),
        "charset": ("the text encoding cannot be told", "تعذرت معرفة ترميز النص"),
        "not_arabic": ("no Arabic text to speak of", "لا يكاد يوجد فيه نص عربي"),
        "no_article": ("no article was found on the page", "لم يُعثر على مقال في الصفحة"),
        "bad_record": ("not a usable record: {detail}", "سجل غير صالح: {detail}"),
        "duplicate_id": (
            "a second, different article carries the id {detail}",
            "مقال ثان مختلف يحمل المعرف {detail}",
        ),
        "too_complex": (
            "the markup is beyond the caps: {detail}",
            "البنية تتجاوز الحدود: {detail}",
        ),
        "fault": ("a fault of ours on this page: {detail}", "خلل من عندنا في هذه الصفحة: {detail}"),
        "not_a_page": ("passed over, no page of text: {detail}", "تُرك لأنه ليس صفحة نص: {detail}"),
        "not_a_feed": ("neither a feed nor a sitemap", "ليس خلاصة ولا خريطة موقع"),
        "damaged": ("damaged: {detail}", "تالف: {detail}"),
        "encrypted": ("encrypted: {detail}", "مشفر: {detail}"),
        "needs_extra": (
            "needs a package that is not installed: pip install 'riwaya[{detail}]'",
            "يحتاج إلى حزمة غير مثبتة: pip install 'riwaya[{detail}]'",
        ),
        "needs_fetch": (
            "addresses to fetch ({detail}): run again with --fetch",
            "عناوين للجلب ({detail}): أعد التشغيل مع --fetch",
        ),
        "address_refused": ("an address that is not fetched: {detail}", "عنوان لا يُجلب: {detail}"),
        "not_allowed": ("robots.txt does not allow it", "لا يسمح به robots.txt"),
        "http_status": ("the server answered {detail}", "أجاب الخادم: {detail}"),
        "unreachable": ("could not be fetched: {detail}", "تعذر جلبه: {detail}"),
        "timeout": ("took longer than {detail}", "استغرق أكثر من {detail}"),
        "model_unreachable": (
            "the language model could not be asked: {detail}",
            "تعذر سؤال النموذج اللغوي: {detail}",
        ),
        "model_no_json": (
            "the language model did not answer in the form that was asked for",
            "لم يجب النموذج اللغوي بالشكل المطلوب",
        ),
        "model_declined": ("the language model declined", "امتنع النموذج اللغوي عن الإجابة"),
        "model_cut_off": (
            "the answer of the language model was cut off at its own limit",
            "انقطع جواب النموذج اللغوي عند حده",
        ),
        "no_workers": (
            "no process starts; a script that uses several works under if __name__ == '__main__':",
            "لا تبدأ أي عملية؛ والبرنامج الذي يستعمل عدة منها يعمل تحت if __name__ == '__main__':",
        ),
        "unwritable": ("cannot be written: {detail}", "تعذرت كتابته: {detail}"),
        "other_run": (
            "left by an unfinished run that is not this one ({detail}); remove it to start anew",
            "بقية تشغيل لم يكتمل غير هذا ({detail})؛ احذفه للبدء من جديد",
        ),
        "not_an_archive": ("not an archive of Riwaya: {detail}", "ليس أرشيفا لرواية: {detail}"),
        "archive_newer": (
            "made by a newer version of Riwaya ({detail}); install that version to open it",
            "أنشأه إصدار أحدث من رواية ({detail})؛ ثبّت ذلك الإصدار لفتحه",
        ),
        "archive_busy": (
            "another process is writing into the archive; try again when it is done",
            "عملية أخرى تكتب في الأرشيف؛ أعد المحاولة حين تنتهي",
        ),
        "archive_damaged": ("the archive is damaged: {detail}", "الأرشيف تالف: {detail}"),
        "archive_failed": ("the archive gave an error: {detail}", "أعطى الأرشيف خطأ: {detail}"),
        "no_such": ("nothing in the archive has this id", "لا شيء في الأرشيف يحمل هذا المعرف"),
        "bad_cursor": ("not a cursor of this list", "ليس مؤشرا لهذه القائمة"),
        "bad_decision": ("not a usable decision: {detail}", "قرار غير صالح: {detail}"),
        "alone_in_event": (
            "it is the only account of its event",
            "هو الرواية الوحيدة لحدثه",
        ),
        "not_in_event": (
            "it is no account of this event now",
            "ليس الآن رواية لهذا الحدث",
        ),
        "given_event": (
            "it was handed over as an account of this event, which no decision changes",
            "سُلّم على أنه رواية لهذا الحدث، ولا يغير ذلك قرار",
        ),
        "same_event": ("this is the same event already", "هذا هو الحدث نفسه من قبل"),
        "too_many_pairs": (
            "the event has too many accounts to decide this at one go: {detail} pairs at most",
            "روايات الحدث أكثر من أن يُقرر هذا دفعة واحدة، والحد {detail} زوجا",
        ),
        "needs_who": ("say who decides: a name is needed", "اكتب من يقرر: يلزم اسم"),
        "needs_choice": ("nothing was chosen", "لم يُختر شيء"),
        "needs_day": (
            "say the day, or that it is unknown",
            "اكتب اليوم، أو قل إنه غير معروف",
        ),
        "needs_speaker": (
            "say who the speaker is, or that it is unknown",
            "اكتب القائل، أو قل إنه غير معروف",
        ),
        "days_reversed": (
            "the last day is before the first: {detail}",
            "آخر الأيام قبل أولها: {detail}",
        ),
        "text_too_long": (
            "a text is longer than {detail} characters",
            "نص أطول من {detail} حرف",
        ),
        "text_unreadable": (
            "a text has characters that cannot be kept",
            "في النص حروف لا يمكن حفظها",
        ),
        "no_statement": (
            "the article has no such statement now; load its page anew",
            "ليس في المقال هذا القول الآن؛ أعد تحميل صفحته",
        ),
        "only_read": (
            "this server only reads; start it with --decide to take decisions",
            "هذا الخادم للقراءة وحدها؛ شغّله بالخيار --decide لاتخاذ القرارات",
        ),
        "wrong_media": (
            "not in the form that is taken here: {detail}",
            "ليس بالصيغة المقبولة هنا: {detail}",
        ),
        "already_kept": ("already in the archive", "موجود في الأرشيف"),
        "forgotten": ("deleted from the archive before", "حُذف من الأرشيف من قبل"),
        "bad_option": ("not a usable option: {detail}", "خيار لا يصلح: {detail}"),
        "no_page": ("there is no page at this address", "لا صفحة في هذا العنوان"),
        "hidden": ("a person took this out of view", "حجبه شخص عن العرض"),
        "gone": ("this was taken out of the archive", "أُخرج هذا من الأرشيف"),
        "moved": ("this is now part of {detail}", "صار هذا جزءا من {detail}"),
        "bad_parameter": (
            "not a usable value of this parameter: {detail}",
            "قيمة لا تصلح لهذا المعامل: {detail}",
        ),
        "wrong_host": ("this server is not called so", "ليس هذا اسم هذا الخادم"),
        "wrong_origin": ("asked from another site", "جاء الطلب من موقع آخر"),
        "needs_token": ("a token is needed to read this", "تلزم كلمة سر للقراءة"),
        "wrong_method": ("this can only be read", "لا يقبل هذا العنوان إلا القراءة"),
        "address_too_long": ("the address is too long", "العنوان أطول من المسموح"),
        "not_acceptable": (
            "it is not given in the format that was asked for",
            "لا يُعطى بالصيغة المطلوبة",
        ),
        "too_slow": (
            "this takes too long to work out; ask for less",
            "يستغرق هذا وقتا طويلا؛ اطلب أقل منه",
        ),
        "being_counted": (
            "the archive is being counted; ask again in a moment",
            "يجري عدّ ما في الأرشيف؛ أعد الطلب بعد قليل",
        ),
        "server_fault": ("a fault of ours; it was noted", "خلل من عندنا، وقد سُجّل"),
        "bad_date": ("not an ISO 8601 date: {detail}", "ليس تاريخا بصيغة ISO 8601: {detail}"),
    }
)


class RiwayaError(Exception):
    """The root of every error that Riwaya raises on purpose.

    `code` is a key of `MESSAGES`; `where` names the input; `detail` fills the sentence."""

    def __init__(self, code: str, where: str, detail: str = "") -> None:
        self.code = code
        self.where = where
        self.detail = detail
        super().__init__(f"{where}: {self.sentence()}")

    def sentence(self, language: str = "en") -> str:
        """The message in English or, with `language="ar"`, in Arabic."""
        english, arabic = MESSAGES[self.code]
        return (arabic if language == "ar" else english).format(detail=self.detail)


class InputRefused(RiwayaError):  # noqa: N818 - a refusal is the word of the glossary
    """The input cannot become an article; the rest goes on."""


class UsageError(RiwayaError):
    """The caller asked for something that makes no sense; nothing was done."""

"""A page that contradicts itself on its day says so, with its own words."""

from riwaya.records import Time
from riwaya.report.days import contradiction
from riwaya.report.labels import labels_in


def _time(text: str, note: str | None) -> Time:
    return Time(start=0, end=len(text), text=text, value=None, note=note)


def test_both_days_are_quoted() -> None:
    times = [
        _time("اليوم الخميس", "weekday_conflict"),
        _time("صباح اليوم السبت", "weekday_conflict"),
    ]
    assert "«اليوم الخميس»، «صباح اليوم السبت»" in contradiction(times, labels_in("ar"))


def test_one_day_contradicts_nothing() -> None:
    times = [_time("اليوم الخميس", "weekday_conflict"), _time("أمس", None)]
    assert contradiction(times, labels_in("ar")) == ""

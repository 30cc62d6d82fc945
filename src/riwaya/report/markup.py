"""What templates of comparisons stand on, in a file of its own and on the pages of the server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from riwaya.report.labels import Labels, direction
from riwaya.report.phrases import embraced, fill
from riwaya.report.shapes import Slice, Value

_SHARED = "slices.html.j2"


def environment(package: str, labels: Labels, to: Callable[[Slice], str | None]) -> Environment:
    """The templates of a package, with the macros of `slices.html.j2` and what these use. `to` is
    the address of a slice, None where it has none."""

    def loaded(name: str) -> str:
        folder = resources.files("riwaya.report" if name == _SHARED else package)
        path = folder / name if name.endswith(".css") else folder / "templates" / name
        return path.read_text(encoding="utf-8")

    def href(at: Slice) -> Markup:
        address = to(at)
        return Markup(' href="{}"').format(address) if address is not None else Markup("")

    made = Environment(
        loader=FunctionLoader(loaded), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals.update(
        plain=labels.phrase, count=labels.count, digits=labels.digits, spoken=spoken,
        embraced=embraced, comma=labels.phrase("comma") + " ", to=href,
    )  # fmt: skip
    return made


def phrase(
    labels: Labels, key: str, values: Mapping[str, object], told: Callable[[str], Markup]
) -> Markup:
    """A phrase with every value as `told` makes it: escaped, and isolated from its direction."""
    runs = fill(labels, key, **{name: Value(str(value)) for name, value in values.items()})
    return Markup("").join(escape(run) if isinstance(run, str) else told(run.text) for run in runs)


@cache
def spoken(language: str | None) -> Markup:
    """The attributes of an element whose words are in a language; none where it is unknown.

    >>> spoken("ar"), spoken(None)
    (Markup(' lang="ar" dir="rtl"'), Markup(''))
    """
    if language is None:
        return Markup("")
    return Markup(' lang="{}" dir="{}"').format(language, direction(language))

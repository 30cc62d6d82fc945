"""Why two articles are, or are not, in one event, for reading."""

from __future__ import annotations

from riwaya.records import Explanation
from riwaya.report.labels import labels_in


def render_explanation(found: Explanation, language: str) -> str:
    """The score against what one event needs, then each part of it with what it adds, the most
    telling first; in Arabic for `ar`, else in English."""
    label = labels_in("ar" if language == "ar" else "en").phrase
    needed = f"{label('explain.needed')} {found.needed:.2f}"
    lines = [
        label("explain.together" if found.together else "explain.apart"),
        f"{label('explain.score')} {found.score:.2f} ({needed})",
    ]
    links = "explain.within" if found.together else "explain.between"
    lines.append(f"{label(links)} {found.between_events:.2f}")
    if found.storyline and not found.together:
        lines.append(label("explain.storyline"))
    if found.decision is not None:
        lines.append(label("explain.same" if found.decision.same else "explain.not_same"))
    ranked = sorted(found.reasons.items(), key=lambda one: (-abs(one[1]), one[0]))
    for name, added in ranked:
        part = found.parts.get(name)
        shown = label("unknown") if part is None else f"{part:.2f}"
        lines.append(f"  {added:+.2f}  {label('part.' + name)}: {shown}")
    return "\n".join(lines) + "\n"

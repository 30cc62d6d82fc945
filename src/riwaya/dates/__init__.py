"""Time expressions of Arabic text: found, resolved, and settled among accounts of one event."""

from riwaya.dates.find import find
from riwaya.dates.settle import Document, Settled, settle

__all__ = ["Document", "Settled", "find", "settle"]

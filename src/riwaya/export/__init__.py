"""Records for other programs: tables, feeds, the data of web pages and agencies, references.

`write` is the door; `formats` says what there is. Every format is a pure function from records to
bytes, in the order of the records, and reads no clock.
"""

from riwaya.export.citation import Citation, cite
from riwaya.export.cited import say
from riwaya.export.door import Written, stream, write
from riwaya.export.formats import Format, Kind, Options, formats

__all__ = [
    "Citation",
    "Format",
    "Kind",
    "Options",
    "Written",
    "cite",
    "formats",
    "say",
    "stream",
    "write",
]

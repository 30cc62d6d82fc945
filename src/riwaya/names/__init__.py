"""What is known of names: the lexicons, and whether two forms may be one name.

>>> same_referent("الخارجية الروسية", "وزارة خارجية روسيا", "ORG")
True
"""

from __future__ import annotations

from riwaya.names.same import same_referent

__all__ = ["same_referent"]

"""Ids of districts."""

import hashlib
import re


def unit_id(region, code, name):
    """Region id + GeoNames admin2 code, or + x and 8 hex digits of a hash of the
    normalised name (lower case, ё as е, one space between words)."""
    if code:
        return f"{region}.{code}"
    normal = re.sub(r"\s+", " ", name.lower().replace("ё", "е")).strip()
    return f"{region}.x{hashlib.sha256(normal.encode()).hexdigest()[:8]}"

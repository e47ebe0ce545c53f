"""The one byte form of a JSON value (RFC 8785), and hashes over it."""

from __future__ import annotations

import hashlib
import json
import math
from decimal import Decimal
from typing import Any


def _number(value: float) -> str:
    """ECMAScript's shortest form of a double, as RFC 8785 section 3.2.2.3 asks."""
    if not math.isfinite(value):
        raise ValueError(f"{value} has no JSON form")
    if value == 0:
        return "0"
    negative, figures, exponent = Decimal(repr(value)).normalize().as_tuple()
    assert isinstance(exponent, int)
    digits = "".join(map(str, figures))
    count, point = len(digits), len(digits) + exponent  # the decimal point stands after `point`
    if count <= point <= 21:
        text = digits + "0" * (point - count)
    elif 0 < point <= 21:
        text = f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        text = f"0.{'0' * -point}{digits}"
    else:
        fraction = f".{digits[1:]}" if count > 1 else ""
        text = f"{digits[0]}{fraction}e{point - 1:+d}"
    return f"-{text}" if negative else text


def canonical(value: Any) -> str:
    """Write a JSON value in the canonical form of RFC 8785: sorted keys, no spaces, UTF-8.

    Raises
    ------
    ValueError : not finite, or not a JSON value

    >>> canonical({"b": 1.0, "a": [True, None, "é", 1e-7, 0.00001]})
    '{"a":[true,null,"é",1e-7,0.00001],"b":1}'
    """
    match value:
        case None:
            return "null"
        case True:
            return "true"
        case False:
            return "false"
        case int():
            if abs(value) <= 2**53:
                return str(value)
            if (text := _number(float(value))) != str(value):  # a double would lose digits
                raise ValueError(f"{value} has no exact JSON form")
            return text
        case float():
            return _number(value)
        case str():
            return json.dumps(value, ensure_ascii=False)
        case list() | tuple():
            return "[" + ",".join(canonical(item) for item in value) + "]"
        case dict():
            if not all(isinstance(key, str) for key in value):
                raise ValueError("the keys of a JSON object are strings")
            keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
            return "{" + ",".join(f"{canonical(k)}:{canonical(value[k])}" for k in keys) + "}"
    raise ValueError(f"{type(value).__name__} is not a JSON value")


def sha256(data: bytes) -> str:
    """Lower-case hexadecimal SHA-256."""
    return hashlib.sha256(data).hexdigest()


def digest(value: Any) -> str:
    """SHA-256 of the canonical form of a JSON value."""
    return sha256(canonical(value).encode())

"""The canonical form is the one of RFC 8785, and stable under printing and parsing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aselepo.core.canonical import canonical, digest

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=20,
)


def test_numbers_of_the_standard() -> None:
    # the array of RFC 8785 section 3.2.2 and the corners of appendix B
    assert (
        canonical([333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001])
        == "[333333333.3333333,1e+30,4.5,0.002,1e-27]"
    )
    assert canonical([-0.0, 5e-324, 1.7976931348623157e308, 1e21, 999999999999999900000.0]) == (
        "[0,5e-324,1.7976931348623157e+308,1e+21,999999999999999900000]"
    )


def test_keys_sort_by_utf16() -> None:
    assert canonical({"\u20ac": 1, "\r": 2, "\U0001f600": 3, "1": 4, "\ufb33": 5}) == (
        '{"\\r":2,"1":4,"\u20ac":1,"\U0001f600":3,"\ufb33":5}'
    )


@given(values)
def test_parse_then_print_gives_the_same_bytes(value: object) -> None:
    text = canonical(value)
    assert canonical(json.loads(text)) == text
    assert digest(json.loads(text)) == digest(value)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), 2**60 + 1, {1: 2}, object()])
def test_no_form(bad: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        canonical(bad)

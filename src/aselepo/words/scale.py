"""Scale words for probabilities, from one fixed table.

| word | from | to below |
|---|---|---|
| very unlikely | 0 | 0.10 |
| unlikely | 0.10 | 0.33 |
| about even | 0.33 | 0.66 |
| likely | 0.66 | 0.90 |
| very likely | 0.90 | 0.97 |
| almost certain | 0.97 | 1 (included) |

The words are for text that parties and public read; numbers stand beside them with both bounds.
"""

from __future__ import annotations

SCALE: tuple[tuple[str, float], ...] = (
    ("very-unlikely", 0.10),
    ("unlikely", 0.33),
    ("about-even", 0.66),
    ("likely", 0.90),
    ("very-likely", 0.97),
    ("almost-certain", 1.0),
)
"""Steps with the probability at which the next one begins."""


def step(p: float) -> str:
    """The step of one probability.

    Raises
    ------
    ValueError : not a probability

    >>> step(0.1), step(0.9), step(1.0)
    ('unlikely', 'very-likely', 'almost-certain')
    """
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"{p} is not a probability")
    return next((name for name, below in SCALE if p < below), SCALE[-1][0])


def scale_keys(p_lo: float, p_hi: float) -> tuple[str, ...]:
    """The steps at the two ends of an interval: one where they agree, none where it says nothing.

    >>> scale_keys(0.91, 0.95), scale_keys(0.2, 0.7), scale_keys(0.0, 1.0)
    (('very-likely',), ('unlikely', 'likely'), ())
    """
    if p_lo > p_hi:
        raise ValueError(f"{p_lo} to {p_hi} is no interval")
    low, high = step(p_lo), step(p_hi)
    if low == high:
        return (low,)
    if (low, high) == (SCALE[0][0], SCALE[-1][0]):
        return ()
    return low, high

"""Is the level still that of the reference? An alarm that keeps its stated rate of false alarms.

Each day's count is compared with the forecast made before it. The ratio of its chance under a
level `m` times the reference to its chance under the reference has mean 1 while the reference
holds, so the Shiryaev-Roberts sum of these ratios grows by one a day at most on average, and
reaching A takes A days or more on average without a change.

References
----------
e-detectors: Shin, Ramdas, Rinaldo, New England Journal of Statistics in Data Science, 2024.
e-BH: Wang, Ramdas, Journal of the Royal Statistical Society B 84, 2022, 822-852.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from aselepo.rates.latent import F64, Reference, advance, log_chance

RISES = (1.25, 1.5, 2.0, 3.0)
FALLS = (0.05, 0.2, 0.5, 0.75)
DAYS_A_YEAR = 365.0
MOST = 1e250
"""Evidence is cut here: more says nothing more, and infinity would swallow what follows."""

Level = Literal["within reference", "above reference", "below reference"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One day of watching: evidence for a rise and for a fall, and what it adds up to."""

    count: float
    expected: float
    """Forecast of the day before it, at its exposure; 0 where nothing was watched."""
    exposure: float
    e_rise: float
    e_fall: float
    evidence_rise: float
    evidence_fall: float
    """Shiryaev-Roberts sums; at or above the alarm level the alarm stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """The level after the last day, the day of the first alarm, and the days themselves."""

    level: Level
    alarm_level: float
    risen_on: int | None
    """Place of the first day of the alarm for a rise; it never falls silent by itself."""
    fallen_on: int | None
    days: tuple[Watch, ...]


def alarm(
    reference: Reference, counts: F64, exposure: F64, *, false_alarms_a_year: float = 1.0
) -> Alarm:
    """Watch the days after a reference.

    Parameters
    ----------
    counts, exposure : float64, shape (n,), in order of days, in the units of the reference
    false_alarms_a_year : of a rise while the reference holds, and the same of a fall

    Returns
    -------
    Alarm. The promise holds for the forecast of the reference as learned; the memory of the latent
    rate lets the forecast follow a lasting change, so slow drift wants `rate_sequence` beside it.
    """
    threshold = DAYS_A_YEAR / false_alarms_a_year
    ratios = np.array((*RISES, *FALLS))
    sums = np.zeros(len(ratios))
    state = reference.state
    days: list[Watch] = []
    risen = fallen = None
    for place, (count, days_seen) in enumerate(zip(counts, exposure, strict=True)):
        moved = np.einsum("kz,kzy->ky", state, reference.step)
        e, expected = np.ones(len(ratios)), 0.0
        if days_seen > 0:
            joint = moved * reference.weight[:, None]
            mean = reference.rate[:, None] * reference.level * days_seen
            expected = float((joint * mean).sum())
            usual = _total(joint, log_chance(reference, count, days_seen, 1.0))
            e = np.array(
                [
                    np.exp(
                        min(
                            _total(joint, log_chance(reference, count, days_seen, m)) - usual, 600.0
                        )
                    )
                    for m in ratios
                ]
            )
        state, _ = advance(reference, state, count, days_seen)
        sums = np.minimum((1.0 + sums) * e, MOST) if days_seen > 0 else sums
        rise, fall = sums[: len(RISES)].mean(), sums[len(RISES) :].mean()
        days.append(
            Watch(
                count=float(count),
                expected=expected,
                exposure=float(days_seen),
                e_rise=float(e[: len(RISES)].mean()),
                e_fall=float(e[len(RISES) :].mean()),
                evidence_rise=float(rise),
                evidence_fall=float(fall),
            )
        )
        risen = place if risen is None and rise >= threshold else risen
        fallen = place if fallen is None and fall >= threshold else fallen
    return Alarm(
        level=_level(risen, fallen),
        alarm_level=threshold,
        risen_on=risen,
        fallen_on=fallen,
        days=tuple(days),
    )


def _total(joint: F64, log: F64) -> float:
    with np.errstate(divide="ignore"):  # a state that cannot be has log-chance -inf
        log = log + np.log(joint)
    top = log.max()
    return float(np.log(np.exp(log - top).sum()) + top)


def _level(risen: int | None, fallen: int | None) -> Level:
    """The newer of two alarms holds."""
    if risen is None and fallen is None:
        return "within reference"
    return "above reference" if (risen or -1) > (fallen or -1) or fallen is None else (
        "below reference"
    )  # fmt: skip


def e_bh(e_values: Sequence[float], *, level: float) -> tuple[int, ...]:
    """Which of many e-values count when at most a share `level` of those named may be wrong.

    Returns
    -------
    places of the e-values named, ascending; valid under any dependence

    >>> e_bh([100.0, 30.0, 1.0], level=0.1)
    (0, 1)
    """
    order = sorted(range(len(e_values)), key=lambda place: (-e_values[place], place))
    size = len(e_values)
    keep = max(
        (k for k in range(1, size + 1) if e_values[order[k - 1]] >= size / (level * k)), default=0
    )
    return tuple(sorted(order[:keep]))

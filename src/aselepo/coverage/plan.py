"""Which posts, sensors and patrols raise the worst-served provision and area most for their cost.

A group is a provision's class in an area; it is served by the chance that one incident at a random
place and moment there is noticed. At each place the best of the chosen counts, as in `exposure`.

References
----------
Church, ReVelle, Papers of the Regional Science Association 32, 1974, 101-118 (maximal covering).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
NEAR = 0.01
"""A plan may fall short of the best one by this share."""
TIE = 1e-3
"""Weight of the mean beside the worst: of equal plans the one that serves the others better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The chosen candidates and what they serve."""

    chosen: tuple[int, ...]
    cost: float
    worst: float
    """Chance in the worst-served group that any candidate can serve at all."""
    served: F64
    """Chance by group, shape (groups,)."""
    unreachable: tuple[int, ...]
    """Groups that no candidate serves at any cost."""
    short_by: float
    """The best plan is better by no more than this share, as far as the solver came."""


def choose(
    chance: F64,
    cost: F64,
    group: I64,
    weight: F64,
    *,
    budget: float,
    time_limit_s: float = 50.0,
) -> Choice:
    """Choose candidates within a budget.

    Parameters
    ----------
    chance : float64, shape (candidates, demands): to notice one incident of the demand's class at
        its place
    cost : float64, shape (candidates,), >= 0
    group, weight : shape (demands,): the group of each demand, 0 to groups - 1, and its share of
        the group's incidents; weights of a group sum to 1
    budget : of all chosen together, >= 0

    Returns
    -------
    Choice

    Raises
    ------
    TimeoutError : no plan was found within the time limit
    """
    groups = int(group.max()) + 1 if len(group) else 0
    best_each = chance.max(axis=0, initial=0.0)
    could = np.asarray(np.bincount(group, weight * best_each, minlength=groups), dtype=np.float64)
    unreachable: I64 = np.flatnonzero(could <= 0)
    reachable: I64 = np.flatnonzero(could > 0)
    empty = np.zeros(len(cost), dtype=bool)
    if not len(reachable) or not (cost <= budget).any():
        return _choice(empty, chance, cost, group, weight, unreachable, 0.0)
    solved = milp(
        **_programme(chance, cost, group, weight, reachable, budget),
        options={"time_limit": time_limit_s, "mip_rel_gap": NEAR},
    )
    if solved.x is None:
        raise TimeoutError(f"no plan within {time_limit_s:g} s")
    chosen = solved.x[: len(cost)] > 0.5
    gap = float(solved.mip_gap) if solved.mip_gap is not None else 0.0
    return _choice(chosen, chance, cost, group, weight, unreachable, gap)


def served(chosen: Sequence[int], chance: F64, group: I64, weight: F64) -> F64:
    """Chance by group with these candidates, shape (groups,)."""
    best = chance[list(chosen)].max(axis=0, initial=0.0)
    return np.asarray(np.bincount(group, weight * best), dtype=np.float64)


def without_each(choice: Choice, chance: F64, group: I64, weight: F64) -> F64:
    """Worst-served group when any one of the chosen is lost, shape of `choice.chosen`."""
    reachable = np.setdiff1d(np.arange(len(choice.served)), choice.unreachable)
    lost = [
        served([j for j in choice.chosen if j != gone], chance, group, weight)[reachable].min()
        for gone in choice.chosen
    ]
    return np.array(lost)


def _choice(
    chosen: npt.NDArray[np.bool_],
    chance: F64,
    cost: F64,
    group: I64,
    weight: F64,
    unreachable: I64,
    gap: float,
) -> Choice:
    places = np.flatnonzero(chosen)
    found = served(places.tolist(), chance, group, weight)
    reachable = np.setdiff1d(np.arange(len(found)), unreachable)
    return Choice(
        chosen=tuple(int(place) for place in places),
        cost=float(cost[places].sum()),
        worst=float(found[reachable].min()) if len(reachable) else 0.0,
        served=found,
        unreachable=tuple(int(each) for each in unreachable),
        short_by=gap,
    )


def _programme(
    chance: F64, cost: F64, group: I64, weight: F64, reachable: I64, budget: float
) -> dict[str, object]:
    """Variables: chosen (J, whole), share of a demand served by a candidate (links), the worst."""
    many = len(cost)
    by, of = np.nonzero(chance > 0)
    links = len(by)
    size = many + links + 1
    link = many + np.arange(links)
    gain = weight[of] * chance[by, of]
    aim = np.zeros(size)
    aim[link] = -TIE * gain / max(len(reachable), 1)
    aim[-1] = -1.0
    one = np.ones(links)
    row = np.arange(links)
    served_by = coo_array((one, (of, link)), shape=(len(group), size))
    only_chosen = coo_array(
        (np.concatenate([one, -one]), (np.concatenate([row, row]), np.concatenate([link, by]))),
        shape=(links, size),
    )
    rank = np.full(int(group.max()) + 1, -1)
    rank[reachable] = np.arange(len(reachable))
    counts = rank[group[of]] >= 0
    worst = coo_array(
        (
            np.concatenate([-gain[counts], np.ones(len(reachable))]),
            (
                np.concatenate([rank[group[of]][counts], np.arange(len(reachable))]),
                np.concatenate([link[counts], np.full(len(reachable), size - 1)]),
            ),
        ),
        shape=(len(reachable), size),
    )
    price = np.zeros((1, size))
    price[0, :many] = cost
    whole = np.zeros(size)
    whole[:many] = 1
    return {
        "c": aim,
        "integrality": whole,
        "bounds": Bounds(np.zeros(size), np.ones(size)),
        "constraints": [
            LinearConstraint(csr_array(served_by), -np.inf, 1.0),
            LinearConstraint(csr_array(only_chosen), -np.inf, 0.0),
            LinearConstraint(csr_array(worst), -np.inf, 0.0),
            LinearConstraint(csr_array(price), -np.inf, budget),
        ],
    }

"""Source models as the arrays of the kernel."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from aselepo.fuse._kernels import Model
from aselepo.fuse.sources import F64, SourceModel, SourceModels


def confusion(source: SourceModel, classes: list[str], labels: list[str]) -> F64:
    """P(label | class), shape (classes, labels + 1); the last column is *no class said*, 1."""
    k = len(classes)
    out = np.ones((k, len(labels) + 1))
    accuracy = 1.0 / k if source.accuracy is None else source.accuracy
    for i, true in enumerate(classes):
        said = source.confusion.get(true, {})
        rest = max(0.0, 1.0 - accuracy - sum(said.values()))
        open_ = [c for c in classes if c != true and c not in said]
        for n, label in enumerate(labels):
            if label == true:
                out[i, n] = accuracy
            elif label in said:
                out[i, n] = said[label]
            else:
                out[i, n] = rest / max(1, len(open_))
    return np.maximum(out, 1e-4)


def by_class(table: Mapping[str, float], name: str) -> float:
    """The value for a class, or for any; 0 where neither is given."""
    return table.get(name, table.get("any", 0.0))


@lru_cache(maxsize=8)
def arrays(models: SourceModels) -> tuple[Model, F64]:
    """The kernel's model and each source's expected reports per incident."""
    names = list(models.sources)
    classes = list(models.classes)
    prior = np.array([models.classes[c] for c in classes])
    prior = prior / prior.sum()
    k, s = len(classes), len(names)
    seen = np.array([[by_class(models.sources[n].detection, c) for c in classes] for n in names])
    seen = np.clip(seen, 1e-4, 0.97)
    cover = np.array([models.sources[n].coverage for n in names])[:, None]
    miss = 1.0 - seen * cover
    first = np.zeros((s, k + 1, k))
    again = np.zeros((s, k + 1, k))
    new = np.zeros((s, k + 1, k))
    unseen = np.zeros((s, k + 1))
    tau = np.ones((s, k))
    gain = np.zeros(s)
    delay, spread = np.zeros(s), np.zeros(s)
    for i, n in enumerate(names):
        source = models.sources[n]
        said = confusion(source, classes, classes).T
        odds = seen[i] / (1.0 - seen[i]) * math.exp(-source.repeats)
        others = np.prod(np.delete(miss, i, axis=0), axis=0)
        first[i] = odds * said
        again[i] = source.repeats * said
        new[i] = prior * others * seen[i] * math.exp(-source.repeats) * said
        unseen[i] = (
            new[i].sum(axis=1) / (prior * seen[i] * said).sum(axis=1) * math.exp(source.repeats)
        )
        if source.clutter_repeats is not None and source.repeats > 0.0:
            gain[i] = math.log(source.repeats / max(source.clutter_repeats, 0.01))
        if source.delay_h:
            tau[i] = [max(1e-3, by_class(source.delay_h, c)) for c in classes]
            w = prior * seen[i] / (prior * seen[i]).sum()
            delay[i] = (w * tau[i]).sum()
            spread[i] = math.sqrt((w * 2 * tau[i] ** 2).sum() - delay[i] ** 2)
    where = {n: i for i, n in enumerate(names)}
    model = Model(
        first=first,
        again=again,
        new=new,
        fresh=new.sum(axis=2),
        follows=np.array([where.get(models.sources[n].follows or "", -1) for n in names], np.int64),
        alone=np.array([models.sources[n].alone for n in names]),
        grain=np.array([models.sources[n].pass_h for n in names]),
        same_pass=np.array([models.sources[n].same_pass for n in names]),
        tau=tau,
        delay=delay,
        spread=spread,
        burst=np.array([models.burst_per_km2_h, models.burst_km, models.burst_h, models.base]),
        gain=gain,
        unseen=unseen,
        same_name=models.same_name,
        blur_km=models.blur_km,
    )
    per_incident = (seen * cover * prior).sum(axis=1) * (
        1.0 + np.array([models.sources[n].repeats for n in names])
    )
    return model, per_incident

"""Nouns and few verbs that every room shares: records, ids, time, class tree, tables, problems.

Comes in: nothing. Goes out: the types on which the front doors of the other rooms agree.
"""

from aselepo.core.canonical import canonical, digest, sha256
from aselepo.core.classes import ClassTree, tree
from aselepo.core.ids import incident_id, observation_id
from aselepo.core.problem import (
    AgreementError,
    AselepoError,
    Code,
    ConfigError,
    Denied,
    InputError,
    Problem,
    SealError,
    SourceError,
    code,
    codes,
)
from aselepo.core.records import KINDS, Draft, Parsed
from aselepo.core.time import Interval, clock, from_local, iso, parse_instant

__all__ = [
    "KINDS",
    "AgreementError",
    "AselepoError",
    "ClassTree",
    "Code",
    "ConfigError",
    "Denied",
    "Draft",
    "InputError",
    "Interval",
    "Parsed",
    "Problem",
    "SealError",
    "SourceError",
    "canonical",
    "clock",
    "code",
    "codes",
    "digest",
    "from_local",
    "incident_id",
    "iso",
    "observation_id",
    "parse_instant",
    "sha256",
    "tree",
]

"""Ids of observations and incidents: hashes of what they name."""

from __future__ import annotations

import hashlib


def observation_id(source: str, external_id: str) -> str:
    """Id of an observation: hash of the source's name and its own id for the report.

    Where the source has no ids, pass the canonical text of the report's content. The same id with
    other content is a revision.

    >>> observation_id("patrol", "2026-03-01/7")
    'o-452caf4b070a67b76ee0'
    """
    return "o-" + hashlib.sha256(f"{source}\x1f{external_id}".encode()).hexdigest()[:20]


def incident_id(seed_observation: str) -> str:
    """Id of an incident: hash of its seed observation's id."""
    return "i-" + hashlib.sha256(f"incident\x1f{seed_observation}".encode()).hexdigest()[:20]

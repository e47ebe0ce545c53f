"""The slow, obvious twin of the engine: one incident, one article, one party at a time.

Plain Python over the rows of a facts file, written from the language's reference and not from the
engine; only agreements are read by the same parser. Covers the worlds of `worlds.py`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import shapely

from aselepo.agreement import Agreement
from aselepo.agreement.model import (
    InAnswer,
    Notified,
    Obligation,
    Ordered,
    Permission,
    Prohibition,
    Signature,
)
from aselepo.core.classes import tree
from aselepo.geo.oracle import polygon_mass

FAR = datetime.fromisoformat("2100-01-01T00:00:00+00:00")
OLD = datetime.fromisoformat("1900-01-01T00:00:00+00:00")
Bounds = tuple[float, float]
Span = tuple[datetime, datetime]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def view(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Newest revision of each id, withdrawn ones gone."""
    best: dict[Any, dict[str, Any]] = {}
    for row in rows:
        key = (row["kind"] if row["kind"] != "map" else "line", row["id"])
        rank = (row.get("rev", 0), at(row["known_at"]))
        if key not in best or rank > best[key][0]:
            best[key] = (rank, row)  # type: ignore[assignment]
    return [row for _, row in best.values() if not row.get("retracted")]  # type: ignore[misc]


class Reference:
    """Findings of prohibitions and duties of one agreement over a view."""

    def __init__(self, text: Agreement, rows: list[dict[str, Any]]) -> None:
        self.text = text
        self.rows = view(rows)
        self._findings: dict[tuple[str, str, str], tuple[str, float, float]] = {}

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["kind"] == kind]

    # time

    def force(self) -> list[Span]:
        (force,) = self.text.force
        end = force.end.at if force.end else FAR
        if isinstance(force.start, Signature):
            times = []
            for party in force.start.parties:
                own = [
                    at(a["time"]) for a in self.of("act")
                    if a["what"] == "signature" and a["by"] == party
                ]  # fmt: skip
                if not own:
                    return []
                times.append(min(own))
            start = max(times)
        else:
            start = force.start.at
        spans = [(start, end)]
        for a, b in self.suspended():
            spans = [
                piece for s, e in spans for piece in ((s, min(e, a)), (max(s, b), e))
                if piece[0] < piece[1]
            ]  # fmt: skip
        return spans

    def suspended(self) -> list[Span]:
        """(not resume) since suspend, with declarations spent once they took effect."""
        found, since = [], OLD
        while True:
            start = self.declared("suspension", since)
            if start is None:
                return found
            end = self.declared("resumption", start)
            found.append((start, end or FAR))
            if end is None:
                return found
            since = end

    def declared(self, what: str, since: datetime) -> datetime | None:
        times = []
        for party in "AB":
            own = [
                at(a["time"]) for a in self.of("act")
                if a["what"] == what and a["by"] == party and at(a["time"]) > since
            ]  # fmt: skip
            if not own:
                return None
            times.append(min(own))
        return max(times)

    def when(self, row: dict[str, Any]) -> tuple[datetime, datetime, bool]:
        if row.get("lasting"):
            return at(row["lasting"][0]), at(row["lasting"][1]), True
        if isinstance(row["time"], list):
            lo, hi = row["time"]
            return at(lo), FAR + timedelta(1) if hi is None else at(hi), False
        return at(row["time"]), at(row["time"]), False

    def share(self, row: dict[str, Any], spans: list[Span]) -> Bounds:
        lo, hi, lasting = self.when(row)
        touched = any(s <= hi and e > lo for s, e in spans)
        if lasting:
            return float(touched), float(touched)
        if lo == hi:
            inside = any(s <= lo < e for s, e in spans)
            return float(inside), float(inside)
        if hi > FAR:
            whole = any(s <= lo and e >= FAR for s, e in spans)
            return float(whole), float(touched)
        seconds = sum(max(0.0, (min(hi, e) - max(lo, s)).total_seconds()) for s, e in spans)
        part = seconds / (hi - lo).total_seconds()
        return part, part

    # place

    def drawn(self, moment: datetime, author: str | None) -> dict[str, Any] | None:
        found = []
        for row in self.of("line"):
            lo, hi = (at(v) if v else None for v in row["valid"])
            if (lo is None or lo <= moment) and (hi is None or moment < hi):
                found.append(row)
        if author is not None:
            found = [r for r in found if r.get("author", "") == author] or found
        found.sort(key=lambda r: (at(r["valid"][0]), at(r["known_at"]), r.get("rev", 0)))
        return found[-1] if found else None

    def authors(self, moment: datetime) -> list[str]:
        names = set()
        for row in self.of("line"):
            lo, hi = (at(v) if v else None for v in row["valid"])
            if (lo is None or lo <= moment) and (hi is None or moment < hi):
                names.add(row.get("author", ""))
        return sorted(names) if len(names) > 1 else [""]

    def pieces(self) -> list[Span]:
        edges = {OLD, FAR + timedelta(2)}
        for row in self.of("line"):
            edges |= {at(v) for v in row["valid"] if v}
        ordered = sorted(edges)
        return list(pairwise(ordered))

    def inside(self, row: dict[str, Any], zone: str, moment: datetime) -> Bounds:
        """P(inside) under the shape of a moment; several authors: what they span."""
        each = [self._inside(row, zone, moment, author) for author in self.authors(moment)]
        return min(b[0] for b in each), max(b[1] for b in each)

    def _inside(self, row: dict[str, Any], zone: str, moment: datetime, author: str) -> Bounds:
        drawn = self.drawn(moment, author)
        if drawn is None or "at" not in row or row.get("cov") is None:
            return 0.0, 1.0
        line = shapely.LineString(drawn["geometry"]["coordinates"])
        x, y = row["at"]
        xx, xy, yy = row["cov"]
        if zone == "north":  # left of the line, which is prolonged straight at both ends
            points = np.array(drawn["geometry"]["coordinates"], float)
            head = points[0] + (points[0] - points[1]) * 100
            tail = points[-1] + (points[-1] - points[-2]) * 100
            path = [head, *points, tail]
            area = shapely.Polygon([*path, (-9e6, tail[1]), (-9e6, head[1])])
        else:
            area = line.buffer(15_000.0 if zone == "strip" else 5_000.0, quad_segs=176)
        if xx == 0 and yy == 0:
            point = shapely.Point(x, y)
            if zone == "north":
                return (float(area.distance(point) <= 1e-6),) * 2
            near = line.distance(point) <= (15_000.0 if zone == "strip" else 5_000.0) + 1e-6
            return float(near), float(near)
        p = polygon_mass(shapely.MultiPolygon([area]), x, y, np.array([[xx, xy], [xy, yy]], float))
        return p, p

    def where(self, row: dict[str, Any], norm: Any, spans: list[Span]) -> Bounds:
        """Sum over versions of the share of time times the chance to be inside."""
        if norm.place.kind == "anywhere":
            return self.share(row, spans)
        zone = norm.place.name if norm.place.kind in ("inside", "outside") else "near"
        lo = hi = 0.0
        lasting = self.when(row)[2]
        for start, end in self.pieces():
            cut = [(max(s, start), min(e, end)) for s, e in spans if max(s, start) < min(e, end)]
            if end > FAR:
                cut = [(s, FAR if e >= FAR else e) for s, e in cut]
            share = self.share(row, cut)
            inside = self.inside(row, zone, start if start > OLD else OLD + timedelta(1))
            if norm.place.kind == "outside":
                inside = 1 - inside[1], 1 - inside[0]
            if lasting:
                lo, hi = max(lo, share[0] * inside[0]), max(hi, share[1] * inside[1])
            else:
                lo, hi = lo + share[0] * inside[0], hi + share[1] * inside[1]
        return min(1.0, lo), min(1.0, hi)

    # exemptions

    def exempt(self, item: Any, party: str, row: dict[str, Any]) -> Bounds:
        lo, hi, _ = self.when(row)
        if isinstance(item, Permission):
            if party not in item.subject.names:
                return 0.0, 0.0
            return 0.0, self.where(row, item, [(OLD, FAR)])[1]
        match item.condition:
            case Ordered():
                failed = [
                    at(a["time"]) for a in self.of("act")
                    if a["what"] == "talk_failed" and a["by"] == party
                ]  # fmt: skip
                good = any(
                    a["what"] == "fire_order" and a["by"] == party and at(a["time"]) <= lo
                    and any(f < at(a["time"]) for f in failed)
                    for a in self.of("act")
                )  # fmt: skip
                return float(good), float(good)
            case InAnswer():
                said = [
                    d for d in self.of("decision")
                    if d.get("re") == row["id"] and d.get("what") in ("in_answer", "not_in_answer")
                ]  # fmt: skip
                if not said:
                    return 0.0, 1.0
                last = max(said, key=lambda d: (at(d["time"]), d["id"]))
                return (float(last["what"] == "in_answer"),) * 2
            case Notified(lead_s=lead, within_s=within, within_m=near):
                best = (0.0, 0.0)
                for notice in self.of("notice"):
                    given, time = at(notice["given"]), at(notice["time"])
                    early = given + timedelta(seconds=lead) <= time and given <= lo
                    if notice["by"] != party or not early:
                        continue
                    window = timedelta(seconds=within)
                    if hi < time - window or lo > time + window:
                        continue
                    share = 1.0
                    if hi > lo:
                        cut = min(hi, time + window) - max(lo, time - window)
                        share = cut.total_seconds() / (hi - lo).total_seconds()
                    place = self.near(row, notice.get("at"), near)
                    best = max(best[0], share * place[0]), max(best[1], share * place[1])
                return best
        raise AssertionError(item)

    def near(self, row: dict[str, Any], point: list[float] | None, distance: float) -> Bounds:
        if point is None or "at" not in row or row.get("cov") is None:
            return 0.0, 1.0
        (x, y), (xx, xy, yy) = row["at"], row["cov"]
        if xx == 0 and yy == 0:
            inside = float(np.hypot(x - point[0], y - point[1]) <= distance + 1e-6)
            return inside, inside
        disk = shapely.Point(point).buffer(distance, quad_segs=512)
        p = polygon_mass(shapely.MultiPolygon([disk]), x, y, np.array([[xx, xy], [xy, yy]], float))
        return p, p

    # charges

    def charge(self, norm: Prohibition, party: str, row: dict[str, Any]) -> Bounds:
        """Bounds of the probability; `party` may be several, joined by a bar."""
        spans = self.force()
        place = self.where(row, norm, spans)
        p = row.get("p_real")
        real = (0.0, 1.0) if p is None else (p, p)
        kind = self.kind_and_party(norm, party.split("|"), row)
        return real[0] * place[0] * kind[0], real[1] * place[1] * kind[1]

    def kind_and_party(self, norm: Prohibition, parties: list[str], row: dict[str, Any]) -> Bounds:
        wanted = set(self.text.expand(norm.classes))
        named = {e.name: e for e in self.text.exemptions}
        items: list[Any] = [named[name] for name in norm.exempt]
        items += [
            other for other in self.text.norms
            if isinstance(other, Permission) and set(other.classes) & wanted
        ]  # fmt: skip
        own = set(self.text.expand(tuple(n for e in self.text.exemptions for n in e.classes)))
        assert own

        def weight(kind: str, party: str) -> Bounds:
            """P(forbidden and not exempt) given class and party."""
            lo, hi = tree().told(kind, wanted)
            x_lo = x_hi = 0.0
            for item in items:
                t_lo, t_hi = tree().told(kind, set(self.text.expand(item.classes)))
                x = self.exempt(item, party, row)
                x_lo, x_hi = max(x_lo, t_lo * x[0]), max(x_hi, t_hi * x[1])
            return lo * (1 - x_hi), hi * (1 - x_lo)

        def any_party(kind: str) -> Bounds:
            each = [weight(kind, party) for party in parties]
            return min(w[0] for w in each), max(w[1] for w in each)

        joint = row.get("joint")
        some = len(parties) > 1
        if joint:
            lo = hi = total = 0.0
            for kind, table in joint.items():
                for party, p in table.items():
                    total += p
                    w = any_party(kind) if party == "" or some else weight(kind, party or "A")
                    if party in parties or (party == "" and some):
                        lo += p * w[0]
                    if party in parties or party == "":
                        hi += p * w[1]
            return lo, min(1.0, hi + max(0.0, 1 - total))
        classes, attribution = row.get("classes"), row.get("attribution")

        def kinds(party: str) -> Bounds:
            if classes is None:
                return 0.0, 1.0
            rest = max(0.0, 1 - sum(classes.values()))
            rest = 0.0 if rest < 1e-12 else rest
            lo = sum(p * weight(k, party)[0] for k, p in classes.items())
            return lo, min(1.0, sum(p * weight(k, party)[1] for k, p in classes.items()) + rest)

        each = {party: kinds(party) for party in parties}
        if attribution is None:
            return 0.0, max(w[1] for w in each.values())
        rest = max(0.0, 1 - sum(attribution.values()))
        lo = sum(attribution.get(party, 0.0) * w[0] for party, w in each.items())
        hi = sum(attribution.get(party, 0.0) * w[1] for party, w in each.items())
        if some:
            lo += rest * min(w[0] for w in each.values())
        return min(1.0, lo), min(1.0, hi + rest * max(w[1] for w in each.values()))

    def verdict(self, norm: Prohibition, p: Bounds) -> str:
        assert self.text.proof is not None
        tau = norm.proof if norm.proof is not None else self.text.proof.breach
        if p[1] <= self.text.proof.cleared + 1e-12:
            return "no breach"
        return "breach" if p[0] >= tau - 1e-12 else "undetermined"

    def findings(self) -> dict[tuple[str, str, str], tuple[str, float, float]]:
        """Verdict and bounds by article, party and incident, for all of them."""
        found = self._findings
        if found:
            return found
        for norm in self.text.norms:
            if not isinstance(norm, Prohibition):
                continue
            parties = {"A": "A", "B": "B"}
            if norm.subject.kind == "any":
                parties["some party"] = "A|B"
            for row in self.of("incident"):
                for name, who in parties.items():
                    p = self.charge(norm, who, row)
                    found[norm.ref, name, row["id"]] = (self.verdict(norm, p), *p)
        return found

    # duties

    def duty(self, norm: Obligation, party: str, start: Span, key: str, sure: bool) -> str:
        """State of a duty with every deadline past."""
        length = timedelta(seconds=norm.deadline.seconds)  # type: ignore[union-attr]
        done = [
            at(a["time"]) for a in self.of("act")
            if a["what"] in norm.classes and a["by"] == party and a.get("re") == key
        ]  # fmt: skip
        if not sure:
            return "possible"
        due_lo, due_hi = start[0] + length, (FAR if start[1] > FAR else start[1] + length)
        if not done:
            return "missed" if start[1] <= FAR else "pending"
        first = min(done)
        return "met" if first <= due_lo else "late" if first > due_hi else "undetermined"

    def duties(self) -> set[tuple[str, str, str, str]]:
        """(article, party, incident, state) of duties from breaches of article 1 and notice of 3.

        Article 6 is due only once article 5 was not kept in time.
        """
        findings = self.findings()
        norms = {norm.ref: norm for norm in self.text.norms}
        found = set()
        for row in self.of("incident"):
            lo, hi, lasting = self.when(row)
            start = (lo, lo if lasting else hi)
            for party in "AB":
                word = findings["1", party, row["id"]][0]
                if word != "no breach":
                    sure = word == "breach"
                    five = self.duty(norms["5"], party, start, row["id"], sure)  # type: ignore[arg-type]
                    six = self.duty(norms["6"], party, start, row["id"], sure)  # type: ignore[arg-type]
                    found.add(("5", party, row["id"], five))
                    if five in ("late", "missed") or six == "met":
                        found.add(("6", party, row["id"], six))
                    elif five == "undetermined":
                        found.add(("6", party, row["id"], "possible"))
                    if five in ("late", "missed") and six == "met":
                        found.add(("5", party, row["id"], "repaired"))
                word = findings["3", party, row["id"]][0]
                told = [
                    at(a["time"]) for a in self.of("act")
                    if a["what"] == "told" and a.get("to") == party and a.get("re") == row["id"]
                ]  # fmt: skip
                if word != "no breach" and told:
                    moment = (min(told), min(told))
                    state = self.duty(norms["7"], party, moment, row["id"], word == "breach")  # type: ignore[arg-type]
                    found.add(("7", party, row["id"], state))
        return found

    # conditions

    def breaches(self, article: str | None = None, gravity: str | None = None) -> list[Any]:
        """(party, incident, earliest, latest, sure) of possible breaches of prohibitions."""
        norms = {norm.ref: norm for norm in self.text.norms}
        found = []
        rows = {row["id"]: row for row in self.of("incident")}
        for (ref, party, name), (word, _, _) in self.findings().items():
            if word == "no breach" or (article and ref != article):
                continue
            if gravity and norms[ref].gravity != gravity:
                continue
            lo, hi, lasting = self.when(rows[name])
            if lasting:
                starts = [max(lo, s) for s, e in self.force() if e > lo]
                lo = hi = min(starts, default=lo)
            found.append((party, name, lo, hi, word == "breach"))
        return found

    def count(self, gravity: str, days: int, moment: datetime) -> tuple[int, int]:
        """The greatest sure and possible number of one party in (t - W, t]."""
        window = timedelta(days=days)
        best = [0, 0]
        for who in "AB":
            sure, may = set(), set()
            for party, name, lo, hi, is_sure in self.breaches(gravity=gravity):
                if party != who:
                    continue
                if is_sure and hi <= moment and lo > moment - window:
                    sure.add(name)
                if lo <= moment and hi > moment - window:
                    may.add(name)
            best = [max(best[0], len(sure)), max(best[1], len(may))]
        return best[0], best[1]

    def held(self, gravity: str, hours: int, moment: datetime) -> tuple[bool, bool]:
        """Force since t - D without a break, and no breach in (t - D, t]: must and may."""
        length = timedelta(hours=hours)
        lasted = any(s <= moment - length and moment < e for s, e in self.force())
        must = may = lasted
        for _, _, lo, hi, is_sure in self.breaches(gravity=gravity):
            if lo <= moment and hi > moment - length:
                must = False
            if is_sure and hi <= moment and lo > moment - length:
                may = False
        return must, may

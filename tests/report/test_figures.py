"""Figures: drawn from the value alone, hatched where nobody could look, a table beside each."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.report.easter import END, START, situation

from aselepo.core.time import Interval
from aselepo.report.figures import FigureInput, daily, situation_map, timeline
from aselepo.report.figures.daily import shown
from aselepo.report.figures.situation_map import blindness
from aselepo.report.figures.watch import watch, weights
from aselepo.report.reader import Reader
from aselepo.situation.value import Point, Series, Situation
from aselepo.words import language

TRUCE = Interval(START, END)


def made(now: Situation, width: int = 760) -> FigureInput:
    return FigureInput(reader=Reader(situation=now, words=language("en")), width=width, name="f")


@pytest.mark.parametrize("width", [760, 350])
@pytest.mark.parametrize("draw", [timeline, situation_map])
def test_pictures_are_xml_with_a_name_and_a_table(draw, width: int) -> None:
    figure = draw(made(situation(), width))
    root = ET.fromstring(figure.svg)
    assert root.get("aria-label") == figure.alt_text
    assert figure.table.rows
    assert "<script" not in figure.svg
    assert "http" not in figure.svg.replace("http://www.w3.org/2000/svg", "")
    numbers = [float(x) for x in re.findall(r' x="(-?[\d.]+)"', figure.svg)]
    assert numbers
    assert min(numbers) >= -1
    assert max(numbers) <= width + 1


def test_unwatched_stretches_are_where_nobody_looked() -> None:
    looked = watch(made(situation()).reader, ["RU", "UA-09", "UA-12", "UA-46"])
    assert looked.unwatched("RU", TRUCE) == [TRUCE]
    assert looked.unwatched("UA-09", TRUCE) == [TRUCE]
    assert looked.unwatched("UA-46", TRUCE) == []
    gaps = looked.unwatched("UA-12", TRUCE)
    kyiv = timedelta(hours=3)
    assert [((gap.start + kyiv).strftime("%d %H:%M"), (gap.end + kyiv).strftime("%d %H:%M"))
            for gap in gaps if gap.end] == [("19 18:00", "20 11:28"), ("20 16:56", "21 00:00")]  # fmt: skip


def test_watched_share_over_areas_counts_their_surface() -> None:
    reader = made(situation()).reader
    looked = watch(reader, ["RU", "UA-09", "UA-46"])
    assert looked.share(weights(reader, ["RU"]), TRUCE) == 0.0
    assert looked.share(weights(reader, ["UA-46"]), TRUCE) == 1.0
    both = weights(reader, ["UA-46", "UA-09"])
    assert looked.share(both, TRUCE) == pytest.approx(both["UA-46"] / sum(both.values()))


def test_overlapping_coverage_of_two_sources_counts_once() -> None:
    now = situation()
    again = replace(now, coverage=(*now.coverage, *now.coverage))
    one, two = (watch(made(each).reader, ["UA-46"]).stretches for each in (now, again))
    assert one == two


def test_a_nought_is_written_only_where_somebody_could_look() -> None:
    figure = timeline(made(situation()))
    assert figure is not None
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in figure.table.rows}
    assert rows["Luhansk Oblast"][0] == "–"
    assert rows["Lviv Oblast"][0] == "0"
    assert rows["Donetsk Oblast"][0] == "1"
    assert rows["Russia"][2] == "0\xa0%"


def test_the_map_hatches_thick_where_nothing_and_thin_where_not_all_could_be_noticed() -> None:
    rows = {row.area: row for row in situation().summaries if row.whole and row.domain == "air"}
    kinds = {"air_strike", "drone_strike", "missile"}
    assert blindness(rows["UA-09"], kinds) == "nothing"
    assert blindness(rows["UA-63"], kinds) == "nothing"
    assert blindness(rows["UA-12"], kinds) == "some"
    assert blindness(rows["UA-46"], kinds) == ""
    assert blindness(None, kinds) == "nothing"


def test_every_map_has_scale_north_date_and_who_is_not_drawn() -> None:
    figure = situation_map(made(situation()))
    assert figure is not None
    text = " ".join("".join(e.itertext()) for e in ET.fromstring(figure.svg).iter() if e.text)
    assert "200 km" in text
    assert "Known by 1 May 2025 15:00 Kyiv" in text
    assert "No shape is drawn for: Russia." in text
    assert re.search(r">N<", figure.svg)


def test_no_map_without_shapes_and_no_timeline_without_a_truce() -> None:
    now = situation()
    bare = replace(now, areas=tuple(replace(area, geometry=None) for area in now.areas))
    assert situation_map(made(bare)) is None
    assert timeline(made(replace(now, force=()))) is None


def test_a_day_without_a_figure_is_hatched_and_a_day_of_nought_is_not() -> None:
    first = situation().series[0].points[0].day

    def panel(*values: float | None) -> str:
        series = Series(
            name="air_raid_alerts",
            unit="reports",
            kind="recorded",
            source="air_raid_alerts",
            claimant=None,
            points=tuple(
                Point(day=first + timedelta(days=n), value=value, watched=1.0, note="")
                for n, value in enumerate(values)
            ),
        )
        return daily(series, made(situation(), 350)).svg

    assert panel(4, 0, 2).count("url(#f-hatch)") == 0
    assert panel(4, None, 2).count("url(#f-hatch)") == 1


def test_a_mapped_area_is_drawn_by_its_change_and_never_across_a_missing_day() -> None:
    mapped = next(each for each in situation().series if each.kind == "mapped")
    holed = replace(mapped, points=(*mapped.points[:2], *mapped.points[3:5]))
    values = [point.value for point in shown(holed)]
    assert values == [pytest.approx(15.1), None, pytest.approx(7.19, abs=20)]
    assert values[1] is None


def test_series_in_the_dark_differ_in_the_style_alone() -> None:
    svg = daily(situation().series[0], made(situation(), 350)).svg
    body = svg[svg.index("</style>") :]
    assert not re.search(r"#[0-9a-f]{6}", body), "colours are classes"

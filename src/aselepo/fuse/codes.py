"""Problem codes of the room: observations and source models that cannot be fused as they stand."""

from aselepo.core.problem import code

NO_COLUMN = code(
    "ASL-FUSE-001",
    "A column is missing",
    why="fusion needs to know when, where and by whom, each with its error",
    mend="add the column; names are those of the observation table",
)
NAIVE = code(
    "ASL-FUSE-002",
    "Times without their offset from UTC",
    why="a time without offset can mean different moments",
    mend="write the column as a timestamp in UTC",
)
BAD_TYPE = code(
    "ASL-FUSE-003",
    "A column holds another kind of value",
    why="the observation table states the type of each column",
    mend="convert the column to the type named",
)
BAD_SIGMA = code(
    "ASL-FUSE-004",
    "An error that is not above zero",
    why="nothing is a point: an error of zero or less would read as perfect knowledge",
    mend="state one standard deviation, above zero; the row was set aside",
)
NO_SIGMA = code(
    "ASL-FUSE-005",
    "No place, time or error stated",
    why="without them nobody can say how well the report fits another",
    mend="state them; until then the report stands for itself",
    severity="warning",
)
OFF_EARTH = code(
    "ASL-FUSE-006",
    "Coordinates out of range",
    why="longitude lies in -180..180, latitude in -90..90 degrees",
    mend="check order and unit of the coordinates; the row was set aside",
)
SWAPPED = code(
    "ASL-FUSE-007",
    "Longitude and latitude look swapped",
    why="as written the place is far from everything else; the other way round it is among it",
    mend="correct the report at its source; the row was set aside",
)
TRUNCATED = code(
    "ASL-FUSE-008",
    "Coordinates look truncated",
    why="whole degrees with an error of metres: the digits after the point are gone",
    mend="correct the report at its source; the row was set aside",
)
BAD_TIME = code(
    "ASL-FUSE-009",
    "An impossible time",
    why="a report is not known before what it reports, and an interval ends after it starts",
    mend="check clock and time zone of the source; the row was set aside",
)
NO_MODEL = code(
    "ASL-FUSE-010",
    "A source without an error model",
    why="without knowing how a source errs, its reports are merged with no other",
    mend="fit one: `aselepo sources fit OBSERVATIONS --out sources.toml`",
    severity="warning",
)
NO_CLASS = code(
    "ASL-FUSE-011",
    "A class that the source models do not know",
    why="its reports are matched by place and time alone",
    mend="add the class to `incidents.classes` and fit again",
    severity="warning",
)
TWICE = code(
    "ASL-FUSE-012",
    "An id that stands more than once",
    why="the same id is the same report; the newest revision counts",
    mend="nothing to mend unless two reports were meant",
    severity="warning",
)
MORE = code(
    "ASL-FUSE-013",
    "More rows with the same problem",
    why="each is set aside or treated as explained above",
    mend="mend the cause explained above",
    severity="note",
)
NOTHING = code(
    "ASL-FUSE-014",
    "Nothing to fuse",
    why="no row has an id and a source",
    mend="check that this is an observation table",
)
RETRACTED = code(
    "ASL-FUSE-015",
    "Reports that their source withdrew",
    why="a withdrawn report says nothing any more",
    mend="nothing to mend; a view as of an earlier moment still holds them",
    severity="note",
)
NOT_TOML = code(
    "ASL-FUSE-020",
    "The source models cannot be read",
    why="source models are a TOML file in the form of docs/reference/fusion.md",
    mend="mend the line named, or make a new file with `aselepo sources fit`",
)
BAD_MODEL = code(
    "ASL-FUSE-021",
    "A value of a source model that cannot be",
    why="chances lie in 0..1, rates and delays are not negative, names are of this file",
    mend="correct the value; each is explained in docs/reference/fusion.md",
)
UNKNOWN_KEY = code(
    "ASL-FUSE-022",
    "A key that source models do not have",
    why="a misspelt key would be a setting silently ignored",
    mend="see docs/reference/fusion.md for the keys",
)
CLOCK_OFF = code(
    "ASL-FUSE-030",
    "A clock that is off",
    why="the reports of this sensor match those of others only after a shift in time",
    mend="check the sensor's clock and zone; `--repair-clocks` shifts its times for this run",
    severity="warning",
)

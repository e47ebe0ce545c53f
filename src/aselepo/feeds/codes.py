"""Problem codes of the room: what can be wrong with a file and its rows."""

from aselepo.core.problem import code

NOTHING_READ = code(
    "ASL-FEED-001",
    "Nothing in the file could be read",
    why="a delivery without one readable row says nothing, and nothing was added",
    mend="check that this is the file the feed expects (`aselepo feed list`)",
)
NOT_TEXT = code(
    "ASL-FEED-002",
    "The file is not text in UTF-8",
    why="feeds read text as UTF-8, with or without a byte order mark",
    mend="export the file again as UTF-8",
)
NO_COLUMN = code(
    "ASL-FEED-003",
    "A column is missing",
    why="the feed needs this column to say when, where or what",
    mend="check the header; names are matched exactly",
)
MORE_ROWS = code(
    "ASL-FEED-004",
    "More rows were set aside than are explained one by one",
    why="a file damaged throughout would fill the log with explanations",
    mend="mend the kinds of damage explained above and deliver the file again",
    severity="warning",
)
TWICE = code(
    "ASL-FEED-005",
    "A row stands in the file more than once",
    why="identical rows are one report; they count once",
    mend="nothing to mend unless the source meant two reports",
    severity="note",
)
NOT_DECLARED = code(
    "ASL-FEED-006",
    "No coverage is declared for the delivery",
    why="without it nobody knows what the source could have seen, so a silence proves nothing",
    mend="declare window and p_detect in the feed's settings, where they can be justified",
    severity="note",
)
FIELDS = code(
    "ASL-FEED-010",
    "A row does not have as many fields as the header",
    why="values could stand under the wrong heading",
    mend="check quotes and separators in this line",
)
NOT_A_DATE = code(
    "ASL-FEED-011",
    "A value is not a date",
    why="an observation without its day cannot be placed in the truce",
    mend="check the export",
)
NOT_A_TIME = code(
    "ASL-FEED-012",
    "A value is not a time of day",
    why="the last two digits are minutes, 00-59",
    mend="check the export",
)
NOT_A_NUMBER = code(
    "ASL-FEED-013",
    "A value is not a number the column can hold",
    why="a figure that cannot be read is not zero",
    mend="check the export",
)
NO_SUCH_PLACE = code(
    "ASL-FEED-014",
    "A place is not in the gazetteer",
    why="a report that cannot be placed would count nowhere or, worse, elsewhere",
    mend="add the spelling to the gazetteer, or correct the row",
)
ENDS_FIRST = code(
    "ASL-FEED-015",
    "An end lies before its start",
    why="a stretch of time runs forward",
    mend="check the export; the two columns may be swapped",
)
NO_OFFSET = code(
    "ASL-FEED-016",
    "A moment carries no offset from UTC",
    why="without it the moment is uncertain by many hours",
    mend="write it as 2025-04-19T18:00+03:00, or name the zone where the feed takes one",
)
EMPTY = code(
    "ASL-FEED-017",
    "A value that must stand is missing",
    why="empty means unknown, and without this value the row says nothing",
    mend="check the export",
)
NO_SUCH_CODE = code(
    "ASL-FEED-018",
    "A code is not one the feed knows",
    why="a class guessed is a class invented",
    mend="add the code to the class map if its meaning is documented",
)
DRILL = code(
    "ASL-FEED-019",
    "A drill, not an alert",
    why="the source itself marks the row as an exercise",
    mend="nothing to mend",
    severity="note",
)
BAD_BYTES = code(
    "ASL-FEED-020",
    "A line holds bytes that are not UTF-8",
    why="letters would be guessed",
    mend="export the file again as UTF-8",
)
NOT_A_SHAPE = code(
    "ASL-FEED-021",
    "A shape cannot be read",
    why="a line or area that is not valid GeoJSON in WGS 84 would be drawn in the wrong place",
    mend="check the feature in a map program",
)
NO_LOCAL_TIME = code(
    "ASL-FEED-022",
    "A local time does not exist or happens twice",
    why="clocks went forward or back that night",
    mend="write the moment with its offset from UTC",
)
NO_FEED = code(
    "ASL-FEED-030",
    "No feed has this name",
    why="the name is not among the built-in feeds nor those of installed packages",
    mend="`aselepo feed list` names them all",
)
SETTINGS = code(
    "ASL-FEED-031",
    "A setting of the feed is not understood",
    why="a setting that is passed over in silence would change the result unseen",
    mend="check name and value in the feed's settings",
)
NO_ERROR = code(
    "ASL-FEED-023",
    "An error statement is missing",
    why="a position without its error would count as exact, and nothing is a point",
    mend="give one standard deviation in metres, as wide as honesty asks",
)
TOO_LONG = code(
    "ASL-FEED-024",
    "A quote is longer than may be passed on",
    why="quotes of the press are kept short",
    mend="cut the quote to the words that carry the statement",
)
TOO_BIG = code(
    "ASL-FEED-025",
    "The file is larger than may be delivered at once",
    why="a delivery is read and checked as a whole, so it must fit in memory",
    mend="cut it into pieces; rows that stand in two pieces count once",
)
SAME_ID = code(
    "ASL-FEED-026",
    "One id of the source stands for different rows of a file",
    why="an id names one report, so of several only one can hold: the one greatest by content",
    mend="map the column that numbers the revisions as rev, or leave external_id out",
    severity="warning",
)
OWN_CLASS = code(
    "ASL-FEED-027",
    "A class is not a node of the class tree",
    why="it counts only where the agreement declares it; elsewhere it could be anything",
    mend="map it to a node (`aselepo explain classes`), or declare it in the agreement",
    severity="warning",
)
OUTSIDE = code(
    "ASL-FEED-029",
    "A position lies outside the box of the settings",
    why="the settings say where this source reports from, so the position is wrong or a stranger",
    mend="check the export, or widen the box",
)
QUOTE = code(
    "ASL-FEED-028",
    "A quotation mark is not closed",
    why="it would swallow the lines after it as one value",
    mend="double the mark inside a value, or take it out",
)
NO_SAMPLE = code(
    "ASL-FEED-033",
    "The feed ships no sample",
    why="a check needs bytes to try the feed on",
    mend="name a file: `aselepo feed check NAME FILE`",
)
MAPPING = code(
    "ASL-FEED-032",
    "The mapping of a table does not say what it must",
    why="what a column means, and how sure it is, stands in no table by itself",
    mend="`aselepo ingest table FILE --propose` writes a draft of the mapping",
)
ELEMENTS = code(
    "ASL-FEED-040",
    "Orbital elements that cannot be used",
    why="a pass computed from wrong or old elements would claim a look that nobody had",
    mend="give two-line elements of a date near the window, as published, each line whole",
)

"""Problem codes of facts files."""

from aselepo.core.problem import code

NOT_JSON = code(
    "ASL-FACT-001",
    "The facts file is not JSON",
    why="facts are one JSON object with `crs`, `clock` and a list `facts`",
    mend="mend the place named; see the reference page of assessment",
)
SHAPE = code(
    "ASL-FACT-002",
    "A value of the wrong type",
    why="each field has one type, and a wrong one would be guessed at",
    mend="write the type named",
)
NO_OFFSET = code(
    "ASL-FACT-003",
    "A time without its offset from UTC",
    why="a local hour alone can mean different moments",
    mend="write it as 2026-03-01T10:00:00+02:00 or with Z",
)
MISSING = code(
    "ASL-FACT-004",
    "A field is missing",
    why="without it the fact says nothing that can be used",
    mend="add it",
)
KIND = code(
    "ASL-FACT-005",
    "No such kind of fact",
    why="a fact of an unknown kind would be passed over in silence",
    mend="write one of: incident, decision, act, notice, line, map, text, coverage",
)
SHARE = code(
    "ASL-FACT-006",
    "Shares that cannot be",
    why="a probability lies between 0 and 1, and a table of them sums to at most 1",
    mend="mend the numbers; what is missing to 1 counts as undetermined",
)
ORDER = code(
    "ASL-FACT-007",
    "A period that ends before it starts",
    why="from it to its end there is no time",
    mend="swap the two moments, or correct one",
)
FIELD = code(
    "ASL-FACT-008",
    "A field that no fact of this kind has",
    why="a misspelt field would be passed over in silence",
    mend="write the field that is meant, or leave it out",
)
COVARIANCE = code(
    "ASL-FACT-009",
    "An error ellipse that cannot be",
    why="variances are not negative, and no correlation exceeds 1",
    mend="write [xx, xy, yy] in square metres with xy * xy <= xx * yy",
)
GEOMETRY = code(
    "ASL-FACT-010",
    "A geometry that cannot be used",
    why="an empty or self-crossing shape has no inside",
    mend="mend the GeoJSON geometry",
)
TEXT = code(
    "ASL-FACT-011",
    "An amended text that does not stand",
    why="the text in force at the time of an event governs it, so it must be readable",
    mend="check it with `aselepo check`",
)
NAME = code(
    "ASL-FACT-012",
    "An instrument that is not at hand",
    why="what it relies on decides its findings",
    mend="give its file too: --agreement may be repeated",
)

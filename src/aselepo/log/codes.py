"""Problem codes of the log."""

from aselepo.core.problem import code

NO_LOG = code(
    "ASL-LOG-001",
    "There is no log here",
    why="a mission's folder holds its log in `log/`",
    mend="make a mission with `aselepo init DIR`, or name one with --mission",
)
EXISTS = code(
    "ASL-LOG-002",
    "A log is here already",
    why="a log is never overwritten",
    mend="choose another folder",
)
SEALED_BYTES = code(
    "ASL-LOG-003",
    "Evidence does not match its hash",
    why="an attachment is named by the hash of its bytes, so it has been altered or damaged",
    mend="stop; restore the file from a backup and compare both copies",
)
MISSING_FILE = code(
    "ASL-LOG-004",
    "Evidence is missing",
    why="an entry names an attachment that is not in the folder",
    mend="stop; restore the file from a backup",
)
PREFIX = code(
    "ASL-LOG-005",
    "The log is not that long",
    why="a view takes the first n entries, so n cannot exceed their number",
    mend="ask for fewer entries, or leave n out",
)
DOUBLED = code(
    "ASL-LOG-006",
    "The same row came more than once",
    why="identical rows are one observation, however often they are delivered",
    mend="nothing is wrong with the result; look why the source repeats itself",
    severity="note",
)
UNKNOWN_ID = code(
    "ASL-LOG-007",
    "A correction or retraction names an observation that is not here",
    why="it can only change observations that this view holds",
    mend="check the id with `aselepo log show`",
    severity="warning",
)
FUTURE_EDITION = code(
    "ASL-LOG-008",
    "The log is of a newer edition",
    why="this version of the software does not know its format",
    mend="install a newer version of Aselepo",
)
READ_ONLY = code(
    "ASL-LOG-009",
    "The log cannot be written",
    why="the disk is full, read-only, or belongs to somebody else; nothing was appended",
    mend="make room or get the right to write, then deliver again: twice is once",
)

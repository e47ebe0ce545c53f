"""Problem codes of the command line and the mission folder."""

from aselepo.core.problem import code

NO_MISSION = code(
    "ASL-RUN-001",
    "No mission here",
    why="a mission folder holds `aselepo.toml`, and none is here or in a folder above",
    mend="make one with `aselepo init DIR`, or name one with --mission",
)
MISSION_EXISTS = code(
    "ASL-RUN-002",
    "A mission is here already",
    why="a mission folder is never overwritten",
    mend="choose another folder",
)
NAIVE_TIME = code(
    "ASL-RUN-003",
    "A time without its offset from UTC",
    why="a local hour alone can mean different moments",
    mend="write it as 2026-03-01T10:00+02:00; `record` also takes --clock Europe/Kyiv",
)
BAD_TIME = code(
    "ASL-RUN-004",
    "Not a moment",
    why="times are ISO 8601: date, T, hours and minutes, offset",
    mend="write it as 2026-03-01T10:00+02:00",
)
NO_ERROR = code(
    "ASL-RUN-005",
    "No statement of error",
    why="nothing is a point: a missing error would read as perfect knowledge",
    mend="give the standard deviation you can stand for",
)
BAD_OPTION = code(
    "ASL-RUN-006",
    "An option cannot be read",
    why="the option's form is given in the help",
    mend="see the command's --help",
)
NO_GROUNDS = code(
    "ASL-RUN-007",
    "A claimed known time without grounds",
    why="an entry that claims to have been known before it was recorded says on what evidence",
    mend="add --grounds 'why this was known then'",
)
UNKNOWN_CLASS = code(
    "ASL-RUN-008",
    "Not a node of the class tree",
    why="an unknown class could be anything, so every verdict on it stays undetermined",
    mend="name a node (`aselepo explain classes` lists them), or a class the agreement declares",
    severity="warning",
)
BAD_CONFIG = code(
    "ASL-RUN-009",
    "The mission's settings cannot be read",
    why="`aselepo.toml` says where things lie",
    mend="mend the line named, or copy the file of a new mission",
)
NO_AGREEMENT = code(
    "ASL-RUN-010",
    "The mission has no agreement",
    why="without its text nothing can be assessed",
    mend="`aselepo record agreement FILE`",
)
NO_FILE = code(
    "ASL-RUN-011",
    "A file cannot be read",
    why="the file is missing or may not be read",
    mend="check its name and rights",
)
FILE_REFUSED = code(
    "ASL-RUN-012",
    "A file or folder refuses",
    why="it is missing, is no file, may not be read or written, or its disk is full",
    mend="check its name, the folder above it, its rights and the room on the disk",
)
PORT_TAKEN = code(
    "ASL-RUN-030",
    "The pages cannot be served there",
    why="another program listens on that port, or the address is not of this machine",
    mend="choose another --port (0 takes a free one) or --host",
)
SAME_NAME = code(
    "ASL-RUN-031",
    "Two missions of one name",
    why="a mission is known to readers by its name, so names are unique on a server",
    mend="change `name` in one of the `aselepo.toml`",
)
BAD_FACTS = code(
    "ASL-RUN-032",
    "A facts file that cannot be read",
    why="it holds `crs` and `facts`; each fact has `kind`, `known_at` and what its kind needs",
    mend="see the reference of the language, facts file",
)
NO_CANDIDATE = code(
    "ASL-RUN-040",
    "No such candidate",
    why="only what was read in the text can be confirmed, by its place",
    mend="list the candidates with `aselepo statements extract`, and name the start of one",
)
NOT_TEXT = code(
    "ASL-RUN-041",
    "Not a text",
    why="texts are read as UTF-8, so that every place in them means the same everywhere",
    mend="save the text as UTF-8",
)
BAD_PLAN = code(
    "ASL-RUN-050",
    "The coverage plan cannot be used",
    why="areas with their places and posts with place, cost and range curves are planned with",
    mend="see `docs/reference/rates.md` for a plan that can be copied",
)
OUR_FAULT = code(
    "ASL-RUN-070",
    "Our fault",
    why="Aselepo met what its authors did not think of; the log is not changed by it in halves",
    mend="tell the authors these three lines and the command; ASELEPO_TRACEBACK=1 shows more",
)

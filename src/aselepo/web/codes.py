"""Problem codes of the pages and their JSON."""

from aselepo.core.problem import code

NO_SUCH_MISSION = code(
    "ASL-WEB-001",
    "No such mission here",
    why="this server shows the missions it was started with, by their names",
    mend="choose one from the list of missions",
)
BAD_QUERY = code(
    "ASL-WEB-002",
    "A part of the address cannot be read",
    why="the address says which view of the log is meant, so it is never guessed",
    mend="mend or remove that part of the address",
)
BEYOND_LOG = code(
    "ASL-WEB-003",
    "The log is shorter than that",
    why="a view reads the first n entries of the log, and there are not so many",
    mend="choose a smaller n, or leave it out to read all entries",
)
NOTHING_KNOWN = code(
    "ASL-WEB-004",
    "Nothing can be assessed from what was known then",
    why="an agreement has to be known before anything can be measured against it",
    mend="choose a later moment of knowledge",
)
NO_SUCH_PAGE = code(
    "ASL-WEB-005",
    "There is no such page",
    why="the address names no page of this mission",
    mend="start again from the overview",
)
NO_SUCH_INCIDENT = code(
    "ASL-WEB-006",
    "No such incident in this view",
    why="incidents are inferred anew for each view; other entries can merge or split them",
    mend="look in the list of incidents of this view",
)
NO_SUCH_ENTRY = code(
    "ASL-WEB-007",
    "No such entry in this view",
    why="entries are counted from 1 to the size of the prefix that the view reads",
    mend="choose a number from the list of entries",
)
FOREIGN_HOST = code(
    "ASL-WEB-008",
    "Asked under a name that this server does not answer to",
    why="another site could otherwise read these pages through your browser",
    mend="open the address that `aselepo serve` printed, or start it with that --host",
)
OUR_FAULT = code(
    "ASL-WEB-009",
    "Something here is broken, and it is our mistake",
    why="a page could not be made from a situation that was computed without complaint",
    mend="report it with the address of the page; the log is untouched",
)
TOO_LARGE = code(
    "ASL-WEB-010",
    "The text is too large for the page",
    why="a page reads a text while its reader waits",
    mend="read it with `aselepo statements extract FILE`",
)

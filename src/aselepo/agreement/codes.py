"""Problem codes of the agreement language."""

from aselepo.core.problem import code

SYNTAX = code(
    "ASL-LANG-E001",
    "The sentence is not of the language",
    why="each keyword exists once, so that a text has one meaning",
    mend="write one of the words expected",
)
DATE = code(
    "ASL-LANG-E010",
    "Not a date or hour",
    why="dates are YYYY-MM-DD, hours HH:MM; 24:00 is the end of the day",
    mend="write the date that is meant",
)
HOUR = code(
    "ASL-LANG-E012",
    "An hour that is not one",
    why="at a clock change a local hour is missing or happens twice",
    mend="write the offset that is meant, or another hour",
)
CLOCK = code(
    "ASL-LANG-E013",
    "No usable clock",
    why="local hours need a zone of time",
    mend='name it: clock "Europe/Kyiv".',
)
UNKNOWN = code(
    "ASL-LANG-E020",
    "A name that nothing declares",
    why="parties, zones, categories and articles are declared; classes are nodes of the core tree",
    mend="declare it, or write the name that is meant",
)
TWICE = code(
    "ASL-LANG-E021",
    "A name declared twice",
    why="a name stands for one thing",
    mend="rename one of them",
)
NO_FORCE = code(
    "ASL-LANG-E030",
    "Never in force",
    why="without a start nothing the agreement says can be breached",
    mend="add: in force from 2026-03-01 00:00.",
)
FORCE_ENDS = code(
    "ASL-LANG-E031",
    "A period that ends before it starts",
    why="from it to its end there is no time",
    mend="correct one of the two moments",
)
ZONE_TWICE = code(
    "ASL-LANG-E042",
    "Two versions of a zone at once",
    why="at each moment a zone has one shape",
    mend="end one version before the other starts",
)
MIXED = code(
    "ASL-LANG-E043",
    "Area operators mixed without brackets",
    why="`or`, `and`, `except` in one area could be read in more than one order",
    mend="write brackets: (one or two) except three",
)
NO_START = code(
    "ASL-LANG-E046",
    "A guarantee without start",
    why="nothing would ever activate it",
    mend="add: starts when ...",
)
CIRCLE = code(
    "ASL-LANG-E048",
    "Guarantees that wait for each other",
    why="none of them could ever start",
    mend="let one of them start on something else",
)
ARTICLE_TWICE = code(
    "ASL-LANG-E050",
    "An article number given twice",
    why="findings name articles by their number",
    mend="renumber one of them",
)
PROOF = code(
    "ASL-LANG-E060",
    "A standard of proof that cannot be",
    why="a probability lies between 0 and 1, and what is cleared lies below what is a breach",
    mend="write for example: proof breach 0.95, cleared 0.05.",
)
VOTES = code(
    "ASL-LANG-E061",
    "A body that can never decide",
    why="it needs more votes than it has members",
    mend="correct the number of votes or the members",
)
OWN_LEAF = code(
    "ASL-LANG-N022",
    "A class of the agreement's own",
    why="it is no node of the core tree, so only a report of exactly this name matches it",
    mend="nothing, or write the node that is meant",
    severity="note",
)
CONFLICT = code(
    "ASL-LANG-W040",
    "A permission against a prohibition",
    why="where both cover an act the finding stays undetermined",
    mend="settle it with `except under`, a place or a period",
    severity="warning",
)
ZONE_GAP = code(
    "ASL-LANG-W041",
    "A zone without shape for some time",
    why="what happens then can be inside or outside: unknown",
    mend="let the versions follow one another without a gap",
    severity="warning",
)
UNUSED = code(
    "ASL-LANG-W043",
    "An exemption that no article uses",
    why="it exempts nothing",
    mend="name it in an article: except under NAME",
    severity="warning",
)
EXEMPT_TWICE = code(
    "ASL-LANG-W044",
    "Exemptions that overlap in one article",
    why="an act may be exempt twice over, and only the stronger one counts",
    mend="nothing, if that is meant",
    severity="warning",
)
COUNT_STILL = code(
    "ASL-LANG-W045",
    "A count that cannot rise",
    why="no article with that number or gravity can be breached by that party",
    mend="name articles that bind the party",
    severity="warning",
)
UNREACHABLE = code(
    "ASL-LANG-W047",
    "A guarantee that cannot start",
    why="it waits longer than the agreement is in force",
    mend="shorten the wait, or let force last longer",
    severity="warning",
)
BLIND = code(
    "ASL-LANG-W049",
    "A prohibition that nobody can observe",
    why="none of its classes is a node of the core tree that a source could report",
    mend="name observable classes",
    severity="warning",
)
COUNT_VETO = code(
    "ASL-LANG-W070",
    "A guarantee that pauses by a count alone",
    why="its enemy can pause it by breaching",
    mend="let a body decide the pause",
    severity="warning",
)
NO_HUMAN = code(
    "ASL-LANG-W071",
    "A guarantee that starts without a human decision",
    why="a count or a clock alone would set it off",
    mend="add: and decided NAME by BODY, or declared NAME",
    severity="warning",
)
UNWATCHED = code(
    "ASL-LANG-W072",
    "Silence would count as peace",
    why="`held for` without `watched at least` is met where nobody looks",
    mend="add: watched at least 0.70 of ZONE",
    severity="warning",
)
HORIZON = code(
    "ASL-LANG-I090",
    "Safety horizon",
    why="the longest time after which new events can still change a verdict",
    mend="nothing",
    severity="note",
)
NESTED = code(
    "ASL-LANG-W074",
    "More than one suspension",
    why="where two run at once the agreement is suspended until both have ended",
    mend="nothing, if that is meant",
    severity="warning",
)
NO_AGREEMENT = code(
    "ASL-LANG-E002",
    "No agreement",
    why='a text begins with: agreement NAME "Title".',
    mend="begin with it",
)
RELIES = code(
    "ASL-LANG-W023",
    "The agreement relied on is not at hand",
    why="its names cannot be checked without it",
    mend="give its file too",
    severity="warning",
)
DUE_BEFORE = code(
    "ASL-LANG-W032",
    "A duty due before force starts",
    why="before the start of force nobody is bound by it",
    mend="let it be due later, or let force start earlier",
    severity="warning",
)
PHASE_CIRCLE = code(
    "ASL-LANG-E033",
    "Phases that wait for each other",
    why="none of them could ever start",
    mend="let one of them start with force",
)
PHASE_NEVER = code(
    "ASL-LANG-W034",
    "A phase that cannot start",
    why="what it waits for comes never, or after force has ended",
    mend="say how long the phase before lasts, or let it start on something else",
    severity="warning",
)
ZONE_CIRCLE = code(
    "ASL-LANG-E044",
    "A zone made of itself",
    why="its shape would never be known",
    mend="make it of lines and maps",
)
CROSSING = code(
    "ASL-LANG-E040",
    "A geometry that cannot be used",
    why="where an outline crosses itself, inside and outside are not defined",
    mend="correct the geometry and record it again",
)
EMPTY = code(
    "ASL-LANG-E041",
    "A zone without any area",
    why="nothing could ever happen inside it",
    mend="record the geometry that is meant",
)
OTHERWISE_CIRCLE = code(
    "ASL-LANG-E051",
    "Duties that open each other",
    why="a duty opened when another is missed cannot open that other one again",
    mend="let the chain end",
)
RANGE = code(
    "ASL-LANG-E062",
    "A range that is upside down",
    why="from its end to its start there is nothing",
    mend="write the smaller number first",
)
DUTY_UNSEEN = code(
    "ASL-LANG-W048",
    "A duty whose act nobody would see",
    why="the text names no body, and no source reports such an act",
    mend="name who is told: body NAME: members ...",
    severity="warning",
)
ONE_READING = code(
    "ASL-LANG-W052",
    "An open question with one side only",
    why="a question is open between two; each reading is evaluated beside the other",
    mend="write the other side's position or reading too",
    severity="warning",
)
NO_PROOF = code(
    "ASL-LANG-W063",
    "No standard of proof",
    why="without one nobody can say how sure is sure enough",
    mend="add: proof breach 0.95, cleared 0.05.",
    severity="warning",
)
VOTES_OF = code(
    "ASL-LANG-W064",
    "Votes that do not match the members",
    why="the number of members given differs from the members named",
    mend="correct the number or the members",
    severity="warning",
)
VETO = code(
    "ASL-LANG-W065",
    "A body that its accused can stop",
    why="it cannot reach its votes without the parties whose breaches it would decide on",
    mend="let fewer votes decide",
    severity="warning",
)
GRAVITY = code(
    "ASL-LANG-W066",
    "A gravity that no article has",
    why="such breaches can never come, so the condition looks at nothing",
    mend="give an article that gravity, or write the one that is meant",
    severity="warning",
)
FORCE_UNDEFINED = code(
    "ASL-LANG-W075",
    "In force is nowhere defined",
    why="a guarantee depends on it, and nobody is named who declares it, on which evidence",
    mend='add: in force means decided in_force by BODY on "evidence".',
    severity="warning",
)
BELT_OPEN = code(
    "ASL-LANG-W076",
    "A belt left open between each side and in total",
    why="the two readings differ by half the width on each side; what lies between is undetermined",
    mend="write `each side` or `in total` after the width",
    severity="warning",
)
NO_OFF_RAMP = code(
    "ASL-LANG-W077",
    "A response without a way out",
    why="each rung of a response has somebody who decides and something that ends it",
    mend="add: unless decided NAME by BODY",
    severity="warning",
)
NO_SOURCE = code(
    "ASL-LANG-W073",
    "Nothing declared can report it",
    why="of the mission's sources none reports a class that could be a breach of the article",
    mend="declare a source that can, or name other classes",
    severity="warning",
)
NEVER_SURE = code(
    "ASL-LANG-W078",
    "The standard of proof is out of reach",
    why="the declared sources report only classes that may or may not be what is forbidden",
    mend="add a source that tells these classes apart; until then findings stay undetermined",
    severity="warning",
)
UNDATED = code(
    "ASL-LANG-W053",
    "A duty without a deadline",
    why="it stays pending for good, so nobody can ever say that it was missed",
    mend="give it a date, a day of force, or a time after something",
    severity="warning",
)
NO_GEOMETRY = code(
    "ASL-LANG-W079",
    "A line or map without geometry",
    why="whether something lies inside stays unknown, so no finding there can be sure",
    mend="record it: aselepo record entry geography, with this id",
    severity="warning",
)

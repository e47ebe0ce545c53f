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
    why="every byte of evidence is covered by a hash, so it has been altered or damaged",
    mend="stop; restore the file from a backup and compare both copies",
)
MISSING_FILE = code(
    "ASL-LOG-004",
    "Evidence is missing",
    why="the checkpoint vouches for a file that is not in the folder",
    mend="`aselepo log doctor` writes it again if the database can vouch for it; else stop, and "
    "restore the file from a backup",
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
OTHER_EDITION = code(
    "ASL-LOG-008",
    "The log is of an edition that this version does not read",
    why="edition 0 was a draft, and editions newer than the software are unknown to it",
    mend="edition 0: deliver the files again into a new mission (a shipped one: remove its folder, "
    "it is unpacked anew); newer: install a newer Aselepo",
)
READ_ONLY = code(
    "ASL-LOG-009",
    "The log cannot be written",
    why="the disk is full, read-only, or belongs to somebody else; nothing was appended",
    mend="make room or get the right to write, then deliver again: twice is once",
)
UNPUBLISHED = code(
    "ASL-LOG-010",
    "Stored, but not yet in a checkpoint",
    why="the entries are safe in the database; their tiles could not be written",
    mend="make room, then `aselepo log doctor` or the next append publishes them",
    severity="warning",
)
BAD_CHECKPOINT = code(
    "ASL-LOG-011",
    "A checkpoint does not verify",
    why="only the log's key vouches for its size and root",
    mend="stop; compare with a checkpoint that somebody else holds",
)
ROOT_DIFFERS = code(
    "ASL-LOG-012",
    "The tree has another root than the checkpoint says",
    why="an entry was changed, added or removed behind the log's back; nothing more is signed",
    mend="stop; `aselepo audit` names the file, restore it from a backup",
)
INDEX_DIFFERS = code(
    "ASL-LOG-013",
    "The database and the tree disagree",
    why="the database is only tail and index; the sealed files are the evidence",
    mend="`aselepo log doctor` makes the index anew from the evidence",
)
MALFORMED = code(
    "ASL-LOG-014",
    "Evidence is not in its canonical form",
    why="each entry has one byte form, and this is not it",
    mend="stop; restore the file from a backup",
)
STRANGER = code(
    "ASL-LOG-015",
    "A file that no entry names",
    why="it may be left from a write that was cut off; nothing rests on it",
    mend="`aselepo log doctor` removes it",
    severity="note",
)
CLOCK_BACK = code(
    "ASL-LOG-016",
    "The clock went back",
    why="an entry has an earlier record time than the one before it",
    mend="nothing is lost; set the machine's clock and say so in an entry",
    severity="note",
)
TOO_LARGE = code(
    "ASL-LOG-017",
    "An entry is too large",
    why="a header has at most 65,535 bytes, a body at most 64 MiB; large things are attachments",
    mend="attach the text as a file, or shorten the grounds",
)
KEY_DIFFERS = code(
    "ASL-LOG-018",
    "The log's private key is not the one its checkpoints name",
    why="whoever signs with another key starts another log",
    mend="put the right key back; see how-to/keys",
)
BAD_INDEX = code(
    "ASL-LOG-019",
    "The database cannot be read",
    why="its file is damaged, or its server does not answer",
    mend="`aselepo log doctor` makes it anew from the evidence; start the server",
)
TAIL_LOST = code(
    "ASL-LOG-020",
    "The database does not hold the whole log",
    why="sealed files hold more entries than the database: it is an old copy or a wrong one",
    mend="stop; put the right database back, or `aselepo log doctor`",
)
LOST_REPLY = code(
    "ASL-LOG-021",
    "The server went away before it answered",
    why="whether the delivery was stored is not known",
    mend="deliver it again when the server is back: twice is once",
)
NO_EXTRA = code(
    "ASL-LOG-022",
    "A part of the software is not installed",
    why="it comes as an extra, for not every mission needs it",
    mend="pip install 'aselepo[server]' for PostgreSQL, 'aselepo[stamps]' for time stamps",
)
OTHER_LOG = code(
    "ASL-LOG-023",
    "The database belongs to another log",
    why="each log has its own key, and the one noted in the database is not this log's",
    mend="check folder, dsn and schema in aselepo.toml",
)
BAD_KEY = code(
    "ASL-LOG-024",
    "A private key cannot be used",
    why="authors sign with Ed25519 keys in PEM (PKCS 8)",
    mend="put the right file back, or make a new key: see how-to/keys",
)
UNAUTHORISED = code(
    "ASL-LOG-025",
    "An entry does not have the authority it needs",
    why="who has a key signs, and keys and roles are changed by those who may",
    mend="sign with the author's key; a lost key is replaced as how-to/keys says",
)
DOUBTFUL = code(
    "ASL-LOG-026",
    "Signed while the key was lost",
    why="its holder says that from that moment on somebody else may have had the key",
    mend="ask the holder to confirm or retract the entry",
    severity="warning",
)
NO_SUBJECT = code(
    "ASL-LOG-027",
    "The vault does not know the subject",
    why="each subject has a key of its own in the vault",
    mend="check the id, and that this is the mission's vault",
)
FORGOTTEN = code(
    "ASL-LOG-028",
    "The subject was forgotten",
    why="its key was destroyed, which is deletion for good",
    mend="nothing: that is what deletion means",
)
NOT_ERASED_SO = code(
    "ASL-LOG-029",
    "Content is gone, and no entry says so",
    why="an erasure is an entry that names what it erases and why",
    mend="stop; restore the content from a backup",
)
UNFINISHED = code(
    "ASL-LOG-030",
    "An erasure is not finished",
    why="the entry says that content is erased, and it is still here",
    mend="`aselepo log doctor` finishes it",
    severity="warning",
)
NOT_ERASABLE = code(
    "ASL-LOG-031",
    "This entry cannot be erased",
    why="keys, roles and erasures tell who may do what; without them nothing verifies",
    mend="revoke or correct it by another entry",
)
GONE = code(
    "ASL-LOG-032",
    "Content of an entry is gone",
    why="it was erased, or this copy withholds it",
    mend="ask the mission; what rested on it cannot be rebuilt from here",
    severity="warning",
)
BAD_PROOF = code(
    "ASL-LOG-034",
    "A proof does not hold",
    why="it leads from an entry's bytes by hashes to a root that the log's key signed",
    mend="ask for the proof again, and compare the log's key with the one you know",
)
NOT_PUBLISHED = code(
    "ASL-LOG-035",
    "No entry names this file",
    why="a report's hash becomes an entry when it is published, and this file's is in none",
    mend="check that it is the very file; `aselepo log publish FILE` records a publication",
)
BAD_STAMP = code(
    "ASL-LOG-036",
    "A time stamp does not verify",
    why="the authority vouches for one checkpoint's text at one moment",
    mend="check the authority's root certificate; ask for a new stamp",
)
WITNESS_REFUSED = code(
    "ASL-LOG-037",
    "The witness did not cosign",
    why="it signs only a log that it knows and that has only grown since it last looked",
    mend="read its answer; if it holds another tree of this log, stop and compare both",
)
NO_ANSWER = code(
    "ASL-LOG-038",
    "No answer",
    why="the witness or time-stamp authority cannot be reached",
    mend="check the address, try again later; the log goes on meanwhile",
)
NO_KEY = code(
    "ASL-LOG-040",
    "This copy of the log has no private key",
    why="a log restored from a pack can be read and checked, not appended to",
    mend="append to the mission's own log, or restore from a backup",
)
BAD_COSIGNATURE = code(
    "ASL-LOG-041",
    "A cosignature does not verify",
    why="each line under a checkpoint is by the log or by a witness whose key the log keeps",
    mend="stop; compare with the witness's own copy of the checkpoint",
)
UNKNOWN_COLUMN = code(
    "ASL-LOG-042",
    "Rows have a column that the log does not know",
    why="only the columns of the schema are kept, and nothing is left out unsaid",
    mend="name it as the schema does, put it into the text, or begin its name with `personal_`",
)

# Sentences of the report, in the order of its sections.

subtitle-whole = Situation report on the whole time in force
subtitle-day = Situation report on the reporting day { $window }
stamp = Known by { $moment } · log { $root }
contents = Contents
skip = Skip to the answer
anywhere = Anywhere
provision-named = { $ref }: { $name }
with-utc = { $time } ({ $utc } UTC)
struck = On { $where }
struck-by = { $where }, acts of { $party }
subject-where = { $subject }: { $where }
throughout = throughout
in-force = in force
all-classes = all classes

## The answer

section-answer = The answer in one sentence
answer = { $window }: { $parts }.
answer-same = { $subject }: { $verdict } on every side
answer-differs = { $subject }: { $sides }
answer-side = { $verdict } on { $where }
answer-acts = { $verdict } for acts of { $party }
answer-empty = No domain and no provision can be summarised yet: the agreement names none, or nothing is in force. Domains in the agreement, areas and sources would fill this.
answer-incidents = { $n ->
    [one] { $n } incident on record began while the truce was in force. A machine inferred it; nobody has decided on it.
   *[other] { $n } incidents on record began while the truce was in force. A machine inferred them; nobody has decided on them.
 }
answer-incidents-day = { $n ->
    [0] No incident on record began on the reporting day while the truce was in force. What that is worth depends on what could be seen.
    [one] { $n } incident on record began on the reporting day while the truce was in force. A machine inferred it; nobody has decided on it.
   *[other] { $n } incidents on record began on the reporting day while the truce was in force. A machine inferred them; nobody has decided on them.
 }
answer-no-incidents = No incident on record began while the truce was in force. What that is worth depends on what could be seen.
answer-never-in-force = Nothing has been in force, so nothing is counted here: that is not a count of none.
truce-as-a-whole = Whether the truce as a whole held is for named people to judge. This report gives no word for it.

## The clock

section-clock = The clock
clock-caption = { $name }: its times on every clock that matters
clock-column = Moment
clock-begins = In force from
clock-ends = In force until
clock-length = Length
clock-known = Known by
clock-source = Source of the terms: { $text }.
clock-empty = No agreement is known in this view, so nothing can be in force.
no-end = no end set
force-never = { $name } is not in force: a condition for its start is not met.
force-running = { $name } has been in force since { $since }.
force-over = { $name } ended { $end }.
force-not-yet = { $name } enters into force { $start }.

## What changed

section-changes = What changed
changes-none-before = No earlier report was given to compare with.
changes-since = Since the report as known by { $moment }: { $entries ->
    [one] { $entries } new entry in the log.
   *[other] { $entries } new entries in the log.
 }
changes-since-same-log = Since the report as known by { $moment }, from the same entries of the log:
changes-nothing = Nothing that this report shows has changed.
change-new-row = { $subject }, { $where }: new, { $verdict }.
change-verdict = { $subject }, { $where }: was { $old }, now { $new }.
change-exposure = { $subject }, { $where }: watched { $old } before, { $new } now. Counts before and after are not compared.
change-incidents-new = { $n ->
    [one] { $n } incident is new.
   *[other] { $n } incidents are new.
 }
change-incidents-gone = { $n ->
    [one] { $n } incident is no longer there: its observations were withdrawn or now belong to another.
   *[other] { $n } incidents are no longer there: their observations were withdrawn or now belong to others.
 }
change-claims-new = { $n ->
    [one] { $n } claim is new.
   *[other] { $n } claims are new.
 }
change-set-aside = { $n ->
    [one] { $n } more row was set aside.
   *[other] { $n } more rows were set aside.
 }

## What we cannot see

section-unseen = What we cannot see
unseen-head = { $subject }, { $where }: { $share } of area and time watched
unseen-head-none = { $subject }, { $where }: nothing watched
unseen-nothing = No gap is known.
unseen-empty = No row is summarised, so there is nothing to say about what was watched.
unseen-ahead = { $subject }, { $where }: the time in force has not begun, so nothing could be watched yet.
unseen-reason = { $reason }.
unseen-here = { $reason }, { $when }.
unseen-everywhere = Everywhere: { $reason }, { $when }.
unseen-except = Everywhere except { $areas }: { $reason }, { $when }.
unseen-in = { $areas }: { $reason }, { $when }.
unseen-classes = { $reason } ({ $classes })

## The table

section-verdicts = Verdicts, side beside side
verdicts-caption = { $what }, { $window }
verdicts-by-domain = By domain and side struck
verdicts-by-provision = By provision and side struck
verdicts-by-day = Day by day
verdicts-by-area = By area, { $window }
verdicts-areas = { $n ->
    [one] By area ({ $n })
   *[other] By area ({ $n } areas)
 }
verdicts-accuse-nobody = A row asks about one side’s acts against the other’s area. Being named in a row accuses nobody.
verdicts-meaning = What the words mean
scale-table = Scale words: very unlikely below 10 %, unlikely below 33 %, about even below 66 %, likely below 90 %, very likely below 97 %, almost certain from 97 %.
cell-incidents = { $n ->
    [one] { $n } incident may belong here.
   *[other] { $n } incidents may belong here.
 }
cell-chance = Chance of at least one breach: { $bounds } ({ $scale }).
cell-watched-area = Watched: { $share }, { $watched } of { $total } h, areas weighted by surface.
cell-watched-count = Watched: { $share }, { $watched } of { $total } h, areas counted alike.
cell-unwatched = Watched: nothing of { $total } h.
cell-power = Power: one incident would have been noticed with a chance of { $share }; of { $n } or more, at least one with 95 %.
cell-power-short = That is less than “none observed” needs.
cell-power-none = Power: none. No number of incidents would surely have been noticed.
cell-excluded = Silence speaks against { $rate } or more a day.
cell-missing = Missing: { $reasons }.
cell-accused = Acts asked about: { $party }.
cell-no-row = Not asked: this provision does not bind the side that could have acted here.
cell-share = watched { $share }

## Map and timeline

section-map = Map and timeline
map-caption = Where incidents began inside the truce, and where nobody could look: { $subject }
map-alt = Map of { $n } areas with the line of contact and { $inside } incidents that began inside the truce; areas that nobody could watch are hatched. The table below holds the same.
map-empty = There is no map: no shapes of clear licence are known for the areas of this mission. The tables hold all there is.
map-hatched = nothing could be noticed
map-hatched-thin = some kinds or hours could not
map-stamp = Known by { $moment }. Line of contact with its 90 % error band.
map-no-shape = No shape is drawn for: { $names }.
map-counts = A number counts incidents known only by area.
map-ahead = The time in force has not begun, so nothing is hatched.
map-table = The map as a table
north = N
timeline-caption = The truce over time: what was recorded in each area, hatched where nobody could look
timeline-alt = Timeline of { $n } areas, { $window }: bars are recorded alerts or incidents, hatching is time in which nobody could look. The table below holds the same.
timeline-axis = Clock: { $clock }. Hatched: nobody could look. Grey strip below: share of the area watched. An arrowhead marks a beginning whose end is not told.
timeline-points = { $n ->
    [one] { $n } incident known by coordinates stands on the map only.
   *[other] { $n } incidents known by coordinates stand on the map only.
 }
timeline-table = The timeline as a table
timeline-empty = There is no timeline: nothing has been in force, or no area is known.
known-until = known until here
same-as-table = The same as a table

## Incidents

section-incidents = Incidents inside the truce
incidents-are-possible = Each of these began while the truce was in force. An alert is a warning: what happened, if anything, and who acted, is open unless said otherwise.
incidents-caption = { $n ->
    [one] { $n } incident that began inside the truce
   *[other] { $n } incidents that began inside the truce
 }
incidents-each = { $n ->
    [one] { $n } incident one by one
   *[other] All { $n } incidents one by one
 }
where-coordinates = by coordinates (on the map)
incidents-of-day = Only incidents that began on the reporting day are listed.
incidents-empty = No incident on record began inside the truce. That is a statement about the record, not about the ground.
incidents-touching = { $n ->
    [one] { $n } incident that began before and may go on inside
   *[other] { $n } incidents that began before and may go on inside
 }
incidents-touching-caption = { $n ->
    [one] { $n } incident whose time touches the truce
   *[other] { $n } incidents whose time touches the truce
 }
incidents-touching-means = These began before the truce, or their time is known too loosely to say. They count as possible inside it.
incidents-rest = { $n ->
    [one] { $n } further incident stands in the data file.
   *[other] { $n } further incidents stand in the data file.
 }
evidence = Evidence: observations and factors
evidence-caption = What each incident rests on
when-within = some time within { $window }
when-began = began { $moment }, end not told
when-unknown = not known
where-unknown = not known
where-point = { $lat } N, { $lon } E, ± { $error } km
what-unknown = undetermined
class-with-chance = { $name } ({ $share })
real-unknown = not known
real-chance = { $share } ({ $scale })
origin-undetermined = undetermined: no observation tells it
origin-chance = { $party }: { $bounds } ({ $scale })
finding-none = none
finding-machine = machine assessment
factor-bounds = { $name }: { $bounds }
factors-none = none

## Claims

section-claims = Claims beside observations
claims-empty = No claim of a party is on record.
claims-caption = What each claimant said for each window, beside what this mission recorded as beginning in it
claims-all = { $n ->
    [one] { $n } claim with its source
   *[other] All { $n } claims with their sources
 }
claims-all-caption = Claims in the order in which they became known
claim-about = about acts of { $party }
claim-figure = { $category } { $count }
recorded-in-window = { $n ->
    [0] none recorded; see what could be seen
    [one] { $n } incident recorded
   *[other] { $n } incidents recorded
 }
checks-caption = Arithmetic of each claimant’s own figures
stage = { $count } by { $until }
annex = Annex: details
annex-see = Details in the annex: { $title }.

## Series

section-series = Before, during and after
series-intro = Days on which the truce was in force, even in part, are shaded. A missing figure is a gap, never nought. Claimed figures were published on the day shown and tell of the time before it.
series-panels = Daily series
series-caption = The same series day by day
series-as-table = The same as a table
series-rest = { $n ->
    [one] { $n } further claimed series, small or uneven
   *[other] { $n } further claimed series, small or uneven
 }
series-rest-caption = Further series day by day
series-empty = No daily series is on record.
series-change = { $name }: change from the day before
series-alt = { $name }, { $first } to { $last }: from { $low } to { $high } a day. The table below holds every day.
series-alt-empty = { $name }: no figures.
panel-title = { $name } ({ $kind })
no-figure = no figure
no-figures = no figures
no-exposure = Coverage of this series is not stated.
exposure-strip = Strip: share of area and day watched.
coverage-changed = coverage changed
panel-inside = In force: { $values }.
panel-most = Most: { $value } on { $day }.

## Coverage

section-coverage = Coverage, and what it cannot see
coverage-empty = No source states its coverage: everything is unknown, and silence proves nothing.
coverage-declared = { $source }: coverage declared by { $by }, because { $why }. This is an assumption.
coverage-none = No coverage is stated for: { $sources }. From their silence nothing follows.
coverage-caption = What each source says it could notice, and where
coverage-spans = { $n ->
    [one] { $n } stretch of coverage
   *[other] All { $n } stretches of coverage
 }
coverage-spans-caption = Stretches of coverage by area
chance-of-classes = { $share }: { $classes }

## The line

section-line = The line of contact

## Sources

section-sources = Sources, licences and rows set aside
sources-caption = Sources with licence, credit and rows
sources-empty = No source is on record.
set-aside = { $n ->
    [one] { $n } row could not be read and was set aside: kept, explained, counted in no figure.
   *[other] { $n } rows could not be read and were set aside: kept, explained, counted in no figure.
 }
set-aside-none = No row was set aside: every row of every source was read.
set-aside-title = { $n ->
    [one] { $n } row set aside
   *[other] { $n } rows set aside
 }
set-aside-caption = Rows set aside: { $shown } of { $n }

## How we know

section-method = How we know
fact-origin = Log
fact-entries = Entries read
fact-root = Root hash
fact-as-of = Known by
fact-reconstructed = Reconstructed
fact-version = Software
fact-agreement = Agreement text (SHA-256)
reconstructed-yes = yes: imported entries count, with grounds for when they were known
reconstructed-no = no: every entry was recorded live
assumptions = What holds for all of this report:
recompute = Whoever holds the same log, up to the same entry, gets this report byte for byte with the same version of the software, moment and language.
page-of = Page { $page } of { $pages }

## Columns

column-day = Day
column-area = Area
column-when = When
column-how-many = How many
column-first-last = First to last beginning
column-where = Where
column-what = What was recorded
column-real = Chance that it happened
column-origin = Who acted
column-finding = Finding
column-sources = Sources
column-incident = Incident
column-known = Known
column-observations = Observations
column-factors = Factors with their bounds
column-open = What is open
open-nothing = nothing beside what the factors say
column-claimant = Claimant
column-window = Window
column-claimed = Claimed
column-recorded = Recorded here, any kind
column-category = Of what
column-check = Result
column-arithmetic = Arithmetic
column-published = Published
column-address = Address
column-source = Source
column-status = State
column-chance = Chance to notice one incident
column-areas = Areas
column-licence = Licence
column-read = Rows read
column-accepted = Accepted
column-set-aside = Set aside
column-last-known = Last known
column-row = Row
column-fault = What
column-why = Why
column-code = Code
column-watched = Watched
column-some-source-looked = Some source looked
column-begun-inside = Began inside
column-going-on = Going on from before
column-verdict = Verdict

# Words of the pages: menus, sliders, states of a view.

## Frame

web-skip = Skip to the content
web-missions = Missions
web-missions-empty = No mission is here yet. Make one with “aselepo init DIR” and start the server with --mission DIR.
web-languages = Languages
web-language = Language
web-menu = Pages of this mission
web-page-overview = Overview
web-page-map = Map
web-page-incidents = Incidents
web-page-claims = Claims
web-page-coverage = Coverage
web-page-sources = Sources
web-page-log = Log and proof
web-page-agreement = Agreement
web-page-reports = Reports
web-further = Further
web-sections-empty = Nothing of this kind is in the mission’s log in this view. It appears here when it is delivered or recorded by hand.
web-about-map = where and when, with two sliders and a table of the same
web-about-incidents = each with its evidence, down to the row of the source
web-about-claims = what each side alleges, its arithmetic checked
web-about-coverage = who could see what, and what nobody could
web-about-sources = licences, credits, rows set aside
web-about-log = every entry with the proof that it is in the log
web-about-agreement = the text that everything is measured against
web-about-reports = this view as HTML, PDF or JSON, in each language
web-free-software = free software, Apache-2.0

## The view

web-with-utc = { $time } ({ $utc } UTC)
web-known-by = Known by { $when }
web-known-from-to = Known from { $first } to { $last } UTC
web-entries = { $n ->
    [one] { $n } entry
   *[other] { $n } entries
 }
web-entries-of = entries read: { $n } of { $size }
web-reconstructed = reconstructed from imported entries
web-a-record = a record, not a live picture
web-pin = Link to exactly this view
web-last-look = What changed since you last looked
web-change-view = Change the view
web-form-as-of = Known by ({ $clock })
web-form-n = Read the first so many entries
web-form-day = Reporting day
web-form-at = Moment on the map ({ $clock })
web-form-what-if = What if: in force
web-form-from = from
web-form-to = to
web-form-show = Show
web-form-reset = All that is known
web-withheld = Part of this view is withheld from this audience. Rule: { $rule }
web-stale = Nothing new from: { $sources }.
web-stale-source = { $source } since { $since }
web-offline-banner = The server does not answer. What you see is still true as of the moment it names; nothing newer can be loaded.
web-as-table = The same as a table
web-day-before = What changed in the last 24 hours

## The map

web-map-title = Where and when
web-map-label = Map of the situation. The table beside it holds the same.
web-slider-happened = Happened
web-slider-happened-help = Moves through the time of the events.
web-slider-known = Known by
web-slider-known-help = Moves through what was known: everything on this page follows.
web-watched-for = Watched for
web-on-the-map = On the map
web-layer-alerts = Alerts
web-layer-line = Line of contact
web-layer-fires = Fires and other points
web-layer-news = News counts
web-north = North is up
web-north-letter = N
web-zoom-in = Zoom in
web-zoom-out = Zoom out
web-zoom-all = Show all
web-legend = Legend
web-legend-unwatched = nobody looked
web-legend-partly = watched for some kinds only
web-legend-watched = watched
web-legend-alert = alert: a warning, not a strike
web-legend-line = line of contact, with its 95 % band
web-legend-fires = fires that day: count, or 90 % area when close
web-legend-news = news reports that day: reports, not events
web-no-script = The sliders need scripts. Without them, “Change the view” above sets both moments, and the table below follows.
web-no-shapes = There is no map here: no shapes of these areas with a clear licence are in the mission’s log. The table holds what a map would show. Shapes are added with “aselepo ingest”.
web-loading = Drawing the map. The table holds the same already.
web-map-failed = This browser cannot draw the map. The table holds the same.
web-offline = The server does not answer. The map still shows what was known by { $known }.
web-map-happened = Happened: { $when }
web-map-known = Known by: { $known }
web-summary = { $when }: alerts in { $alerts }, nobody looked in { $unwatched } of { $n } areas.
web-summary-none = { $when }: no areas are known; { $n } things with a place of their own that day.
web-in-force = The agreement is in force at this moment.
web-not-in-force = The agreement is not in force at this moment.
web-line-none = No line of contact is known for this moment.
web-areas-caption = What is known of each area at this moment
web-areas-empty = No areas are in the mission’s log, so nothing can be said area by area. What has a place of its own is listed under Incidents.
web-column-area = Area
web-column-watch = Coverage
web-column-alert = Alert now
web-column-begun = Alerts begun that day so far
web-column-fires = Fires that day
web-column-others = Other points that day
web-column-news = News reports that day
web-watched = watched
web-unwatched = nobody looked: { $why }
web-not-for = not for: { $classes }
web-why-no-source = no source
web-why-not-this-class = not this kind
web-why-merged-rows = alerts merged into one row
web-why-permanent-alert = permanent alert, never listed
web-why-no-passes = passes and clouds not given
web-why-feed-down = feed down
web-why-cloud = cloud
web-why-access-denied = access denied
web-why-jammed = jammed
web-why-not-observed = the source did not look
web-why-unknown = the source does not say
web-why-no-statement = the source says nothing of it
web-why-no-pass = no pass at that time
web-why-nobody-there = nobody was there
web-why-office-hours = outside working hours
web-why-other = “{ $name }”
web-alert-since = since { $since }
web-alert-goes-on = since { $since }, end not known
web-alert-none = none
web-not-known = not known
web-no-figure = –
web-at-least = at least { $n }

## Incidents

web-when = When
web-what = What
web-where = Where
web-who = Who acted
web-real = Chance that it happened
web-sources = Sources
web-incidents-intro = An incident is one happening, inferred from observations. It may be real or not, and it accuses nobody.
web-incidents-inside = Inside the time in force
web-incidents-inside-caption = { $n ->
    [one] { $n } incident began while the agreement was in force
   *[other] { $n } incidents began while the agreement was in force
 }
web-incidents-inside-empty = None is recorded to have begun while the agreement was in force. Whether any could have been noticed stands under Coverage.
web-incidents-perhaps-caption = { $n ->
    [one] { $n } incident began outside or at an open time and may have gone on inside
   *[other] { $n } incidents began outside or at an open time and may have gone on inside
 }
web-incidents-others = Outside the time in force
web-incidents-others-caption = { $n ->
    [one] { $n } incident began outside the time in force
   *[other] { $n } incidents began outside the time in force
 }
web-incidents-empty = No others are known in this view. A later moment of knowledge or more deliveries would add some.
web-paging = Pages of the list
web-page-before = Page before
web-page-after = Next page
web-page-of = page { $page } of { $pages }
web-page-first = first page
web-incident-title = { $what }: { $where }
web-not-stated = not stated by its source
web-undetermined-nobody = undetermined; nobody is accused
web-party-share = { $party } { $share }
web-known-first = First known
web-in-force-then = The agreement
web-begins-inside = began while it was in force
web-perhaps-inside = may have gone on while it was in force
web-outside = outside the time in force
web-identity = Identity
web-began-end-open = began { $when }, end not known
web-by-then = before { $when }
web-unknown-time = time not known
web-unknown-place = place not known
web-unknown-class = kind not known
web-place-error = { $point }, error { $sigma } m (one standard deviation)
web-article = Article { $ref }: { $label }
web-findings = Findings
web-findings-empty = No finding rests on this incident: no provision was in force, or none forbids what it may have been.
web-chance-of-breach = chance of a breach { $chance }
web-factors = Factors, weakest first:
web-evidence = Evidence
web-evidence-intro = { $n ->
    [one] { $n } observation
   *[other] { $n } observations
 }
web-evidence-empty = The observations behind this incident are not in this view.
web-basis = How it came about
web-in-its-words = In its words
web-revision = Revision
web-in-the-log = In the log
web-entry-row = entry { $entry }, row { $row }

## Log, agreement, reports

web-log-origin = Log
web-log-size = Size
web-log-root = Root hash
web-log-as-of = Known by
web-log-reconstructed = How it was known
web-log-live = All entries were recorded live.
web-log-version = Computed with
web-log-agreement = Digest of the agreement
web-log-proof-help = Whoever holds the same log computes the same root hash, and from it the same findings. The proof of an entry is the list of hashes that lead from it to the root.
web-log-audit = “aselepo audit” checks every entry, file and checkpoint; “aselepo prove NUMBER” gives a proof of an entry that stands alone.
web-log-entries = Entries
web-log-empty = The log holds no entries yet. Deliver a file with “aselepo ingest”, or record one by hand with “aselepo record”.
web-column-number = No.
web-column-kind = Kind
web-column-about = About
web-column-known = Known
web-column-recorded = Recorded
web-column-rows = Rows
web-column-proof = Proof
web-proof-of = Proof of entry { $n }
web-not-yet-known = not yet known in this view
web-grounds = claimed: { $text }
web-agreement-intro = The text as it stands in the log. Everything here is measured against it, word for word.
web-agreement-empty = No agreement is known in this view. Record one with “aselepo record agreement FILE”.
web-reports-intro = The report of exactly this view. The same log, moment and version give the same bytes on any machine.
web-reports-caption = Reports by language
web-report-as = Report in { $language } as { $form }
web-reports-data = Data and their addresses:

## Problems

web-problem-title = This cannot be shown
web-problem-where = Where
web-problem-why = Why
web-problem-mend = How to mend it
web-problem-code = Code
web-problem-status = Status { $status }.
web-problem-back = Back to the missions

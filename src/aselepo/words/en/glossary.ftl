# Words that mean the same in code, on screen, in reports and in docs.

language-name = English

## Moments and numbers

moment = { $day } { $hour }
zoned = { $time } { $zone }
interval = { $start } to { $end }
interval-in-a-day = { $start } to { $end }
interval-open = from { $start }, no end set
zone-Europe-Kyiv = Kyiv
zone-Europe-Moscow = Moscow
zone-Asia-Jerusalem = Jerusalem
zone-Europe-Paris = Paris
zone-UTC = UTC
zone-other = { $city } ({ $name })
clock-Europe-Kyiv = Kyiv
clock-Europe-Moscow = Moscow
clock-Asia-Jerusalem = Jerusalem
clock-Europe-Paris = Paris
clock-UTC = UTC
clock-other = { $city } ({ $name })
share = { $n } %
share-below = less than { $share }
share-above = more than { $share }
from-to = { $low } to { $high }
hours = { $n } h
area-km2 = { $n } km²
days = { $n ->
    [one] { $n } day
   *[other] { $n } days
 }

qualifier-exact = { $n }
qualifier-about = about { $n }
qualifier-more-than = more than { $n }
qualifier-at-least = at least { $n }
qualifier-none = no figure
qualifier-other = { $n } (“{ $name }”)

## Terms

term-agreement = Agreement
term-agreement-means = The text in force: parties, zones, provisions, reporting day.
term-provision = Provision
term-provision-means = One numbered duty or prohibition of the agreement.
term-domain = Domain
term-domain-means = A named group of classes of incident, for summaries.
term-party = Party
term-party-means = A signatory or a side that declared a truce, as the agreement names it.
term-line = Line of contact
term-line-means = The line between the parties on a day, with its error. It is drawn, never judged.
term-source = Source
term-source-means = Who or what reports.
term-observation = Observation
term-observation-means = One report by one source: where, when, what, and how sure.
term-coverage = Coverage
term-coverage-means = Where and when a source could have seen something. Where nobody could look, silence says nothing.
term-exposure = Exposure
term-exposure-means = Coverage summed over area and time: how much was watched out of all there was to watch.
term-power = Power
term-power-means = The chance to notice a stated number of incidents at this exposure.
term-incident = Incident
term-incident-means = One happening, inferred from observations. It may be real or not; its chance is given where it is known.
term-attribution = Attribution
term-attribution-means = The chance that a party acted. It starts undetermined, and place alone never decides it.
term-finding = Finding
term-finding-means = One incident or duty under one provision and one party.
term-summary = Summary
term-summary-means = What can be said of a provision or domain over a window, for each side struck.
term-claim = Claim
term-claim-means = What a party alleges. Its arithmetic is checked; it is never counted as an observation.
term-case = Case
term-case-means = What people looked at and decided about one incident or finding.
term-verified = Verified
term-verified-means = Two people decided it. A machine never verifies.
term-log = Log
term-log-means = The append-only record from which everything here can be computed again.
term-entry = Entry
term-entry-means = One immutable record in the log.
term-checkpoint = Checkpoint
term-checkpoint-means = Size and root hash of the log: whoever holds the same log can compute the same report.
term-known-time = Known time
term-known-time-means = When the mission could know a thing. It is never earlier than the thing itself.
term-set-aside = Set aside
term-set-aside-means = A row of a source that could not be read: kept, explained and counted, never dropped.
term-reporting-day = Reporting day
term-reporting-day-means = A day on the agreement’s own clock. It has 23, 24 or 25 hours.

## How a source looked

status-observed = watched
status-partial = watched in part
status-not-observed = not watched
status-unknown = not known
status-other = “{ $name }”

## What sources give

kind-recorded = recorded
kind-claimed = claimed by a party
kind-reported = reported in the news
kind-mapped = mapped

## Categories of claims

category-total = all violations
category-shelling = shelling
category-assault = assaults
category-drone-use = uses of drones
category-fpv = short-range drones (FPV)
category-air-raid-alert = air-raid alerts
category-combat-clash = clashes
category-quadcopter-strike = strikes by quadcopters
category-aircraft-type-drone = drones of aircraft type
category-long-range-drone = long-range drones
category-attack-attempt = attempted attacks
category-border-shelling = shelling at the border
category-border-fpv = short-range drones at the border
category-border-drop = munitions dropped at the border
category-missile = missiles
category-other = “{ $name }”

## Daily series

series-air-raid-alerts = Air-raid alerts that began
series-home-front-alerts = Alerts that sounded
series-firms = Fires seen by satellite
series-personnel = Losses claimed: persons
series-field-artillery = Losses claimed: artillery systems
series-drone = Losses claimed: drones
series-tank = Losses claimed: tanks
series-APC = Losses claimed: armoured vehicles
series-MRL = Losses claimed: rocket launchers
series-vehicles-and-fuel-tanks = Losses claimed: vehicles and fuel tanks
series-anti-aircraft-warfare = Losses claimed: air-defence systems
series-special-equipment = Losses claimed: special equipment
series-cruise-missiles = Losses claimed: cruise missiles
series-aircraft = Losses claimed: aircraft
series-helicopter = Losses claimed: helicopters
series-naval-ship = Losses claimed: ships and boats
series-submarines = Losses claimed: submarines
series-mapped-area = Area that a map draws as occupied
series-news-fighting = News reports of fighting
series-news-other = Other news reports
series-other = “{ $name }”
unit-reports = reports
unit-items = items claimed
unit-km2 = km²
unit-other = { $name }
news-kind-fighting = fighting
news-kind-other = other (“{ $name }”)

## How an observation came about

basis-saw = seen
basis-heard = heard
basis-recorded = recorded by an instrument
basis-assessed = assessed
basis-told-by = told by others
basis-document = from a document
basis-other = “{ $name }”

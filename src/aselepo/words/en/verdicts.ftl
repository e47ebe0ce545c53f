# Words for results, and why a result is what it is.

## Summaries

verdict-breach = breach
verdict-breach-means = At least one finding is sure by the agreement’s standard of proof.
verdict-undetermined = undetermined
verdict-undetermined-means = Something was recorded, but what it was, or whose, is open.
verdict-none-observed = none observed
verdict-none-observed-means = Nothing was noticed, and enough could have been. It is a statement about watching.
verdict-cannot-tell = cannot tell
verdict-cannot-tell-means = Nothing was noticed, and too little could have been: silence says nothing here.
verdict-not-in-force = not in force
verdict-not-in-force-means = The agreement did not apply in this window.
verdict-no-breach = no breach
verdict-other = “{ $name }”

## Duties, levels, guarantees, cases

duty-pending = pending
duty-met = met
duty-late = late
duty-missed = missed
duty-void = void
duty-possible = possible
duty-repaired = repaired
duty-other = “{ $name }”
level-within-reference = within reference
level-above-reference = above reference
level-below-reference = below reference
level-cannot-tell = cannot tell
level-other = “{ $name }”
guarantee-dormant = dormant
guarantee-active = active
guarantee-paused = paused
guarantee-ended = ended
guarantee-undetermined = undetermined
guarantee-other = “{ $name }”
case-alleged = alleged
case-under-verification = under verification
case-verified = verified
case-not-established = not established
case-dismissed = dismissed
case-contested = contested
case-other = “{ $name }”

## Scale

scale-very-unlikely = very unlikely
scale-unlikely = unlikely
scale-about-even = about even
scale-likely = likely
scale-very-likely = very likely
scale-almost-certain = almost certain
scale-between = { $low } to { $high }
scale-nothing = cannot be said

## What could not be seen, and why

gap-no-source = no source looks there
gap-not-this-class = the sources look, but cannot notice this
gap-merged-rows = the source merged many alerts into one row; those inside cannot be told apart
gap-permanent-alert = under a permanent alert and never listed by the source
gap-no-passes = no passes and no cloud cover given: no fire seen is not sky seen
gap-feed-down = the feed was down
gap-cloud = cloud
gap-access-denied = access was denied
gap-jammed = the sensor was jammed
gap-not-observed = the source did not look
gap-unknown = the source does not say whether it looked
gap-other = reason given: “{ $name }”

## The line of contact

line-no-halt-visible = The mapped area grew by { $change } km² across the truce, within or near its usual { $low } to { $high } km² for as many days: no halt is visible.
line-halt-visible = The mapped area changed by { $change } km² across the truce, against a usual { $low } to { $high } km² for as many days: a halt is visible on the map.
line-too-slow-to-show = The mapped area changed by { $change } km², but the map lags by about { $lag } h, as long as the truce or longer: a halt cannot be read from it. Usual for as many days: { $low } to { $high } km².
line-lag-longer-than-truce = The map lags by about { $lag } h, longer than the truce lasted: a halt cannot be read from it. Mapped change { $change } km²; usual { $low } to { $high } km².
line-too-few-maps = There are too few maps around the truce to compare the area before and after.
line-no-series = No series of maps is known, so nothing can be said about a halt of the line.
line-other = Statement on the line: “{ $name }”.
line-lag-warning = The map lags by about { $lag } h and the truce lasted { $length } h: what the line did during the truce cannot be read from it.

## Arithmetic of claims

check-adds-up = adds up
check-does-not-add-up = does not add up
check-not-comparable = cannot be compared
check-running-total = one running total
check-rival-figures = rival figures
check-against-observations = beside observations
check-other = “{ $name }”
check-adds-up-says = The parts add up to the stated total: { $sum } = { $stated }.
check-does-not-add-up-says = The parts do not add up to the stated total: { $sum } = { $computed }, stated { $stated }.
check-not-comparable-says = The parts give { $sum } = { $computed }, stated { $stated }; a figure with “more than”, “about” or “at least” leaves room, so this is neither right nor wrong.
check-running-total-says = One series that grows: { $stages }. The figures count the same events again and must not be added up.
check-rival-figures-says = Several figures for the same thing and window: { $figures }. They stay side by side.
check-against-observations-says = Claimed { $stated }; recorded { $computed }.
check-other-says = Stated { $stated }.

## Factors of a finding, weakest first

factor-real = it happened
factor-class = it was of a forbidden class
factor-in-force = while the article was in force
factor-in-scope = where the article applies
factor-responsible = this party is responsible
factor-not-exempt = no exemption applies
factor-other = “{ $name }”

## Assumptions that hold for all of it

note-machine-assessment = Machine assessment, not a finding of the mission.
note-what-if = What-if: the reader set the window in force. This is not the agreement’s own.
note-exercise = Exercise: parts of what is shown here were made up. They did not happen, and they say nothing about the conduct of any party.
note-reconstructed = Reconstructed: imported entries count. When they were known is claimed, with grounds, not recorded live.
note-silence-of-alerts = Absence of alerts is not absence of fire. An alert warns of a threat; it is not a strike.
note-declared-coverage = Coverage of archives is declared at import, by whom and why is printed: it is an assumption.
note-reports-are-not-events = News counts are reports, not events: one event may have many reports or none.
note-claims-not-counted = Claims of parties are shown and their arithmetic is checked. They change no verdict and fill no count.
note-assumed-terms = Parts of the terms are assumed, because the announcements do not say them. Assumed terms give no breach in a released report.
note-independent-factors = The chances of a finding’s factors are combined as bounds; what is not known stays between none and certain.
note-designations = Designations and the drawing of lines imply no opinion on the status of any territory.
note-other = Note: “{ $name }”.

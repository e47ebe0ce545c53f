# Words of the assessment: why a factor is what it is, hypotheses.

hypothesis-in-answer-to-a-breach = whether it was in answer to a breach
hypothesis-condition-disputed = whether the condition of the undertaking was met
hypothesis-other = “{ $name }”

## Explanations of findings

factor-class-and-responsible = it was of a forbidden class and this party is responsible
factor-bound = this party was bound at that time
explain-breach = Article { $article }, { $party }: a breach. The chance is at least { $low }, the standard of proof { $standard }.
explain-undetermined = Article { $article }, { $party }: open. The chance lies between { $low } and { $high }; a breach is held from { $standard }.
explain-no-breach = Article { $article }, { $party }: no breach. The chance is at most { $high }.
explain-duty-pending = Article { $article }, { $party }: due by { $due }, not yet done.
explain-duty-met = Article { $article }, { $party }: done in time; it was due by { $due }.
explain-duty-late = Article { $article }, { $party }: done { $late } after { $due }.
explain-duty-missed = Article { $article }, { $party }: not done by { $due }.
explain-duty-void = Article { $article }, { $party }: what started this duty was withdrawn.
explain-duty-possible = Article { $article }, { $party }: it is open whether this duty arose; it is not charged.
explain-duty-repaired = Article { $article }, { $party }: not kept in time, made good by what was due instead.
explain-duty-undetermined = Article { $article }, { $party }: it is open whether this was done in time.
explain-weakest = The weakest factor: { $factor }, { $low } to { $high }.
explain-frechet = If nothing were known of how the factors depend on each other, the chance would be at least { $low }.
explain-known = As known by { $moment }.
explain-rests-on = It rests on { $id }, revision { $rev }.
explain-assumed = Assumed: { $terms }.
explain-retroactive = The text that governs this time became known later.
explain-rival = By the line of { $author }: { $low } to { $high }.

evidence-real = Whether it happened: another independent source.
evidence-class = What it was: a trace, a fragment, a sound or picture of the weapon.
evidence-responsible = Who did it: where the fire came from, who held that place then.
evidence-class-and-responsible = What it was and who did it, seen together.
evidence-in-force = When it was: a time with a smaller error.
evidence-in-scope = Where it was: a place with a smaller error.
evidence-bound = Whether the other side had kept the article before.
evidence-not-exempt = Whether the exemption “{ $about }” applies.
evidence-notice = Which notice it belongs to, for the exemption “{ $about }”.
evidence-order = Whether it was ordered after an attempt that failed, for the exemption “{ $about }”.
evidence-in-answer = A decision whether it was in answer to a breach, for the exemption “{ $about }”.
evidence-line-agreed = Which version of the line holds.
evidence-conflict = Which holds: this article or article { $about }, which allows it.
evidence-trigger = Whether what would start the duty happened: { $about }.
evidence-act = A record that it was done, with its time.
evidence-needed = It would have to reach { $needed }.

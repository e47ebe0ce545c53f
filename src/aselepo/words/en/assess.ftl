# Words of the assessment: why a factor is what it is, hypotheses.

hypothesis-in-answer-to-a-breach = whether it was in answer to a breach
hypothesis-condition-disputed = whether the condition of the undertaking was met
hypothesis-other = “{ $name }”

# Words of the assessment: why a factor is what it is, hypotheses.

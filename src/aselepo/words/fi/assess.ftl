# Arvioinnin sanat: miksi tekijä on mikä on, hypoteesit.

hypothesis-in-answer-to-a-breach = oliko se vastaus rikkomukseen
hypothesis-condition-disputed = täyttyikö sitoumuksen ehto
hypothesis-other = ”{ $name }”

# Arvioinnin sanat: miksi tekijä on mikä on, hypoteesit.

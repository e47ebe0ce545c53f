# Arvioinnin sanat: miksi tekijä on mikä on, hypoteesit.

hypothesis-in-answer-to-a-breach = oliko se vastaus rikkomukseen
hypothesis-condition-disputed = täyttyikö sitoumuksen ehto
hypothesis-other = ”{ $name }”

## Löydösten selitykset

factor-class-and-responsible = se oli kiellettyä lajia ja tämä osapuoli vastaa siitä
factor-bound = tämä osapuoli oli silloin sidottu
explain-breach = Artikla { $article }, { $party }: rikkomus. Todennäköisyys on vähintään { $low }, näyttövaatimus { $standard }.
explain-undetermined = Artikla { $article }, { $party }: avoin. Todennäköisyys on välillä { $low }–{ $high }; rikkomus todetaan arvosta { $standard } alkaen.
explain-no-breach = Artikla { $article }, { $party }: ei rikkomusta. Todennäköisyys on enintään { $high }.
explain-duty-pending = Artikla { $article }, { $party }: määräaika { $due }, ei vielä tehty.
explain-duty-met = Artikla { $article }, { $party }: tehty ajoissa; määräaika oli { $due }.
explain-duty-late = Artikla { $article }, { $party }: tehty { $late } määräajan { $due } jälkeen.
explain-duty-missed = Artikla { $article }, { $party }: ei tehty määräaikaan { $due } mennessä.
explain-duty-void = Artikla { $article }, { $party }: velvoitteen peruste peruutettiin.
explain-duty-possible = Artikla { $article }, { $party }: on auki, syntyikö velvoite; siitä ei syytetä.
explain-duty-repaired = Artikla { $article }, { $party }: ei täytetty ajoissa, korjattu sillä mitä sen sijaan vaadittiin.
explain-duty-undetermined = Artikla { $article }, { $party }: on auki, tehtiinkö se ajoissa.
explain-weakest = Heikoin tekijä: { $factor }, { $low }–{ $high }.
explain-frechet = Jos tekijöiden keskinäisestä riippuvuudesta ei tiedettäisi mitään, todennäköisyys olisi vähintään { $low }.
explain-known = Tiedossa { $moment } mennessä.
explain-rests-on = Perustuu tietoon { $id }, versio { $rev }.
explain-assumed = Oletettu: { $terms }.
explain-retroactive = Tätä aikaa koskeva teksti tuli tietoon myöhemmin.
explain-rival = Osapuolen { $author } linjan mukaan: { $low }–{ $high }.

evidence-real = Tapahtuiko se: toinen riippumaton lähde.
evidence-class = Mitä se oli: jälki, sirpale, ääni tai kuva aseesta.
evidence-responsible = Kuka sen teki: mistä tuli avattiin ja kenen hallussa paikka silloin oli.
evidence-class-and-responsible = Mitä se oli ja kuka sen teki, yhdessä nähtynä.
evidence-in-force = Milloin se oli: aika pienemmällä virheellä.
evidence-in-scope = Missä se oli: paikka pienemmällä virheellä.
evidence-bound = Oliko toinen osapuoli noudattanut artiklaa sitä ennen.
evidence-not-exempt = Päteekö poikkeus ”{ $about }”.
evidence-notice = Mihin ilmoitukseen se kuuluu, poikkeusta ”{ $about }” varten.
evidence-order = Käskettiinkö se epäonnistuneen yrityksen jälkeen, poikkeusta ”{ $about }” varten.
evidence-in-answer = Päätös siitä, oliko se vastaus rikkomukseen, poikkeusta ”{ $about }” varten.
evidence-line-agreed = Mikä linjan versio pätee.
evidence-conflict = Kumpi pätee: tämä artikla vai artikla { $about }, joka sen sallii.
evidence-trigger = Tapahtuiko se, mikä velvoitteen aloittaisi: { $about }.
evidence-act = Merkintä siitä, että se tehtiin, ja milloin.
evidence-needed = Sen pitäisi olla vähintään { $needed }.

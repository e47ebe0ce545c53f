# Raportin lauseet sen osien järjestyksessä.

subtitle-whole = Tilanneraportti koko voimassaoloajasta
subtitle-day = Tilanneraportti raporttipäivästä { $window }
stamp = Tiedossa { $moment } · loki { $root }
contents = Sisällys
skip = Siirry vastaukseen
anywhere = Missä tahansa
provision-named = { $ref }: { $name }
with-utc = { $time } ({ $utc } UTC)
struck = { $where }
struck-by = { $where }, tekijänä { $party }
subject-where = { $subject }: { $where }
throughout = koko ajan
in-force = voimassa
all-classes = kaikki luokat

## Vastaus

section-answer = Vastaus yhdellä lauseella
answer = { $window }: { $parts }.
answer-same = { $subject }: { $verdict } kaikilla puolilla
answer-differs = { $subject }: { $sides }
answer-side = { $where } – { $verdict }
answer-acts = tekijänä { $party } – { $verdict }
answer-empty = Yhtään alaa tai määräystä ei voi vielä tiivistää: sopimus ei nimeä niitä, tai mikään ei ole voimassa. Sopimuksen alat, alueet ja lähteet täyttäisivät tämän.
answer-incidents = { $n ->
    [one] { $n } kirjattu tapaus alkoi aselevon ollessa voimassa. Kone päätteli sen; kukaan ei ole tehnyt siitä päätöstä.
   *[other] { $n } kirjattua tapausta alkoi aselevon ollessa voimassa. Kone päätteli ne; kukaan ei ole tehnyt niistä päätöstä.
 }
answer-incidents-day = { $n ->
    [0] Yksikään kirjattu tapaus ei alkanut raporttipäivänä aselevon ollessa voimassa. Sen merkitys riippuu siitä, mitä voitiin nähdä.
    [one] { $n } kirjattu tapaus alkoi raporttipäivänä aselevon ollessa voimassa. Kone päätteli sen; kukaan ei ole tehnyt siitä päätöstä.
   *[other] { $n } kirjattua tapausta alkoi raporttipäivänä aselevon ollessa voimassa. Kone päätteli ne; kukaan ei ole tehnyt niistä päätöstä.
 }
answer-no-incidents = Yksikään kirjattu tapaus ei alkanut aselevon ollessa voimassa. Sen merkitys riippuu siitä, mitä voitiin nähdä.
answer-never-in-force = Mikään ei ole ollut voimassa, joten tässä ei lasketa mitään: se ei ole nolla tapausta.
truce-as-a-whole = Pitikö aselepo kokonaisuutena, on nimettyjen ihmisten arvioitava. Tämä raportti ei anna sille sanaa.

## Kello

section-clock = Kello
clock-caption = { $name }: ajat kaikilla kelloilla, joilla on merkitystä
clock-column = Hetki
clock-begins = Voimassa alkaen
clock-ends = Voimassa päättyen
clock-length = Kesto
clock-known = Tiedossa
clock-source = Ehtojen lähde: { $text }.
clock-empty = Tässä näkymässä ei tunneta sopimusta, joten mikään ei voi olla voimassa.
no-end = loppua ei ole asetettu
force-never = { $name } ei ole voimassa: jokin alkamisen ehto ei täyty.
force-running = { $name } on ollut voimassa { $since } alkaen.
force-over = { $name } päättyi { $end }.
force-not-yet = { $name } tulee voimaan { $start }.

## Mikä muuttui

section-changes = Mikä muuttui
changes-none-before = Aikaisempaa raporttia ei annettu vertailtavaksi.
changes-since = Raportin { $moment } jälkeen: { $entries ->
    [one] { $entries } uusi merkintä lokissa.
   *[other] { $entries } uutta merkintää lokissa.
 }
changes-since-same-log = Raportin { $moment } jälkeen, samoista lokin merkinnöistä:
changes-nothing = Mikään, mitä tämä raportti näyttää, ei ole muuttunut.
change-new-row = { $subject }, { $where }: uusi, { $verdict }.
change-verdict = { $subject }, { $where }: oli { $old }, nyt { $new }.
change-exposure = { $subject }, { $where }: valvottu ennen { $old }, nyt { $new }. Lukuja ennen ja jälkeen ei verrata.
change-incidents-new = { $n ->
    [one] { $n } tapaus on uusi.
   *[other] { $n } tapausta on uusia.
 }
change-incidents-gone = { $n ->
    [one] { $n } tapaus on poissa: sen havainnot peruttiin tai ne kuuluvat nyt toiseen tapaukseen.
   *[other] { $n } tapausta on poissa: niiden havainnot peruttiin tai ne kuuluvat nyt muihin tapauksiin.
 }
change-claims-new = { $n ->
    [one] { $n } väite on uusi.
   *[other] { $n } väitettä on uusia.
 }
change-set-aside = { $n ->
    [one] { $n } rivi lisää pantiin sivuun.
   *[other] { $n } riviä lisää pantiin sivuun.
 }

## Mitä emme näe

section-unseen = Mitä emme näe
unseen-head = { $subject }, { $where }: alueesta ja ajasta valvottu { $share }
unseen-head-none = { $subject }, { $where }: mitään ei valvottu
unseen-nothing = Aukkoja ei tunneta.
unseen-empty = Yhtään riviä ei ole tiivistetty, joten valvonnasta ei ole sanottavaa.
unseen-ahead = { $subject }, { $where }: voimassaolo ei ole alkanut, joten mitään ei ole vielä voitu valvoa.
unseen-reason = { $reason }.
unseen-here = { $reason }, { $when }.
unseen-everywhere = Kaikkialla: { $reason }, { $when }.
unseen-except = Kaikkialla paitsi { $areas }: { $reason }, { $when }.
unseen-in = { $areas }: { $reason }, { $when }.
unseen-classes = { $reason } ({ $classes })

## Taulukko

section-verdicts = Tulokset, puolet rinnakkain
verdicts-caption = { $what }, { $window }
verdicts-by-domain = Aloittain ja kohteena olevan puolen mukaan
verdicts-by-provision = Määräyksittäin ja kohteena olevan puolen mukaan
verdicts-by-day = Päivä päivältä
verdicts-by-area = Alueittain, { $window }
verdicts-areas = { $n ->
    [one] Alueittain ({ $n })
   *[other] Alueittain ({ $n } aluetta)
 }
verdicts-accuse-nobody = Rivi kysyy yhden puolen tekoja toisen alueella. Rivillä mainitseminen ei syytä ketään.
verdicts-meaning = Mitä sanat tarkoittavat
scale-table = Asteikon sanat: hyvin epätodennäköinen alle 10 %, epätodennäköinen alle 33 %, suunnilleen yhtä todennäköinen kuin ei alle 66 %, todennäköinen alle 90 %, hyvin todennäköinen alle 97 %, lähes varma vähintään 97 %.
cell-incidents = { $n ->
    [one] { $n } tapaus voi kuulua tähän.
   *[other] { $n } tapausta voi kuulua tähän.
 }
cell-chance = Ainakin yhden rikkomuksen todennäköisyys: { $bounds } ({ $scale }).
cell-watched-area = Valvottu: { $share }, { $watched } / { $total } h, alueet pinta-alan mukaan.
cell-watched-count = Valvottu: { $share }, { $watched } / { $total } h, alueet samanarvoisina.
cell-unwatched = Valvottu: ei mitään, 0 / { $total } h.
cell-power = Erotuskyky: yksi tapaus olisi huomattu { $share } todennäköisyydellä; kun tapauksia on ainakin { $n }, jokin niistä 95 % todennäköisyydellä.
cell-power-short = Se on vähemmän kuin ”ei havaittu” vaatii.
cell-power-none = Erotuskyky: ei ole. Mikään määrä tapauksia ei olisi varmasti tullut huomatuksi.
cell-excluded = Hiljaisuus puhuu vastaan, että tapauksia olisi ollut { $rate } tai enemmän päivässä.
cell-missing = Puuttuu: { $reasons }.
cell-accused = Kenen tekoja kysytään: { $party }.
cell-no-row = Ei kysytä: määräys ei sido sitä puolta, joka olisi voinut toimia täällä.
cell-share = valvottu { $share }

## Kartta ja aikajana

section-map = Kartta ja aikajana
map-caption = Missä tapauksia alkoi aselevon aikana ja minne kukaan ei voinut katsoa: { $subject }
map-alt = Kartta: alueita { $n }, rintamalinja ja aselevon aikana alkaneita tapauksia { $inside }; alueet, joita kukaan ei voinut valvoa, on viivoitettu. Alla oleva taulukko kertoo saman.
map-empty = Karttaa ei ole: tämän tehtävän alueista ei tunneta muotoja, joiden lisenssi on selvä. Taulukoissa on kaikki, mitä on.
map-hatched = mitään ei voinut huomata
map-hatched-thin = joitakin lajeja tai tunteja ei
map-stamp = Tiedossa { $moment }. Rintamalinja 90 % virhekaistoineen.
map-no-shape = Muotoa ei ole piirretty: { $names }.
map-counts = Luku laskee tapaukset, joista tiedetään vain alue.
map-ahead = Voimassaolo ei ole alkanut, joten mitään ei ole viivoitettu.
map-table = Kartta taulukkona
north = P
timeline-caption = Aselepo ajassa: mitä kullakin alueella kirjattiin; viivoitettu, kun kukaan ei voinut katsoa
timeline-alt = Aikajana, alueita { $n }, { $window }: palkit ovat kirjattuja hälytyksiä tai tapauksia, viivoitus on aikaa, jolloin kukaan ei voinut katsoa. Alla oleva taulukko kertoo saman.
timeline-axis = Kello: { $clock }. Viivoitettu: kukaan ei voinut katsoa. Harmaa kaista alla: valvottu osuus alueesta. Nuolenkärki on alku, jonka loppua ei kerrota.
timeline-points = { $n ->
    [one] { $n } koordinaatteina tunnettu tapaus on vain kartalla.
   *[other] { $n } koordinaatteina tunnettua tapausta on vain kartalla.
 }
timeline-table = Aikajana taulukkona
timeline-empty = Aikajanaa ei ole: mikään ei ole ollut voimassa, tai alueita ei tunneta.
known-until = tiedossa tähän asti
same-as-table = Sama taulukkona

## Tapaukset

section-incidents = Tapaukset aselevon aikana
incidents-are-possible = Kukin näistä alkoi aselevon ollessa voimassa. Hälytys on varoitus: mitä tapahtui, jos mitään, ja kuka toimi, on avoin, ellei toisin sanota.
incidents-caption = { $n ->
    [one] { $n } tapaus, joka alkoi aselevon aikana
   *[other] { $n } tapausta, jotka alkoivat aselevon aikana
 }
incidents-each = { $n ->
    [one] { $n } tapaus erikseen
   *[other] Kaikki { $n } tapausta yksitellen
 }
where-coordinates = koordinaatteina (kartalla)
incidents-of-day = Luettelossa on vain raporttipäivänä alkaneet tapaukset.
incidents-empty = Yksikään kirjattu tapaus ei alkanut aselevon aikana. Se kertoo kirjauksista, ei maastosta.
incidents-touching = { $n ->
    [one] { $n } tapaus, joka alkoi ennen ja voi jatkua aselevon aikana
   *[other] { $n } tapausta, jotka alkoivat ennen ja voivat jatkua aselevon aikana
 }
incidents-touching-caption = { $n ->
    [one] { $n } tapaus, jonka aika koskettaa aselepoa
   *[other] { $n } tapausta, joiden aika koskettaa aselepoa
 }
incidents-touching-means = Nämä alkoivat ennen aselepoa, tai niiden aika tunnetaan liian väljästi. Ne lasketaan mahdollisiksi sen aikana.
incidents-rest = { $n ->
    [one] { $n } muu tapaus on datatiedostossa.
   *[other] { $n } muuta tapausta on datatiedostossa.
 }
evidence = Näyttö: havainnot ja tekijät
evidence-caption = Mihin kukin tapaus perustuu
when-within = jolloinkin välillä { $window }
when-began = alkoi { $moment }, loppua ei kerrota
when-unknown = ei tiedossa
where-unknown = ei tiedossa
where-point = { $lat } N, { $lon } E, ± { $error } km
what-unknown = avoin
class-with-chance = { $name } ({ $share })
real-unknown = ei tiedossa
real-chance = { $share } ({ $scale })
origin-undetermined = avoin: mikään havainto ei kerro sitä
origin-chance = { $party }: { $bounds } ({ $scale })
finding-none = ei ole
finding-machine = koneen arvio
factor-bounds = { $name }: { $bounds }
factors-none = ei ole

## Väitteet

section-claims = Väitteet havaintojen rinnalla
claims-empty = Osapuolten väitteitä ei ole kirjattu.
claims-caption = Mitä kukin väittäjä sanoi kustakin ajasta, ja mitä tämä tehtävä kirjasi silloin alkaneeksi
claims-all = { $n ->
    [one] { $n } väite lähteineen
   *[other] Kaikki { $n } väitettä lähteineen
 }
claims-all-caption = Väitteet siinä järjestyksessä, jossa ne tulivat tietoon
claim-about = tekijäksi väitetty: { $party }
claim-figure = { $category } { $count }
recorded-in-window = { $n ->
    [0] ei kirjattu yhtään; katso, mitä voitiin nähdä
    [one] { $n } tapaus kirjattu
   *[other] { $n } tapausta kirjattu
 }
checks-caption = Kunkin väittäjän omien lukujen laskutoimitukset
stage = { $count } ({ $until } mennessä)
annex = Liite: yksityiskohdat
annex-see = Yksityiskohdat liitteessä: { $title }.

## Sarjat

section-series = Ennen, aikana ja jälkeen
series-intro = Päivät, joina aselepo oli voimassa edes osan ajasta, on sävytetty. Puuttuva luku on aukko, ei koskaan nolla. Väitetyt luvut julkaistiin näytettynä päivänä ja kertovat sitä edeltäneestä ajasta.
series-panels = Päivittäiset sarjat
series-caption = Samat sarjat päivä päivältä
series-as-table = Sama taulukkona
series-rest = { $n ->
    [one] { $n } muu väitetty sarja, pieni tai epätasainen
   *[other] { $n } muuta väitettyä sarjaa, pieniä tai epätasaisia
 }
series-rest-caption = Muut sarjat päivä päivältä
series-empty = Päivittäisiä sarjoja ei ole kirjattu.
series-change = { $name }: muutos edellispäivästä
series-alt = { $name }, { $first } – { $last }: { $low } – { $high } päivässä. Alla oleva taulukko kertoo jokaisen päivän.
series-alt-empty = { $name }: ei lukuja.
panel-title = { $name } ({ $kind })
no-figure = ei lukua
no-figures = ei lukuja
no-exposure = Tämän sarjan kattavuutta ei ole ilmoitettu.
exposure-strip = Kaista: valvottu osuus alueesta ja päivästä.
coverage-changed = kattavuus muuttui
panel-inside = Voimassa: { $values }.
panel-most = Eniten: { $value }, { $day }

## Kattavuus

section-coverage = Kattavuus ja mitä se ei näe
coverage-empty = Yksikään lähde ei ilmoita kattavuuttaan: kaikki on tuntematonta, eikä hiljaisuus todista mitään.
coverage-declared = { $source }: kattavuuden on ilmoittanut { $by }, koska { $why }. Tämä on oletus.
coverage-none = Kattavuutta ei ole ilmoitettu lähteille: { $sources }. Niiden hiljaisuudesta ei seuraa mitään.
coverage-caption = Mitä kukin lähde sanoo voivansa huomata ja missä
coverage-spans = { $n ->
    [one] { $n } kattavuusjakso
   *[other] Kaikki { $n } kattavuusjaksoa
 }
coverage-spans-caption = Kattavuusjaksot alueittain
chance-of-classes = { $share }: { $classes }

## Linja

section-line = Rintamalinja

## Lähteet

section-sources = Lähteet, lisenssit ja sivuun pannut rivit
sources-caption = Lähteet, lisenssit, kiitokset ja rivit
sources-empty = Lähteitä ei ole kirjattu.
set-aside = { $n ->
    [one] { $n } riviä ei voitu lukea ja se pantiin sivuun: säilytetty, selitetty, ei mukana missään luvussa.
   *[other] { $n } riviä ei voitu lukea ja ne pantiin sivuun: säilytetty, selitetty, eivät mukana missään luvussa.
 }
set-aside-none = Yhtään riviä ei pantu sivuun: jokaisen lähteen jokainen rivi luettiin.
set-aside-title = { $n ->
    [one] { $n } sivuun pantu rivi
   *[other] { $n } sivuun pantua riviä
 }
set-aside-caption = Sivuun pannut rivit: { $shown } / { $n }

## Mistä tiedämme

section-method = Mistä tiedämme
fact-origin = Loki
fact-entries = Luettuja merkintöjä
fact-root = Juuritiiviste
fact-as-of = Tiedossa
fact-reconstructed = Jälkikäteen koottu
fact-version = Ohjelma
fact-agreement = Sopimuksen teksti (SHA-256)
reconstructed-yes = kyllä: tuodut merkinnät ovat mukana, ja niiden tietoajalle on perusteet
reconstructed-no = ei: jokainen merkintä kirjattiin reaaliajassa
assumptions = Mikä pätee koko raporttiin:
recompute = Joka pitää hallussaan samaa lokia samaan merkintään asti, saa tämän raportin tavulleen samana samalla ohjelman versiolla, hetkellä ja kielellä.
page-of = Sivu { $page } / { $pages }

## Sarakkeet

column-day = Päivä
column-area = Alue
column-when = Milloin
column-how-many = Kuinka monta
column-first-last = Ensimmäisen ja viimeisen alku
column-where = Missä
column-what = Mitä kirjattiin
column-real = Tapahtuiko: todennäköisyys
column-origin = Kuka toimi
column-finding = Löydös
column-sources = Lähteet
column-incident = Tapaus
column-known = Tiedossa
column-observations = Havainnot
column-factors = Tekijät rajoineen
column-open = Mikä on auki
open-nothing = ei muuta kuin mitä tekijät kertovat
column-claimant = Väittäjä
column-window = Aika
column-claimed = Väitetty
column-recorded = Täällä kirjattu, kaikki lajit
column-category = Mitä
column-check = Tulos
column-arithmetic = Laskutoimitus
column-published = Julkaistu
column-address = Osoite
column-source = Lähde
column-status = Tila
column-chance = Mahdollisuus huomata yksi tapaus
column-areas = Alueet
column-licence = Lisenssi
column-read = Luettuja rivejä
column-accepted = Hyväksytty
column-set-aside = Sivuun pantu
column-last-known = Viimeksi tiedossa
column-row = Rivi
column-fault = Mitä
column-why = Miksi
column-code = Koodi
column-watched = Valvottu
column-some-source-looked = Jokin lähde katsoi
column-begun-inside = Alkoi aikana
column-going-on = Jatkui ennestään
column-verdict = Tulos

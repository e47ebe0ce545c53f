# Sanat, jotka tarkoittavat samaa ohjelmassa, näytöllä, raporteissa ja ohjeissa.

language-name = suomi

## Hetket ja luvut

moment = { $day } klo { $hour }
zoned = { $time } { $zone }
interval = { $start } – { $end }
interval-in-a-day = { $start }–{ $end }
interval-open = { $start } alkaen, loppua ei ole asetettu
zone-Europe-Kyiv = Kiovan aikaa
zone-Europe-Moscow = Moskovan aikaa
zone-Asia-Jerusalem = Jerusalemin aikaa
zone-Europe-Paris = Pariisin aikaa
zone-UTC = UTC
zone-other = ({ $city }, { $name })
clock-Europe-Kyiv = Kiova
clock-Europe-Moscow = Moskova
clock-Asia-Jerusalem = Jerusalem
clock-Europe-Paris = Pariisi
clock-UTC = UTC
clock-other = { $city } ({ $name })
share = { $n } %
share-below = alle { $share }
share-above = yli { $share }
from-to = { $low } – { $high }
hours = { $n } h
area-km2 = { $n } km²
days = { $n ->
    [one] { $n } päivä
   *[other] { $n } päivää
 }

qualifier-exact = { $n }
qualifier-about = noin { $n }
qualifier-more-than = yli { $n }
qualifier-at-least = ainakin { $n }
qualifier-none = ei lukua
qualifier-other = { $n } (”{ $name }”)

## Termit

term-agreement = Sopimus
term-agreement-means = Voimassa oleva teksti: osapuolet, vyöhykkeet, määräykset, raporttipäivä.
term-provision = Määräys
term-provision-means = Yksi sopimuksen numeroitu velvoite tai kielto.
term-domain = Ala
term-domain-means = Nimetty joukko tapausluokkia yhteenvetoja varten.
term-party = Osapuoli
term-party-means = Allekirjoittaja tai aselevon julistanut puoli, sopimuksen käyttämällä nimellä.
term-line = Rintamalinja
term-line-means = Osapuolten välinen linja tiettynä päivänä virheineen. Se piirretään, sitä ei koskaan arvioida.
term-source = Lähde
term-source-means = Kuka tai mikä ilmoittaa.
term-observation = Havainto
term-observation-means = Yhden lähteen yksi ilmoitus: missä, milloin, mitä ja kuinka varmasti.
term-coverage = Kattavuus
term-coverage-means = Missä ja milloin lähde olisi voinut nähdä jotakin. Missä kukaan ei voinut katsoa, hiljaisuus ei kerro mitään.
term-exposure = Valvottu osuus
term-exposure-means = Kattavuus summattuna alueen ja ajan yli: kuinka paljon valvottiin siitä, mitä oli valvottavana.
term-power = Erotuskyky
term-power-means = Mahdollisuus huomata mainittu määrä tapauksia tällä valvotulla osuudella.
term-incident = Tapaus
term-incident-means = Yksi tapahtuma, joka on päätelty havainnoista. Se voi olla todellinen tai ei; todennäköisyys annetaan, kun se tiedetään.
term-attribution = Tekijän päättely
term-attribution-means = Todennäköisyys sille, että osapuoli toimi. Se on aluksi avoin, eikä paikka yksin ratkaise sitä koskaan.
term-finding = Löydös
term-finding-means = Yksi tapaus tai velvoite yhden määräyksen ja yhden osapuolen kannalta.
term-summary = Yhteenveto
term-summary-means = Mitä määräyksestä tai alasta voidaan sanoa tietyltä ajalta kummankin kohteena olevan puolen osalta.
term-claim = Väite
term-claim-means = Mitä osapuoli väittää. Sen laskutoimitus tarkistetaan; sitä ei koskaan lasketa havainnoksi.
term-case = Asia
term-case-means = Mitä ihmiset tutkivat ja päättivät yhdestä tapauksesta tai löydöksestä.
term-verified = Todennettu
term-verified-means = Kaksi ihmistä päätti niin. Kone ei koskaan todenna.
term-log = Loki
term-log-means = Vain jatkettava kirjanpito, josta kaikki tässä voidaan laskea uudelleen.
term-entry = Merkintä
term-entry-means = Yksi muuttumaton tietue lokissa.
term-checkpoint = Tarkistuspiste
term-checkpoint-means = Lokin koko ja juuritiiviste: joka pitää hallussaan samaa lokia, voi laskea saman raportin.
term-known-time = Tietoaika
term-known-time-means = Milloin tehtävä saattoi tietää asian. Se ei koskaan ole asiaa itseään aikaisempi.
term-set-aside = Sivuun pantu
term-set-aside-means = Lähteen rivi, jota ei voitu lukea: säilytetään, selitetään ja lasketaan, ei koskaan hukata.
term-reporting-day = Raporttipäivä
term-reporting-day-means = Päivä sopimuksen omalla kellolla. Siinä on 23, 24 tai 25 tuntia.

## Miten lähde katsoi

status-observed = valvottu
status-partial = osaksi valvottu
status-not-observed = ei valvottu
status-unknown = ei tiedossa
status-other = ”{ $name }”

## Mitä lähteet antavat

kind-recorded = kirjattu
kind-claimed = osapuolen väite
kind-reported = uutisoitu
kind-mapped = kartoitettu

## Väitteiden lajit

category-total = kaikki rikkomukset
category-shelling = tykistötuli
category-assault = rynnäköt
category-drone-use = droonien käyttö
category-fpv = lyhyen kantaman droonit (FPV)
category-air-raid-alert = ilmahälytykset
category-combat-clash = yhteenotot
category-quadcopter-strike = nelikopterien iskut
category-aircraft-type-drone = lentokonetyyppiset droonit
category-long-range-drone = pitkän kantaman droonit
category-attack-attempt = hyökkäysyritykset
category-border-shelling = tykistötuli rajalla
category-border-fpv = lyhyen kantaman droonit rajalla
category-border-drop = pudotetut ammukset rajalla
category-missile = ohjukset
category-other = ”{ $name }”

## Päivittäiset sarjat

series-air-raid-alerts = Alkaneet ilmahälytykset
series-home-front-alerts = Soineet hälytykset
series-firms = Satelliitin näkemät palot
series-personnel = Väitetyt tappiot: henkilöt
series-field-artillery = Väitetyt tappiot: tykistöjärjestelmät
series-drone = Väitetyt tappiot: droonit
series-tank = Väitetyt tappiot: panssarivaunut
series-APC = Väitetyt tappiot: panssariajoneuvot
series-MRL = Väitetyt tappiot: raketinheittimet
series-vehicles-and-fuel-tanks = Väitetyt tappiot: ajoneuvot ja polttoainesäiliöt
series-anti-aircraft-warfare = Väitetyt tappiot: ilmatorjunta
series-special-equipment = Väitetyt tappiot: erikoiskalusto
series-cruise-missiles = Väitetyt tappiot: risteilyohjukset
series-aircraft = Väitetyt tappiot: lentokoneet
series-helicopter = Väitetyt tappiot: helikopterit
series-naval-ship = Väitetyt tappiot: alukset ja veneet
series-submarines = Väitetyt tappiot: sukellusveneet
series-mapped-area = Pinta-ala, jonka kartta piirtää miehitetyksi
series-news-fighting = Uutiset taisteluista
series-news-other = Muut uutiset
series-other = ”{ $name }”
unit-reports = ilmoitusta
unit-items = väitettyä kappaletta
unit-km2 = km²
unit-other = { $name }
news-kind-fighting = taistelut
news-kind-other = muu (”{ $name }”)

## Miten havainto syntyi

basis-saw = nähty
basis-heard = kuultu
basis-recorded = laitteen kirjaama
basis-assessed = arvioitu
basis-told-by = muiden kertoma
basis-document = asiakirjasta
basis-other = ”{ $name }”

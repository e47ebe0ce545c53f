# Tulosten sanat ja syyt siihen, miksi tulos on mikä on.

## Yhteenvedot

verdict-breach = rikkomus
verdict-breach-means = Ainakin yksi löydös on varma sopimuksen näyttövaatimuksen mukaan.
verdict-undetermined = avoin
verdict-undetermined-means = Jotakin kirjattiin, mutta mitä se oli tai kenen tekemää, on auki.
verdict-none-observed = ei havaittu
verdict-none-observed-means = Mitään ei huomattu, ja riittävästi olisi voitu huomata. Tämä kertoo valvonnasta.
verdict-cannot-tell = ei voida sanoa
verdict-cannot-tell-means = Mitään ei huomattu, ja liian vähän olisi voitu huomata: hiljaisuus ei kerro tässä mitään.
verdict-not-in-force = ei voimassa
verdict-not-in-force-means = Sopimus ei ollut voimassa tänä aikana.
verdict-no-breach = ei rikkomusta
verdict-other = ”{ $name }”

## Velvoitteet, tasot, takuut, asiat

duty-pending = odottaa
duty-met = täytetty
duty-late = myöhässä
duty-missed = täyttämättä
duty-void = rauennut
duty-possible = mahdollinen
duty-repaired = korjattu
duty-other = ”{ $name }”
level-within-reference = vertailutasolla
level-above-reference = yli vertailutason
level-below-reference = alle vertailutason
level-cannot-tell = ei voida sanoa
level-other = ”{ $name }”
guarantee-dormant = lepää
guarantee-active = voimassa
guarantee-paused = keskeytetty
guarantee-ended = päättynyt
guarantee-undetermined = avoin
guarantee-other = ”{ $name }”
case-alleged = väitetty
case-under-verification = todennettavana
case-verified = todennettu
case-not-established = ei näytetty toteen
case-dismissed = hylätty
case-contested = kiistetty
case-other = ”{ $name }”

## Asteikko

scale-very-unlikely = hyvin epätodennäköinen
scale-unlikely = epätodennäköinen
scale-about-even = suunnilleen yhtä todennäköinen kuin ei
scale-likely = todennäköinen
scale-very-likely = hyvin todennäköinen
scale-almost-certain = lähes varma
scale-between = { $low } – { $high }
scale-nothing = ei voida sanoa

## Mitä ei voitu nähdä ja miksi

gap-no-source = mikään lähde ei katso sinne
gap-not-this-class = lähteet katsovat, mutta eivät voi huomata tätä
gap-merged-rows = lähde yhdisti monta hälytystä yhdeksi riviksi; sen sisällä olevia ei voi erottaa
gap-permanent-alert = jatkuvassa hälytyksessä, lähde ei luettele koskaan
gap-no-passes = ylilentoja ja pilvisyyttä ei ole annettu: palon puuttuminen ei ole nähtyä taivasta
gap-feed-down = syöte oli poikki
gap-cloud = pilvi
gap-access-denied = pääsy evättiin
gap-jammed = anturia häirittiin
gap-not-observed = lähde ei katsonut
gap-unknown = lähde ei kerro, katsoiko se
gap-other = ilmoitettu syy: ”{ $name }”

## Rintamalinja

line-no-halt-visible = Kartoitettu pinta-ala kasvoi aselevon yli { $change } km², kun se yhtä monessa päivässä tavallisesti muuttuu { $low } – { $high } km²: pysähdystä ei näy.
line-halt-visible = Kartoitettu pinta-ala muuttui aselevon yli { $change } km², kun se yhtä monessa päivässä tavallisesti muuttuu { $low } – { $high } km²: kartalla näkyy pysähdys.
line-too-slow-to-show = Kartoitettu pinta-ala muuttui { $change } km², mutta kartta on noin { $lag } h jäljessä, yhtä kauan kuin aselepo kesti tai kauemmin: pysähdystä ei voi lukea siitä. Tavallinen muutos yhtä monessa päivässä: { $low } – { $high } km².
line-lag-longer-than-truce = Kartta on noin { $lag } h jäljessä, kauemmin kuin aselepo kesti: pysähdystä ei voi lukea siitä. Kartoitettu muutos { $change } km²; tavallinen { $low } – { $high } km².
line-too-few-maps = Aselevon ympäriltä on liian vähän karttoja, jotta pinta-alaa ennen ja jälkeen voisi verrata.
line-no-series = Karttojen sarjaa ei tunneta, joten linjan pysähtymisestä ei voi sanoa mitään.
line-other = Lausuma linjasta: ”{ $name }”.
line-lag-warning = Kartta on noin { $lag } h jäljessä ja aselepo kesti { $length } h: siitä ei voi lukea, mitä linja teki aselevon aikana.

## Väitteiden laskutoimitukset

check-adds-up = täsmää
check-does-not-add-up = ei täsmää
check-not-comparable = ei verrattavissa
check-running-total = yksi juokseva summa
check-rival-figures = kilpailevat luvut
check-against-observations = havaintojen rinnalla
check-other = ”{ $name }”
check-adds-up-says = Osien summa on ilmoitettu kokonaisluku: { $sum } = { $stated }.
check-does-not-add-up-says = Osien summa ei ole ilmoitettu kokonaisluku: { $sum } = { $computed }, ilmoitettu { $stated }.
check-not-comparable-says = Osien summa on { $sum } = { $computed }, ilmoitettu { $stated }; luku, jossa sanotaan ”yli”, ”noin” tai ”ainakin”, jättää varaa, joten tämä ei ole oikein eikä väärin.
check-running-total-says = Yksi kasvava sarja: { $stages }. Luvut laskevat samat tapahtumat uudelleen, eikä niitä saa laskea yhteen.
check-rival-figures-says = Samasta asiasta ja ajasta on useita lukuja: { $figures }. Ne pysyvät rinnakkain.
check-against-observations-says = Väitetty { $stated }; kirjattu { $computed }.
check-other-says = Ilmoitettu { $stated }.

## Löydöksen tekijät, heikoin ensin

factor-real = se tapahtui
factor-class = se kuului kiellettyyn luokkaan
factor-in-force = määräys oli voimassa
factor-in-scope = määräys koskee paikkaa
factor-responsible = tämä osapuoli on vastuussa
factor-not-exempt = mikään poikkeus ei päde
factor-other = ”{ $name }”

## Oletukset, jotka koskevat kaikkea

note-machine-assessment = Koneen arvio, ei tehtävän löydös.
note-what-if = Entä jos: lukija asetti voimassaoloajan. Se ei ole sopimuksen oma.
note-exercise = Harjoitus: osa tässä näytetystä on keksittyä. Se ei ole tapahtunut eikä kerro minkään osapuolen toiminnasta.
note-reconstructed = Jälkikäteen koottu: tuodut merkinnät ovat mukana. Niiden tietoaika on perusteltu väite, sitä ei kirjattu reaaliajassa.
note-silence-of-alerts = Hälytysten puuttuminen ei ole tulituksen puuttumista. Hälytys varoittaa uhasta; se ei ole isku.
note-declared-coverage = Arkistojen kattavuus on ilmoitettu tuonnin yhteydessä; kuka ja miksi, on painettu näkyviin. Se on oletus.
note-reports-are-not-events = Uutismäärät ovat ilmoituksia, eivät tapahtumia: yhdestä tapahtumasta voi olla monta uutista tai ei yhtään.
note-claims-not-counted = Osapuolten väitteet näytetään ja niiden laskutoimitukset tarkistetaan. Ne eivät muuta mitään tulosta eivätkä kartuta lukuja.
note-assumed-terms = Osa ehdoista on oletettu, koska julistukset eivät kerro niitä. Oletetut ehdot eivät anna rikkomusta julkaistussa raportissa.
note-independent-factors = Löydöksen tekijöiden todennäköisyydet yhdistetään rajoina; mitä ei tiedetä, jää mahdottoman ja varman väliin.
note-designations = Nimitykset ja linjojen piirtäminen eivät ilmaise kantaa minkään alueen asemaan.
note-other = Huomautus: ”{ $name }”.

# Sivujen sanat: valikot, liukusäätimet, näkymän tilat.

## Kehys

web-skip = Siirry sisältöön
web-missions = Tehtävät
web-missions-empty = Täällä ei ole vielä tehtäviä. Tee sellainen komennolla ”aselepo init DIR” ja käynnistä palvelin valitsimella --mission DIR.
web-languages = Kielet
web-language = Kieli
web-menu = Tämän tehtävän sivut
web-page-overview = Yleiskuva
web-page-map = Kartta
web-page-incidents = Tapaukset
web-page-claims = Väitteet
web-page-coverage = Kattavuus
web-page-sources = Lähteet
web-page-log = Loki ja todiste
web-page-agreement = Sopimus
web-page-reports = Raportit
web-further = Lisää
web-sections-empty = Tehtävän lokissa ei tässä näkymässä ole mitään tällaista. Se ilmestyy tänne, kun se toimitetaan tai kirjataan käsin.
web-about-map = missä ja milloin, kaksi liukusäädintä ja sama taulukkona
web-about-incidents = kukin todisteineen lähteen riviin asti
web-about-claims = mitä kumpikin osapuoli väittää, laskutoimitukset tarkistettuina
web-about-coverage = kuka olisi voinut nähdä mitä, ja mitä kukaan ei olisi
web-about-sources = lisenssit, tekijät, sivuun pannut rivit
web-about-log = jokainen merkintä ja todiste, että se on lokissa
web-about-agreement = teksti, johon kaikkea verrataan
web-about-reports = tämä näkymä HTML:nä, PDF:nä tai JSONina kullakin kielellä
web-free-software = vapaa ohjelmisto, Apache-2.0

## Näkymä

web-with-utc = { $time } ({ $utc } UTC)
web-known-by = Tiedossa { $when }
web-known-from-to = Tietoa ajalta { $first } – { $last } UTC
web-entries = { $n ->
    [one] { $n } merkintä
   *[other] { $n } merkintää
 }
web-entries-of = luettu { $n } / { $size } merkintää
web-reconstructed = koottu jälkikäteen tuoduista merkinnöistä
web-a-record = tallenne, ei tämänhetkinen kuva
web-pin = Linkki juuri tähän näkymään
web-last-look = Mikä on muuttunut edellisen katselusi jälkeen
web-change-view = Muuta näkymää
web-form-as-of = Tiedossa viimeistään ({ $clock })
web-form-n = Lue näin monta ensimmäistä merkintää
web-form-day = Raporttipäivä
web-form-at = Hetki kartalla ({ $clock })
web-form-what-if = Entä jos: voimassa
web-form-from = alkaen
web-form-to = päättyen
web-form-show = Näytä
web-form-reset = Kaikki mitä tiedetään
web-withheld = Osa tästä näkymästä ei ole tälle lukijakunnalle. Sääntö: { $rule }
web-stale = Ei mitään uutta lähteistä: { $sources }.
web-stale-source = { $source } ({ $since } jälkeen)
web-offline-banner = Palvelin ei vastaa. Näkyvä pitää yhä paikkansa siltä hetkeltä, jonka se mainitsee; uudempaa ei voi ladata.
web-as-table = Sama taulukkona
web-day-before = Mitä muuttui viimeisten 24 tunnin aikana

## Kartta

web-map-title = Missä ja milloin
web-map-label = Tilannekartta. Vieressä oleva taulukko sisältää saman.
web-slider-happened = Tapahtui
web-slider-happened-help = Liikkuu tapahtumien ajassa.
web-slider-known = Tiedossa
web-slider-known-help = Liikkuu siinä, mitä tiedettiin: koko sivu seuraa.
web-watched-for = Valvottu tätä varten
web-on-the-map = Kartalla
web-layer-alerts = Hälytykset
web-layer-line = Rintamalinja
web-layer-fires = Palot ja muut pisteet
web-layer-news = Uutismäärät
web-north = Pohjoinen on ylhäällä
web-north-letter = P
web-zoom-in = Lähennä
web-zoom-out = Loitonna
web-zoom-all = Näytä kaikki
web-legend = Merkkien selitykset
web-legend-unwatched = kukaan ei katsonut
web-legend-partly = valvottu vain joidenkin lajien osalta
web-legend-watched = valvottu
web-legend-alert = hälytys: varoitus, ei isku
web-legend-line = rintamalinja ja sen 95 %:n vyöhyke
web-legend-fires = päivän palot: määrä, lähellä 90 %:n alue
web-legend-news = päivän uutiset: ilmoituksia, eivät tapahtumia
web-no-script = Liukusäätimet tarvitsevat skriptejä. Ilman niitä ”Muuta näkymää” asettaa molemmat hetket, ja taulukko seuraa.
web-no-shapes = Tässä ei ole karttaa: tehtävän lokissa ei ole näiden alueiden muotoja, joiden lisenssi olisi selvä. Taulukko sisältää sen, mitä kartta näyttäisi. Muotoja lisätään komennolla ”aselepo ingest”.
web-loading = Karttaa piirretään. Taulukossa on jo sama.
web-map-failed = Tämä selain ei voi piirtää karttaa. Taulukossa on sama.
web-offline = Palvelin ei vastaa. Kartta näyttää yhä sen, mitä tiedettiin { $known }.
web-map-happened = Tapahtui: { $when }
web-map-known = Tiedossa: { $known }
web-summary = { $when }: hälytyksiä { $alerts } alueella, kukaan ei katsonut { $unwatched } alueelle { $n } alueesta.
web-summary-none = { $when }: alueita ei tunneta; { $n } omapaikkaista asiaa sinä päivänä.
web-in-force = Sopimus on tällä hetkellä voimassa.
web-not-in-force = Sopimus ei ole tällä hetkellä voimassa.
web-line-none = Tältä hetkeltä ei tunneta rintamalinjaa.
web-areas-caption = Mitä kustakin alueesta tiedetään tällä hetkellä
web-areas-empty = Tehtävän lokissa ei ole alueita, joten alueittain ei voi sanoa mitään. Se, millä on oma paikka, on luettelossa Tapaukset.
web-column-area = Alue
web-column-watch = Kattavuus
web-column-alert = Hälytys nyt
web-column-begun = Päivän tähän asti alkaneet hälytykset
web-column-fires = Päivän palot
web-column-others = Päivän muut pisteet
web-column-news = Päivän uutiset
web-watched = valvottu
web-unwatched = kukaan ei katsonut: { $why }
web-not-for = ei näitä: { $classes }
web-why-no-source = ei lähdettä
web-why-not-this-class = ei tätä lajia
web-why-merged-rows = hälytykset yhtenä rivinä
web-why-permanent-alert = jatkuva hälytys, ei luettelossa
web-why-no-passes = ylilentoja ja pilviä ei annettu
web-why-feed-down = syöte poikki
web-why-cloud = pilvi
web-why-access-denied = pääsy evätty
web-why-jammed = häirintä
web-why-not-observed = lähde ei katsonut
web-why-unknown = lähde ei kerro
web-why-no-statement = lähde ei sano siitä mitään
web-why-no-pass = ei ylilentoa silloin
web-why-nobody-there = paikalla ei ollut ketään
web-why-office-hours = työajan ulkopuolella
web-why-other = ”{ $name }”
web-alert-since = alkoi { $since }
web-alert-goes-on = alkoi { $since }, loppu ei tiedossa
web-alert-none = ei
web-not-known = ei tiedossa
web-no-figure = –
web-at-least = ainakin { $n }

## Tapaukset

web-when = Milloin
web-what = Mitä
web-where = Missä
web-who = Kuka toimi
web-real = Tapahtumisen todennäköisyys
web-sources = Lähteet
web-incidents-intro = Tapaus on yksi tapahtuma, joka on päätelty havainnoista. Se voi olla todellinen tai ei, eikä se syytä ketään.
web-incidents-inside = Voimassaoloaikana
web-incidents-inside-caption = { $n ->
    [one] { $n } tapaus alkoi sopimuksen voimassa ollessa
   *[other] { $n } tapausta alkoi sopimuksen voimassa ollessa
 }
web-incidents-inside-empty = Minkään ei ole kirjattu alkaneen sopimuksen voimassa ollessa. Kattavuus-sivulla lukee, olisiko mitään voitu huomata.
web-incidents-perhaps-caption = { $n ->
    [one] { $n } tapaus alkoi muulloin tai avoimena hetkenä ja on voinut jatkua voimassaoloaikana
   *[other] { $n } tapausta alkoi muulloin tai avoimena hetkenä ja on voinut jatkua voimassaoloaikana
 }
web-incidents-others = Voimassaoloajan ulkopuolella
web-incidents-others-caption = { $n ->
    [one] { $n } tapaus alkoi voimassaoloajan ulkopuolella
   *[other] { $n } tapausta alkoi voimassaoloajan ulkopuolella
 }
web-incidents-empty = Muita ei tunneta tässä näkymässä. Myöhempi tietohetki tai uudet toimitukset toisivat lisää.
web-paging = Luettelon sivut
web-page-before = Edellinen sivu
web-page-after = Seuraava sivu
web-page-of = sivu { $page } / { $pages }
web-page-first = ensimmäinen sivu
web-incident-title = { $what }: { $where }
web-not-stated = lähde ei ilmoita
web-undetermined-nobody = avoin; ketään ei syytetä
web-party-share = { $party } { $share }
web-known-first = Tiedossa ensi kerran
web-in-force-then = Sopimus
web-begins-inside = alkoi sen voimassa ollessa
web-perhaps-inside = on voinut jatkua sen voimassa ollessa
web-outside = voimassaoloajan ulkopuolella
web-identity = Tunniste
web-began-end-open = alkoi { $when }, loppu ei tiedossa
web-by-then = ennen { $when }
web-unknown-time = aika ei tiedossa
web-unknown-place = paikka ei tiedossa
web-unknown-class = laji ei tiedossa
web-place-error = { $point }, virhe { $sigma } m (yksi keskihajonta)
web-article = { $ref } artikla: { $label }
web-findings = Löydökset
web-findings-empty = Mikään löydös ei perustu tähän tapaukseen: mikään määräys ei ollut voimassa tai mikään ei kiellä sitä, mitä se on voinut olla.
web-chance-of-breach = rikkomuksen todennäköisyys { $chance }
web-factors = Tekijät, heikoin ensin:
web-evidence = Todisteet
web-evidence-intro = { $n ->
    [one] { $n } havainto
   *[other] { $n } havaintoa
 }
web-evidence-empty = Tämän tapauksen havaintoja ei ole tässä näkymässä.
web-basis = Miten se syntyi
web-in-its-words = Omin sanoin
web-revision = Versio
web-in-the-log = Lokissa
web-entry-row = merkintä { $entry }, rivi { $row }

## Loki, sopimus, raportit

web-log-origin = Loki
web-log-size = Koko
web-log-root = Juuritiiviste
web-log-as-of = Tiedossa
web-log-reconstructed = Miten tieto saatiin
web-log-live = Kaikki merkinnät kirjattiin reaaliajassa.
web-log-version = Laskettu ohjelmalla
web-log-agreement = Sopimuksen tiiviste
web-log-proof-help = Kenellä on sama loki, laskee saman juuritiivisteen ja siitä samat löydökset. Merkinnän todiste on tiivisteiden ketju merkinnästä juureen.
web-log-audit = ”aselepo audit” tarkistaa jokaisen merkinnän, tiedoston ja tarkistuspisteen; ”aselepo prove NUMERO” antaa merkinnästä todisteen, joka pätee yksinään.
web-log-entries = Merkinnät
web-log-empty = Lokissa ei ole vielä merkintöjä. Toimita tiedosto komennolla ”aselepo ingest” tai kirjaa käsin komennolla ”aselepo record”.
web-column-number = Nro
web-column-kind = Laji
web-column-about = Aihe
web-column-known = Tiedossa
web-column-recorded = Kirjattu
web-column-rows = Rivejä
web-column-proof = Todiste
web-proof-of = Merkinnän { $n } todiste
web-not-yet-known = ei vielä tiedossa tässä näkymässä
web-grounds = väitetty: { $text }
web-agreement-intro = Teksti sellaisena kuin se on lokissa. Kaikkea täällä verrataan siihen sanasta sanaan.
web-agreement-empty = Tässä näkymässä ei tunneta sopimusta. Kirjaa se komennolla ”aselepo record agreement FILE”.
web-reports-intro = Juuri tämän näkymän raportti. Sama loki, hetki ja versio antavat samat tavut joka koneella.
web-reports-caption = Raportit kielittäin
web-report-as = Raportti, { $language }, { $form }
web-reports-data = Aineistot ja niiden osoitteet:

## Ongelmat

web-problem-title = Tätä ei voi näyttää
web-problem-where = Missä
web-problem-why = Miksi
web-problem-mend = Miten korjata
web-problem-code = Koodi
web-problem-status = Tila { $status }.
web-problem-back = Takaisin tehtäviin

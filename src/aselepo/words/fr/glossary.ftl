# Les mots qui signifient la même chose dans le programme, à l’écran et dans les rapports.

language-name = français

## Moments et nombres

moment = { $day } { $hour }
zoned = { $time } ({ $zone })
interval = { $start } au { $end }
interval-in-a-day = { $start } à { $end }
interval-open = à partir du { $start }, sans fin fixée
zone-Europe-Kyiv = heure de Kyiv
zone-Europe-Moscow = heure de Moscou
zone-Asia-Jerusalem = heure de Jérusalem
zone-Europe-Paris = heure de Paris
zone-UTC = UTC
zone-other = { $city }, { $name }
clock-Europe-Kyiv = Kyiv
clock-Europe-Moscow = Moscou
clock-Asia-Jerusalem = Jérusalem
clock-Europe-Paris = Paris
clock-UTC = UTC
clock-other = { $city } ({ $name })
share = { $n } %
share-below = moins de { $share }
share-above = plus de { $share }
from-to = de { $low } à { $high }
hours = { $n } h
area-km2 = { $n } km²
days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
 }

qualifier-exact = { $n }
qualifier-about = environ { $n }
qualifier-more-than = plus de { $n }
qualifier-at-least = au moins { $n }
qualifier-none = pas de chiffre
qualifier-other = { $n } (« { $name } »)

## Termes

term-agreement = Accord
term-agreement-means = Le texte en vigueur : parties, zones, dispositions, jour de rapport.
term-provision = Disposition
term-provision-means = Une obligation ou interdiction numérotée de l’accord.
term-domain = Domaine
term-domain-means = Un groupe nommé de classes d’incidents, pour les synthèses.
term-party = Partie
term-party-means = Un signataire, ou un camp qui a déclaré une trêve, sous le nom que lui donne l’accord.
term-line = Ligne de contact
term-line-means = La ligne entre les parties un jour donné, avec son erreur. Elle est dessinée, jamais jugée.
term-source = Source
term-source-means = Qui ou quoi rapporte.
term-observation = Observation
term-observation-means = Un signalement d’une source : où, quand, quoi, et avec quelle certitude.
term-coverage = Couverture
term-coverage-means = Où et quand une source aurait pu voir quelque chose. Là où personne ne pouvait regarder, le silence ne dit rien.
term-exposure = Exposition
term-exposure-means = La couverture additionnée sur la surface et le temps : combien a été surveillé de tout ce qu’il y avait à surveiller.
term-power = Puissance
term-power-means = La chance de remarquer un nombre donné d’incidents avec cette exposition.
term-incident = Incident
term-incident-means = Un événement déduit d’observations. Il peut être réel ou non ; sa probabilité est donnée quand elle est connue.
term-attribution = Attribution
term-attribution-means = La probabilité qu’une partie ait agi. Elle est d’abord indéterminée, et le lieu seul n’en décide jamais.
term-finding = Constat
term-finding-means = Un incident ou une obligation au regard d’une disposition et d’une partie.
term-summary = Synthèse
term-summary-means = Ce qui peut être dit d’une disposition ou d’un domaine sur une période, pour chaque côté touché.
term-claim = Allégation
term-claim-means = Ce qu’une partie allègue. Son calcul est vérifié ; elle n’est jamais comptée comme observation.
term-case = Dossier
term-case-means = Ce que des personnes ont examiné et décidé sur un incident ou un constat.
term-verified = Vérifié
term-verified-means = Deux personnes l’ont décidé. Une machine ne vérifie jamais.
term-log = Journal
term-log-means = Le registre, où l’on ne fait qu’ajouter, à partir duquel tout peut être recalculé.
term-entry = Entrée
term-entry-means = Un enregistrement immuable du journal.
term-checkpoint = Point de contrôle
term-checkpoint-means = Taille et empreinte racine du journal : qui tient le même journal peut calculer le même rapport.
term-known-time = Moment de connaissance
term-known-time-means = Quand la mission pouvait savoir une chose. Jamais avant la chose elle-même.
term-set-aside = Mis de côté
term-set-aside-means = Une ligne de source illisible : gardée, expliquée, comptée, jamais perdue.
term-reporting-day = Jour de rapport
term-reporting-day-means = Un jour à l’horloge de l’accord. Il a 23, 24 ou 25 heures.

## Comment une source a regardé

status-observed = surveillé
status-partial = surveillé en partie
status-not-observed = non surveillé
status-unknown = inconnu
status-other = « { $name } »

## Ce que donnent les sources

kind-recorded = enregistré
kind-claimed = allégué par une partie
kind-reported = rapporté par la presse
kind-mapped = cartographié

## Catégories d’allégations

category-total = toutes violations
category-shelling = tirs d’artillerie
category-assault = assauts
category-drone-use = emplois de drones
category-fpv = drones à courte portée (FPV)
category-air-raid-alert = alertes aériennes
category-combat-clash = affrontements
category-quadcopter-strike = frappes de quadricoptères
category-aircraft-type-drone = drones de type avion
category-long-range-drone = drones à longue portée
category-attack-attempt = tentatives d’attaque
category-border-shelling = tirs d’artillerie à la frontière
category-border-fpv = drones à courte portée à la frontière
category-border-drop = munitions larguées à la frontière
category-missile = missiles
category-other = « { $name } »

## Séries journalières

series-air-raid-alerts = Alertes aériennes commencées
series-home-front-alerts = Alertes déclenchées
series-firms = Feux vus par satellite
series-personnel = Pertes alléguées : personnes
series-field-artillery = Pertes alléguées : pièces d’artillerie
series-drone = Pertes alléguées : drones
series-tank = Pertes alléguées : chars
series-APC = Pertes alléguées : véhicules blindés
series-MRL = Pertes alléguées : lance-roquettes
series-vehicles-and-fuel-tanks = Pertes alléguées : véhicules et citernes
series-anti-aircraft-warfare = Pertes alléguées : défense antiaérienne
series-special-equipment = Pertes alléguées : équipement spécial
series-cruise-missiles = Pertes alléguées : missiles de croisière
series-aircraft = Pertes alléguées : avions
series-helicopter = Pertes alléguées : hélicoptères
series-naval-ship = Pertes alléguées : navires et bateaux
series-submarines = Pertes alléguées : sous-marins
series-mapped-area = Surface dessinée comme occupée par une carte
series-news-fighting = Dépêches sur des combats
series-news-other = Autres dépêches
series-other = « { $name } »
unit-reports = signalements
unit-items = unités alléguées
unit-km2 = km²
unit-other = { $name }
news-kind-fighting = combats
news-kind-other = autre (« { $name } »)

## Comment une observation est née

basis-saw = vu
basis-heard = entendu
basis-recorded = enregistré par un instrument
basis-assessed = estimé
basis-told-by = raconté par d’autres
basis-document = tiré d’un document
basis-other = « { $name } »

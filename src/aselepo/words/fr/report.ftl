# Les phrases du rapport, dans l’ordre de ses sections.

subtitle-whole = Rapport de situation sur toute la période en vigueur
subtitle-day = Rapport de situation sur le jour de rapport { $window }
stamp = Connu au { $moment } · journal { $root }
contents = Sommaire
skip = Aller à la réponse
anywhere = Partout
provision-named = { $ref } : { $name }
with-utc = { $time }, { $utc } UTC
struck = { $where }
struck-by = { $where }, actes de { $party }
subject-where = { $subject } : { $where }
throughout = tout le temps
in-force = en vigueur
all-classes = toutes les classes

## La réponse

section-answer = La réponse en une phrase
answer = { $window } : { $parts }.
answer-same = { $subject } : { $verdict } de tous les côtés
answer-differs = { $subject } : { $sides }
answer-side = { $where } – { $verdict }
answer-acts = actes de { $party } – { $verdict }
answer-empty = Aucun domaine ni aucune disposition ne peut encore être résumé : l’accord n’en nomme pas, ou rien n’est en vigueur. Des domaines dans l’accord, des zones et des sources rempliraient ceci.
answer-incidents = { $n ->
    [one] { $n } incident enregistré a commencé pendant que la trêve était en vigueur. Une machine l’a déduit ; personne n’a statué.
   *[other] { $n } incidents enregistrés ont commencé pendant que la trêve était en vigueur. Une machine les a déduits ; personne n’a statué.
 }
answer-incidents-day = { $n ->
    [0] Aucun incident enregistré n’a commencé le jour du rapport pendant que la trêve était en vigueur. Ce que cela vaut dépend de ce qui pouvait être vu.
    [one] { $n } incident enregistré a commencé le jour du rapport pendant que la trêve était en vigueur. Une machine l’a déduit ; personne n’a statué.
   *[other] { $n } incidents enregistrés ont commencé le jour du rapport pendant que la trêve était en vigueur. Une machine les a déduits ; personne n’a statué.
 }
answer-no-incidents = Aucun incident enregistré n’a commencé pendant que la trêve était en vigueur. Ce que cela vaut dépend de ce qui pouvait être vu.
answer-never-in-force = Rien n’a été en vigueur ; rien n’est donc compté ici : ce n’est pas un compte de zéro.
truce-as-a-whole = Si la trêve dans son ensemble a tenu, c’est à des personnes nommées d’en juger. Ce rapport ne donne aucun mot pour cela.

## L’horloge

section-clock = L’horloge
clock-caption = { $name } : ses heures sur chaque horloge qui compte
clock-column = Moment
clock-begins = En vigueur à partir de
clock-ends = En vigueur jusqu’à
clock-length = Durée
clock-known = Connu au
clock-source = Source des termes : { $text }.
clock-empty = Aucun accord n’est connu dans cette vue : rien ne peut donc être en vigueur.
no-end = sans fin fixée
force-never = { $name } n’est pas en vigueur : une condition de son début n’est pas remplie.
force-running = { $name } est en vigueur depuis : { $since }.
force-over = { $name } a pris fin : { $end }.
force-not-yet = { $name } entre en vigueur : { $start }.

## Ce qui a changé

section-changes = Ce qui a changé
changes-none-before = Aucun rapport antérieur n’a été donné pour comparer.
changes-since = Depuis le rapport connu au { $moment } : { $entries ->
    [one] { $entries } nouvelle entrée dans le journal.
   *[other] { $entries } nouvelles entrées dans le journal.
 }
changes-since-same-log = Depuis le rapport connu au { $moment }, à partir des mêmes entrées du journal :
changes-nothing = Rien de ce que montre ce rapport n’a changé.
change-new-row = { $subject }, { $where } : nouveau, { $verdict }.
change-verdict = { $subject }, { $where } : était { $old }, maintenant { $new }.
change-exposure = { $subject }, { $where } : surveillé { $old } avant, { $new } maintenant. Les comptes d’avant et d’après ne sont pas comparés.
change-incidents-new = { $n ->
    [one] { $n } incident est nouveau.
   *[other] { $n } incidents sont nouveaux.
 }
change-incidents-gone = { $n ->
    [one] { $n } incident n’est plus là : ses observations ont été retirées ou appartiennent à un autre.
   *[other] { $n } incidents ne sont plus là : leurs observations ont été retirées ou appartiennent à d’autres.
 }
change-claims-new = { $n ->
    [one] { $n } allégation est nouvelle.
   *[other] { $n } allégations sont nouvelles.
 }
change-set-aside = { $n ->
    [one] { $n } ligne de plus a été mise de côté.
   *[other] { $n } lignes de plus ont été mises de côté.
 }

## Ce que nous ne pouvons pas voir

section-unseen = Ce que nous ne pouvons pas voir
unseen-head = { $subject }, { $where } : { $share } de la surface et du temps surveillé
unseen-head-none = { $subject }, { $where } : rien de surveillé
unseen-nothing = Aucune lacune n’est connue.
unseen-empty = Aucune ligne n’est résumée : il n’y a rien à dire de ce qui était surveillé.
unseen-ahead = { $subject }, { $where } : la période en vigueur n’a pas commencé, rien ne pouvait donc encore être surveillé.
unseen-reason = { $reason }.
unseen-here = { $reason }, { $when }.
unseen-everywhere = Partout : { $reason }, { $when }.
unseen-except = Partout sauf { $areas } : { $reason }, { $when }.
unseen-in = { $areas } : { $reason }, { $when }.
unseen-classes = { $reason } ({ $classes })

## Le tableau

section-verdicts = Résultats, côté à côté
verdicts-caption = { $what }, { $window }
verdicts-by-domain = Par domaine et côté touché
verdicts-by-provision = Par disposition et côté touché
verdicts-by-day = Jour par jour
verdicts-by-area = Par zone, { $window }
verdicts-areas = { $n ->
    [one] Par zone ({ $n })
   *[other] Par zone ({ $n } zones)
 }
verdicts-accuse-nobody = Une ligne porte sur les actes d’un côté contre la zone de l’autre. Y être nommé n’accuse personne.
verdicts-meaning = Ce que signifient les mots
scale-table = Mots de l’échelle : très improbable sous 10 %, improbable sous 33 %, à peu près une chance sur deux sous 66 %, probable sous 90 %, très probable sous 97 %, presque certain à partir de 97 %.
cell-incidents = { $n ->
    [one] { $n } incident peut relever d’ici.
   *[other] { $n } incidents peuvent relever d’ici.
 }
cell-chance = Probabilité d’au moins une violation : { $bounds } ({ $scale }).
cell-watched-area = Surveillé : { $share }, { $watched } sur { $total } h, zones pondérées par leur surface.
cell-watched-count = Surveillé : { $share }, { $watched } sur { $total } h, zones comptées à égalité.
cell-unwatched = Surveillé : rien sur { $total } h.
cell-power = Puissance : un incident aurait été remarqué avec une chance de { $share } ; sur { $n } ou plus, au moins un avec 95 %.
cell-power-short = C’est moins que ce qu’exige « rien d’observé ».
cell-power-none = Puissance : aucune. Aucun nombre d’incidents n’aurait sûrement été remarqué.
cell-excluded = Le silence parle contre { $rate } ou plus par jour.
cell-missing = Manque : { $reasons }.
cell-accused = Actes en question : { $party }.
cell-no-row = Non demandé : cette disposition ne lie pas le côté qui aurait pu agir ici.
cell-share = surveillé { $share }

## Carte et chronologie

section-map = Carte et chronologie
map-caption = Où des incidents ont commencé pendant la trêve, et où personne ne pouvait regarder : { $subject }
map-alt = Carte de { $n } zones avec la ligne de contact et { $inside } incidents commencés pendant la trêve ; les zones que personne ne pouvait surveiller sont hachurées. Le tableau dit la même chose.
map-empty = Il n’y a pas de carte : aucune forme sous licence claire n’est connue pour les zones de cette mission. Les tableaux contiennent tout.
map-hatched = rien ne pouvait être remarqué
map-hatched-thin = certains genres ou heures ne le pouvaient
map-stamp = Connu au { $moment }. Ligne de contact avec sa bande d’erreur à 90 %.
map-no-shape = Aucune forme n’est dessinée pour : { $names }.
map-counts = Un nombre compte les incidents connus par leur seule zone.
map-ahead = La période en vigueur n’a pas commencé : rien n’est hachuré.
map-table = La carte en tableau
north = N
timeline-caption = La trêve dans le temps : ce qui fut enregistré dans chaque zone, hachuré là où personne ne pouvait regarder
timeline-alt = Chronologie de { $n } zones, { $window } : les barres sont des alertes ou incidents enregistrés, les hachures le temps où personne ne pouvait regarder. Le tableau dit la même chose.
timeline-axis = Horloge : { $clock }. Hachuré : personne ne pouvait regarder. Bande grise en bas : part de la surface surveillée. Une pointe marque un début dont la fin n’est pas dite.
timeline-points = { $n ->
    [one] { $n } incident connu par coordonnées n’est que sur la carte.
   *[other] { $n } incidents connus par coordonnées ne sont que sur la carte.
 }
timeline-table = La chronologie en tableau
timeline-empty = Il n’y a pas de chronologie : rien n’a été en vigueur, ou aucune zone n’est connue.
known-until = connu jusqu’ici
same-as-table = La même chose en tableau

## Incidents

section-incidents = Incidents pendant la trêve
incidents-are-possible = Chacun a commencé pendant que la trêve était en vigueur. Une alerte est un avertissement : ce qui s’est passé, s’il s’est passé quelque chose, et qui a agi, reste ouvert sauf mention contraire.
incidents-caption = { $n ->
    [one] { $n } incident commencé pendant la trêve
   *[other] { $n } incidents commencés pendant la trêve
 }
incidents-each = { $n ->
    [one] { $n } incident en détail
   *[other] Les { $n } incidents un par un
 }
where-coordinates = par coordonnées (sur la carte)
incidents-of-day = Seuls les incidents commencés le jour du rapport sont listés.
incidents-empty = Aucun incident enregistré n’a commencé pendant la trêve. Cela parle du registre, non du terrain.
incidents-touching = { $n ->
    [one] { $n } incident commencé avant et qui peut durer pendant
   *[other] { $n } incidents commencés avant et qui peuvent durer pendant
 }
incidents-touching-caption = { $n ->
    [one] { $n } incident dont le temps touche la trêve
   *[other] { $n } incidents dont le temps touche la trêve
 }
incidents-touching-means = Ils ont commencé avant la trêve, ou leur temps est connu trop vaguement. Ils comptent comme possibles pendant celle-ci.
incidents-rest = { $n ->
    [one] { $n } autre incident se trouve dans le fichier de données.
   *[other] { $n } autres incidents se trouvent dans le fichier de données.
 }
evidence = Éléments : observations et facteurs
evidence-caption = Sur quoi repose chaque incident
when-within = à un moment entre { $window }
when-began = commencé { $moment }, fin non dite
when-unknown = inconnu
where-unknown = inconnu
where-point = { $lat } N, { $lon } E, ± { $error } km
what-unknown = indéterminé
class-with-chance = { $name } ({ $share })
real-unknown = inconnue
real-chance = { $share } ({ $scale })
origin-undetermined = indéterminé : aucune observation ne le dit
origin-chance = { $party } : { $bounds } ({ $scale })
finding-none = aucun
finding-machine = évaluation par une machine
factor-bounds = { $name } : { $bounds }
factors-none = aucun

## Allégations

section-claims = Allégations à côté des observations
claims-empty = Aucune allégation de partie n’est enregistrée.
claims-caption = Ce que chacun a dit pour chaque période, à côté de ce que cette mission a enregistré comme y commençant
claims-all = { $n ->
    [one] { $n } allégation avec sa source
   *[other] Les { $n } allégations avec leurs sources
 }
claims-all-caption = Allégations dans l’ordre où elles furent connues
claim-about = sur des actes de : { $party }
claim-figure = { $category } { $count }
recorded-in-window = { $n ->
    [0] rien d’enregistré ; voir ce qui pouvait être vu
    [one] { $n } incident enregistré
   *[other] { $n } incidents enregistrés
 }
checks-caption = Calculs des propres chiffres de chacun
stage = { $count } au { $until }
annex = Annexe : détails
annex-see = Détails en annexe : { $title }.

## Séries

section-series = Avant, pendant et après
series-intro = Les jours où la trêve était en vigueur, même en partie, sont ombrés. Un chiffre manquant est une lacune, jamais zéro. Les chiffres allégués ont été publiés le jour montré et parlent du temps qui précède.
series-panels = Séries journalières
series-caption = Les mêmes séries jour par jour
series-as-table = La même chose en tableau
series-rest = { $n ->
    [one] { $n } autre série alléguée, petite ou irrégulière
   *[other] { $n } autres séries alléguées, petites ou irrégulières
 }
series-rest-caption = Autres séries jour par jour
series-empty = Aucune série journalière n’est enregistrée.
series-change = { $name } : changement depuis la veille
series-alt = { $name }, du { $first } au { $last } : de { $low } à { $high } par jour. Le tableau donne chaque jour.
series-alt-empty = { $name } : pas de chiffres.
panel-title = { $name } ({ $kind })
no-figure = pas de chiffre
no-figures = pas de chiffres
no-exposure = La couverture de cette série n’est pas indiquée.
exposure-strip = Bande : part de la surface et du jour surveillée.
coverage-changed = couverture changée
panel-inside = En vigueur : { $values }.
panel-most = Maximum : { $value } le { $day }.

## Couverture

section-coverage = La couverture, et ce qu’elle ne peut voir
coverage-empty = Aucune source n’indique sa couverture : tout est inconnu, et le silence ne prouve rien.
coverage-declared = { $source } : couverture déclarée par { $by }, car { $why }. C’est une hypothèse.
coverage-none = Aucune couverture n’est indiquée pour : { $sources }. De leur silence rien ne suit.
coverage-caption = Ce que chaque source dit pouvoir remarquer, et où
coverage-spans = { $n ->
    [one] { $n } période de couverture
   *[other] Les { $n } périodes de couverture
 }
coverage-spans-caption = Périodes de couverture par zone
chance-of-classes = { $share } : { $classes }

## La ligne

section-line = La ligne de contact

## Sources

section-sources = Sources, licences et lignes mises de côté
sources-caption = Sources avec licence, crédit et lignes
sources-empty = Aucune source n’est enregistrée.
set-aside = { $n ->
    [one] { $n } ligne illisible a été mise de côté : gardée, expliquée, comptée dans aucun chiffre.
   *[other] { $n } lignes illisibles ont été mises de côté : gardées, expliquées, comptées dans aucun chiffre.
 }
set-aside-none = Aucune ligne n’a été mise de côté : chaque ligne de chaque source a été lue.
set-aside-title = { $n ->
    [one] { $n } ligne mise de côté
   *[other] { $n } lignes mises de côté
 }
set-aside-caption = Lignes mises de côté : { $shown } sur { $n }

## Comment nous savons

section-method = Comment nous savons
fact-origin = Journal
fact-entries = Entrées lues
fact-root = Empreinte racine
fact-as-of = Connu au
fact-reconstructed = Reconstitué
fact-version = Logiciel
fact-agreement = Texte de l’accord (SHA-256)
reconstructed-yes = oui : des entrées importées comptent, avec les motifs du moment où elles furent connues
reconstructed-no = non : chaque entrée a été enregistrée en direct
assumptions = Ce qui vaut pour tout ce rapport :
recompute = Qui tient le même journal, jusqu’à la même entrée, obtient ce rapport octet pour octet avec la même version du logiciel, le même moment et la même langue.
page-of = Page { $page } sur { $pages }

## Colonnes

column-day = Jour
column-area = Zone
column-when = Quand
column-how-many = Combien
column-first-last = Du premier au dernier début
column-where = Où
column-what = Ce qui fut enregistré
column-real = Probabilité que cela se soit produit
column-origin = Qui a agi
column-finding = Constat
column-sources = Sources
column-incident = Incident
column-known = Connu
column-observations = Observations
column-factors = Facteurs avec leurs bornes
column-open = Ce qui reste ouvert
open-nothing = rien au-delà des facteurs
column-claimant = Auteur
column-window = Période
column-claimed = Allégué
column-recorded = Enregistré ici, tout genre
column-category = De quoi
column-check = Résultat
column-arithmetic = Calcul
column-published = Publié
column-address = Adresse
column-source = Source
column-status = État
column-chance = Chance de remarquer un incident
column-areas = Zones
column-licence = Licence
column-read = Lignes lues
column-accepted = Acceptées
column-set-aside = Mises de côté
column-last-known = Connu en dernier
column-row = Ligne
column-fault = Quoi
column-why = Pourquoi
column-code = Code
column-watched = Surveillé
column-some-source-looked = Une source au moins regardait
column-begun-inside = Commencés pendant
column-going-on = Durant depuis avant
column-verdict = Résultat

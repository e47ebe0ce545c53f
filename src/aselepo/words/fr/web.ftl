# Les mots des pages : menus, curseurs, états d’une vue.

## Cadre

web-skip = Aller au contenu
web-missions = Missions
web-missions-empty = Il n’y a pas encore de mission. Faites-en une avec « aselepo init DIR » et lancez le serveur avec --mission DIR.
web-languages = Langues
web-language = Langue
web-menu = Pages de cette mission
web-page-overview = Aperçu
web-page-map = Carte
web-page-incidents = Incidents
web-page-claims = Allégations
web-page-coverage = Couverture
web-page-sources = Sources
web-page-log = Journal et preuve
web-page-agreement = Accord
web-page-reports = Rapports
web-further = Plus loin
web-sections-empty = Rien de ce genre ne figure dans le journal de la mission dans cette vue. Cela paraît ici une fois livré ou consigné à la main.
web-about-map = où et quand, avec deux curseurs et un tableau de même contenu
web-about-incidents = chacun avec ses éléments, jusqu’à la ligne de la source
web-about-claims = ce que chaque côté allègue, son calcul vérifié
web-about-coverage = qui pouvait voir quoi, et ce que personne ne pouvait
web-about-sources = licences, crédits, lignes mises de côté
web-about-log = chaque entrée avec la preuve qu’elle est dans le journal
web-about-agreement = le texte auquel tout est mesuré
web-about-reports = cette vue en HTML, PDF ou JSON, dans chaque langue
web-free-software = logiciel libre, Apache-2.0

## La vue

web-with-utc = { $time }, { $utc } UTC
web-known-by = Connu au { $when }
web-known-from-to = Connu du { $first } au { $last } UTC
web-entries = { $n ->
    [one] { $n } entrée
   *[other] { $n } entrées
 }
web-entries-of = entrées lues : { $n } sur { $size }
web-reconstructed = reconstitué à partir d’entrées importées
web-a-record = un registre, non une image en direct
web-pin = Lien vers exactement cette vue
web-last-look = Ce qui a changé depuis votre dernier regard
web-change-view = Changer la vue
web-form-as-of = Connu au ({ $clock })
web-form-n = Lire seulement les premières entrées, jusqu’à
web-form-day = Jour de rapport
web-form-at = Moment sur la carte ({ $clock })
web-form-what-if = Et si : en vigueur
web-form-from = du
web-form-to = au
web-form-show = Montrer
web-form-reset = Tout ce qui est connu
web-withheld = Une partie de cette vue n’est pas montrée à ce public. Règle : { $rule }
web-stale = Rien de nouveau de : { $sources }.
web-stale-source = { $source } depuis le { $since }
web-offline-banner = Le serveur ne répond pas. Ce que vous voyez reste vrai au moment indiqué ; rien de plus récent ne peut être chargé.
web-as-table = La même chose en tableau
web-day-before = Ce qui a changé ces dernières 24 heures

## La carte

web-map-title = Où et quand
web-map-label = Carte de la situation. Le tableau à côté dit la même chose.
web-slider-happened = Arrivé
web-slider-happened-help = Parcourt le temps des événements.
web-slider-known = Connu au
web-slider-known-help = Parcourt ce qui était connu : toute la page suit.
web-watched-for = Surveillé pour
web-on-the-map = Sur la carte
web-layer-alerts = Alertes
web-layer-line = Ligne de contact
web-layer-fires = Feux et autres points
web-layer-news = Nombres de dépêches
web-north = Le nord est en haut
web-north-letter = N
web-zoom-in = Agrandir
web-zoom-out = Réduire
web-zoom-all = Tout montrer
web-legend = Légende
web-legend-unwatched = personne n’a regardé
web-legend-partly = surveillé pour certains genres seulement
web-legend-watched = surveillé
web-legend-alert = alerte : un avertissement, non une frappe
web-legend-line = ligne de contact, avec sa bande à 95 %
web-legend-fires = feux de ce jour : nombre, ou surface à 90 % de près
web-legend-news = dépêches de ce jour : des signalements, non des événements
web-no-script = Les curseurs ont besoin de scripts. Sans eux, « Changer la vue » ci-dessus règle les deux moments, et le tableau ci-dessous suit.
web-no-shapes = Il n’y a pas de carte ici : le journal de la mission ne contient aucune forme de ces zones sous licence claire. Le tableau contient ce que montrerait une carte. On ajoute des formes avec « aselepo ingest ».
web-loading = La carte se dessine. Le tableau dit déjà la même chose.
web-map-failed = Ce navigateur ne peut dessiner la carte. Le tableau dit la même chose.
web-offline = Le serveur ne répond pas. La carte montre encore ce qui était connu au { $known }.
web-map-happened = Arrivé : { $when }
web-map-known = Connu au : { $known }
web-summary = { $when } : alertes dans { $alerts }, personne n’a regardé dans { $unwatched } des { $n } zones.
web-summary-none = { $when } : aucune zone n’est connue ; { $n } objets avec leur propre lieu ce jour-là.
web-in-force = L’accord est en vigueur à ce moment.
web-not-in-force = L’accord n’est pas en vigueur à ce moment.
web-line-none = Aucune ligne de contact n’est connue pour ce moment.
web-areas-caption = Ce qui est connu de chaque zone à ce moment
web-areas-empty = Le journal de la mission ne contient aucune zone : rien ne peut être dit zone par zone. Ce qui a son propre lieu figure sous Incidents.
web-column-area = Zone
web-column-watch = Couverture
web-column-alert = Alerte en cours
web-column-begun = Alertes commencées ce jour jusqu’ici
web-column-fires = Feux ce jour
web-column-others = Autres points ce jour
web-column-news = Dépêches ce jour
web-watched = surveillé
web-unwatched = personne n’a regardé : { $why }
web-not-for = sauf : { $classes }
web-why-no-source = aucune source
web-why-not-this-class = pas ce genre
web-why-merged-rows = alertes fondues en une ligne
web-why-permanent-alert = alerte permanente, jamais listée
web-why-no-passes = passages et nuages non donnés
web-why-feed-down = flux coupé
web-why-cloud = nuages
web-why-access-denied = accès refusé
web-why-jammed = brouillé
web-why-not-observed = la source n’a pas regardé
web-why-unknown = la source ne le dit pas
web-why-no-statement = la source n’en dit rien
web-why-no-pass = aucun passage à ce moment
web-why-nobody-there = personne sur place
web-why-office-hours = hors des heures de travail
web-why-other = « { $name } »
web-alert-since = depuis { $since }
web-alert-goes-on = depuis { $since }, fin inconnue
web-alert-none = aucune
web-not-known = inconnu
web-no-figure = –
web-at-least = au moins { $n }

## Incidents

web-when = Quand
web-what = Quoi
web-where = Où
web-who = Qui a agi
web-real = Probabilité que cela se soit produit
web-sources = Sources
web-incidents-intro = Un incident est un événement déduit d’observations. Il peut être réel ou non, et n’accuse personne.
web-incidents-inside = Pendant la période en vigueur
web-incidents-inside-caption = { $n ->
    [one] { $n } incident a commencé pendant que l’accord était en vigueur
   *[other] { $n } incidents ont commencé pendant que l’accord était en vigueur
 }
web-incidents-inside-empty = Aucun n’est enregistré comme ayant commencé pendant que l’accord était en vigueur. Si l’un d’eux aurait pu être remarqué se lit sous Couverture.
web-incidents-perhaps-caption = { $n ->
    [one] { $n } incident a commencé en dehors ou à un moment ouvert et a pu durer pendant
   *[other] { $n } incidents ont commencé en dehors ou à un moment ouvert et ont pu durer pendant
 }
web-incidents-others = Hors de la période en vigueur
web-incidents-others-caption = { $n ->
    [one] { $n } incident a commencé hors du temps en vigueur
   *[other] { $n } incidents ont commencé hors du temps en vigueur
 }
web-incidents-empty = Aucun autre n’est connu dans cette vue. Un moment de connaissance plus tardif ou d’autres livraisons en ajouteraient.
web-paging = Pages de la liste
web-page-before = Page précédente
web-page-after = Page suivante
web-page-of = page { $page } sur { $pages }
web-page-first = première page
web-incident-title = { $what } : { $where }
web-not-stated = non indiqué par sa source
web-undetermined-nobody = indéterminé ; personne n’est accusé
web-party-share = { $party } { $share }
web-known-first = Connu d’abord
web-in-force-then = L’accord
web-begins-inside = a commencé pendant qu’il était en vigueur
web-perhaps-inside = a pu durer pendant qu’il était en vigueur
web-outside = hors de la période en vigueur
web-identity = Identité
web-began-end-open = commencé { $when }, fin inconnue
web-by-then = avant { $when }
web-unknown-time = moment inconnu
web-unknown-place = lieu inconnu
web-unknown-class = genre inconnu
web-place-error = { $point }, erreur { $sigma } m (un écart type)
web-article = Article { $ref } : { $label }
web-findings = Constats
web-findings-empty = Aucun constat ne repose sur cet incident : aucune disposition n’était en vigueur, ou aucune n’interdit ce qu’il peut avoir été.
web-chance-of-breach = probabilité d’une violation { $chance }
web-factors = Facteurs, le plus faible d’abord :
web-evidence = Éléments
web-evidence-intro = { $n ->
    [one] { $n } observation
   *[other] { $n } observations
 }
web-evidence-empty = Les observations de cet incident ne sont pas dans cette vue.
web-basis = Comment elle est née
web-in-its-words = Dans ses mots
web-revision = Révision
web-in-the-log = Dans le journal
web-entry-row = entrée { $entry }, ligne { $row }

## Journal, accord, rapports

web-log-origin = Journal
web-log-size = Taille
web-log-root = Empreinte racine
web-log-as-of = Connu au
web-log-reconstructed = Comment ce fut connu
web-log-live = Toutes les entrées ont été enregistrées en direct.
web-log-version = Calculé avec
web-log-agreement = Empreinte de l’accord
web-log-proof-help = Qui tient le même journal calcule la même empreinte racine, et d’elle les mêmes constats. La preuve d’une entrée est la liste d’empreintes qui mène d’elle à la racine.
web-log-audit = « aselepo audit » vérifie chaque entrée, fichier et point de contrôle ; « aselepo prove NUMÉRO » donne d’une entrée une preuve qui se suffit.
web-log-entries = Entrées
web-log-empty = Le journal ne contient encore aucune entrée. Livrez un fichier avec « aselepo ingest », ou enregistrez à la main avec « aselepo record ».
web-column-number = N°
web-column-kind = Genre
web-column-about = Sujet
web-column-known = Connu
web-column-recorded = Enregistré
web-column-rows = Lignes
web-column-proof = Preuve
web-proof-of = Preuve de l’entrée { $n }
web-not-yet-known = pas encore connu dans cette vue
web-grounds = déclaré : { $text }
web-agreement-intro = Le texte tel qu’il est dans le journal. Tout ici y est mesuré, mot pour mot.
web-agreement-empty = Aucun accord n’est connu dans cette vue. Enregistrez-en un avec « aselepo record agreement FILE ».
web-reports-intro = Le rapport d’exactement cette vue. Le même journal, le même moment et la même version donnent les mêmes octets sur toute machine.
web-reports-caption = Rapports par langue
web-report-as = Rapport : { $language }, { $form }
web-reports-data = Les données et leurs adresses :

## Problèmes

web-problem-title = Ceci ne peut être montré
web-problem-where = Où
web-problem-why = Pourquoi
web-problem-mend = Comment y remédier
web-problem-code = Code
web-problem-status = État { $status }.
web-problem-back = Retour aux missions

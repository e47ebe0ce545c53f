# Les mots des résultats, et pourquoi un résultat est ce qu’il est.

## Synthèses

verdict-breach = violation
verdict-breach-means = Au moins un constat est sûr selon le degré de preuve de l’accord.
verdict-undetermined = indéterminé
verdict-undetermined-means = Quelque chose a été enregistré, mais ce que c’était, ou de qui, reste ouvert.
verdict-none-observed = rien d’observé
verdict-none-observed-means = Rien n’a été remarqué, et assez aurait pu l’être. Cela parle de la surveillance.
verdict-cannot-tell = impossible à dire
verdict-cannot-tell-means = Rien n’a été remarqué, et trop peu aurait pu l’être : ici le silence ne dit rien.
verdict-not-in-force = pas en vigueur
verdict-not-in-force-means = L’accord ne s’appliquait pas pendant cette période.
verdict-no-breach = pas de violation
verdict-other = « { $name } »

## Obligations, niveaux, garanties, dossiers

duty-pending = en attente
duty-met = remplie
duty-late = en retard
duty-missed = manquée
duty-void = caduque
duty-possible = possible
duty-repaired = réparée
duty-other = « { $name } »
level-within-reference = au niveau de référence
level-above-reference = au-dessus de la référence
level-below-reference = au-dessous de la référence
level-cannot-tell = impossible à dire
level-other = « { $name } »
guarantee-dormant = en sommeil
guarantee-active = active
guarantee-paused = suspendue
guarantee-ended = terminée
guarantee-undetermined = indéterminée
guarantee-other = « { $name } »
case-alleged = allégué
case-under-verification = en cours de vérification
case-verified = vérifié
case-not-established = non établi
case-dismissed = écarté
case-contested = contesté
case-other = « { $name } »

## Échelle

scale-very-unlikely = très improbable
scale-unlikely = improbable
scale-about-even = à peu près une chance sur deux
scale-likely = probable
scale-very-likely = très probable
scale-almost-certain = presque certain
scale-between = de { $low } à { $high }
scale-nothing = ne peut être dit

## Ce qui ne pouvait être vu, et pourquoi

gap-no-source = aucune source n’y regarde
gap-not-this-class = les sources regardent, mais ne peuvent remarquer cela
gap-merged-rows = la source a fondu plusieurs alertes en une ligne ; celles qui s’y trouvent ne se distinguent pas
gap-permanent-alert = sous alerte permanente et jamais listé par la source
gap-no-passes = ni passages ni nébulosité ne sont donnés : pas de feu vu n’est pas ciel vu
gap-feed-down = le flux était coupé
gap-cloud = nuages
gap-access-denied = l’accès a été refusé
gap-jammed = le capteur était brouillé
gap-not-observed = la source n’a pas regardé
gap-unknown = la source ne dit pas si elle a regardé
gap-other = raison donnée : « { $name } »

## La ligne de contact

line-no-halt-visible = La surface cartographiée a augmenté de { $change } km² au travers de la trêve, dans ou près de ses { $low } à { $high } km² habituels pour autant de jours : aucun arrêt n’est visible.
line-halt-visible = La surface cartographiée a changé de { $change } km² au travers de la trêve, contre { $low } à { $high } km² d’habitude pour autant de jours : un arrêt est visible sur la carte.
line-too-slow-to-show = La surface cartographiée a changé de { $change } km², mais la carte a environ { $lag } h de retard, autant que la trêve ou plus : on ne peut y lire un arrêt. D’habitude pour autant de jours : { $low } à { $high } km².
line-lag-longer-than-truce = La carte a environ { $lag } h de retard, plus que la durée de la trêve : on ne peut y lire un arrêt. Changement { $change } km² ; d’habitude { $low } à { $high } km².
line-too-few-maps = Il y a trop peu de cartes autour de la trêve pour comparer la surface avant et après.
line-no-series = Aucune série de cartes n’est connue : rien ne peut être dit d’un arrêt de la ligne.
line-other = Énoncé sur la ligne : « { $name } ».
line-lag-warning = La carte a environ { $lag } h de retard et la trêve a duré { $length } h : ce que la ligne a fait pendant la trêve ne peut s’y lire.

## Calculs des allégations

check-adds-up = le compte est juste
check-does-not-add-up = le compte n’est pas juste
check-not-comparable = non comparable
check-running-total = un seul cumul
check-rival-figures = chiffres rivaux
check-against-observations = à côté des observations
check-other = « { $name } »
check-adds-up-says = Les parts donnent le total annoncé : { $sum } = { $stated }.
check-does-not-add-up-says = Les parts ne donnent pas le total annoncé : { $sum } = { $computed }, annoncé { $stated }.
check-not-comparable-says = Les parts donnent { $sum } = { $computed }, annoncé { $stated } ; un chiffre avec « plus de », « environ » ou « au moins » laisse une marge, ce n’est donc ni juste ni faux.
check-running-total-says = Une seule série qui croît : { $stages }. Les chiffres recomptent les mêmes événements et ne doivent pas être additionnés.
check-rival-figures-says = Plusieurs chiffres pour la même chose et la même période : { $figures }. Ils restent côte à côte.
check-against-observations-says = Allégué { $stated } ; enregistré { $computed }.
check-other-says = Annoncé { $stated }.

## Facteurs d’un constat, le plus faible d’abord

factor-real = cela s’est produit
factor-class = c’était d’une classe interdite
factor-in-force = pendant que l’article était en vigueur
factor-in-scope = là où l’article s’applique
factor-responsible = cette partie est responsable
factor-not-exempt = aucune exception ne s’applique
factor-other = « { $name } »

## Hypothèses valables pour l’ensemble

note-machine-assessment = Évaluation par une machine, non un constat de la mission.
note-what-if = Et si : le lecteur a fixé la période en vigueur. Ce n’est pas celle de l’accord.
note-exercise = Exercice : une partie de ce qui est montré ici est inventée. Cela n’a pas eu lieu et ne dit rien de la conduite d’aucune partie.
note-reconstructed = Reconstitué : des entrées importées comptent. Le moment où elles furent connues est déclaré, avec ses motifs, non enregistré en direct.
note-silence-of-alerts = L’absence d’alertes n’est pas l’absence de tirs. Une alerte avertit d’une menace ; ce n’est pas une frappe.
note-declared-coverage = La couverture des archives est déclarée à l’importation ; par qui et pourquoi est imprimé : c’est une hypothèse.
note-reports-are-not-events = Les nombres de dépêches comptent des signalements, non des événements : un événement peut en avoir plusieurs ou aucun.
note-claims-not-counted = Les allégations des parties sont montrées et leurs calculs vérifiés. Elles ne changent aucun résultat et n’entrent dans aucun compte.
note-assumed-terms = Une partie des termes est supposée, car les annonces ne les disent pas. Des termes supposés ne donnent aucune violation dans un rapport diffusé.
note-independent-factors = Les probabilités des facteurs d’un constat se combinent en bornes ; ce qui n’est pas connu reste entre nul et certain.
note-designations = Les désignations et le tracé des lignes n’impliquent aucune opinion sur le statut d’un territoire.
note-other = Remarque : « { $name } ».

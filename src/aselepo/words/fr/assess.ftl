# Les mots de l’évaluation : pourquoi un facteur est ce qu’il est, hypothèses.

hypothesis-in-answer-to-a-breach = si c’était en réponse à une violation
hypothesis-condition-disputed = si la condition de l’engagement était remplie
hypothesis-other = « { $name } »

## Explications des constatations

factor-class-and-responsible = c’était d’un genre interdit et cette partie en est responsable
factor-bound = cette partie était liée à ce moment
explain-breach = Article { $article }, { $party } : une violation. La probabilité est d’au moins { $low }, le niveau de preuve de { $standard }.
explain-undetermined = Article { $article }, { $party } : ouvert. La probabilité est entre { $low } et { $high } ; une violation est retenue à partir de { $standard }.
explain-no-breach = Article { $article }, { $party } : pas de violation. La probabilité est d’au plus { $high }.
explain-duty-pending = Article { $article }, { $party } : dû avant { $due }, pas encore fait.
explain-duty-met = Article { $article }, { $party } : fait à temps ; c’était dû avant { $due }.
explain-duty-late = Article { $article }, { $party } : fait { $late } après { $due }.
explain-duty-missed = Article { $article }, { $party } : pas fait avant { $due }.
explain-duty-void = Article { $article }, { $party } : ce qui avait fait naître cette obligation a été retiré.
explain-duty-possible = Article { $article }, { $party } : il reste ouvert si cette obligation est née ; elle n’est pas imputée.
explain-duty-repaired = Article { $article }, { $party } : pas tenu à temps, réparé par ce qui était dû à la place.
explain-duty-undetermined = Article { $article }, { $party } : il reste ouvert si cela a été fait à temps.
explain-weakest = Le facteur le plus faible : { $factor }, de { $low } à { $high }.
explain-frechet = Si l’on ne savait rien de la dépendance entre les facteurs, la probabilité serait d’au moins { $low }.
explain-known = Tel que connu le { $moment }.
explain-rests-on = Cela repose sur { $id }, révision { $rev }.
explain-assumed = Supposé : { $terms }.
explain-retroactive = Le texte qui régit ce moment a été connu plus tard.
explain-rival = Selon la ligne de { $author } : de { $low } à { $high }.

evidence-real = Si cela a eu lieu : une autre source indépendante.
evidence-class = Ce que c’était : une trace, un éclat, un son ou une image de l’arme.
evidence-responsible = Qui l’a fait : d’où venait le tir, qui tenait ce lieu alors.
evidence-class-and-responsible = Ce que c’était et qui l’a fait, vus ensemble.
evidence-in-force = Quand c’était : une heure plus précise.
evidence-in-scope = Où c’était : un lieu plus précis.
evidence-bound = Si l’autre partie avait respecté l’article auparavant.
evidence-not-exempt = Si l’exception « { $about } » s’applique.
evidence-notice = À quel avis cela se rapporte, pour l’exception « { $about } ».
evidence-order = Si cela a été ordonné après une tentative qui a échoué, pour l’exception « { $about } ».
evidence-in-answer = Une décision disant si c’était en réponse à une violation, pour l’exception « { $about } ».
evidence-line-agreed = Quelle version de la ligne vaut.
evidence-conflict = Lequel vaut : cet article ou l’article { $about }, qui le permet.
evidence-trigger = Si ce qui ferait naître l’obligation a eu lieu : { $about }.
evidence-act = Une trace que cela a été fait, avec son heure.
evidence-needed = Il faudrait atteindre { $needed }.

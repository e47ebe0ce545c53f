# Les mots de l’évaluation : pourquoi un facteur est ce qu’il est, hypothèses.

hypothesis-in-answer-to-a-breach = si c’était en réponse à une violation
hypothesis-condition-disputed = si la condition de l’engagement était remplie
hypothesis-other = « { $name } »

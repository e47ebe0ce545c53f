# Слова оцінки: чому складник такий, припущення.

hypothesis-in-answer-to-a-breach = чи було це відповіддю на порушення
hypothesis-condition-disputed = чи виконано умову зобов’язання
hypothesis-other = «{ $name }»

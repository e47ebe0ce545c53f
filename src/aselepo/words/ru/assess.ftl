# Слова оценки: почему составляющая такова, предположения.

hypothesis-in-answer-to-a-breach = было ли это ответом на нарушение
hypothesis-condition-disputed = выполнено ли условие обязательства
hypothesis-other = «{ $name }»

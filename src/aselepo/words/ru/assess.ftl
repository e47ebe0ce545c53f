# Слова оценки: почему составляющая такова, предположения.

hypothesis-in-answer-to-a-breach = было ли это ответом на нарушение
hypothesis-condition-disputed = выполнено ли условие обязательства
hypothesis-other = «{ $name }»

## Пояснения выводов

factor-class-and-responsible = это был запрещённый вид, и эта сторона отвечает за него
factor-bound = эта сторона тогда была обязана
explain-breach = Статья { $article }, { $party }: нарушение. Вероятность не менее { $low }, стандарт доказывания { $standard }.
explain-undetermined = Статья { $article }, { $party }: открыто. Вероятность от { $low } до { $high }; нарушение признаётся от { $standard }.
explain-no-breach = Статья { $article }, { $party }: нарушения нет. Вероятность не более { $high }.
explain-duty-pending = Статья { $article }, { $party }: срок до { $due }, ещё не выполнено.
explain-duty-met = Статья { $article }, { $party }: выполнено вовремя; срок был до { $due }.
explain-duty-late = Статья { $article }, { $party }: выполнено через { $late } после { $due }.
explain-duty-missed = Статья { $article }, { $party }: не выполнено до { $due }.
explain-duty-void = Статья { $article }, { $party }: основание этой обязанности отозвано.
explain-duty-possible = Статья { $article }, { $party }: возникла ли эта обязанность, открыто; она не вменяется.
explain-duty-repaired = Статья { $article }, { $party }: не выполнено вовремя, исправлено тем, что причиталось взамен.
explain-duty-undetermined = Статья { $article }, { $party }: выполнено ли это вовремя, открыто.
explain-weakest = Самый слабый фактор: { $factor }, от { $low } до { $high }.
explain-frechet = Если бы о зависимости факторов не было известно ничего, вероятность была бы не менее { $low }.
explain-known = По сведениям на { $moment }.
explain-rests-on = Опирается на { $id }, редакция { $rev }.
explain-assumed = Предположено: { $terms }.
explain-retroactive = Текст, действовавший в это время, стал известен позже.
explain-rival = По линии стороны { $author }: от { $low } до { $high }.

evidence-real = Произошло ли это: другой независимый источник.
evidence-class = Что это было: след, осколок, звук или снимок оружия.
evidence-responsible = Кто это сделал: откуда стреляли, кто тогда держал это место.
evidence-class-and-responsible = Что это было и кто это сделал, вместе.
evidence-in-force = Когда это было: время с меньшей погрешностью.
evidence-in-scope = Где это было: место с меньшей погрешностью.
evidence-bound = Соблюдала ли другая сторона статью до того.
evidence-not-exempt = Действует ли исключение «{ $about }».
evidence-notice = К какому уведомлению это относится, для исключения «{ $about }».
evidence-order = Было ли это приказано после неудачной попытки, для исключения «{ $about }».
evidence-in-answer = Решение, было ли это в ответ на нарушение, для исключения «{ $about }».
evidence-line-agreed = Какая версия линии действует.
evidence-conflict = Что имеет силу: эта статья или статья { $about }, которая это разрешает.
evidence-trigger = Произошло ли то, что положило бы начало обязанности: { $about }.
evidence-act = Запись о том, что это сделано, с указанием времени.
evidence-needed = Должно достичь { $needed }.

# Слова результатов и почему результат таков.

## Сводки

verdict-breach = нарушение
verdict-breach-means = Хотя бы один вывод надёжен по мере доказанности соглашения.
verdict-undetermined = не определено
verdict-undetermined-means = Что-то записано, но что это было или чьё, остаётся открытым.
verdict-none-observed = не замечено
verdict-none-observed-means = Ничего не замечено, а замечено могло быть достаточно. Это сказано о наблюдении.
verdict-cannot-tell = нельзя сказать
verdict-cannot-tell-means = Ничего не замечено, но и заметить можно было слишком мало: тишина здесь ничего не говорит.
verdict-not-in-force = не действует
verdict-not-in-force-means = Соглашение в этот период не действовало.
verdict-no-breach = нарушения нет
verdict-other = «{ $name }»

## Обязанности, уровни, гарантии, дела

duty-pending = ожидается
duty-met = исполнена
duty-late = с опозданием
duty-missed = не исполнена
duty-void = отпала
duty-possible = возможна
duty-repaired = исправлена
duty-other = «{ $name }»
level-within-reference = на опорном уровне
level-above-reference = выше опорного уровня
level-below-reference = ниже опорного уровня
level-cannot-tell = нельзя сказать
level-other = «{ $name }»
guarantee-dormant = не задействована
guarantee-active = действует
guarantee-paused = приостановлена
guarantee-ended = прекращена
guarantee-undetermined = не определена
guarantee-other = «{ $name }»
case-alleged = утверждается
case-under-verification = проверяется
case-verified = проверено
case-not-established = не установлено
case-dismissed = отклонено
case-contested = оспорено
case-other = «{ $name }»

## Шкала

scale-very-unlikely = крайне маловероятно
scale-unlikely = маловероятно
scale-about-even = примерно поровну
scale-likely = вероятно
scale-very-likely = весьма вероятно
scale-almost-certain = почти наверняка
scale-between = от «{ $low }» до «{ $high }»
scale-nothing = сказать нельзя

## Чего нельзя было увидеть и почему

gap-no-source = туда не смотрит ни один источник
gap-not-this-class = источники смотрят, но заметить этого не могут
gap-merged-rows = источник слил много тревог в одну строку; те, что внутри, не различить
gap-permanent-alert = под постоянной тревогой, источник никогда не перечисляет
gap-no-passes = ни пролёты, ни облачность не даны: нет видимого пожара не значит, что небо было видно
gap-feed-down = поток данных прерывался
gap-cloud = облака
gap-access-denied = в доступе отказано
gap-jammed = датчик глушили
gap-not-observed = источник не смотрел
gap-unknown = источник не говорит, смотрел ли он
gap-other = указанная причина: «{ $name }»

## Линия соприкосновения

line-no-halt-visible = Площадь на карте за перемирие выросла на { $change } км², что в пределах обычных { $low } – { $high } км² за столько же дней или близко к ним: остановки не видно.
line-halt-visible = Площадь на карте за перемирие изменилась на { $change } км² при обычных { $low } – { $high } км² за столько же дней: на карте видна остановка.
line-too-slow-to-show = Площадь на карте изменилась на { $change } км², но карта отстаёт примерно на { $lag } ч, столько же, сколько длилось перемирие, или больше: остановку по ней не прочесть. Обычно за столько же дней: { $low } – { $high } км².
line-lag-longer-than-truce = Карта отстаёт примерно на { $lag } ч, дольше, чем длилось перемирие: остановку по ней не прочесть. Изменение { $change } км²; обычно { $low } – { $high } км².
line-too-few-maps = Карт около перемирия слишком мало, чтобы сравнить площадь до и после.
line-no-series = Ряда карт нет, поэтому об остановке линии ничего сказать нельзя.
line-other = Сказанное о линии: «{ $name }».
line-lag-warning = Карта отстаёт примерно на { $lag } ч, а перемирие длилось { $length } ч: что делала линия во время перемирия, по ней не прочесть.

## Арифметика утверждений

check-adds-up = сходится
check-does-not-add-up = не сходится
check-not-comparable = сравнить нельзя
check-running-total = один нарастающий итог
check-rival-figures = разные числа
check-against-observations = рядом с наблюдениями
check-other = «{ $name }»
check-adds-up-says = Части дают заявленный итог: { $sum } = { $stated }.
check-does-not-add-up-says = Части не дают заявленного итога: { $sum } = { $computed }, заявлено { $stated }.
check-not-comparable-says = Части дают { $sum } = { $computed }, заявлено { $stated }; число со словами «более», «около» или «не менее» оставляет запас, поэтому это ни верно, ни неверно.
check-running-total-says = Один растущий ряд: { $stages }. Эти числа считают те же события заново, и складывать их нельзя.
check-rival-figures-says = Несколько чисел об одном и том же за один период: { $figures }. Они остаются рядом.
check-against-observations-says = Заявлено { $stated }; записано { $computed }.
check-other-says = Заявлено { $stated }.

## Составляющие вывода, слабейшая первой

factor-real = это произошло
factor-class = это относится к запрещённому классу
factor-in-force = статья действовала
factor-in-scope = статья относится к этому месту
factor-responsible = ответственна эта сторона
factor-not-exempt = исключений нет
factor-other = «{ $name }»

## Допущения для всего отчёта

note-machine-assessment = Машинная оценка, а не вывод миссии.
note-what-if = Что если: срок действия задал читатель. Это не срок соглашения.
note-exercise = Учение: часть показанного здесь вымышлена. Этого не было, и это ничего не говорит о действиях какой-либо стороны.
note-reconstructed = Восстановлено: учтены ввезённые записи. Когда они стали известны, заявлено с основаниями, а не записано сразу.
note-silence-of-alerts = Отсутствие тревог не есть отсутствие огня. Тревога предупреждает об угрозе; это не удар.
note-declared-coverage = Охват архивов объявлен при ввозе; кем и почему, напечатано: это допущение.
note-reports-are-not-events = Числа новостей считают сообщения, а не события: об одном событии может быть много сообщений или ни одного.
note-claims-not-counted = Утверждения сторон показаны, их арифметика проверена. Они не меняют ни одного результата и не входят ни в один счёт.
note-assumed-terms = Часть условий предположена, потому что объявления о них молчат. Предположенные условия не дают нарушения в выпущенном отчёте.
note-independent-factors = Вероятности составляющих вывода соединены как границы; что неизвестно, остаётся между нулём и полной уверенностью.
note-designations = Названия и начертание линий не выражают мнения о статусе какой-либо территории.
note-other = Примечание: «{ $name }».

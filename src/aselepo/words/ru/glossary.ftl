# Слова, которые значат одно и то же в программе, на экране и в отчётах.

language-name = русский

## Моменты и числа

moment = { $day } { $hour }
zoned = { $time } ({ $zone })
interval = { $start } – { $end }
interval-in-a-day = { $start }–{ $end }
interval-open = с { $start }, конец не установлен
zone-Europe-Kyiv = по Киеву
zone-Europe-Moscow = по Москве
zone-Asia-Jerusalem = по Иерусалиму
zone-Europe-Paris = по Парижу
zone-UTC = UTC
zone-other = { $city }, { $name }
clock-Europe-Kyiv = Киев
clock-Europe-Moscow = Москва
clock-Asia-Jerusalem = Иерусалим
clock-Europe-Paris = Париж
clock-UTC = UTC
clock-other = { $city } ({ $name })
share = { $n } %
share-below = менее { $share }
share-above = более { $share }
from-to = от { $low } до { $high }
hours = { $n } ч
area-km2 = { $n } км²
days = { $n ->
    [one] { $n } день
    [few] { $n } дня
    [many] { $n } дней
   *[other] { $n } дня
 }

qualifier-exact = { $n }
qualifier-about = около { $n }
qualifier-more-than = более { $n }
qualifier-at-least = не менее { $n }
qualifier-none = нет числа
qualifier-other = { $n } («{ $name }»)

## Термины

term-agreement = Соглашение
term-agreement-means = Действующий текст: стороны, зоны, положения, отчётный день.
term-provision = Положение
term-provision-means = Одна пронумерованная обязанность или запрет соглашения.
term-domain = Область
term-domain-means = Названная группа классов инцидентов для сводок.
term-party = Сторона
term-party-means = Подписавший или объявивший перемирие, под именем, данным в соглашении.
term-line = Линия соприкосновения
term-line-means = Линия между сторонами в определённый день, с её погрешностью. Её рисуют и никогда не оценивают.
term-source = Источник
term-source-means = Кто или что сообщает.
term-observation = Наблюдение
term-observation-means = Одно сообщение одного источника: где, когда, что и насколько надёжно.
term-coverage = Охват
term-coverage-means = Где и когда источник мог что-то увидеть. Где никто не мог смотреть, тишина ничего не говорит.
term-exposure = Доля наблюдения
term-exposure-means = Охват, сложенный по площади и времени: сколько наблюдалось из всего, что можно было наблюдать.
term-power = Чувствительность
term-power-means = Вероятность заметить указанное число инцидентов при такой доле наблюдения.
term-incident = Инцидент
term-incident-means = Одно событие, выведенное из наблюдений. Оно может быть или не быть; вероятность даётся, где она известна.
term-attribution = Установление действовавшего
term-attribution-means = Вероятность того, что сторона действовала. Сначала она не определена, и место само по себе её не решает.
term-finding = Вывод
term-finding-means = Один инцидент или обязанность по одному положению и одной стороне.
term-summary = Сводка
term-summary-means = Что можно сказать о положении или области за период для каждой стороны, по которой приходится удар.
term-claim = Утверждение
term-claim-means = Что утверждает сторона. Его арифметика проверяется; наблюдением оно никогда не считается.
term-case = Дело
term-case-means = Что люди рассмотрели и решили об одном инциденте или выводе.
term-verified = Проверено
term-verified-means = Так решили два человека. Машина никогда не подтверждает.
term-log = Журнал
term-log-means = Записи, которые только добавляются; из них всё здесь можно вычислить заново.
term-entry = Запись
term-entry-means = Одна неизменяемая запись журнала.
term-checkpoint = Контрольная точка
term-checkpoint-means = Размер и корневой хеш журнала: у кого тот же журнал, тот может вычислить тот же отчёт.
term-known-time = Время знания
term-known-time-means = Когда миссия могла узнать о деле. Никогда не раньше самого дела.
term-set-aside = Отложено
term-set-aside-means = Строка источника, которую не удалось прочесть: сохранена, объяснена и сочтена, никогда не потеряна.
term-reporting-day = Отчётный день
term-reporting-day-means = День по часам соглашения. В нём 23, 24 или 25 часов.

## Как смотрел источник

status-observed = наблюдалось
status-partial = наблюдалось частично
status-not-observed = не наблюдалось
status-unknown = неизвестно
status-other = «{ $name }»

## Что дают источники

kind-recorded = записано
kind-claimed = утверждает сторона
kind-reported = сообщено в новостях
kind-mapped = по карте

## Виды утверждений

category-total = все нарушения
category-shelling = обстрелы
category-assault = штурмы
category-drone-use = применения дронов
category-fpv = дроны малой дальности (FPV)
category-air-raid-alert = воздушные тревоги
category-combat-clash = столкновения
category-quadcopter-strike = удары квадрокоптеров
category-aircraft-type-drone = дроны самолётного типа
category-long-range-drone = дроны большой дальности
category-attack-attempt = попытки атак
category-border-shelling = обстрелы у границы
category-border-fpv = дроны малой дальности у границы
category-border-drop = сбросы боеприпасов у границы
category-missile = ракеты
category-other = «{ $name }»

## Ряды по дням

series-air-raid-alerts = Начавшиеся воздушные тревоги
series-home-front-alerts = Прозвучавшие тревоги
series-firms = Пожары, видимые со спутника
series-personnel = Заявленные потери: люди
series-field-artillery = Заявленные потери: артиллерийские системы
series-drone = Заявленные потери: дроны
series-tank = Заявленные потери: танки
series-APC = Заявленные потери: бронемашины
series-MRL = Заявленные потери: реактивные установки
series-vehicles-and-fuel-tanks = Заявленные потери: машины и цистерны
series-anti-aircraft-warfare = Заявленные потери: средства ПВО
series-special-equipment = Заявленные потери: спецтехника
series-cruise-missiles = Заявленные потери: крылатые ракеты
series-aircraft = Заявленные потери: самолёты
series-helicopter = Заявленные потери: вертолёты
series-naval-ship = Заявленные потери: корабли и катера
series-submarines = Заявленные потери: подводные лодки
series-mapped-area = Площадь, показанная картой как оккупированная
series-news-fighting = Новости о боях
series-news-other = Прочие новости
series-other = «{ $name }»
unit-reports = сообщений
unit-items = заявленных единиц
unit-km2 = км²
unit-other = { $name }
news-kind-fighting = бои
news-kind-other = прочее («{ $name }»)

## Как возникло наблюдение

basis-saw = видели
basis-heard = слышали
basis-recorded = записал прибор
basis-assessed = оценено
basis-told-by = рассказали другие
basis-document = из документа
basis-other = «{ $name }»

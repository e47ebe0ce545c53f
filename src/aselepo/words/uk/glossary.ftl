# Слова, що значать те саме в програмі, на екрані та у звітах.

language-name = українська

## Моменти й числа

moment = { $day } { $hour }
zoned = { $time } ({ $zone })
interval = { $start } – { $end }
interval-in-a-day = { $start }–{ $end }
interval-open = з { $start }, кінець не встановлено
zone-Europe-Kyiv = за Києвом
zone-Europe-Moscow = за Москвою
zone-Asia-Jerusalem = за Єрусалимом
zone-Europe-Paris = за Парижем
zone-UTC = UTC
zone-other = { $city }, { $name }
clock-Europe-Kyiv = Київ
clock-Europe-Moscow = Москва
clock-Asia-Jerusalem = Єрусалим
clock-Europe-Paris = Париж
clock-UTC = UTC
clock-other = { $city } ({ $name })
share = { $n } %
share-below = менше { $share }
share-above = понад { $share }
from-to = від { $low } до { $high }
hours = { $n } год
area-km2 = { $n } км²
days = { $n ->
    [one] { $n } день
    [few] { $n } дні
    [many] { $n } днів
   *[other] { $n } дня
 }

qualifier-exact = { $n }
qualifier-about = близько { $n }
qualifier-more-than = понад { $n }
qualifier-at-least = щонайменше { $n }
qualifier-none = числа немає
qualifier-other = { $n } («{ $name }»)

## Терміни

term-agreement = Угода
term-agreement-means = Чинний текст: сторони, зони, положення, звітний день.
term-provision = Положення
term-provision-means = Один пронумерований обов’язок або заборона угоди.
term-domain = Галузь
term-domain-means = Названа група класів інцидентів для зведень.
term-party = Сторона
term-party-means = Підписант або сторона, що оголосила перемир’я, під назвою з угоди.
term-line = Лінія зіткнення
term-line-means = Лінія між сторонами певного дня, з її похибкою. Її малюють і ніколи не оцінюють.
term-source = Джерело
term-source-means = Хто або що повідомляє.
term-observation = Спостереження
term-observation-means = Одне повідомлення одного джерела: де, коли, що і наскільки надійно.
term-coverage = Охоплення
term-coverage-means = Де й коли джерело могло щось побачити. Де ніхто не міг дивитися, тиша нічого не каже.
term-exposure = Частка спостереження
term-exposure-means = Охоплення, складене за площею та часом: скільки спостерігали з усього, що можна було спостерігати.
term-power = Чутливість
term-power-means = Імовірність помітити вказану кількість інцидентів за такої частки спостереження.
term-incident = Інцидент
term-incident-means = Одна подія, виведена зі спостережень. Вона могла бути чи не бути; імовірність подано, де вона відома.
term-attribution = Встановлення того, хто діяв
term-attribution-means = Імовірність того, що сторона діяла. Спершу вона не визначена, і саме місце її не вирішує.
term-finding = Висновок
term-finding-means = Один інцидент або обов’язок за одним положенням і однією стороною.
term-summary = Зведення
term-summary-means = Що можна сказати про положення або галузь за період для кожної сторони, по якій припадає удар.
term-claim = Твердження
term-claim-means = Що твердить сторона. Його арифметику перевірено; спостереженням воно ніколи не вважається.
term-case = Справа
term-case-means = Що люди розглянули й вирішили про один інцидент або висновок.
term-verified = Перевірено
term-verified-means = Так вирішили двоє людей. Машина ніколи не підтверджує.
term-log = Журнал
term-log-means = Записи, які лише додають; з них усе тут можна обчислити знову.
term-entry = Запис
term-entry-means = Один незмінний запис журналу.
term-checkpoint = Контрольна точка
term-checkpoint-means = Розмір і кореневий геш журналу: хто має той самий журнал, може обчислити той самий звіт.
term-known-time = Час знання
term-known-time-means = Коли місія могла знати про справу. Ніколи не раніше за саму справу.
term-set-aside = Відкладено
term-set-aside-means = Рядок джерела, який не вдалося прочитати: збережено, пояснено й полічено, ніколи не загублено.
term-reporting-day = Звітний день
term-reporting-day-means = День за годинником угоди. У ньому 23, 24 або 25 годин.

## Як дивилося джерело

status-observed = спостерігали
status-partial = спостерігали частково
status-not-observed = не спостерігали
status-unknown = невідомо
status-other = «{ $name }»

## Що дають джерела

kind-recorded = записано
kind-claimed = твердить сторона
kind-reported = повідомлено в новинах
kind-mapped = за картою

## Види тверджень

category-total = усі порушення
category-shelling = обстріли
category-assault = штурми
category-drone-use = застосування дронів
category-fpv = дрони малої дальності (FPV)
category-air-raid-alert = повітряні тривоги
category-combat-clash = зіткнення
category-quadcopter-strike = удари квадрокоптерів
category-aircraft-type-drone = дрони літакового типу
category-long-range-drone = дрони великої дальності
category-attack-attempt = спроби атак
category-border-shelling = обстріли біля кордону
category-border-fpv = дрони малої дальності біля кордону
category-border-drop = скидання боєприпасів біля кордону
category-missile = ракети
category-other = «{ $name }»

## Ряди за днями

series-air-raid-alerts = Повітряні тривоги, що почалися
series-home-front-alerts = Тривоги, що пролунали
series-firms = Пожежі, видимі із супутника
series-personnel = Заявлені втрати: люди
series-field-artillery = Заявлені втрати: артилерійські системи
series-drone = Заявлені втрати: дрони
series-tank = Заявлені втрати: танки
series-APC = Заявлені втрати: бронемашини
series-MRL = Заявлені втрати: реактивні установки
series-vehicles-and-fuel-tanks = Заявлені втрати: автомобілі й цистерни
series-anti-aircraft-warfare = Заявлені втрати: засоби ППО
series-special-equipment = Заявлені втрати: спецтехніка
series-cruise-missiles = Заявлені втрати: крилаті ракети
series-aircraft = Заявлені втрати: літаки
series-helicopter = Заявлені втрати: гелікоптери
series-naval-ship = Заявлені втрати: кораблі й катери
series-submarines = Заявлені втрати: підводні човни
series-mapped-area = Площа, показана картою як окупована
series-news-fighting = Новини про бої
series-news-other = Інші новини
series-other = «{ $name }»
unit-reports = повідомлень
unit-items = заявлених одиниць
unit-km2 = км²
unit-other = { $name }
news-kind-fighting = бої
news-kind-other = інше («{ $name }»)

## Як виникло спостереження

basis-saw = бачили
basis-heard = чули
basis-recorded = записав прилад
basis-assessed = оцінено
basis-told-by = розповіли інші
basis-document = з документа
basis-other = «{ $name }»

# Слова сторінок: меню, повзунки, стани вигляду.

## Рамка

web-skip = Перейти до змісту
web-missions = Місії
web-missions-empty = Місій поки немає. Створіть свою: «aselepo init DIR», і запустіть сервер із --mission DIR.
web-languages = Мови
web-language = Мова
web-menu = Сторінки цієї місії
web-page-overview = Огляд
web-page-map = Карта
web-page-incidents = Інциденти
web-page-claims = Твердження
web-page-coverage = Охоплення
web-page-sources = Джерела
web-page-log = Журнал і доказ
web-page-agreement = Угода
web-page-reports = Звіти
web-further = Далі
web-sections-empty = У журналі місії в цьому вигляді немає нічого такого. Воно з’явиться тут, коли його доставлять або запишуть уручну.
web-about-map = де й коли, з двома повзунками й таблицею того самого
web-about-incidents = кожен із підставами, до рядка джерела
web-about-claims = що твердить кожна сторона, з перевіреною арифметикою
web-about-coverage = хто що міг бачити і чого не міг ніхто
web-about-sources = ліцензії, авторство, відкладені рядки
web-about-log = кожен запис із доказом, що він у журналі
web-about-agreement = текст, яким усе міряється
web-about-reports = цей вигляд як HTML, PDF або JSON, кожною мовою
web-free-software = вільна програма, Apache-2.0

## Вигляд

web-with-utc = { $time }, { $utc } UTC
web-known-by = Відомо на { $when }
web-known-from-to = Відомо з { $first } до { $last } UTC
web-entries = { $n ->
    [one] { $n } запис
    [few] { $n } записи
    [many] { $n } записів
   *[other] { $n } запису
 }
web-entries-of = прочитано записів: { $n } з { $size }
web-reconstructed = відтворено із ввезених записів
web-a-record = записи, а не жива картина
web-pin = Посилання саме на цей вигляд
web-last-look = Що змінилося від вашого останнього погляду
web-change-view = Змінити вигляд
web-form-as-of = Відомо на ({ $clock })
web-form-n = Читати лише перші записи, числом
web-form-day = Звітний день
web-form-at = Момент на карті ({ $clock })
web-form-what-if = Що якби: діє
web-form-from = з
web-form-to = до
web-form-show = Показати
web-form-reset = Усе, що відомо
web-withheld = Частину цього вигляду цій аудиторії не показано. Правило: { $rule }
web-stale = Нічого нового від: { $sources }.
web-stale-source = { $source } (з { $since })
web-offline-banner = Сервер не відповідає. Видиме правдиве на названий момент; нічого новішого завантажити не можна.
web-as-table = Те саме таблицею
web-day-before = Що змінилося за останні 24 години

## Карта

web-map-title = Де й коли
web-map-label = Карта становища. Таблиця поруч каже те саме.
web-slider-happened = Сталося
web-slider-happened-help = Іде за часом подій.
web-slider-known = Відомо на
web-slider-known-help = Іде за тим, що було відомо: уся сторінка слідує за ним.
web-watched-for = Спостерігали для
web-on-the-map = На карті
web-layer-alerts = Тривоги
web-layer-line = Лінія зіткнення
web-layer-fires = Пожежі та інші точки
web-layer-news = Числа новин
web-north = Північ угорі
web-north-letter = Пн
web-zoom-in = Наблизити
web-zoom-out = Віддалити
web-zoom-all = Показати все
web-legend = Позначення
web-legend-unwatched = ніхто не дивився
web-legend-partly = спостерігали лише деякі види
web-legend-watched = спостерігали
web-legend-alert = тривога: попередження, а не удар
web-legend-line = лінія зіткнення зі смугою 95 %
web-legend-fires = пожежі дня: число, зблизька – область 90 %
web-legend-news = новини дня: повідомлення, а не події
web-no-script = Повзункам потрібні скрипти. Без них обидва моменти задає «Змінити вигляд» вище, і таблиця нижче слідує за ними.
web-no-shapes = Карти тут немає: у журналі місії немає контурів цих районів із ясною ліцензією. Таблиця містить те, що показала б карта. Контури додає «aselepo ingest».
web-loading = Карта малюється. Таблиця вже каже те саме.
web-map-failed = Цей браузер не може намалювати карту. Таблиця каже те саме.
web-offline = Сервер не відповідає. Карта й далі показує, що було відомо на { $known }.
web-map-happened = Сталося: { $when }
web-map-known = Відомо на: { $known }
web-summary = { $when }: тривога в { $alerts }, ніхто не дивився в { $unwatched } з { $n } районів.
web-summary-none = { $when }: районів не відомо; речей із власним місцем того дня: { $n }.
web-in-force = Цієї миті угода діє.
web-not-in-force = Цієї миті угода не діє.
web-line-none = Лінії зіткнення на цей момент не відомо.
web-areas-caption = Що відомо про кожен район цієї миті
web-areas-empty = У журналі місії немає районів, тож про окремі райони нічого не можна сказати. Те, що має власне місце, наведено на сторінці «Інциденти».
web-column-area = Район
web-column-watch = Охоплення
web-column-alert = Тривога зараз
web-column-begun = Тривоги, що вже почалися того дня
web-column-fires = Пожежі того дня
web-column-others = Інші точки того дня
web-column-news = Новини того дня
web-watched = спостерігали
web-unwatched = ніхто не дивився: { $why }
web-not-for = крім: { $classes }
web-why-no-source = немає джерела
web-why-not-this-class = не цей вид
web-why-merged-rows = тривоги злито в один рядок
web-why-permanent-alert = постійна тривога, не перелічується
web-why-no-passes = прольоти й хмари не подано
web-why-feed-down = потік перервано
web-why-cloud = хмари
web-why-access-denied = відмова в доступі
web-why-jammed = глушіння
web-why-not-observed = джерело не дивилося
web-why-unknown = джерело не каже
web-why-no-statement = джерело нічого про це не каже
web-why-no-pass = тоді не було прольоту
web-why-nobody-there = там нікого не було
web-why-office-hours = поза робочим часом
web-why-other = «{ $name }»
web-alert-since = з { $since }
web-alert-goes-on = з { $since }, кінець невідомий
web-alert-none = немає
web-not-known = невідомо
web-no-figure = –
web-at-least = щонайменше { $n }

## Інциденти

web-when = Коли
web-what = Що
web-where = Де
web-who = Хто діяв
web-real = Імовірність того, що це було
web-sources = Джерела
web-incidents-intro = Інцидент – одна подія, виведена зі спостережень. Вона могла бути чи не бути і нікого не звинувачує.
web-incidents-inside = Під час дії
web-incidents-inside-caption = { $n ->
    [one] { $n } інцидент почався під час дії угоди
    [few] { $n } інциденти почалися під час дії угоди
    [many] { $n } інцидентів почалися під час дії угоди
   *[other] { $n } інциденту почалися під час дії угоди
 }
web-incidents-inside-empty = Не записано жодного, що почався під час дії угоди. Чи можна було щось помітити, сказано в розділі «Охоплення».
web-incidents-perhaps-caption = { $n ->
    [one] { $n } інцидент почався поза строком або у відкритий час і міг тривати всередині
    [few] { $n } інциденти почалися поза строком або у відкритий час і могли тривати всередині
    [many] { $n } інцидентів почалися поза строком або у відкритий час і могли тривати всередині
   *[other] { $n } інциденту почалися поза строком або у відкритий час і могли тривати всередині
 }
web-incidents-others = Поза строком дії
web-incidents-others-caption = Інцидентів, що почалися поза часом дії: { $n }
web-incidents-empty = Інших у цьому вигляді не відомо. Пізніший момент знання або нові поставки додали б їх.
web-paging = Сторінки списку
web-page-before = Попередня сторінка
web-page-after = Наступна сторінка
web-page-of = сторінка { $page } з { $pages }
web-page-first = перша сторінка
web-incident-title = { $what }: { $where }
web-not-stated = джерело не вказало
web-undetermined-nobody = не визначено; нікого не звинувачено
web-party-share = { $party } { $share }
web-known-first = Уперше відомо
web-in-force-then = Угода
web-begins-inside = почалося під час її дії
web-perhaps-inside = могло тривати під час її дії
web-outside = поза строком дії
web-identity = Позначення
web-began-end-open = початок { $when }, кінець невідомий
web-by-then = до { $when }
web-unknown-time = час невідомий
web-unknown-place = місце невідоме
web-unknown-class = вид невідомий
web-place-error = { $point }, похибка { $sigma } м (одне стандартне відхилення)
web-article = Стаття { $ref }: { $label }
web-findings = Висновки
web-findings-empty = На цьому інциденті не тримається жоден висновок: жодне положення не діяло або жодне не забороняє того, чим він міг бути.
web-chance-of-breach = імовірність порушення { $chance }
web-factors = Складники, найслабший першим:
web-evidence = Підстави
web-evidence-intro = { $n ->
    [one] { $n } спостереження
    [few] { $n } спостереження
    [many] { $n } спостережень
   *[other] { $n } спостереження
 }
web-evidence-empty = Спостережень за цим інцидентом у цьому вигляді немає.
web-basis = Як виникло
web-in-its-words = Його словами
web-revision = Редакція
web-in-the-log = У журналі
web-entry-row = запис { $entry }, рядок { $row }

## Журнал, угода, звіти

web-log-origin = Журнал
web-log-size = Розмір
web-log-root = Кореневий геш
web-log-as-of = Відомо на
web-log-reconstructed = Як стало відомо
web-log-live = Усі записи зроблено одразу.
web-log-version = Обчислено програмою
web-log-agreement = Геш угоди
web-log-proof-help = Хто має той самий журнал, обчислить той самий кореневий геш, а з нього ті самі висновки. Доказ запису – список гешів, що веде від нього до кореня.
web-log-audit = «aselepo audit» перевіряє кожен запис, файл і контрольну точку; «aselepo prove НОМЕР» дає доказ запису, що стоїть сам за себе.
web-log-entries = Записи
web-log-empty = Записів у журналі поки немає. Передайте файл через «aselepo ingest» або запишіть вручну через «aselepo record».
web-column-number = №
web-column-kind = Вид
web-column-about = Про що
web-column-known = Відомо
web-column-recorded = Записано
web-column-rows = Рядки
web-column-proof = Доказ
web-proof-of = Доказ запису { $n }
web-not-yet-known = у цьому вигляді ще не відомо
web-grounds = заявлено: { $text }
web-agreement-intro = Текст, як він стоїть у журналі. Усе тут міряється ним, слово в слово.
web-agreement-empty = Угод у цьому вигляді не відомо. Запишіть: «aselepo record agreement FILE».
web-reports-intro = Звіт саме цього вигляду. Той самий журнал, момент і версія дають ті самі байти на будь-якій машині.
web-reports-caption = Звіти за мовами
web-report-as = Звіт: { $language }, { $form }
web-reports-data = Дані та їхні адреси:

## Негаразди

web-problem-title = Цього показати не можна
web-problem-where = Де
web-problem-why = Чому
web-problem-mend = Як виправити
web-problem-code = Код
web-problem-status = Стан { $status }.
web-problem-back = Назад до місій

# Слова страниц: меню, ползунки, состояния вида.

## Рамка

web-skip = Перейти к содержанию
web-missions = Миссии
web-missions-empty = Миссий пока нет. Создайте свою: «aselepo init DIR», и запустите сервер с --mission DIR.
web-languages = Языки
web-language = Язык
web-menu = Страницы этой миссии
web-page-overview = Обзор
web-page-map = Карта
web-page-incidents = Инциденты
web-page-claims = Утверждения
web-page-coverage = Охват
web-page-sources = Источники
web-page-log = Журнал и доказательство
web-page-agreement = Соглашение
web-page-reports = Отчёты
web-further = Далее
web-sections-empty = В журнале миссии в этом виде нет ничего подобного. Оно появится здесь, когда его доставят или запишут вручную.
web-about-map = где и когда, с двумя ползунками и таблицей того же
web-about-incidents = каждый с основаниями, до строки источника
web-about-claims = что утверждает каждая сторона, с проверенной арифметикой
web-about-coverage = кто что мог видеть и чего не мог никто
web-about-sources = лицензии, авторство, отложенные строки
web-about-log = каждая запись с доказательством, что она в журнале
web-about-agreement = текст, которым всё меряется
web-about-reports = этот вид как HTML, PDF или JSON, на каждом языке
web-free-software = свободная программа, Apache-2.0

## Вид

web-with-utc = { $time }, { $utc } UTC
web-known-by = Известно на { $when }
web-known-from-to = Известно с { $first } по { $last } UTC
web-entries = { $n ->
    [one] { $n } запись
    [few] { $n } записи
    [many] { $n } записей
   *[other] { $n } записи
 }
web-entries-of = прочтено записей: { $n } из { $size }
web-reconstructed = восстановлено из ввезённых записей
web-a-record = записи, а не живая картина
web-pin = Ссылка именно на этот вид
web-last-look = Что изменилось с вашего последнего взгляда
web-change-view = Сменить вид
web-form-as-of = Известно на ({ $clock })
web-form-n = Читать только первые записи, числом
web-form-day = Отчётный день
web-form-at = Момент на карте ({ $clock })
web-form-what-if = Что если: действует
web-form-from = с
web-form-to = по
web-form-show = Показать
web-form-reset = Всё, что известно
web-withheld = Часть этого вида этой аудитории не показана. Правило: { $rule }
web-stale = Ничего нового от: { $sources }.
web-stale-source = { $source } (с { $since })
web-offline-banner = Сервер не отвечает. Видимое верно на названный момент; ничего новее загрузить нельзя.
web-as-table = То же таблицей
web-day-before = Что изменилось за последние 24 часа

## Карта

web-map-title = Где и когда
web-map-label = Карта положения. Таблица рядом говорит то же.
web-slider-happened = Произошло
web-slider-happened-help = Идёт по времени событий.
web-slider-known = Известно на
web-slider-known-help = Идёт по тому, что было известно: вся страница следует за ним.
web-watched-for = Наблюдалось для
web-on-the-map = На карте
web-layer-alerts = Тревоги
web-layer-line = Линия соприкосновения
web-layer-fires = Пожары и другие точки
web-layer-news = Числа новостей
web-north = Север вверху
web-north-letter = С
web-zoom-in = Приблизить
web-zoom-out = Отдалить
web-zoom-all = Показать всё
web-legend = Обозначения
web-legend-unwatched = никто не смотрел
web-legend-partly = наблюдались лишь некоторые виды
web-legend-watched = наблюдалось
web-legend-alert = тревога: предупреждение, а не удар
web-legend-line = линия соприкосновения с полосой 95 %
web-legend-fires = пожары дня: число, вблизи – область 90 %
web-legend-news = новости дня: сообщения, а не события
web-no-script = Ползункам нужны скрипты. Без них оба момента задаёт «Сменить вид» выше, и таблица ниже следует за ними.
web-no-shapes = Карты здесь нет: в журнале миссии нет контуров этих районов с ясной лицензией. Таблица содержит то, что показала бы карта. Контуры добавляет «aselepo ingest».
web-loading = Карта рисуется. Таблица уже говорит то же.
web-map-failed = Этот браузер не может нарисовать карту. Таблица говорит то же.
web-offline = Сервер не отвечает. Карта всё ещё показывает, что было известно на { $known }.
web-map-happened = Произошло: { $when }
web-map-known = Известно на: { $known }
web-summary = { $when }: тревога в { $alerts }, никто не смотрел в { $unwatched } из { $n } районов.
web-summary-none = { $when }: районы не известны; предметов со своим местом в этот день: { $n }.
web-in-force = В этот момент соглашение действует.
web-not-in-force = В этот момент соглашение не действует.
web-line-none = Линии соприкосновения на этот момент не известно.
web-areas-caption = Что известно о каждом районе в этот момент
web-areas-empty = В журнале миссии нет районов, поэтому о районах по отдельности ничего нельзя сказать. То, что имеет своё место, приведено на странице «Инциденты».
web-column-area = Район
web-column-watch = Охват
web-column-alert = Тревога сейчас
web-column-begun = Тревоги, уже начатые в этот день
web-column-fires = Пожары в этот день
web-column-others = Другие точки в этот день
web-column-news = Новости в этот день
web-watched = наблюдалось
web-unwatched = никто не смотрел: { $why }
web-not-for = кроме: { $classes }
web-why-no-source = нет источника
web-why-not-this-class = не этот вид
web-why-merged-rows = тревоги слиты в одну строку
web-why-permanent-alert = постоянная тревога, не перечисляется
web-why-no-passes = пролёты и облака не даны
web-why-feed-down = поток прерван
web-why-cloud = облака
web-why-access-denied = отказ в доступе
web-why-jammed = глушение
web-why-not-observed = источник не смотрел
web-why-unknown = источник не говорит
web-why-no-statement = источник ничего об этом не говорит
web-why-no-pass = тогда не было пролёта
web-why-nobody-there = там никого не было
web-why-office-hours = вне рабочего времени
web-why-other = «{ $name }»
web-alert-since = с { $since }
web-alert-goes-on = с { $since }, конец неизвестен
web-alert-none = нет
web-not-known = неизвестно
web-no-figure = –
web-at-least = не менее { $n }

## Инциденты

web-when = Когда
web-what = Что
web-where = Где
web-who = Кто действовал
web-real = Вероятность того, что это было
web-sources = Источники
web-incidents-intro = Инцидент – одно событие, выведенное из наблюдений. Оно может быть или не быть и никого не обвиняет.
web-incidents-inside = Во время действия
web-incidents-inside-caption = { $n ->
    [one] { $n } инцидент начался во время действия соглашения
    [few] { $n } инцидента начались во время действия соглашения
    [many] { $n } инцидентов начались во время действия соглашения
   *[other] { $n } инцидента начались во время действия соглашения
 }
web-incidents-inside-empty = Не записано ни одного, который начался во время действия соглашения. Можно ли было что-то заметить, сказано в разделе «Охват».
web-incidents-perhaps-caption = { $n ->
    [one] { $n } инцидент начался вне срока или в открытое время и мог продолжаться внутри
    [few] { $n } инцидента начались вне срока или в открытое время и могли продолжаться внутри
    [many] { $n } инцидентов начались вне срока или в открытое время и могли продолжаться внутри
   *[other] { $n } инцидента начались вне срока или в открытое время и могли продолжаться внутри
 }
web-incidents-others = Вне срока действия
web-incidents-others-caption = Инцидентов, начавшихся вне времени действия: { $n }
web-incidents-empty = Других в этом виде не известно. Более поздний момент знания или новые поставки добавили бы их.
web-paging = Страницы списка
web-page-before = Предыдущая страница
web-page-after = Следующая страница
web-page-of = страница { $page } из { $pages }
web-page-first = первая страница
web-incident-title = { $what }: { $where }
web-not-stated = источник не указал
web-undetermined-nobody = не определено; никто не обвиняется
web-party-share = { $party } { $share }
web-known-first = Впервые известно
web-in-force-then = Соглашение
web-begins-inside = началось во время его действия
web-perhaps-inside = могло продолжаться во время его действия
web-outside = вне срока действия
web-identity = Обозначение
web-began-end-open = начало { $when }, конец неизвестен
web-by-then = до { $when }
web-unknown-time = время неизвестно
web-unknown-place = место неизвестно
web-unknown-class = вид неизвестен
web-place-error = { $point }, погрешность { $sigma } м (одно стандартное отклонение)
web-article = Статья { $ref }: { $label }
web-findings = Выводы
web-findings-empty = На этом инциденте не держится ни один вывод: ни одно положение не действовало или ни одно не запрещает того, чем он мог быть.
web-chance-of-breach = вероятность нарушения { $chance }
web-factors = Составляющие, слабейшая первой:
web-evidence = Основания
web-evidence-intro = { $n ->
    [one] { $n } наблюдение
    [few] { $n } наблюдения
    [many] { $n } наблюдений
   *[other] { $n } наблюдения
 }
web-evidence-empty = Наблюдений за этим инцидентом в этом виде нет.
web-basis = Как возникло
web-in-its-words = Его словами
web-revision = Редакция
web-in-the-log = В журнале
web-entry-row = запись { $entry }, строка { $row }

## Журнал, соглашение, отчёты

web-log-origin = Журнал
web-log-size = Размер
web-log-root = Корневой хеш
web-log-as-of = Известно на
web-log-reconstructed = Как стало известно
web-log-live = Все записи сделаны сразу.
web-log-version = Вычислено программой
web-log-agreement = Хеш соглашения
web-log-proof-help = У кого тот же журнал, тот вычислит тот же корневой хеш, а из него те же выводы. Доказательство записи – список хешей, ведущий от неё к корню.
web-log-audit = «aselepo audit» проверяет каждую запись, файл и контрольную точку; «aselepo prove НОМЕР» даёт доказательство записи, которое стоит само за себя.
web-log-entries = Записи
web-log-empty = Записей в журнале пока нет. Передайте файл через «aselepo ingest» или запишите вручную через «aselepo record».
web-column-number = №
web-column-kind = Вид
web-column-about = О чём
web-column-known = Известно
web-column-recorded = Записано
web-column-rows = Строки
web-column-proof = Доказательство
web-proof-of = Доказательство записи { $n }
web-not-yet-known = в этом виде ещё не известно
web-grounds = заявлено: { $text }
web-agreement-intro = Текст, как он стоит в журнале. Всё здесь меряется им, слово в слово.
web-agreement-empty = Соглашений в этом виде не известно. Запишите: «aselepo record agreement FILE».
web-reports-intro = Отчёт именно этого вида. Тот же журнал, момент и версия дают те же байты на любой машине.
web-reports-caption = Отчёты по языкам
web-report-as = Отчёт: { $language }, { $form }
web-reports-data = Данные и их адреса:

## Неполадки

web-problem-title = Это показать нельзя
web-problem-where = Где
web-problem-why = Почему
web-problem-mend = Как исправить
web-problem-code = Код
web-problem-status = Состояние { $status }.
web-problem-back = Назад к миссиям

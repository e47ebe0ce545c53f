# Слова результатів і чому результат такий.

## Зведення

verdict-breach = порушення
verdict-breach-means = Хоча б один висновок певний за мірою доведеності угоди.
verdict-undetermined = не визначено
verdict-undetermined-means = Щось записано, але що це було або чиє, лишається відкритим.
verdict-none-observed = не помічено
verdict-none-observed-means = Нічого не помічено, а помітити можна було достатньо. Це сказано про спостереження.
verdict-cannot-tell = не можна сказати
verdict-cannot-tell-means = Нічого не помічено, але й помітити можна було замало: тиша тут нічого не каже.
verdict-not-in-force = не діє
verdict-not-in-force-means = Угода в цей період не діяла.
verdict-no-breach = порушення немає
verdict-other = «{ $name }»

## Обов’язки, рівні, гарантії, справи

duty-pending = очікується
duty-met = виконано
duty-late = із запізненням
duty-missed = не виконано
duty-void = відпав
duty-possible = можливо
duty-repaired = виправлено
duty-other = «{ $name }»
level-within-reference = на опорному рівні
level-above-reference = вище опорного рівня
level-below-reference = нижче опорного рівня
level-cannot-tell = не можна сказати
level-other = «{ $name }»
guarantee-dormant = не задіяна
guarantee-active = діє
guarantee-paused = призупинена
guarantee-ended = припинена
guarantee-undetermined = не визначена
guarantee-other = «{ $name }»
case-alleged = стверджується
case-under-verification = перевіряється
case-verified = перевірено
case-not-established = не встановлено
case-dismissed = відхилено
case-contested = оскаржено
case-other = «{ $name }»

## Шкала

scale-very-unlikely = украй малоймовірно
scale-unlikely = малоймовірно
scale-about-even = приблизно порівну
scale-likely = імовірно
scale-very-likely = дуже ймовірно
scale-almost-certain = майже напевно
scale-between = від «{ $low }» до «{ $high }»
scale-nothing = сказати не можна

## Чого не можна було побачити й чому

gap-no-source = туди не дивиться жодне джерело
gap-not-this-class = джерела дивляться, але помітити цього не можуть
gap-merged-rows = джерело злило багато тривог в один рядок; ті, що всередині, не розрізнити
gap-permanent-alert = під постійною тривогою, джерело ніколи не перелічує
gap-no-passes = ні прольотів, ні хмарності не подано: не видно пожежі не означає, що було видно небо
gap-feed-down = потік даних переривався
gap-cloud = хмари
gap-access-denied = у доступі відмовлено
gap-jammed = датчик глушили
gap-not-observed = джерело не дивилося
gap-unknown = джерело не каже, чи дивилося
gap-other = подана причина: «{ $name }»

## Лінія зіткнення

line-no-halt-visible = Площа на карті за перемир’я зросла на { $change } км², що в межах звичайних { $low } – { $high } км² за стільки ж днів або близько до них: зупинки не видно.
line-halt-visible = Площа на карті за перемир’я змінилася на { $change } км² за звичайних { $low } – { $high } км² за стільки ж днів: на карті видно зупинку.
line-too-slow-to-show = Площа на карті змінилася на { $change } км², але карта відстає приблизно на { $lag } год, стільки ж, скільки тривало перемир’я, або більше: зупинки з неї не прочитати. Зазвичай за стільки ж днів: { $low } – { $high } км².
line-lag-longer-than-truce = Карта відстає приблизно на { $lag } год, довше, ніж тривало перемир’я: зупинки з неї не прочитати. Зміна { $change } км²; зазвичай { $low } – { $high } км².
line-too-few-maps = Карт навколо перемир’я замало, щоб порівняти площу до і після.
line-no-series = Ряду карт немає, тож про зупинку лінії нічого сказати не можна.
line-other = Сказане про лінію: «{ $name }».
line-lag-warning = Карта відстає приблизно на { $lag } год, а перемир’я тривало { $length } год: що робила лінія під час перемир’я, з неї не прочитати.

## Арифметика тверджень

check-adds-up = сходиться
check-does-not-add-up = не сходиться
check-not-comparable = порівняти не можна
check-running-total = один наростний підсумок
check-rival-figures = різні числа
check-against-observations = поруч зі спостереженнями
check-other = «{ $name }»
check-adds-up-says = Частини дають заявлений підсумок: { $sum } = { $stated }.
check-does-not-add-up-says = Частини не дають заявленого підсумку: { $sum } = { $computed }, заявлено { $stated }.
check-not-comparable-says = Частини дають { $sum } = { $computed }, заявлено { $stated }; число зі словами «понад», «близько» або «щонайменше» лишає запас, тож це ні правильно, ні неправильно.
check-running-total-says = Один ряд, що зростає: { $stages }. Ці числа лічать ті самі події знову, і додавати їх не можна.
check-rival-figures-says = Кілька чисел про те саме за той самий період: { $figures }. Вони лишаються поруч.
check-against-observations-says = Заявлено { $stated }; записано { $computed }.
check-other-says = Заявлено { $stated }.

## Складники висновку, найслабший першим

factor-real = це сталося
factor-class = це належить до забороненого класу
factor-in-force = стаття діяла
factor-in-scope = стаття стосується цього місця
factor-responsible = відповідальна ця сторона
factor-not-exempt = винятків немає
factor-other = «{ $name }»

## Припущення для всього звіту

note-machine-assessment = Машинна оцінка, а не висновок місії.
note-what-if = Що якби: строк дії задав читач. Це не строк угоди.
note-exercise = Навчання: частину показаного тут вигадано. Цього не було, і це нічого не говорить про дії жодної сторони.
note-reconstructed = Відтворено: враховано ввезені записи. Коли вони стали відомі, заявлено з підставами, а не записано одразу.
note-silence-of-alerts = Відсутність тривог не є відсутністю вогню. Тривога попереджає про загрозу; це не удар.
note-declared-coverage = Охоплення архівів оголошено під час ввезення; ким і чому, надруковано: це припущення.
note-reports-are-not-events = Числа новин лічать повідомлення, а не події: про одну подію може бути багато повідомлень або жодного.
note-claims-not-counted = Твердження сторін показано, їхню арифметику перевірено. Вони не змінюють жодного результату і не входять у жоден рахунок.
note-assumed-terms = Частину умов припущено, бо оголошення про них мовчать. Припущені умови не дають порушення у випущеному звіті.
note-independent-factors = Імовірності складників висновку поєднано як межі; що невідомо, лишається між нулем і певністю.
note-designations = Назви та накреслення ліній не виражають думки про статус будь-якої території.
note-other = Примітка: «{ $name }».

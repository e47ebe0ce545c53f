# Слова оцінки: чому складник такий, припущення.

hypothesis-in-answer-to-a-breach = чи було це відповіддю на порушення
hypothesis-condition-disputed = чи виконано умову зобов’язання
hypothesis-other = «{ $name }»

## Пояснення висновків

factor-class-and-responsible = це був заборонений вид, і ця сторона відповідає за нього
factor-bound = ця сторона тоді була зобов’язана
explain-breach = Стаття { $article }, { $party }: порушення. Імовірність щонайменше { $low }, стандарт доказування { $standard }.
explain-undetermined = Стаття { $article }, { $party }: відкрито. Імовірність від { $low } до { $high }; порушення визнається від { $standard }.
explain-no-breach = Стаття { $article }, { $party }: порушення немає. Імовірність щонайбільше { $high }.
explain-duty-pending = Стаття { $article }, { $party }: строк до { $due }, ще не виконано.
explain-duty-met = Стаття { $article }, { $party }: виконано вчасно; строк був до { $due }.
explain-duty-late = Стаття { $article }, { $party }: виконано через { $late } після { $due }.
explain-duty-missed = Стаття { $article }, { $party }: не виконано до { $due }.
explain-duty-void = Стаття { $article }, { $party }: підставу цього обов’язку відкликано.
explain-duty-possible = Стаття { $article }, { $party }: чи виник цей обов’язок, відкрито; його не ставлять у вину.
explain-duty-repaired = Стаття { $article }, { $party }: не виконано вчасно, виправлено тим, що належало натомість.
explain-duty-undetermined = Стаття { $article }, { $party }: чи виконано це вчасно, відкрито.
explain-weakest = Найслабший чинник: { $factor }, від { $low } до { $high }.
explain-frechet = Якби про залежність чинників не було відомо нічого, імовірність була б щонайменше { $low }.
explain-known = За відомостями на { $moment }.
explain-rests-on = Спирається на { $id }, редакція { $rev }.
explain-assumed = Припущено: { $terms }.
explain-retroactive = Текст, що діяв у цей час, став відомий пізніше.
explain-rival = За лінією сторони { $author }: від { $low } до { $high }.

evidence-real = Чи це сталося: інше незалежне джерело.
evidence-class = Що це було: слід, уламок, звук або знімок зброї.
evidence-responsible = Хто це зробив: звідки стріляли, хто тоді тримав це місце.
evidence-class-and-responsible = Що це було і хто це зробив, разом.
evidence-in-force = Коли це було: час із меншою похибкою.
evidence-in-scope = Де це було: місце з меншою похибкою.
evidence-bound = Чи дотримувалася інша сторона статті до того.
evidence-not-exempt = Чи діє виняток «{ $about }».
evidence-notice = Якого повідомлення це стосується, для винятку «{ $about }».
evidence-order = Чи було це наказано після невдалої спроби, для винятку «{ $about }».
evidence-in-answer = Рішення, чи було це у відповідь на порушення, для винятку «{ $about }».
evidence-line-agreed = Яка версія лінії чинна.
evidence-conflict = Що переважає: ця стаття чи стаття { $about }, яка це дозволяє.
evidence-trigger = Чи сталося те, що започаткувало б обов’язок: { $about }.
evidence-act = Запис про те, що це зроблено, із часом.
evidence-needed = Має досягти { $needed }.

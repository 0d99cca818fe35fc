"""The guard of the prose, on sentences that break one rule each, and on those that break none."""

import pytest

from guards import prose

GOOD_RU = """
# Задача 1. Кто на кого влияет в $x^2 - y$?

Граф вычислений — те же пять строк, но «нарисованные»… Функция потерь равна 0.5, а
`a - b -- "c"` и $L(1,2)$ никто не трогает; [ссылка](a--b.html).

| термин | English |
|---|---|
| — | слой |

- Вы смотрите на градиент — и **вы** правы.
- Точка $(2, 3)$, список a, b.
"""
GOOD_EN = """
# Task 1. Who moves whom in $x^2 - y$?

The loss is 0.5 — well, nearly — and `a - b` stays… There were 10,000 points, “all right”.
"""


@pytest.mark.parametrize(("text", "language"), [(GOOD_RU, "ru"), (GOOD_EN, "en")])
def test_good_prose_passes(text, language):
    assert prose.problems(text, language) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Считаем якобиан слоя.", ["'якобиан': матрица Якоби"]),
        ("Гессиана положительна.", ["'Гессиана': матрица Гессе"]),
        ("Вычислительный граф мал.", ["'Вычислительный граф': граф вычислений"]),
        ("Это функция ошибки.", ["'функция ошибки': функция потерь"]),
        ("Относительная ошибка мала.", ["'Относительная ошибка': относительная погрешность"]),
        ("Это делает смысл.", ["'делает смысл': имеет смысл"]),
        ("Градиент является матрицей.", ["'является': — или глагол"]),
        ("Запишите, как ты считал.", ["'ты': вы"]),
        ('Это "слово" такое.', ["'Это \"слово\" такое': кавычки — «ёлочки»", "'Это \"слово\" такое.': кавычки — «ёлочки»"]),
        ("Узел - это действие.", ["'Узел - это действие': между словами — тире (—)"]),
        ("Узел -- это.", ["'Узел -- это.': тире (—), не два дефиса"]),
        ("И так далее...", ["'И так далее...': многоточие (…), не три точки"]),
        ("Получаем 0,5 градуса.", ["'Получаем 0,5 градуса.': десятичная точка"]),
        ("Когда Вы считаете.", ["'Когда Вы считаете.': «вы» со строчной буквы"]),
        ("Mатрица весов.", ["'Mатрица весов.': латинская буква среди русских"]),
        ("Ядро , слой.", ["'Ядро , слой.': пробел перед знаком"]),
        ("Узел —действие.", ["'Узел —действие.': пробелы вокруг тире"]),
    ],
)
def test_a_russian_sentence_that_breaks_a_rule(sentence, expected):
    assert prose.problems(sentence, "ru") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A node - an operation.", ["'A node - an operation': an em dash between words"]),
        ("A node -- this.", ["'A node -- this.': an em dash, not two hyphens"]),
        ("And so on...", ["'And so on...': an ellipsis (…), not three dots"]),
        ("It is 0,5 here.", ["'It is 0,5 here.': a decimal point"]),
        ("A node , a layer.", ["'A node , a layer.': no blank before a mark"]),
        ("The matriх of weights.", ["'The matriх of weights.': a Cyrillic letter among Latin ones"]),
    ],
)
def test_an_english_sentence_that_breaks_a_rule(sentence, expected):
    assert prose.problems(sentence, "en") == expected

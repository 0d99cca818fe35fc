"""The prose of a notebook: its terms, its typography, and words that have no place in it."""

import re

# What a calque or a rival term is written as, and the course's own word.
CALQUES = {
    r"якобиан\w*": "матрица Якоби",
    r"гессиан\w*": "матрица Гессе",
    r"детерминант\w*": "определитель",
    r"сингулярн\w+ матриц\w*": "вырожденная матрица",
    r"инверс\w+ матриц\w*": "обратная матрица",
    r"инвертир\w+": "обратить",
    r"вычислительн\w+ граф\w*": "граф вычислений",
    r"граф\w* вычислени[яе]": "граф вычислений",
    r"бэкпроп\w*|бекпроп\w*|бэкпропагейшн\w*": "обратное распространение ошибки",
    r"обратн\w+ пропагаци\w+": "обратное распространение ошибки",
    r"форвард\w*": "прямой проход",
    r"б[эе]квард\w*": "обратный проход",
    r"прямо\w+ распространени\w+": "прямой проход",
    r"аккумулированн\w+ градиент\w*": "накопленный градиент",
    r"апстрим\w*|вышестоящ\w+ градиент\w*": "входящий градиент",
    r"лосс\w*|функци\w+ потери": "функция потерь",
    r"функци\w+ ошиб\w+": "функция потерь",
    r"лернинг\w*|темп\w* обучени\w+|шаг\w* обучени\w+": "скорость обучения",
    r"относительн\w+ ошибк\w+": "относительная погрешность",
    r"элемент-?вайз\w*|поэлементн\w+ умножени\w+": "поэлементное произведение",
    r"градиент-?чек\w*|чек градиент\w*": "проверка градиента",
    r"имплемент\w+": "реализация",
    r"нотаци\w+": "обозначения",
    r"валидн\w+": "верный, допустимый",
    r"консистентн\w+": "согласованный",
    r"дефолтн\w+|по дефолту": "по умолчанию",
    r"кейс\w*": "случай",
    r"инпут\w*": "вход",
    r"аутпут\w*": "выход",
    r"чек(?:ать|нуть|ер\w*)": "проверить, проверка",
    r"батч\w*": "порция наблюдений",
    r"тр[эе]йс\w*": "след",
    r"скаляризаци\w+|векторизованн\w+": "вектор, матричная запись",
    r"в терминах": "через",
    r"имеет место быть": "верно",
    r"дела\w+ смысл": "имеет смысл",
    r"бер[её]т место": "происходит",
    r"является": "— или глагол",
    r"данн(?:ый|ая|ое|ой|ого|ому|ую) (?:функци|матриц|задач|пример|метод|случа|формул)\w*": "этот",
    r"осуществля\w+": "делать",
    r"производить вычислени\w+": "вычислять",
    r"ты|тебя|тебе|тобой|твой|твоя|твоё|твои": "вы",
}
CALQUE = re.compile("|".join(f"(?P<c{n}>\\b(?:{words})\\b)" for n, words in enumerate(CALQUES)), re.IGNORECASE)
OWN = list(CALQUES.values())

TYPOGRAPHY = {
    "ru": [
        (r'["“”„]', "кавычки — «ёлочки»"),
        (r"(?<=\S) (?:-|–) (?=\S)", "между словами — тире (—)"),
        (r"--", "тире (—), не два дефиса"),
        (r"\.\.\.", "многоточие (…), не три точки"),
        (r"(?<!\w)\d+,\d", "десятичная точка"),
        (r"[а-яё,;] Вы\b", "«вы» со строчной буквы"),
        (r"[а-яё][a-z]|[a-z][а-яё]", "латинская буква среди русских"),
        (r"(?<=[а-яё\w])[ \t]+[,.;:!?](?=\s|$)", "пробел перед знаком"),
        (r"(?<=\S)—|—(?=[^\s,.:;!?*«»|])", "пробелы вокруг тире"),
    ],
    "en": [
        (r"(?<=\S) - (?=\S)", "an em dash between words"),
        (r"--", "an em dash, not two hyphens"),
        (r"\.\.\.", "an ellipsis (…), not three dots"),
        (r"(?<!\w)\d+,\d(?!\d\d\b)", "a decimal point"),
        (r"(?<=\w)[ \t]+[,.;:!?](?=\s|$)", "no blank before a mark"),
        (r"\S*[a-z][а-яё]\S*|\S*[а-яё][a-z]\S*", "a Cyrillic letter among Latin ones"),
    ],
}


def problems(text, language, markdown=True):
    """What breaks the rules of prose in a piece of Markdown or plain text, a line each."""
    prose = prose_of(text) if markdown else text
    result = []
    for pattern, rule in TYPOGRAPHY[language]:
        for match in re.finditer(pattern, prose, re.IGNORECASE if "[а-яё][a-z]" in pattern else 0):
            result.append(f"{around(prose, match)!r}: {rule}")
    if language == "ru":
        for match in CALQUE.finditer(prose):
            result.append(f"{match.group()!r}: {OWN[int(match.lastgroup[1:])]}")
    return result


def around(prose, match):
    start, end = max(0, match.start() - 12), match.end() + 12
    return prose[start:end].replace("\n", " ")


def prose_of(markdown):
    """The words of a Markdown text: no code, no maths, no addresses, no tags, no table rules."""
    for pattern, instead in (
        (r"```.*?```", " "),
        (r"`[^`\n]+`", "X"),
        (r"\$\$.*?\$\$", "\n"),
        (r"(?<!\\)\$[^$]+\$", "X"),
        (r"\]\([^)]*\)", "]"),
        (r"<!--.*?-->|</?\w[^>]*>", ""),
        (r"^\s*\|?[\s:|-]+\|?\s*$", ""),
        (r"^(\s*)(?:[-*+]|\d+\.) ", r"\1"),
        (r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}", ""),
    ):
        markdown = re.sub(pattern, instead, markdown, flags=re.DOTALL | re.MULTILINE)
    return markdown

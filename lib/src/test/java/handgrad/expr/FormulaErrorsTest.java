package handgrad.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.words.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaErrorsTest {
  private static final Declarations NAMES =
      Declarations.parse(
          "A: n×n; X: m×n; x: n×1; y: n×1; yhat: n×1; w: n×1; t: 1×1; lambda: 1×1; f: function");

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      textBlock =
          """
          A*x + @ 5 @ the formula ends too early: its last operation or function has nothing to work on @ формула оборвалась: последнему действию или функции не на что действовать
          (A*x @ 0 @ the bracket ( is never closed: close it @ скобка ( не закрыта: закройте её
          A*x) @ 3 @ the bracket ) was never opened: delete it or open it @ скобка ) не была открыта: удалите её или откройте
          (A*x] @ 4 @ ] closes a bracket that ( opened: make them a pair @ ] закрывает скобку (: пусть они будут парными
          A**x @ 2 @ * does not fit here: something is missing before it, or it is one too many @ * здесь не на месте: чего-то не хватает перед этим, или это лишнее
          A*x # 1 @ 4 @ # is no sign of a formula here: delete it or write it in another way @ знак # здесь не читается: уберите его или запишите иначе
          lambd*x @ 0 @ lambd is unknown; did you mean lambda? Declared are A: n×n, X: m×n, x: n×1, y: n×1, yhat: n×1, w: n×1, t: 1×1, lambda: 1×1, f: function @ имя lambd неизвестно; может быть, lambda? Описаны A: n×n, X: m×n, x: n×1, y: n×1, yhat: n×1, w: n×1, t: 1×1, lambda: 1×1, f: function
          2*А*x @ 2 @ А here is the Cyrillic letter: type the Latin A @ А здесь русская буква: наберите латинскую A
          A*ж @ 2 @ ж is a Cyrillic letter: a formula has Latin and Greek ones @ ж — русская буква, а в формулах буквы латинские и греческие
          A*x + A*y + A @ 10 @ "+" needs operands of one shape (or a number): A*x + A*y is n×1, A is n×n @ «+» требует одинаковых размеров (или числа): A*x + A*y имеет размер n×1, A — n×n
          AX @ 1 @ the product needs columns = rows: A is n×n, X is m×n, and n is not m @ в произведении число столбцов должно равняться числу строк: A имеет размер n×n, X — m×n, а n не равно m
          X*A*X @ 4 @ the product needs columns = rows: X*A is m×n, X is m×n, and n is not m @ в произведении число столбцов должно равняться числу строк: X*A имеет размер m×n, X — m×n, а n не равно m
          (y-yhat)^2 @ 8 @ (y - yhat)^k needs a square matrix, but y - yhat is n×1: write ||y - yhat||^2 for the sum of squares, or (y - yhat).^2 entry by entry @ (y - yhat)^k бывает только у квадратной матрицы, а y - yhat имеет размер n×1: сумма квадратов — это ||y - yhat||^2, поэлементно — (y - yhat).^2
          t*|w| @ 2 @ |w| of a vector (n×1) has two meanings: write ||w||_1 for the sum of absolute values or ||w|| for the length @ |w| для вектора (n×1) можно понять двояко: ||w||_1 — сумма модулей, ||w|| — длина
          |A| @ 0 @ |A| of a matrix (n×n) has two meanings: write det(A) or ||A||_F @ |A| для матрицы (n×n) можно понять двояко: det(A) или ||A||_F
          ||x||_3 @ 0 @ a norm is ||x||, ||x||_1, ||x||_2 or ||X||_F, not _3 @ норма — это ||x||, ||x||_1, ||x||_2 или ||X||_F, а не _3
          A/A @ 2 @ A/(A) divides by a matrix (n×n): write inv(A) on the side you mean, or ./ entry by entry @ A/(A): на матрицу (n×n) не делят; напишите inv(A) с нужной стороны или ./ для деления поэлементно
          tr @ 0 @ tr has nothing to work on: write tr(…) @ у tr нет аргумента: напишите tr(…)
          tr(X) @ 0 @ tr needs a square matrix, but X is m×n @ tr бывает только у квадратной матрицы, а X имеет размер m×n
          kron(A) @ 0 @ kron takes 2 in its brackets, not 1 @ в скобках у kron должно быть 2, а не 1
          max(t, 1) @ 0 @ max(t; 1): only max(0; t) is known @ max(t; 1): читается только max(0; t)
          eye(2.5) @ 0 @ 2.5 is no size: write a whole number or a letter of the declared shapes @ 2.5 — не размер: напишите целое число или букву из описанных размеров
          tr(I) @ 3 @ the size of I cannot be told from the formula: write eye(n) @ размер I из формулы не виден: напишите eye(n)
          [1 2; 3] @ 6 @ row 2 of the matrix has 1 entries, the first row 2: rows are of one length @ в строке 2 матрицы элементов 1, а в первой — 2: строки должны быть одной длины
          2 3 @ 2 @ two numbers side by side, 2 and 3: write 2*3 for their product, or a comma between them @ два числа подряд, 2 и 3: для произведения напишите 2*3, иначе поставьте между ними запятую
          1e-3*t @ 0 @ 1e-3 is not read as a number: write it as a decimal, 0.001, or with a power, 10^-3 @ 1e-3 как число не читается: напишите десятичную дробь, 0.001, или степень, 10^-3
          t^sin(t) @ 2 @ sin is no single exponent: put it in brackets @ sin — не один показатель: возьмите его в скобки
          2*\\mathbb{R} @ 2 @ \\mathbb is not in the LaTeX that is read here: write it in another way @ команда \\mathbb здесь не читается: запишите иначе
          \\nabla t @ 0 @ \\nabla is not in the LaTeX that is read here: write it in another way @ команда \\nabla здесь не читается: запишите иначе
          t+\\begin{vmatrix} 1 \\end{vmatrix} @ 2 @ \\begin is not in the LaTeX that is read here: write it in another way @ команда \\begin здесь не читается: запишите иначе
          \\mathbf{1}'x @ 0 @ a column of ones is written ones(n,1), with its size @ столбец из единиц пишут ones(n,1), с его размером
          \\frac123 @ 0 @ \\frac123: write \\frac{a}{b} @ \\frac123: напишите \\frac{a}{b}
          """)
  void eachNamesThePlaceAndTheRemedy(String formula, int position, String en, String ru) {
    FormulaException e = refusal(formula);

    String caret = "\n" + formula + "\n" + " ".repeat(position) + "^";
    assertEquals(en + caret, e.getMessage());
    assertEquals(ru + caret, e.in(Language.RU));
    assertEquals(position, e.position());
  }

  @ParameterizedTest
  @CsvSource(
      "А,A, В,B, Е,E, К,K, М,M, Н,H, О,O, Р,P, С,C, Т,T, Х,X, а,a, е,e, о,o, р,p, с,c, у,y, х,x")
  void everyCyrillicTwinIsNamed(ArgumentsAccessor letters) {
    for (int i = 0; i < letters.size(); i += 2) {
      String twin = letters.getString(i);
      String caret = "\n2*" + twin + "\n  ^";
      FormulaException e = refusal("2*" + twin);
      assertEquals(
          twin + " here is the Cyrillic letter: type the Latin " + letters.getString(i + 1) + caret,
          e.getMessage());
      assertEquals(
          twin + " здесь русская буква: наберите латинскую " + letters.getString(i + 1) + caret,
          e.in(Language.RU));
    }
  }

  @Test
  void anEmptyFormula() {
    assertEquals("the formula is empty: type one", refusal(" \n").getMessage());
  }

  @Test
  void aControlCharacterIsNamedByItsCode() {
    assertEquals(
        "a control character (U+000C): delete it\nt rac{1}{2}\n ^",
        refusal("t\frac{1}{2}").getMessage());
  }

  @Test
  void aCommaThatReadsTwoWaysIsRefusedWithBoth() {
    FormulaException e =
        assertThrows(
            FormulaException.class, () -> Formula.parse("(1,2, 3,4)", NAMES, Shape.of(3, 1)));
    assertEquals(
        "the comma between digits can be read in two ways, [1.2; 3; 4] and [1; 2; 3.4]: write a"
            + " decimal point, or a blank after a comma that separates",
        e.getMessage());
  }

  @Test
  void aHelperLineNeedsAName() {
    FormulaException e =
        assertThrows(
            FormulaException.class, () -> Formula.parseLines("2*t\nt", NAMES, Shape.SCALAR));
    assertEquals(
        "line 1 has no name: a line before the answer is written D = …\n2*t\n^", e.getMessage());
  }

  @Test
  void tenThousandBrackets() {
    assertStarts(
        "more than 200 brackets or signs inside one another: take some out\n",
        "(".repeat(1500) + "t" + ")".repeat(1500));
    assertStarts("the formula has more than 4000 signs: split it\n", "(".repeat(10_000) + "t");
    assertStarts(
        "more than 200 brackets or signs inside one another: take some out\n",
        "-".repeat(3000) + "t");
  }

  @Test
  void tenThousandTransposesAndSumsOfFiveThousandTerms() {
    assertStarts("the formula has more than 4000 signs: split it\n", "A" + "'".repeat(10_000));
    assertStarts("the formula has more than 4000 signs: split it\n", "t" + "+t".repeat(5000));
    assertStarts(
        "the formula is more than 1000 operations deep: split it by helper lines D = …",
        "t" + "+t".repeat(1500));
    assertEquals(
        "\"+\" needs operands of one shape (or a number): "
            + "A + A + A + A + A + A + A + A + A + A +  …  + A + A + A + A + A is n×n, x is n×1\n"
            + "+A".repeat(30)
            + "+x\n"
            + " ".repeat(60)
            + "^",
        refusal("A" + "+A".repeat(400) + "+x").getMessage());
  }

  @Test
  void barsAndFunctionsNestedWithoutBrackets() {
    String message =
        "the formula is more than 1000 operations deep: split it by helper lines D = …";
    assertEquals(
        message, refusal("\\lvert ".repeat(1900) + "t" + "\\rvert ".repeat(1900)).getMessage());
    assertEquals(message, refusal("tr ".repeat(3900) + "t").getMessage());
  }

  @Test
  void aLongRunOfLettersThatNobodyDeclared() {
    assertStarts("q".repeat(40) + "… is unknown: declared are A: n×n", "q".repeat(20_000));
  }

  @Test
  void aHugePowerIsRead() {
    assertEquals("A^999999999", Ascii.print(Formula.parse("A^999999999", NAMES)));
  }

  @Test
  void kroneckerProductsThatNoMatrixCouldHold() {
    String lines =
        "B = kron(A,A)\n".repeat(1)
            + "C = kron(B,B)\nD = kron(C,C)\nG = kron(D,D)\nH = kron(G,G)\nK = kron(H,H)\nL = kron(K,K)\n tr L";
    FormulaException e =
        assertThrows(FormulaException.class, () -> Formula.parseLines(lines, NAMES, Shape.SCALAR));
    assertEquals(
        "a matrix of this size does not fit: take fewer Kronecker products\n"
            + "    kron(K,K)\n    ^",
        e.getMessage());
  }

  @Test
  void helperLinesThatDoubleTheFormula() {
    StringBuilder lines = new StringBuilder("D0 = t + t\n");
    for (int i = 1; i < 60; i++) {
      lines.append("D" + i + " = D" + (i - 1) + " + D" + (i - 1) + "\n");
    }
    FormulaException e =
        assertThrows(
            FormulaException.class, () -> Formula.parseLines(lines + "D59", NAMES, Shape.SCALAR));
    assertEquals(
        "with its helper lines put in, the formula has more than 100000 operations: shorten it",
        e.getMessage());
  }

  private static void assertStarts(String start, String formula) {
    String message = refusal(formula).getMessage();
    assertTrue(message.startsWith(start), message);
    assertTrue(message.length() < 600, message);
  }

  private static FormulaException refusal(String formula) {
    return assertThrows(FormulaException.class, () -> Formula.parse(formula, NAMES));
  }
}

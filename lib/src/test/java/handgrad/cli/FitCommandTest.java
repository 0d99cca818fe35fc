package handgrad.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code fit}: what it prints, and what it says of data that cannot be used. */
class FitCommandTest {
  private static final Path DATA = Path.of("..", "notebooks", "data");
  private static final Pattern JSON =
      Pattern.compile("\\{\"w\":\\[([^]]*)],\"Q\":([^,]*),\"kkt\":([^}]*)}\n");

  @TempDir Path folder;

  private record Run(int code, String out, String err) {}

  private static Run run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of("fit"));
    all.addAll(List.of(args));
    int code =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            all.toArray(new String[0]));
    return new Run(code, text(out), text(err));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  private static double[] numbers(String list) {
    return Arrays.stream(list.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  private static Matcher json(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--format", "json"));
    Run run = run(all.toArray(new String[0]));
    assertEquals("", run.err());
    assertEquals(0, run.code());
    Matcher json = JSON.matcher(run.out());
    assertTrue(json.matches(), run.out());
    return json;
  }

  private String file(String... lines) throws IOException {
    Path file = folder.resolve("data.csv");
    Files.writeString(file, String.join("\n", lines) + "\n");
    return file.toString();
  }

  @Test
  void longleyHasTheCertifiedCoefficients() throws IOException {
    Matcher json =
        json(
            DATA.resolve("longley.csv").toString(),
            "--y",
            "TOTEMP",
            "--x",
            "GNPDEFL,GNP,UNEMP,ARMED,POP,YEAR",
            "--model",
            "ols");
    double[] certified =
        Files.readAllLines(DATA.resolve("longley-certified.csv")).stream()
            .filter(line -> line.matches("B\\d,.*"))
            .mapToDouble(line -> Double.parseDouble(line.split(",")[2]))
            .toArray();

    double[] w = numbers(json.group(1));
    assertEquals(7, certified.length);
    for (int j = 0; j < 7; j++) {
      assertEquals(certified[j], w[j], 1e-10 * Math.abs(certified[j]));
    }
    assertEquals(836424.055505915, Double.parseDouble(json.group(2)), 1e-5);
    assertTrue(Double.parseDouble(json.group(3)) < 1e-10);
  }

  @Test
  void aRidgeIsItsFormula() throws IOException {
    // y = 1 + 2x; centred x: ±1.5, ±0.5, x'x = 5, x'y = 10, so the slope is 10/(5 + 5).
    Matcher json =
        json(
            file("x,y", "1,3", "2,5", "3,7", "4,9"),
            "--y=y",
            "--x=x",
            "--model=ridge",
            "--lambda=5");

    assertArrayEquals(new double[] {3.5, 1}, numbers(json.group(1)), 1e-14);
    assertEquals(5 + 5, Double.parseDouble(json.group(2)), 1e-13);
  }

  @Test
  void withoutAnInterceptAllIsPenalised() throws IOException {
    String file = file("x,y", "1,3", "2,5", "3,7", "4,9");
    Matcher json = json(file, "--y=y", "--x=x", "--model=ridge", "--lambda=5", "--intercept", "no");

    assertArrayEquals(new double[] {70.0 / 35}, numbers(json.group(1)), 1e-14);
    assertEquals(4 + 20, Double.parseDouble(json.group(2)), 1e-12);
  }

  @Test
  void aLassoHasTheThresholdOfHalfLambda() throws IOException {
    String file = file("x,y", "1,3", "2,5", "3,7", "4,9");
    Matcher json = json(file, "--y=y", "--x=x", "--model=lasso", "--lambda=10");

    // the slope is S(10, 5)/5 = 1
    assertArrayEquals(new double[] {3.5, 1}, numbers(json.group(1)), 1e-14);
    assertEquals(5 + 10, Double.parseDouble(json.group(2)), 1e-13);
    assertTrue(Double.parseDouble(json.group(3)) <= 1e-10);
    Matcher zero = json(file, "--y=y", "--x=x", "--model=lasso", "--lambda=20");
    assertArrayEquals(new double[] {6, 0}, numbers(zero.group(1)), 1e-14);
  }

  @Test
  void bothWritingsOfLabelsFitTheSame() throws IOException {
    String signs = file("x,y", "1,-1", "2,1", "3,-1", "4,1");
    Matcher one = json(signs, "--y=y", "--x=x", "--model=logistic", "--lambda=0.1");
    String bits = file("x,y", "1,0", "2,1", "3,0", "4,1");
    Matcher other = json(bits, "--y=y", "--x=x", "--model=logistic", "--lambda=0.1");

    assertEquals(one.group(), other.group());
    assertTrue(Double.parseDouble(one.group(3)) <= 1e-9, one.group());
  }

  @Test
  void printsATableToRead() throws IOException {
    String file = file("size,y", "1,3", "2,5", "3,8", "4,9");

    assertEquals(
        new Run(
            0,
            """
            ols, 4 observations
              intercept   1.0000000  (standard error 0.7246)
              size        2.1000000  (standard error 0.2646)
            Q = 0.70000000
            optimality violated by at most 0.0e+00 of lambda_max
            """,
            ""),
        rounded(run(file, "--y", "y", "--x", "size", "--model", "ols")));
    assertEquals(
        new Run(
            0,
            """
            lasso, lambda = 10.5, наблюдений: 4
              intercept   3.6250000
              size        1.0500000
            Q = 17.237500
            условия оптимальности нарушены не больше чем на 0.0e+00 от lambda_max
            """,
            ""),
        rounded(
            run(
                file,
                "--y",
                "y",
                "--x",
                "size",
                "--model",
                "lasso",
                "--lambda",
                "10.5",
                "--lang",
                "ru")));
  }

  // A violation at rounding level says nothing.
  private static Run rounded(Run run) {
    return new Run(run.code(), run.out().replaceAll("\\d\\.\\de-1\\d", "0.0e+00"), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          a,b,y;1,2,3;2,,4;3,5,6;4,1,2 @ ols @ row 2, column b: a value is missing; fill it in or leave the row out yourself, nothing is dropped in silence @ строка 2, столбец b: пропущено значение; заполните его или уберите строку сами, молча ничего не выбрасывается
          a,b,y;1,2,3;2,NA,4;3,5,6;4,1,2 @ ols @ row 2, column b: a value is missing; fill it in or leave the row out yourself, nothing is dropped in silence @ строка 2, столбец b: пропущено значение; заполните его или уберите строку сами, молча ничего не выбрасывается
          a,b,y;1,2,3;2,7,4;3,five,6;4,1,2 @ ols @ row 3, column b: "five" is not a number @ строка 3, столбец b: «five» — не число
          a,b,y;1,2,3;2,7,4;3,5,?;4,1,2 @ ols @ row 3, column y: "?" is not a number @ строка 3, столбец y: «?» — не число
          a,b,y;1,2,3;2,7d,4;3,5,6;4,1,2 @ ols @ row 2, column b: "7d" is not a number @ строка 2, столбец b: «7d» — не число
          a,b,y;1,5,3;2,5,4;3,5,6;4,5,2 @ ols @ column b is constant (5.0): leave it out, the intercept does its work @ столбец b постоянный (5.0): уберите его, за него отвечает свободный член
          a,b,y;1,1,3;2,2,4;3,3,6;4,4,2 @ lasso @ columns a and b are the same: leave one out @ столбцы a и b совпадают: один уберите
          a,b,y;1,2,3;2,4,4;3,6,6;4,8,2 @ ols @ X has rank 2 with 3 columns: some column is a combination of others, so the minimum is not unique; leave it out, add a penalty, or ask for the minimum norm @ ранг X равен 2, а столбцов 3: какой-то столбец выражается через другие, минимум не единственный; уберите его, добавьте штраф или попросите решение с наименьшей нормой
          a,b,y;1,2,3;2,7,4 @ ols @ X has 3 columns but only 2 rows: the minimum is not unique; leave columns out, add a penalty, or ask for the minimum norm @ в X столбцов 3, а строк только 2: минимум не единственный; уберите столбцы, добавьте штраф или попросите решение с наименьшей нормой
          a,b,y;1,2,3;2,7,4;3,5,6;4,1,2 @ logistic @ the labels are [2.0, 3.0, 4.0, 6.0]: give two, 1 and -1 or 1 and 0 @ метки: [2.0, 3.0, 4.0, 6.0]; нужны две, 1 и -1 или 1 и 0
          a,b,y;1,2,0;2,7,0;3,5,1;4,1,1 @ logistic @ the two labels are separated by a plane, so without a penalty the weights grow without bound: give lambda > 0 @ классы разделяются плоскостью, и без штрафа веса растут без конца: задайте lambda > 0
          a,b,y @ ols @ FILE has no rows: the first line names the columns, each line after it is an observation @ в FILE нет строк: первая называет столбцы, каждая следующая — наблюдение
          a,b,y;1,2,3;2,7;3,5,6 @ ols @ FILE, row 2: 2 values where 3 columns are named @ FILE, строка 2: значений 2, а названо столбцов 3
          a,c,y;1,2,3;2,7,4 @ ols @ there is no column b: the table has a, c, y @ столбца b нет: в таблице есть a, c, y
          """)
  void dataThatCannotBeUsedIsRefusedInOneLine(String lines, String model, String en, String ru)
      throws IOException {
    String file = file(lines.split(";"));
    List<String> args = new ArrayList<>(List.of(file, "--y", "y", "--x", "a,b", "--model", model));
    if (model.equals("lasso")) {
      args.addAll(List.of("--lambda", "1"));
    }
    assertEquals(new Run(2, "", en.replace("FILE", file) + "\n"), run(args.toArray(new String[0])));
    args.addAll(List.of("--lang", "ru"));
    assertEquals(new Run(2, "", ru.replace("FILE", file) + "\n"), run(args.toArray(new String[0])));
  }

  @Test
  void settingsThatCannotBeUsedAreRefusedInOneLine() throws IOException {
    String file = file("a,b,y", "1,2,3", "2,7,4", "3,5,6", "4,1,2");

    assertEquals(
        new Run(2, "", "lambda = -1.0: a penalty is a number, 0 or more\n"),
        run(file, "--y", "y", "--x", "a,b", "--model", "ridge", "--lambda", "-1"));
    assertEquals(
        new Run(2, "", "lambda = NaN: a penalty is a number, 0 or more\n"),
        run(file, "--y", "y", "--x", "a,b", "--model", "ridge", "--lambda", "NaN"));
    assertEquals(
        new Run(2, "", "--lambda much: give a number\n"),
        run(file, "--y", "y", "--x", "a,b", "--model", "ridge", "--lambda", "much"));
    assertEquals(
        new Run(2, "", "для lasso нужен штраф: задайте --lambda\n"),
        run(file, "--y", "y", "--x", "a,b", "--model", "lasso", "--lang", "ru"));
    assertEquals(
        new Run(2, "", "lambda = 1.0: least squares have no penalty; choose ridge or lasso\n"),
        run(file, "--y", "y", "--x", "a,b", "--model", "ols", "--lambda", "1"));
    assertEquals(
        new Run(2, "", "column y is to be explained and explains as well: leave it out of X\n"),
        run(file, "--y", "y", "--x", "a,y", "--model", "ols"));
    assertEquals(
        new Run(2, "", "columns a and a are the same: leave one out\n"),
        run(file, "--y", "y", "--x", "a,a", "--model", "ols"));
    assertEquals(
        new Run(2, "", "there is no file nowhere.csv\n"),
        run("nowhere.csv", "--y", "y", "--x", "a", "--model", "ols"));
    assertEquals(
        2, run(file, "--y", "y", "--x", "a", "--model", "probit").code(), "an unknown model");
    assertEquals(2, run(file, "--y", "y", "--x", "a").code(), "no model");
    assertEquals(2, run("--y", "y", "--x", "a", "--model", "ols").code(), "no file");
  }

  @Test
  void settingsAreRefusedInRussianToo() throws IOException {
    String file = file("a,b,y", "1,2,3", "2,7,4", "3,5,6", "4,1,2");
    String[][] said = {
      {
        "--model=ols",
        "--lambda=1",
        "--x=a",
        "lambda = 1.0: у метода наименьших квадратов штрафа нет; возьмите ridge или lasso"
      },
      {"--model=ridge", "--lambda=much", "--x=a", "--lambda much: нужно число"},
      {"--model=ridge", "--lambda=-1", "--x=a", "lambda = -1.0: штраф — число не меньше 0"},
      {
        "--model=ridge",
        "--lambda=1",
        "--x=y",
        "столбец y объясняют через него самого: уберите его из X"
      },
    };
    for (String[] row : said) {
      assertEquals(
          new Run(2, "", row[3] + "\n"), run(file, "--y=y", row[0], row[1], row[2], "--lang=ru"));
    }
    assertEquals(
        new Run(2, "", "файла nowhere.csv нет\n"),
        run("nowhere.csv", "--y=y", "--x=a", "--model=ols", "--lang=ru"));
    assertEquals(
        2, run(file, "--y=y", "--x=a", "--model=ols", "--lang=fr").code(), "no such language");
    Path bytes = folder.resolve("bytes.csv");
    Files.write(bytes, new byte[] {'a', ',', 'y', '\n', (byte) 0xC3, (byte) 0x28, '\n'});
    assertEquals(
        new Run(2, "", bytes + " cannot be read as text in UTF-8\n"),
        run(bytes.toString(), "--y=y", "--x=a", "--model=ols"));
    assertEquals(
        new Run(2, "", bytes + " не читается как текст в UTF-8\n"),
        run(bytes.toString(), "--y=y", "--x=a", "--model=ols", "--lang=ru"));
  }

  @Test
  void moreColumnsThanRowsAreNoHindranceWithAPenalty() throws IOException {
    Matcher json =
        json(
            file("a,b,c,y", "1,2,3,4", "2,7,1,5", "5,1,2,9"),
            "--y=y",
            "--x=a,b,c",
            "--model=ridge",
            "--lambda=0.5");

    assertEquals(4, numbers(json.group(1)).length);
    assertTrue(Double.parseDouble(json.group(3)) < 1e-13);
  }
}

package handgrad.cli;

import handgrad.fit.DataFile;
import handgrad.fit.Model;
import handgrad.fit.Observations;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code handgrad fit}: a model fitted to the columns of a file. */
@Command(
    name = "fit",
    mixinStandardHelpOptions = true,
    description = "Fits a model to data; Q is the sheet's, with no 1/2 and no 1/n.",
    footer = {
      "",
      "w has the intercept first, which is never penalised; then the columns in the order given.",
      "kkt is the largest violation of the optimality conditions, divided by lambda_max.",
      "logistic takes the labels 1 and -1, or 1 and 0.",
      "",
      "Exit code: 0 fitted, 2 unusable input, 70 an error of the program itself.",
      "",
      "Examples:",
      "  handgrad fit longley.csv --y TOTEMP --x GNP,YEAR --model ols",
      "  handgrad fit diabetes.csv --y target --x bmi,bp,s5 --model lasso --lambda 2000 \\",
      "      --format json",
    })
final class FitCommand extends Spoken {
  /** How the result is printed. */
  enum Format {
    text,
    json
  }

  /** Whether there is an intercept. */
  enum Choice {
    yes,
    no
  }

  /** The models' names as they are typed. */
  enum Name {
    ols,
    ridge,
    lasso,
    logistic;

    Model model() {
      return Model.valueOf(name().toUpperCase(Locale.ROOT));
    }
  }

  @Parameters(index = "0", paramLabel = "DATA.csv", description = "the data, names at its top")
  Path file;

  @Option(
      names = "--y",
      required = true,
      paramLabel = "Y",
      description = "the column that is explained")
  String y;

  @Option(
      names = "--x",
      required = true,
      split = ",",
      paramLabel = "a,b,c",
      description = "the columns that explain it")
  List<String> x;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "ols|ridge|lasso|logistic",
      description = "what is fitted")
  Name model;

  @Option(names = "--lambda", paramLabel = "L", description = "the penalty, 0 or more")
  String lambda;

  @Option(names = "--intercept", paramLabel = "yes|no", description = "yes unless said")
  Choice intercept = Choice.yes;

  @Option(names = "--format", paramLabel = "text|json", description = "how the result is printed")
  Format format = Format.text;

  @Override
  public Integer call() {
    requireLanguage();
    double penalty = penalty();
    String[] columns = x.stream().map(String::strip).toArray(String[]::new);
    Observations data = Observations.of(DataFile.read(file), y, columns);
    Model.Fitted fitted = model.model().fit(data, penalty, intercept == Choice.yes);
    var out = spec.commandLine().getOut();
    out.println(format == Format.json ? json(fitted) : text(fitted, data.rows(), penalty));
    out.flush();
    return Main.RIGHT;
  }

  private double penalty() {
    if (lambda == null) {
      if (model == Name.ridge || model == Name.lasso) {
        throw new Unusable(text("fit-lambda", model));
      }
      return 0;
    }
    try {
      return Double.parseDouble(lambda);
    } catch (NumberFormatException e) {
      throw new Unusable(text("fit-number", lambda));
    }
  }

  private static String json(Model.Fitted fitted) {
    String w =
        Arrays.stream(fitted.w().data, 0, fitted.w().numRows)
            .mapToObj(Double::toString)
            .collect(Collectors.joining(","));
    return "{\"w\":[" + w + "],\"Q\":" + fitted.q() + ",\"kkt\":" + fitted.kkt() + "}";
  }

  private String text(Model.Fitted fitted, int rows, double penalty) {
    StringBuilder text = new StringBuilder();
    text.append(
        penalty == 0
            ? text("fit-model", model, rows)
            : text("fit-model-lambda", model, lambda, rows));
    int width = fitted.names().stream().mapToInt(String::length).max().orElse(0);
    for (int j = 0; j < fitted.w().numRows; j++) {
      String line = String.format(Locale.ROOT, "%n  %-" + width + "s  ", fitted.names().get(j));
      text.append(line).append(number(fitted.w().data[j], "% .8g"));
      double error = fitted.standardErrors()[j];
      if (!Double.isNaN(error)) {
        text.append("  ").append(text("fit-error", number(error, "%.4g")));
      }
    }
    text.append(System.lineSeparator()).append("Q = ").append(number(fitted.q(), "%.8g"));
    text.append(System.lineSeparator());
    return text.append(text("fit-kkt", number(fitted.kkt(), "%.1e"))).toString();
  }

  private static String number(double value, String format) {
    return String.format(Locale.ROOT, format, value);
  }
}

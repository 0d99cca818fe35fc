package handgrad.cli;

import handgrad.derive.Assumptions;
import handgrad.derive.Derivation;
import handgrad.derive.DerivationText;
import handgrad.derive.JsonWriter;
import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.Latex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code handgrad derive}: the gradient, Jacobian or Hessian, with its steps. */
@Command(
    name = "derive",
    description = "Derives the gradient line by line, every line verified in numbers.",
    footer = {
      "",
      "Exit code: 0 derived, 2 unusable input, 70 an error of the program itself.",
      "",
      "Examples:",
      "  handgrad derive \"tr(A X^T X)\" --by X --shapes \"A:n,n;X:m,n\" --steps",
      "  handgrad derive \"(y-Xw)^T(y-Xw)\" --by w --shapes \"X:m,n;y:m,1;w:n,1\" --order 2",
      "  handgrad derive \"inv(X)\" --by X --shapes \"X:n,n\" --assume kind=jacobian --format json",
      "  handgrad derive --table questions.tsv",
    })
final class DeriveCommand extends Options {
  /** How the result is printed. */
  enum Format {
    ascii,
    latex,
    json
  }

  @Option(names = "--order", paramLabel = "1|2", description = "2 for the Hessian")
  int order = 1;

  @Option(names = "--steps", description = "print every line with its rule")
  boolean steps;

  @Option(
      names = "--format",
      paramLabel = "ascii|latex|json",
      description = "how the result is printed")
  Format format = Format.ascii;

  @Option(
      names = "--table",
      paramLabel = "FILE.tsv",
      description = "derive a table with the columns id, f, variable, shapes [assumptions]")
  Path table;

  @Override
  boolean take(String option, String value) {
    switch (option) {
      case "--order" -> {
        if (!value.equals("1") && !value.equals("2")) {
          return false;
        }
        order = value.charAt(0) - '0';
      }
      case "--format" -> {
        Format found = format(value);
        if (found == null) {
          return false;
        }
        format = found;
      }
      case "--table" -> table = Path.of(value);
      default -> {
        return super.take(option, value);
      }
    }
    return true;
  }

  @Override
  boolean take(String option) {
    steps |= option.equals("--steps");
    return option.equals("--steps");
  }

  private static Format format(String name) {
    for (Format format : Format.values()) {
      if (format.name().equals(name)) {
        return format;
      }
    }
    return null;
  }

  @Override
  public Integer call() {
    requireLanguage();
    if (table != null) {
      return table();
    }
    if (order != 1 && order != 2) {
      throw new Unusable(text("order", order));
    }
    List<String> assumed = new ArrayList<>(assumptions);
    if (order == 2) {
      assumed.add("kind=hessian");
    }
    Question asked = question();
    Question question = new Question(asked.formula(), asked.by(), asked.shapes(), assumed);
    print(text(question));
    return Main.RIGHT;
  }

  private String text(Question question) {
    Derivation derivation = question.derivation();
    Expr result = result(question, derivation);
    if (format == Format.json) {
      return json(question, derivation, result);
    }
    boolean latex = format == Format.latex;
    if (!steps) {
      return latex ? Latex.print(result) : Ascii.print(result);
    }
    if (latex) {
      return DerivationText.latex(derivation, language());
    }
    String lines = DerivationText.lines(derivation, language());
    if (question.assumptions().kind() == Assumptions.Kind.SYMMETRIC) {
      String x = derivation.by().name();
      lines += text("symmetric", x, Ascii.print(derivation.result())) + "\n";
    }
    return lines + Ascii.print(result);
  }

  // With tied entries or in a direction the result is not the last line of the steps.
  private static Expr result(Question question, Derivation derivation) {
    Assumptions.Kind kind = question.assumptions().kind();
    boolean own = kind == Assumptions.Kind.SYMMETRIC || kind == Assumptions.Kind.DIFFERENTIAL;
    return own ? question.check().answer() : derivation.result();
  }

  private String json(Question question, Derivation derivation, Expr result) {
    JsonWriter json = new JsonWriter();
    json.open('{');
    json.member("f", Ascii.print(derivation.f()));
    json.member("by", derivation.by().name());
    json.member("shapes", question.shapes());
    json.name("assumptions").open('[');
    question.assumptions().texts().forEach(json::value);
    json.close(']');
    if (steps) {
      DerivationText.steps(derivation, json);
    }
    json.member("result", Ascii.print(result));
    json.close('}');
    return json.toString();
  }

  private int table() {
    Table rows = Table.read(table, List.of("id", "f", "variable", "shapes"), language());
    return table(
        rows,
        "id\tresult\terror",
        row -> Table.flat(Ascii.print(row.question().check().answer())) + "\t",
        refused -> "\t");
  }
}

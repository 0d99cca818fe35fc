package handgrad.cli;

import handgrad.expr.FormulaException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What all commands take: a formula, the variable, shapes, assumptions, a language. */
abstract class Options extends Spoken {
  /** Where a command prints that picocli did not read; else picocli says where. */
  PrintWriter out;

  @Parameters(index = "0", arity = "0..1", paramLabel = "F", description = "the formula")
  String formula;

  @Option(names = "--by", paramLabel = "X", description = "the variable")
  String by;

  @Option(
      names = "--shapes",
      paramLabel = "SHAPES",
      description = "names and shapes, as in \"A:n,n;X:m,n\"")
  String shapes = "";

  @Option(
      names = "--assume",
      paramLabel = "WHAT",
      description =
          "an assumption: \"A symmetric\", \"positive definite\", \"orthogonal\","
              + " \"X invertible\", \"det(X) > 0\", \"y is +1 or -1\", \"y is 0 or 1\","
              + " \"q in (0,1)\", \"p <= n\"; or kind=hessian, jacobian, symmetric,"
              + " differential in direction H; may be repeated")
  List<String> assumptions = new ArrayList<>();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  Question question() {
    if (formula == null) {
      throw new Unusable(text("no-formula"));
    }
    if (by == null) {
      throw new Unusable(text("no-variable"));
    }
    return new Question(formula, by, shapes, assumptions);
  }

  /**
   * Prints a header and a line for every row; one bad row never stops the rest.
   *
   * @param line what stands after the row's id
   * @param refused what stands after it, before the message, for a row that is refused
   */
  int table(
      Table table,
      String header,
      Function<Table.Row, String> line,
      Function<Throwable, String> refused) {
    print(header);
    for (Table.Row row : table.rows()) {
      String rest;
      try {
        row.require();
        rest = line.apply(row);
      } catch (FormulaException e) {
        rest = refused.apply(e) + Table.flat(e.in(language()));
      } catch (Unusable e) {
        rest = refused.apply(e) + Table.flat(e.getMessage());
      } catch (StackOverflowError | OutOfMemoryError e) {
        rest = refused.apply(e) + text("too-large");
      }
      print(row.id() + "\t" + rest);
    }
    return Main.RIGHT;
  }

  void print(String text) {
    PrintWriter writer = out == null ? spec.commandLine().getOut() : out;
    writer.println(text);
    writer.flush();
  }

  /**
   * Takes an option that has a value, as {@link PlainArguments} reads it.
   *
   * @return whether the option is known and takes this value
   */
  boolean take(String option, String value) {
    switch (option) {
      case "--by" -> by = value;
      case "--shapes" -> shapes = value;
      case "--assume" -> assumptions.add(value);
      case "--lang" -> lang = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Takes an option that has no value; whether it is known. */
  boolean take(String option) {
    return false;
  }
}

package handgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What is read without picocli is read as picocli reads it; what is not plain is left to it. */
class PlainArgumentsTest {
  private static Options byPicocli(String... args) {
    CommandLine line = new CommandLine(new Main());
    return line.parseArgs(args).subcommand().commandSpec().userObject() instanceof Options options
        ? options
        : null;
  }

  private static String values(Options command) {
    CommandLine line = new CommandLine(command.getClass());
    List<String> values = new ArrayList<>(List.of(String.valueOf(command.formula)));
    for (OptionSpec option : line.getCommandSpec().options()) {
      try {
        var field = field(command.getClass(), option);
        field.setAccessible(true);
        values.add(option.longestName() + " " + field.get(command));
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
    return String.join("\n", values);
  }

  private static java.lang.reflect.Field field(Class<?> type, OptionSpec option) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (var field : c.getDeclaredFields()) {
        CommandLine.Option known = field.getAnnotation(CommandLine.Option.class);
        if (known != null && List.of(known.names()).contains(option.longestName())) {
          return field;
        }
      }
    }
    throw new AssertionError("no field for " + option.longestName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "derive tr(X) --by X --shapes X:n,n --steps",
        "derive --steps --lang ru tr(X) --shapes X:n,n --by X --format json --order 2",
        "derive --table questions.tsv --format latex",
        "derive x'*x --by x --shapes x:n,1 --assume x>0 --assume kind=hessian",
        "check x'*x --by x --shapes x:n,1 --answer -2*x --show-answer",
        "check --item 5.2 --answer -1 --lang en",
        "check --table answers.tsv",
        "check",
      })
  void plainArgumentsAreReadAsPicocliReadsThem(String line) {
    String[] args = line.split(" ");
    Options plain = PlainArguments.read(args);
    assertNotNull(plain);
    assertEquals(values(byPicocli(args)), values(plain));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version",
        "help",
        "steps x'*x --by x",
        "derive --help",
        "derive -h",
        "derive x --by=x",
        "derive x --by x --by y",
        "derive x --by",
        "derive x --by --steps",
        "derive x --by x --nonsense 3",
        "derive x y --by x",
        "derive -x'*x --by x",
        "derive @arguments.txt",
        "derive x --by @name",
        "derive x --order 3",
        "derive x --format pdf",
        "derive x --answer 3",
        "derive x --steps --steps",
        "check x --order 2",
        "check x --steps",
        "check x --answer -hx",
      })
  void whatIsNotPlainIsLeftToPicocli(String line) {
    assertNull(PlainArguments.read(line.split(" ")));
  }

  @Test
  void noArgumentsAreLeftToPicocli() {
    assertNull(PlainArguments.read());
  }

  /** An option that one of the two forgets would silently take the slow way. */
  @ParameterizedTest
  @ValueSource(strings = {"derive", "check"})
  void everyOptionButHelpIsPlain(String command) {
    CommandLine line = new CommandLine(new Main()).getSubcommands().get(command);
    for (OptionSpec option : line.getCommandSpec().options()) {
      if (!option.usageHelp()) {
        String name = option.longestName();
        String value = name.equals("--format") ? "json" : "1";
        Options read =
            option.arity().max() == 0
                ? PlainArguments.read(command, name)
                : PlainArguments.read(command, name, value);
        assertNotNull(read, name);
      }
    }
  }
}

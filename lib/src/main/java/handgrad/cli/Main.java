package handgrad.cli;

import handgrad.words.InputException;
import handgrad.words.Language;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code handgrad}. */
@Command(
    name = "handgrad",
    mixinStandardHelpOptions = true,
    version = "handgrad 1.0",
    description = "Gradients by hand, checked by machine.",
    subcommands = {
      DeriveCommand.class,
      CheckCommand.class,
      StepsCommand.class,
      ProseCommand.class,
      KeyCommand.class,
      VariantsCommand.class,
      QuizCommand.class,
      FitCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  handgrad derive \"tr(A X^T X)\" --by X --shapes \"A:n,n;X:m,n\" --steps",
      "  handgrad check \"x^T A x\" --by x --shapes \"A:n,n;x:n,1\" --answer \"(A+A')x\"",
      "  handgrad check --table answers.tsv",
      "  handgrad steps \"x^T A x\" --by x --shapes \"A:n,n;x:n,1\" lines.txt",
      "  handgrad fit data.csv --y price --x area,rooms --model ridge --lambda 1",
    })
public final class Main {
  static final int RIGHT = 0;
  static final int WRONG = 1;
  static final int UNUSABLE = 2;
  static final int UNDECIDED = 3;
  static final int OWN_ERROR = 70;

  // Formulas nest deeper than a thread's usual stack allows.
  private static final long STACK = 256L << 20;

  Main() {}

  public static void main(String[] args) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int[] code = {OWN_ERROR};
    Thread thread = new Thread(null, () -> code[0] = run(out, err, args), "handgrad", STACK);
    thread.start();
    thread.join();
    System.exit(code[0]);
  }

  /** Runs a command; the exit code as {@code --help} says. */
  static int run(PrintStream out, PrintStream err, String... args) {
    try {
      Options plain = PlainArguments.read(args);
      return plain == null ? byPicocli(out, err, args) : run(plain, out, err);
    } catch (StackOverflowError e) {
      err.println("the formula nests too deep: split it by helper lines D = …");
      return UNUSABLE;
    } catch (OutOfMemoryError e) {
      err.println("the formula needs too much memory: choose smaller sizes or split it");
      return UNUSABLE;
    }
  }

  private static int run(Options command, PrintStream out, PrintStream err) {
    command.out = new PrintWriter(out, true);
    try {
      return command.call();
    } catch (Exception e) {
      return refuse(e, command.language(), err);
    }
  }

  private static int byPicocli(PrintStream out, PrintStream err, String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.setUsageHelpWidth(100);
    line.setParameterExceptionHandler(new Complaint(err));
    line.setExecutionExceptionHandler(new Refusal(err));
    return line.execute(args);
  }

  /** What is said of arguments that no command takes. */
  private record Complaint(PrintStream err) implements CommandLine.IParameterExceptionHandler {
    @Override
    public int handleParseException(CommandLine.ParameterException e, String[] args) {
      err.println(e.getMessage());
      err.println("see " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
      return UNUSABLE;
    }
  }

  /** What is said of input that a command cannot use. */
  private record Refusal(PrintStream err) implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
        Exception e, CommandLine command, CommandLine.ParseResult parsed) {
      return refuse(e, language(command), err);
    }
  }

  private static int refuse(Exception e, Language language, PrintStream err) {
    if (e instanceof InputException refused) {
      err.println(refused.in(language));
      return UNUSABLE;
    }
    if (e instanceof Unusable) {
      err.println(e.getMessage());
      return UNUSABLE;
    }
    err.println("handgrad failed: " + e);
    return OWN_ERROR;
  }

  private static Language language(CommandLine command) {
    return command.getCommand() instanceof Spoken spoken ? spoken.language() : Language.EN;
  }
}

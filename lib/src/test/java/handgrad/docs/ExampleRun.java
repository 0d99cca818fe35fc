package handgrad.docs;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.Numbers;
import java.io.File;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.ejml.data.DMatrixRMaj;

/** Runs examples in one jshell, each with its own names, and says where they print otherwise. */
public final class ExampleRun implements AutoCloseable {
  private static Object shown;

  private static final List<String> IMPORTS =
      List.of(
          "import handgrad.expr.*;",
          "import handgrad.derive.*;",
          "import handgrad.check.*;",
          "import handgrad.net.*;",
          "import handgrad.fit.*;",
          "import handgrad.plot.*;",
          "import handgrad.sheet.*;",
          "import handgrad.words.*;",
          "import handgrad.expr.Numbers;",
          "import org.ejml.data.DMatrixRMaj;",
          "import java.util.*;",
          "import static handgrad.notebook.Course.*;",
          "import static handgrad.notebook.Nets.*;",
          "import static handgrad.notebook.Fits.*;",
          "import static handgrad.notebook.Estimates.*;");

  private final JShell shell;
  private final Set<Snippet> kept = new HashSet<>();

  ExampleRun() {
    shell = JShell.builder().executionEngine("local").build();
    for (String property : List.of("surefire.test.class.path", "java.class.path")) {
      for (String entry : System.getProperty(property, "").split(File.pathSeparator)) {
        shell.addToClasspath(entry);
      }
    }
    for (String line : IMPORTS) {
      evaluate(line);
    }
    shell.snippets().forEach(kept::add);
  }

  /** Keeps the value of a line; called from the examples' jshell. */
  public static <T> T show(T value) {
    shown = value;
    return value;
  }

  /** What an example does not keep, a line each; none if it is right. */
  List<String> problems(Example example) {
    List<String> problems = new ArrayList<>();
    for (String line : example.imports()) {
      evaluate(line);
    }
    for (Example.Snippet snippet : example.snippets()) {
      String problem = problem(snippet);
      if (problem != null) {
        problems.add(example.place() + ": " + snippet.code() + ": " + problem);
        break;
      }
    }
    shell.snippets().filter(s -> !kept.contains(s)).toList().forEach(shell::drop);
    return problems;
  }

  private String problem(Example.Snippet snippet) {
    shown = null;
    SnippetEvent event = evaluate(snippet.code());
    if (event == null) {
      return "no statement";
    }
    if (event.status() == Snippet.Status.REJECTED) {
      Diag first = shell.diagnostics(event.snippet()).findFirst().orElseThrow();
      return first.getMessage(Locale.ENGLISH).replaceAll("\\s*\\R\\s*", " ");
    }
    if (event.exception() != null) {
      return event.exception().toString();
    }
    if (snippet.printed().isEmpty()) {
      return null;
    }
    String name = event.snippet() instanceof jdk.jshell.VarSnippet v ? v.name() : null;
    if (name == null && event.snippet() instanceof jdk.jshell.ExpressionSnippet e) {
      name = e.name();
    }
    if (name == null) {
      return "has no value, so it prints nothing";
    }
    SnippetEvent kept = evaluate(ExampleRun.class.getName() + ".show(" + name + ");");
    if (kept.status() != Snippet.Status.VALID) {
      return "has a type that is not public, so its value cannot be shown";
    }
    String printed = text(shown);
    String promised = String.join("\n", snippet.printed());
    boolean asInJava = shown instanceof Double && shown.toString().equals(promised);
    return asInJava || printed.equals(promised)
        ? null
        : "prints\n" + printed + "\nnot\n" + promised;
  }

  private SnippetEvent evaluate(String code) {
    List<SnippetEvent> events = shell.eval(code);
    return events.isEmpty() ? null : events.get(0);
  }

  /** A value as the course prints it; a number may also stand as Java shows it, {@code 17.0}. */
  static String text(Object value) {
    if (value instanceof Double number) {
      return Numbers.text(number);
    }
    if (value instanceof DMatrixRMaj matrix) {
      return Numbers.text(matrix);
    }
    if (value instanceof Expr expr) {
      return Ascii.print(expr);
    }
    return String.valueOf(value).stripTrailing();
  }

  @Override
  public void close() {
    shell.close();
  }
}

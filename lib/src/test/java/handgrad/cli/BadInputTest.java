package handgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Input that no command can use: one message, its place, and never a stack trace. */
class BadInputTest {
  private record Case(String name, int exit, String said, List<String> args) {
    static Case of(String name, int exit, String said, String... args) {
      return new Case(name, exit, said, List.of(args));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    String brackets = "(".repeat(10_000) + "x" + ")".repeat(10_000);
    String transposes = "tr(X" + "'".repeat(10_000) + ")";
    String sum = "tr(X)" + " + tr(X)".repeat(4_999);
    String product = "tr(X" + "*X".repeat(199) + ")";
    String long1 = "the formula has more than 4000 signs: split it";
    String square = "--shapes=X:n,n";
    return Stream.of(
        Case.of("brackets", 2, long1, "derive", brackets, "--by=x", "--shapes=x:1,1"),
        Case.of("transposes", 2, long1, "derive", transposes, "--by=X", square),
        Case.of("a long sum", 2, long1, "derive", sum, "--by=X", square),
        Case.of(
            "a long answer",
            2,
            "unreadable. " + long1,
            "check",
            "tr(X)",
            "--by=X",
            square,
            "--answer=" + sum),
        Case.of(
            "a long product",
            2,
            "the lines of the derivation hold more than 600000 names and operations: split the"
                + " formula",
            "derive",
            product,
            "--by=X",
            square),
        Case.of(
            "a huge matrix power",
            2,
            "d(X^999999999): a matrix power is differentiated factor by factor, up to the power 24",
            "derive",
            "tr(X^999999999)",
            "--by=X",
            square),
        Case.of(
            "a huge power as an answer",
            3,
            "undecided. The answer has no value where the formula has one.",
            "check",
            "tr(X)",
            "--by=X",
            square,
            "--answer=X^999999999"),
        Case.of(
            "a large matrix",
            2,
            "X would be a matrix of 3000 rows and 3000 columns: choose smaller sizes",
            "derive",
            "tr(inv(X))",
            "--by=X",
            "--shapes=X:3000,3000"),
        Case.of(
            "size 0",
            2,
            "size 0: a size is a whole number from 1 to 10000",
            "derive",
            "tr(X)",
            "--by=X",
            "--shapes=X:0,0"),
        Case.of(
            "size -1",
            2,
            "size -1: a size is a whole number from 1 to 10000",
            "derive",
            "tr(X)",
            "--by=X",
            "--shapes=X:-1,-1"),
        Case.of(
            "size 100000",
            2,
            "size 100000: a size is a whole number from 1 to 10000",
            "derive",
            "tr(X)",
            "--by=X",
            "--shapes=X:100000,100000"),
        Case.of(
            "a name twice",
            2,
            "X is declared twice: keep one",
            "derive",
            "tr(X)",
            "--by=X",
            "--shapes=X:n,n;X:n,n"),
        Case.of(
            "a function's name",
            2,
            "sin is the name of a function: choose another name",
            "derive",
            "sin",
            "--by=sin",
            "--shapes=sin:n,n"),
        Case.of(
            "a size's name",
            2,
            "n is a size in these declarations and cannot be a name too: choose another name",
            "derive",
            "n",
            "--by=n",
            "--shapes=X:n,n;n:1,1"),
        Case.of(
            "not a number",
            2,
            "X is n×n, not a number: it has a Jacobian, ask for it with --assume kind=jacobian",
            "check",
            "X",
            "--by=X",
            square,
            "--answer=X"),
        Case.of(
            "defined nowhere",
            2,
            "log(-1 - tr(X*X')) has no value at any of 84 points tried: say where it is defined"
                + " (--assume)",
            "derive",
            "ln(-1 - tr(X X'))",
            "--by=X",
            "--shapes=X:2,2"),
        Case.of(
            "a control character",
            2,
            "a control character (U+0007): delete it",
            "derive",
            "tr(X)\u0007",
            "--by=X",
            square),
        Case.of(
            "a control character in an answer",
            2,
            "unreadable. a control character (U+0001): delete it",
            "check",
            "tr(X)",
            "--by=X",
            square,
            "--answer=I\u0001"),
        Case.of("an empty formula", 2, "the formula is empty: type one", "derive", " ", "--by=X"),
        Case.of(
            "an empty answer",
            2,
            "unreadable. the formula is empty: type one",
            "check",
            "tr(X)",
            "--by=X",
            square,
            "--answer="),
        Case.of(
            "an unknown kind",
            2,
            "kind=foo: kind is gradient, hessian, jacobian, symmetric or differential in"
                + " direction H",
            "derive",
            "tr(X)",
            "--by=X",
            square,
            "--assume=kind=foo"),
        Case.of(
            "an assumption about nobody",
            2,
            "B is not declared: declared are X",
            "derive",
            "tr(X)",
            "--by=X",
            square,
            "--assume=B symmetric"),
        Case.of(
            "assumptions that nothing obeys",
            2,
            "log(x) has no value at any of 84 points tried: say where it is defined (--assume)",
            "derive",
            "ln(x)",
            "--by=x",
            "--shapes=x:1,1",
            "--assume=-x > 0"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedWithOneMessage(Case bad) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(stream(out), stream(err), bad.args().toArray(new String[0]));
    String all = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    List<String> lines = all.lines().toList();
    assertEquals(bad.said(), lines.get(0));
    assertEquals(bad.exit(), code);
    assertFalse(all.contains("Exception") || all.contains("\tat "), all);
    // The message, and where there is a place, the formula around it and a caret.
    assertTrue(lines.size() == 1 || lines.size() == 3 && lines.get(2).strip().equals("^"), all);
    lines.forEach(line -> assertTrue(line.length() <= 200, line));
  }

  @Test
  void theProgramsOwnErrorIsNoVerdict() {
    assertEquals(70, Main.OWN_ERROR);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}

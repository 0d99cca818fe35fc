package handgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir Path folder;

  /** The exit code, the output, and what was said on the error stream. */
  private static String run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(stream(out), stream(err), args);
    String error = err.toString(StandardCharsets.UTF_8);
    return code
        + "\n"
        + out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n")
        + (error.isEmpty() ? "" : "! " + error.replace("\r\n", "\n"));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void derivesTheGradient() {
    assertEquals(
        "0\nX*(A + A')\n", run("derive", "tr(A X^T X)", "--by", "X", "--shapes", "A:n,n;X:m,n"));
  }

  @Test
  void theKeyIsAcceptedByTheTableOfAnswersToTheLastRow() throws IOException {
    String key = run("key");
    assertEquals("id\titem\tanswer\tpoints\tslip", key.lines().skip(1).findFirst().orElseThrow());
    Path file = folder.resolve("key.tsv");
    Files.writeString(file, key.substring(2));
    long rows = key.lines().count() - 2;
    String judged = run("check", "--table", file.toString());
    assertEquals(rows, judged.lines().filter(line -> line.contains("\tright\t")).count(), judged);
  }

  @Test
  void derivesTheHessian() {
    assertEquals(
        "0\n2*A\n",
        run(
            "derive",
            "x^T A x",
            "--by=x",
            "--shapes=A:n,n;x:n,1",
            "--order=2",
            "--assume=A symmetric"));
  }

  @Test
  void printsStepsInRussian() {
    assertEquals(
        """
        0
        d(tr(A*X))
        = tr(d(A*X))     дифференциал следа
        = tr(A*dX)       постоянный множитель выносится
        = tr((A')'*dX)   градиент: df = tr(G'*dX)
        A'
        """,
        run("derive", "tr(AX)", "--by=X", "--shapes=A:n,m;X:m,n", "--steps", "--lang=ru"));
  }

  @Test
  void printsJson() {
    assertEquals(
        """
        0
        {"f":"tr(A*X)","by":"X","shapes":"A:n,m;X:m,n","assumptions":[],"steps":[\
        {"rule":"trace","before":"d(tr(A*X))","after":"tr(d(A*X))","place":[]},\
        {"rule":"factor","before":"tr(d(A*X))","after":"tr(A*dX)","place":[0]},\
        {"rule":"gradient","before":"tr(A*dX)","after":"tr((A')'*dX)","place":[0,0]}],\
        "result":"A'"}
        """,
        run("derive", "tr(AX)", "--by=X", "--shapes=A:n,m;X:m,n", "--steps", "--format=json"));
  }

  @Test
  void theExitCodeIsTheVerdict() {
    String[] question = {"check", "x^T A x", "--by=x", "--shapes=A:n,n;x:n,1", "--answer"};
    assertEquals("0\nright\n", run(with(question, "(A + A^T)x")));
    assertEquals(
        "1\nwrong: the result is not symmetrised, right only for symmetric A\n",
        run(with(question, "2Ax")));
    assertEquals(
        "1\nwrong shape: the result transposed, in the whole answer."
            + " The answer is 1×n, asked is n×1.\n",
        run(with(question, "x'(A + A')")));
    assertEquals(
        "2\nunreadable. the bracket ) was never opened: delete it or open it\n2Ax)\n   ^\n",
        run(with(question, "2Ax)")));
    assertEquals(
        "3\nundecided. log(-1 - tr(X*X')) has no value at any of 756 points tried: say where it is"
            + " defined (--assume)\n",
        run("check", "ln(-1 - tr(X X'))", "--by=X", "--shapes=X:m,n", "--answer=X"));
  }

  private static String[] with(String[] args, String last) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 1);
    all[args.length] = last;
    return all;
  }

  @Test
  void onlyShowAnswerPrintsTheAnswer() {
    assertEquals(
        "1\nwrong: the sign, in the whole answer\nthe answer: 2*x\n",
        run("check", "x^T x", "--by=x", "--shapes=x:n,1", "--answer=-2x", "--show-answer"));
  }

  @Test
  void aTableOfAnswersGetsALineForEveryRow() throws IOException {
    Path table = folder.resolve("answers.tsv");
    Files.writeString(
        table,
        "\uFEFFid\tname\tf\tvariable\tshapes\tanswer\tassumptions\r\n"
            + "1\tAnn\ttr(AXB)\tX\tA:p,m;X:m,n;B:n,p\tA'B'\t\r\n"
            + "2\tBob\ttr(AXB)\tX\tA:p,m;X:m,n;B:n,p\tBA\t\r\n"
            + "3\tCid\tx'Ax\tx\tA:n,n;x:n,1\t2Ax\tA symmetric; handsome\r\n"
            + "4\tDee\tx'Ax\tx\tA:n,n;x:n,1\t2Ax\r\n"
            + "5\tEve\tx'Ax)\tx\tA:n,n;x:n,1\t2Ax\t\r\n"
            + "6\tFay\tx'Ax\r\n");
    assertEquals(
        """
        0
        id\tverdict\tslip\terror
        1\tright\t\t
        2\tshape\ttransposed in the whole answer\tThe answer is n×m, asked is m×n.
        3\tright\t\t
        4\twrong\tsymmetry right only for symmetric A\t
        5\tunreadable\t\tthe bracket ) was never opened: delete it or open it / x'Ax) / ^
        6\tunreadable\t\tthe row has 3 cells, the header 7
        """,
        run("check", "--table", table.toString()));
    assertEquals(
        """
        0
        id\tresult\terror
        1\tA'*B'\t
        2\tA'*B'\t
        3\t2*A*x\t
        4\t(A + A')*x\t
        5\t\tthe bracket ) was never opened: delete it or open it / x'Ax) / ^
        6\t\tthe row has 3 cells, the header 7
        """,
        run("derive", "--table", table.toString()));
  }

  @Test
  void aTableThatCannotBeUsedIsRefused() throws IOException {
    Path missing = folder.resolve("missing.tsv");
    assertEquals(
        "2\n! " + missing + ": there is no such file\n", run("check", "--table=" + missing));
    Path empty = Files.writeString(folder.resolve("empty.tsv"), "");
    assertEquals("2\n! " + empty + ": the table is empty\n", run("check", "--table=" + empty));
    Path binary = Files.write(folder.resolve("binary.tsv"), new byte[] {(byte) 0xff, 0, 1});
    assertEquals(
        "2\n! " + binary + ": the file is no text in UTF-8\n", run("check", "--table=" + binary));
    Path header = Files.writeString(folder.resolve("header.tsv"), "1\tx'x\tx\tx:n,1\t2x\n");
    assertEquals(
        "2\n! "
            + header
            + ": the header lacks the column id; needed are id, f, variable, shapes, answer,"
            + " separated by tabs\n",
        run("check", "--table=" + header));
  }

  @Test
  void judgesAnItemOfTheSheet() throws IOException {
    assertEquals("0\nright\n", run("check", "--item=1.x", "--answer=4x+3y"));
    Path table =
        Files.writeString(
            folder.resolve("items.tsv"), "id\titem\tanswer\na\t1.x\t4x+3y\nb\t99\t1\n");
    String output = run("check", "--table", table.toString());
    assertEquals(
        "0\nid\tverdict\tslip\terror\na\tright\t\t\nb\tunreadable\t\t99 is no item of the sheet",
        output.substring(0, output.indexOf(':')));
  }

  @Test
  void stepsNamesTheFirstWrongLine() throws IOException {
    Path lines =
        Files.writeString(
            folder.resolve("lines.txt"), "dF = dx' A x + x' A dx\n= x'(A + A) dx\n= 2 A x\n");
    assertEquals(
        """
        1
        ok   1  dx' A x + x' A dx
        ??   2  x'(A + A) dx
        line 2, x'(A + A) dx: wrong: a factor left untransposed, at A
        """,
        run("steps", "x'Ax", lines.toString(), "--by=x", "--shapes=A:n,n;x:n,1"));
  }

  @Test
  void badInputIsOneLineOrTwo() {
    assertEquals(
        "2\n! Y is not declared: declared are X\n",
        run("derive", "tr(X)", "--by=Y", "--shapes=X:n,n"));
    assertEquals(
        "2\n! X is n×n, not a number: it has a Jacobian, ask for it with --assume kind=jacobian\n",
        run("derive", "X", "--by=X", "--shapes=X:n,n"));
    assertEquals(
        "2\n! d(X^999999999): a matrix power is differentiated factor by factor, up to the power"
            + " 24\n",
        run("derive", "tr(X^999999999)", "--by=X", "--shapes=X:n,n"));
    assertEquals(
        "2\n! Unknown option: '--foo'\nsee handgrad check --help\n", run("check", "--foo"));
    assertEquals(
        "2\n! --lang: language \"de\": choose ru or en\n",
        run("derive", "tr(X)", "--by=X", "--shapes=X:n,n", "--lang=de"));
    assertEquals(
        "2\n! the formula is empty: type one\n", run("derive", "", "--by=X", "--shapes=X:n,n"));
  }

  @Test
  void hugeFormulasAreRefused() {
    String tooLong = "2\n! the formula has more than 4000 signs: split it\n";
    String sum = "tr(X)" + " + tr(X)".repeat(4999);
    assertEquals(tooLong, firstLines(run("derive", sum, "--by=X", "--shapes=X:n,n")));
    String nested = "(".repeat(10000) + "x" + ")".repeat(10000);
    assertEquals(tooLong, firstLines(run("derive", nested, "--by=x", "--shapes=x:1,1")));
    String kron = "kron(".repeat(12) + "X" + ", X)".repeat(12);
    assertEquals(
        "2\n! a matrix of this size does not fit: take fewer Kronecker products\n",
        firstLines(run("derive", "sum(" + kron + ")", "--by=X", "--shapes=X:9,9")));
    String medium = "sum(kron(kron(kron(X, X), kron(X, X)), kron(X, X)))";
    assertEquals(
        "2\n! kron(kron(X, X), kron(X, X)) would be a matrix of 6561 rows and 6561 columns: choose"
            + " smaller sizes\n",
        run("derive", medium, "--by=X", "--shapes=X:9,9"));
  }

  private static String firstLines(String output) {
    return output.lines().limit(2).collect(java.util.stream.Collectors.joining("\n", "", "\n"));
  }
}

package handgrad.cli;

import handgrad.check.Judgement.Verdict;
import handgrad.check.StepsCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code handgrad steps}: a derivation of one's own, judged line by line. */
@Command(
    name = "steps",
    description = "Judges a derivation line by line: dF = ..., = ..., down to the gradient.",
    footer = {
      "",
      "Exit code: 0 right down to the gradient, 1 a wrong line, 2 unusable input or an",
      "unreadable line, 3 right but not finished.",
      "",
      "Example:",
      "  printf 'dF = dx^T A x + x^T A dx\\n= x^T(A^T + A)dx\\n= (A + A^T)x\\n' |",
      "      handgrad steps \"x^T A x\" --by x --shapes \"A:n,n;x:n,1\"",
    })
final class StepsCommand extends Options {
  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "the lines; standard input without it")
  Path file;

  @Override
  public Integer call() throws IOException {
    requireLanguage();
    Question question = question();
    byte[] bytes;
    if (file == null || file.toString().equals("-")) {
      bytes = System.in.readAllBytes();
    } else if (Files.isReadable(file)) {
      bytes = Files.readAllBytes(file);
    } else {
      throw new Unusable(text("lines-missing", file));
    }
    StepsCheck steps = StepsCheck.of(question.check(), new String(bytes, StandardCharsets.UTF_8));
    for (StepsCheck.Line line : steps.lines()) {
      String mark = line.judgement().verdict() == Verdict.RIGHT ? "ok" : "??";
      print(String.format("%s %3d  %s", mark, line.number(), line.text()));
    }
    print(steps.in(language()));
    return switch (steps.verdict()) {
      case RIGHT -> Main.RIGHT;
      case WRONG, SHAPE -> Main.WRONG;
      case UNREADABLE -> Main.UNUSABLE;
      case UNDECIDED -> Main.UNDECIDED;
    };
  }
}

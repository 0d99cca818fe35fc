package handgrad.cli;

import handgrad.variant.Quiz;
import handgrad.variant.QuizPage;
import handgrad.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code handgrad quiz}: six questions before the course and six after it, with their keys. */
@Command(
    name = "quiz",
    mixinStandardHelpOptions = true,
    description =
        "Writes two tests of six questions, equally hard, one for before the course and one for"
            + " after it: DIR/{ru,en}/{before,after}.md, their keys, and DIR/key.tsv, which check"
            + " --table accepts. The same seed gives the same files.")
final class QuizCommand implements Callable<Integer> {
  @Option(names = "--seed", required = true, paramLabel = "SEED", description = "a whole number")
  String seed;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "the folder")
  Path to;

  @Override
  public Integer call() {
    List<Quiz> quizzes = Quiz.draw(VariantsCommand.seed(seed));
    try {
      for (Language language : Language.values()) {
        QuizPage page = new QuizPage(language);
        Path folder = Files.createDirectories(to.resolve(language == Language.RU ? "ru" : "en"));
        for (Quiz quiz : quizzes) {
          WholeFile.write(folder.resolve(quiz.name() + ".md"), page.sheet(quiz));
          WholeFile.write(folder.resolve(quiz.name() + "-key.md"), page.key(quiz));
        }
      }
      WholeFile.write(to.resolve("key.tsv"), QuizPage.table(quizzes));
    } catch (IOException e) {
      throw VariantsCommand.refused("variant.not-written", to);
    }
    return Main.RIGHT;
  }
}

package handgrad.variant;

import handgrad.sheet.Item;
import handgrad.words.Language;
import handgrad.words.Words;
import java.util.ArrayList;
import java.util.List;

/** A test as it is printed, and its key, as {@link VariantPage} prints versions. */
public final class QuizPage {
  private final Words words;
  private final VariantPage page;

  public QuizPage(Language language) {
    words = Words.in(language);
    page = new VariantPage(language);
  }

  /** The questions. */
  public String sheet(Quiz quiz) {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add("# " + words.text("variant.quiz." + quiz.name()));
    int minutes = (quiz.minutes() + 4) / 5 * 5;
    paragraphs.add(words.text("variant.quiz.minutes." + quiz.name(), minutes));
    for (Variant task : quiz.tasks()) {
      String text = words.text("variant.quiz." + task.task());
      paragraphs.add(VariantPage.filled(text, task.data()));
      task.parts().forEach(part -> paragraphs.add(page.question(task, part)));
    }
    return String.join("\n\n", paragraphs) + "\n";
  }

  /** The answers. */
  public String key(Quiz quiz) {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add("# " + words.text("variant.quiz.key." + quiz.name()));
    for (Variant task : quiz.tasks()) {
      task.parts().forEach(part -> paragraphs.add(VariantPage.answer(part)));
    }
    return String.join("\n\n", paragraphs) + "\n";
  }

  /** All answers as a table: a row of numbers has an item and its data, one of a formula has f. */
  public static String table(List<Quiz> quizzes) {
    StringBuilder table =
        new StringBuilder("id\titem\tdata\tf\tvariable\tshapes\tanswer\tassumptions\n");
    for (Quiz quiz : quizzes) {
      for (Variant task : quiz.tasks()) {
        for (Variant.Part part : task.parts()) {
          Item item = part.item();
          boolean numbers = !task.data().values().isEmpty();
          List<String> asked =
              numbers
                  ? List.of(item.id(), task.data().toString(), "", "", "")
                  : List.of("", "", item.f(), item.variable(), item.shapes());
          List<String> cells = new ArrayList<>(List.of(quiz.name() + "." + item.id()));
          cells.addAll(asked);
          cells.addAll(List.of(part.answer(), numbers ? "" : item.assumptions()));
          table.append(String.join("\t", cells)).append('\n');
        }
      }
    }
    return table.toString();
  }
}

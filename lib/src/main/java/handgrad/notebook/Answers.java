package handgrad.notebook;

import handgrad.check.Judgement;
import handgrad.check.Judgement.Verdict;
import handgrad.check.StepsCheck;
import handgrad.sheet.Item;
import handgrad.sheet.ItemCheck;
import handgrad.sheet.Marking;
import handgrad.sheet.Sheet;
import handgrad.words.Language;
import handgrad.words.Words;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The replies to answers, hints and solutions, in one language. */
final class Answers {
  /** What stands in a cell that has no answer yet. */
  private static final Set<String> NONE = Set.of("", "?", "…", "...");

  private final Language language;
  private final Words words;
  private final Marking marking;

  Answers(Language language) {
    this(language, new Marking());
  }

  /**
   * @param marking what keeps the answers of the cells
   */
  Answers(Language language, Marking marking) {
    this.language = language;
    this.marking = marking;
    words = Words.in(language);
  }

  /** The reply to what stands in an answer cell, which counts for the points. */
  Reply checkCell(String id, String typed) {
    String answer = withoutRemarks(typed);
    if (NONE.contains(answer)) {
      marking.noAnswer(id);
    } else {
      marking.answer(id, answer);
    }
    return check(id, answer);
  }

  // nbgrader puts the remark // YOUR CODE HERE where an answer belongs.
  private static String withoutRemarks(String typed) {
    return typed
        .lines()
        .filter(line -> !line.stripLeading().startsWith("//"))
        .collect(Collectors.joining("\n"))
        .strip();
  }

  /** The reply to a raw answer. */
  Reply check(String id, String typed) {
    Item item = Sheet.sheet().item(id).orElse(null);
    if (item == null) {
      return unknown(id);
    }
    if (NONE.contains(typed.strip())) {
      return Reply.text(words.text("course.no-answer", id));
    }
    return reply(item, ItemCheck.judge(item, typed.strip()));
  }

  /** The reply to an answer that went through a Java string. */
  Reply checkString(String id, String typed) {
    Item item = Sheet.sheet().item(id).orElse(null);
    if (item != null && Eaten.in(typed, item.answerNames().names())) {
      return Reply.text(words.text("course.eaten", id));
    }
    return check(id, typed);
  }

  /** The reply to a derivation, line by line: the first line that does not follow, and why. */
  Reply steps(String id, String typed) {
    Item item = Sheet.sheet().item(id).orElse(null);
    if (item == null) {
      return unknown(id);
    }
    if (!item.isDerived()) {
      return Reply.text(words.text("course.not-derived", id));
    }
    if (NONE.contains(typed.strip())) {
      return Reply.text(words.text("course.no-steps", id));
    }
    StepsCheck steps = ItemCheck.steps(item, typed.strip());
    String said = steps.in(language);
    if (said.contains("\n")) {
      return Reply.code(id + ": " + said);
    }
    String mark =
        switch (steps.verdict()) {
          case RIGHT -> "✓ ";
          case UNDECIDED -> "";
          default -> "✗ ";
        };
    return Reply.text(mark + id + ": " + said + ".");
  }

  Reply hint(String id, int level) {
    if (Sheet.sheet().item(id).isEmpty()) {
      return unknown(id);
    }
    if (level < 1 || level > 3) {
      return Reply.text(words.text("course.hint-level", level));
    }
    String hint = Sheet.sheet().item(id).orElseThrow().hint(level, language);
    return maths(words.text("course.hint", id, level), hint);
  }

  Reply solution(String id) {
    return Sheet.sheet()
        .item(id)
        .map(item -> maths(words.text("course.solution", id), item.solution(language)))
        .orElseGet(() -> unknown(id));
  }

  private Reply maths(String head, String text) {
    return new Reply("**" + head + "** " + text, head + " " + text);
  }

  Reply reply(Item item, Judgement judgement) {
    String id = item.id();
    String verdict = words.text("answer." + judgement.verdict().key());
    String head = words.text("course.item", id, verdict);
    StringBuilder more = new StringBuilder();
    if (!judgement.slips().isEmpty()) {
      String slips =
          judgement.slips().stream()
              .map(this::said)
              .collect(Collectors.joining(words.text("course.or")));
      more.append(words.text("course.slip", slips)).append(' ');
    }
    boolean wrong = judgement.verdict() == Verdict.WRONG || judgement.verdict() == Verdict.SHAPE;
    if (judgement.remark() != null) {
      String remark = judgement.remark().in(language);
      // An error of shapes is one clause without a stop; here a sentence follows it.
      more.append(remark).append(wrong && !remark.endsWith(".") ? ". " : " ");
    }
    if (wrong) {
      more.append(way(item, judgement));
    }
    String rest = more.toString().stripTrailing();
    if (judgement.verdict() == Verdict.UNREADABLE) {
      return Reply.code(head + " " + rest);
    }
    String mark = judgement.verdict() == Verdict.RIGHT ? "✓" : "✗";
    String plain = mark + " " + head + (rest.isEmpty() ? "" : " " + rest);
    String markdown =
        "**"
            + mark
            + " "
            + Markdown.escape(head)
            + "**"
            + (rest.isEmpty()
                ? ""
                : " " + Markdown.escape(rest).replaceAll("(%hint [\\w.\\\\]+ [123])", "`$1`"));
    return new Reply(markdown, plain);
  }

  private String said(Judgement.Slip slip) {
    String place = slip.place().in(language);
    boolean alone = slip.kind().equals("other") && !slip.place().key().startsWith("answer.");
    return alone ? place : words.text("slip." + slip.kind()) + " (" + place + ")";
  }

  // To the hint that holds the line of the slip; to the first one where no slip is known.
  private String way(Item item, Judgement judgement) {
    return judgement.slips().stream()
        .filter(slip -> !slip.place().key().equals("answer.unknown"))
        .map(slip -> words.text("course.hint-of-slip", item.id(), item.hintFor(slip)))
        .findFirst()
        .orElseGet(() -> words.text("course.hint-next", item.id()));
  }

  private Reply unknown(String id) {
    List<String> parts = Sheet.sheet().parts(id);
    if (id.contains(".") && !parts.isEmpty()) {
      return Reply.text(words.text("course.parts", id, String.join(", ", parts)));
    }
    String ids = Sheet.sheet().items().stream().map(Item::id).collect(Collectors.joining(", "));
    return Reply.text(words.text("course.unknown-item", id, ids));
  }
}

package handgrad.cli;

import handgrad.check.AnswerCheck;
import handgrad.check.Judgement;
import handgrad.check.Judgement.Verdict;
import handgrad.expr.Ascii;
import handgrad.expr.FormulaException;
import handgrad.sheet.Item;
import handgrad.sheet.ItemCheck;
import handgrad.sheet.Sheet;
import handgrad.variant.Data;
import handgrad.variant.NumberItems;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code handgrad check}: an answer, or a table of answers, judged. */
@Command(
    name = "check",
    description = "Judges an answer and names its slip.",
    footer = {
      "",
      "Exit code: 0 right, 1 wrong or wrong shape, 2 unusable input or unreadable answer,",
      "3 undecided, 70 an error of the program itself. With --table 0 when every row got its line.",
      "",
      "Examples:",
      "  handgrad check \"x^T A x\" --by x --shapes \"A:n,n;x:n,1\" --answer \"2 A x\"",
      "  handgrad check \"inv(X)\" --by X --shapes \"X:n,n\" --assume kind=jacobian \\",
      "      --answer \"-inv(X) dX inv(X)\"",
      "  handgrad check --table answers.tsv",
    })
final class CheckCommand extends Options {
  private static final Set<String> NOWHERE = Set.of("derive.nowhere", "derive.undefined-line");

  @Option(names = "--answer", paramLabel = "G", description = "the answer, as on paper")
  String answer;

  @Option(names = "--show-answer", description = "print the right answer, too")
  boolean showAnswer;

  @Option(names = "--item", paramLabel = "ID", description = "judge an item of the sheet, as 5.2")
  String item;

  @Option(
      names = "--table",
      paramLabel = "FILE.tsv",
      description =
          "judge a table with the columns id, f, variable, shapes, answer [assumptions],"
              + " or id, item, answer [data, as in \"x=[1 2]; y=0\"]")
  Path table;

  @Override
  boolean take(String option, String value) {
    switch (option) {
      case "--answer" -> answer = value;
      case "--item" -> item = value;
      case "--table" -> table = Path.of(value);
      default -> {
        return super.take(option, value);
      }
    }
    return true;
  }

  @Override
  boolean take(String option) {
    showAnswer |= option.equals("--show-answer");
    return option.equals("--show-answer");
  }

  @Override
  public Integer call() {
    requireLanguage();
    if (table != null) {
      return table();
    }
    if (answer == null) {
      throw new Unusable(text("no-answer"));
    }
    if (item != null) {
      Judgement judgement = ItemCheck.judge(item(item), answer);
      print(judgement.in(language()));
      return code(judgement.verdict());
    }
    Question question = question();
    AnswerCheck check;
    try {
      check = question.check();
    } catch (FormulaException e) {
      if (NOWHERE.contains(e.message().key())) {
        print(Judgement.of(Verdict.UNDECIDED, e.message()).in(language()));
        return Main.UNDECIDED;
      }
      throw e;
    }
    Judgement judgement = check.judge(answer);
    print(judgement.in(language()));
    for (String remark : check.remarks()) {
      print(text("remark", remark));
    }
    if (showAnswer) {
      print(text("answer", Ascii.print(check.answer())));
    }
    return code(judgement.verdict());
  }

  // With a column of data the item is that of another version of its task.
  private Item item(Table.Row row) {
    return row.get("data").isEmpty()
        ? item(row.get("item"))
        : NumberItems.of(row.get("item"), Data.parse(row.get("data")));
  }

  private Item item(String id) {
    return Sheet.sheet()
        .item(id)
        .orElseThrow(
            () -> {
              List<String> ids = Sheet.sheet().items().stream().map(Item::id).toList();
              List<String> parts = Sheet.sheet().parts(id);
              return id.contains(".") && !parts.isEmpty()
                  ? new Unusable(text("parts", id, String.join(", ", parts)))
                  : new Unusable(text("no-item", id, String.join(", ", ids)));
            });
  }

  private static int code(Verdict verdict) {
    return switch (verdict) {
      case RIGHT -> Main.RIGHT;
      case WRONG, SHAPE -> Main.WRONG;
      case UNREADABLE -> Main.UNUSABLE;
      case UNDECIDED -> Main.UNDECIDED;
    };
  }

  private int table() {
    boolean items = Table.has(table, "item", language());
    boolean formulas = Table.has(table, "f", language());
    List<String> needed =
        items && formulas
            ? List.of("id", "answer")
            : items
                ? List.of("id", "item", "answer")
                : List.of("id", "f", "variable", "shapes", "answer");
    Table rows = Table.read(table, needed, language());
    return table(rows, "id\tverdict\tslip\terror", this::line, CheckCommand::refused);
  }

  // A row that names no item asks for a derivative.
  private String line(Table.Row row) {
    if (row.get("item").isEmpty()) {
      row.require(List.of("f", "variable"));
    }
    Judgement judgement =
        row.get("item").isEmpty()
            ? row.question().check().judge(row.get("answer"))
            : ItemCheck.judge(item(row), row.get("answer"));
    String slip = "";
    if (!judgement.slips().isEmpty()) {
      Judgement.Slip first = judgement.slips().get(0);
      slip = first.code() + " " + Table.flat(first.place().in(language()));
    }
    String error = judgement.remark() == null ? "" : Table.flat(judgement.remark().in(language()));
    return judgement.verdict().key() + "\t" + slip + "\t" + error;
  }

  private static String refused(Throwable e) {
    boolean nowhere =
        e instanceof FormulaException refused && NOWHERE.contains(refused.message().key());
    return (nowhere ? Verdict.UNDECIDED : Verdict.UNREADABLE).key() + "\t\t";
  }
}

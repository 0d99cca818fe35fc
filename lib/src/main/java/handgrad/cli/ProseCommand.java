package handgrad.cli;

import handgrad.check.Judgement;
import handgrad.check.ProseCheck;
import handgrad.expr.FormulaException;
import handgrad.sheet.Item;
import handgrad.sheet.ItemCheck;
import handgrad.sheet.Sheet;
import handgrad.words.Language;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code handgrad prose}: the formulas of a text, each with what it is about. */
@Command(
    name = "prose",
    mixinStandardHelpOptions = true,
    description =
        "Judges equalities about derivatives in LaTeX, a line of a table each: columns id, f,"
            + " variable, shapes, formula [name, assumptions, where, at, numbers, gradients, item].")
final class ProseCommand implements Callable<Integer> {
  private static final List<String> COLUMNS = List.of("id", "f", "variable", "shapes", "formula");

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "FILE.tsv", description = "the table")
  Path table;

  private final Map<ProseCheck.Subject, ProseCheck> known = new HashMap<>();

  @Override
  public Integer call() {
    Table rows = Table.read(table, COLUMNS, Language.EN);
    var out = spec.commandLine().getOut();
    out.println("id\tverdict\tslip\terror");
    for (Table.Row row : rows.rows()) {
      ProseCheck.Finding finding = finding(row);
      out.println(
          String.join(
              "\t",
              row.id(),
              finding.verdict().name().toLowerCase(Locale.ROOT),
              finding.slip(),
              Table.flat(finding.reason())));
    }
    out.flush();
    return Main.RIGHT;
  }

  private ProseCheck.Finding finding(Table.Row row) {
    try {
      row.require();
      String assumed = row.get("assumptions");
      ProseCheck.Subject subject =
          new ProseCheck.Subject(
              row.get("f"),
              row.get("name").isEmpty() ? "f" : row.get("name"),
              row.get("variable"),
              row.get("shapes"),
              assumed.isEmpty() ? List.of() : List.of(assumed.split(";")),
              row.get("where"),
              row.get("at"),
              row.get("numbers"),
              row.get("gradients"));
      ProseCheck.Finding finding =
          known.computeIfAbsent(subject, ProseCheck::of).judge(row.get("formula"));
      return row.get("item").isEmpty() || finding.verdict() != ProseCheck.Verdict.WRONG
          ? finding
          : ofItem(row, finding);
    } catch (FormulaException | Unusable e) {
      return new ProseCheck.Finding(ProseCheck.Verdict.UNREAD, "", e.getMessage());
    }
  }

  // A mistake in an item of the sheet has the slip that a student's answer would get.
  private static ProseCheck.Finding ofItem(Table.Row row, ProseCheck.Finding finding) {
    Item item =
        Sheet.sheet()
            .item(row.get("item"))
            .orElseThrow(() -> new Unusable("there is no item " + row.get("item")));
    Judgement judgement = ItemCheck.judge(item, ProseCheck.last(row.get("formula")));
    String slip = judgement.slips().isEmpty() ? "" : judgement.slips().get(0).kind();
    return new ProseCheck.Finding(finding.verdict(), slip, finding.reason());
  }
}

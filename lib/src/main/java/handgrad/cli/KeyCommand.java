package handgrad.cli;

import handgrad.check.Judgement.Verdict;
import handgrad.sheet.Item;
import handgrad.sheet.ItemCheck;
import handgrad.sheet.Sheet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code handgrad key}: a teacher's table of right answers, which {@code check --table} accepts.
 */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description =
        "Prints the answers of all items as a table: columns id, item, answer, points (the"
            + " difficulty), slip (a wrong answer of a known kind, where there is one).")
final class KeyCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    out.println("id\titem\tanswer\tpoints\tslip");
    for (Item item : Sheet.sheet().items()) {
      out.println(
          String.join(
              "\t",
              item.id(),
              item.id(),
              item.typed(),
              String.valueOf(item.difficulty()),
              slip(item)));
    }
    out.flush();
    return Main.RIGHT;
  }

  private static String slip(Item item) {
    return item.slips().stream()
        .map(Item.Known::answer)
        .filter(answer -> ItemCheck.judge(item, answer).verdict() == Verdict.WRONG)
        .findFirst()
        .orElse("");
  }
}

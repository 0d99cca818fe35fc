package handgrad.cli;

import handgrad.variant.Variant;
import handgrad.variant.VariantPage;
import handgrad.words.Language;
import handgrad.words.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code handgrad variants}: other versions of a task, with their keys. */
@Command(
    name = "variants",
    mixinStandardHelpOptions = true,
    description =
        "Writes versions of a task: DIR/{ru,en}/{sheet,key}-NN.md and DIR/key.tsv, which check"
            + " --table accepts. The same seed gives the same files.")
final class VariantsCommand implements Callable<Integer> {
  @Option(names = "--task", required = true, paramLabel = "N", description = "1, 3, 5, 6 or 7")
  String task;

  @Option(names = "--count", required = true, paramLabel = "COUNT", description = "1 to 99")
  String count;

  @Option(names = "--seed", required = true, paramLabel = "SEED", description = "a whole number")
  String seed;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "the folder")
  Path to;

  @Override
  public Integer call() {
    int number = number(task, "variant.no-task", 1, 12);
    if (!Variant.knows(number)) {
      throw refused("variant.no-task", task);
    }
    int most = number(count, "variant.count", 1, Variant.MOST);
    long from = seed(seed);
    List<Variant> variants = Variant.draw(number, most, from);
    if (variants.size() < most) {
      throw refused("variant.too-few", task, variants.size());
    }
    try {
      for (Language language : Language.values()) {
        VariantPage page = new VariantPage(language);
        Path folder = Files.createDirectories(to.resolve(language == Language.RU ? "ru" : "en"));
        for (Variant variant : variants) {
          String name = String.format("-%02d.md", variant.number());
          WholeFile.write(folder.resolve("sheet" + name), page.sheet(variant));
          WholeFile.write(folder.resolve("key" + name), page.key(variant));
        }
      }
      WholeFile.write(to.resolve("key.tsv"), VariantPage.table(variants));
    } catch (IOException e) {
      throw refused("variant.not-written", to);
    }
    return Main.RIGHT;
  }

  static long seed(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw refused("variant.seed", text);
    }
  }

  private static int number(String text, String key, int least, int most) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw refused(key, text);
  }

  static Unusable refused(String key, Object... arguments) {
    return new Unusable(Message.of(key, arguments).in(Language.EN));
  }
}

package handgrad.cli;

import java.util.HashSet;
import java.util.Set;

/**
 * Reads the plain arguments of {@code derive} and {@code check}: a formula, and options written out
 * with their values. Picocli reads all else, and says what is wrong with it; to set it up costs
 * more time than a derivation, which a cold start would pay each time.
 */
final class PlainArguments {
  private static final String REPEATABLE = "--assume";

  private PlainArguments() {}

  /** The command with its options set, or null where picocli has to look. */
  static Options read(String... args) {
    Options command = args.length == 0 ? null : command(args[0]);
    if (command == null) {
      return null;
    }
    Set<String> seen = new HashSet<>();
    for (int i = 1; i < args.length; i++) {
      String arg = args[i];
      if (!arg.startsWith("-")) {
        if (command.formula != null || arg.startsWith("@")) {
          return null;
        }
        command.formula = arg;
        continue;
      }
      if (!arg.equals(REPEATABLE) && !seen.add(arg)) {
        return null;
      }
      if (command.take(arg)) {
        continue;
      }
      i++;
      if (i == args.length || isLeft(args[i]) || !command.take(arg, args[i])) {
        return null;
      }
    }
    return command;
  }

  private static Options command(String name) {
    return switch (name) {
      case "derive" -> new DeriveCommand();
      case "check" -> new CheckCommand();
      default -> null;
    };
  }

  // What may be an option, or a file of arguments, to picocli.
  private static boolean isLeft(String value) {
    return value.startsWith("--") || value.startsWith("-h") || value.startsWith("@");
  }
}

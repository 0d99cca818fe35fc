package handgrad.cli;

import handgrad.words.Language;
import handgrad.words.Message;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command whose output has a language. */
abstract class Spoken implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--lang", paramLabel = "ru|en", description = "the language of the output")
  String lang = "en";

  /** The language asked for; English where none is known by that name. */
  Language language() {
    try {
      return Language.of(lang);
    } catch (IllegalArgumentException e) {
      return Language.EN;
    }
  }

  /** Refuses a language that is none, before anything is done. */
  void requireLanguage() {
    try {
      Language.of(lang);
    } catch (IllegalArgumentException e) {
      throw new Unusable("--lang: " + e.getMessage());
    }
  }

  String text(String key, Object... arguments) {
    return Message.of("cli." + key, arguments).in(language());
  }
}

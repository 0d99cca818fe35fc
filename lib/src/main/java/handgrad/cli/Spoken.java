package handgrad.cli;

import handgrad.words.Language;

/** A command whose output has a language. */
interface Spoken {
  Language language();
}

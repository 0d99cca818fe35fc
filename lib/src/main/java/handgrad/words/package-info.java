/**
 * The library's words in Russian and English; every other room carries keys only. Read {@link
 * handgrad.words.Words}, {@link handgrad.words.Message} (a sentence in no language yet) and {@link
 * handgrad.words.InputException}, which carries one; {@link handgrad.words.Digits} writes numbers,
 * {@link handgrad.words.Progress} says how far a long loop is.
 */
package handgrad.words;

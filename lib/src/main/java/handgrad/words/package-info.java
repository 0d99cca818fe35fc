/** The library's words in Russian and English; every other room carries keys only. */
package handgrad.words;

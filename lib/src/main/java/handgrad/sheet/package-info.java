/**
 * The sheet's items as data: {@code items.tsv} in the columns of a teacher's table, {@code
 * readings.tsv} and {@code slips.tsv} beside it, and what is said of them in {@code
 * words_ru.properties} and {@code words_en.properties}. Cells, command line and printed sheets all
 * read them here.
 */
package handgrad.sheet;

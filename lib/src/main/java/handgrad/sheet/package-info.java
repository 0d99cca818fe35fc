/**
 * The sheet's items as data: {@code items.tsv} in the columns of a teacher's table, {@code
 * readings.tsv} and {@code slips.tsv} beside it, and what is said of them in {@code
 * sheet_ru.properties} and {@code sheet_en.properties} of the words. Cells, command line and
 * printed sheets all read them here. Read {@link handgrad.sheet.Item} and {@link
 * handgrad.sheet.Sheet}, then {@link handgrad.sheet.ItemCheck} (one answer judged) and {@link
 * handgrad.sheet.Marking} (the points of a student's answers, by {@code follows.tsv}).
 */
package handgrad.sheet;

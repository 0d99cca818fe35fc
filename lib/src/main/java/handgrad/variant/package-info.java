/**
 * Other versions of the sheet's tasks: the number tasks with other data ({@code numbers.tsv}), the
 * formula tasks with other formulas ({@code formulas.tsv}), drawn by a seed, every answer verified
 * by differences. Reading order: Data, NumberItems, Differences, NumberDraw, FormulaDraw, Variant,
 * VariantPage.
 */
package handgrad.variant;

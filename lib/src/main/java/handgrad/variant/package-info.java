/**
 * Other versions of the sheet's tasks: the number tasks with other data ({@code numbers.tsv}), the
 * formula tasks with other formulas ({@code formulas.tsv}), drawn by a seed, every answer verified
 * by differences; and two tests of six questions. Reading order: Data, NumberItems, Differences,
 * NumberDraw, FormulaDraw, Variant, VariantPage, Quiz, QuizPage.
 */
package handgrad.variant;

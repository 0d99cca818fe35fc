/**
 * Gradients by hand, checked by machine. One formula, five views; the rooms in reading order:
 *
 * <ol>
 *   <li>{@code expr}: a formula as one typed expression, its value and gradient
 *   <li>{@code derive}: differentials line by line, a rule a line, each line verified
 *   <li>{@code check}: claimed gradients against differences, answers and their slips
 *   <li>{@code net}: layers with hand-written forward and backward
 *   <li>{@code fit}: gradients at work on data
 *   <li>{@code sheet}: the sheet's items as data; answers to them judged and marked
 *   <li>{@code variant}: other versions of the tasks, drawn by a seed
 *   <li>{@code plot}: charts and pictures as small SVG
 *   <li>{@code words}: the library's words in Russian and English, and its numbers' digits
 *   <li>{@code notebook}: the verbs and magics of a cell; the only room that knows Jupyter
 *   <li>{@code cli}: the same for a terminal
 * </ol>
 *
 * <p>Arrows point one way, {@code words} and {@code expr} at the foot: {@code derive} ← {@code
 * check} ← {@code sheet} ← {@code variant}; {@code net} and {@code fit} know neither each other nor
 * these; {@code plot} draws formulas, nets and fits, and only {@code notebook} uses it; nothing
 * uses {@code notebook} or {@code cli}.
 */
package handgrad;

/**
 * Gradients by hand, checked by machine. One formula, five views; the rooms in reading order:
 *
 * <ol>
 *   <li>{@code expr}: a formula as one typed expression, its value and gradient
 *   <li>{@code derive}: differentials line by line, a rule a line, each line verified
 *   <li>{@code check}: claimed gradients against differences, answers and their slips
 *   <li>{@code net}: layers with hand-written forward and backward
 *   <li>{@code fit}: gradients at work on data
 *   <li>{@code sheet}: the sheet's items as data
 *   <li>{@code variant}: other versions of the tasks, drawn by a seed
 *   <li>{@code plot}: charts and pictures as small SVG
 *   <li>{@code words}: the library's words in Russian and English
 *   <li>{@code notebook}: the verbs and magics of a cell; the only room that knows Jupyter
 *   <li>{@code cli}: the same for a terminal
 * </ol>
 *
 * <p>Arrows point one way: everything may use {@code words} and {@code expr}; {@code check} uses
 * {@code derive}; nothing but {@code notebook} and {@code cli} uses {@code plot}.
 */
package handgrad;

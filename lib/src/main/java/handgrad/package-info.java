/**
 * Gradients by hand, checked by machine. One formula, five views; the rooms in reading order:
 *
 * <ol>
 *   <li>{@code expr}: a formula as one typed expression, its value and gradient
 *   <li>{@code check}: claimed gradients and answers against finite differences and the tape
 *   <li>{@code sheet}: the sheet's items as data
 *   <li>{@code plot}: charts and the graph picture
 *   <li>{@code words}: the library's words in Russian and English
 *   <li>{@code notebook}: the verbs and magics of a cell; the only room that knows Jupyter
 * </ol>
 */
package handgrad;

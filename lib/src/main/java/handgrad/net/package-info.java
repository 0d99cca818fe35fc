/**
 * Neural nets with hand-written forward and backward passes, as a student writes them on paper.
 *
 * <p>An observation is a row, and so is an accumulated gradient: backward through {@code h = xW} is
 * {@code g ↦ gWᵀ}. Reading order: {@link handgrad.net.Layer}, {@link handgrad.net.Loss}, {@link
 * handgrad.net.Net}, {@link handgrad.net.Pass}, {@link handgrad.net.Trace}, then {@link
 * handgrad.net.NetFormula} (the same net as an expression) and {@link handgrad.net.Training} (the
 * same steps without allocation).
 */
package handgrad.net;

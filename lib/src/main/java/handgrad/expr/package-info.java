/**
 * The core: a formula as one immutable, typed expression, and its value and gradient. Read {@link
 * handgrad.expr.Expr} first, then {@code Formula.g4} (the language), {@link handgrad.expr.Formula}
 * (text to expression) and {@link handgrad.expr.Tape} (value and gradient).
 */
package handgrad.expr;

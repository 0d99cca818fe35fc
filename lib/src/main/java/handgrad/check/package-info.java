/**
 * The checks: {@link handgrad.check.FiniteDifference} (derivatives of a function of one number,
 * with an error estimate), {@link handgrad.check.GradientCheck} (a claimed gradient against numeric
 * derivatives, entry by entry, with a verdict), and an answer against what is right.
 */
package handgrad.check;

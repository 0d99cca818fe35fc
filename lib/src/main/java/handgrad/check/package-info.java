/**
 * The checks: {@link handgrad.check.FiniteDifference} (derivatives of a function of one number,
 * with an error estimate), {@link handgrad.check.GradientCheck} (a claimed gradient against numeric
 * derivatives, entry by entry, with a verdict), and an answer against what is right: {@link
 * handgrad.check.AnswerCheck} a derivative, {@link handgrad.check.OptimumCheck} an optimum, {@link
 * handgrad.check.DescentCheck} a step of descent, {@link handgrad.check.StepsCheck} a derivation
 * line by line, {@link handgrad.check.ProseCheck} an equality as it stands in prose.
 */
package handgrad.check;

/**
 * Derivations: a formula's differential line by line, each line with its rule, down to the
 * gradient, the Jacobian or the Hessian. Read {@link handgrad.derive.Rule} (the rules), {@link
 * handgrad.derive.Differential} (d taken down through one operation), {@link handgrad.derive.Peel}
 * ({@code dX} brought out of a trace), {@link handgrad.derive.Simplifier} (the textbook form), then
 * {@link handgrad.derive.Derivation}, which strings them together.
 */
package handgrad.derive;

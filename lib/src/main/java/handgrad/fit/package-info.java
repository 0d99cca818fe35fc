/**
 * Gradients at work on data: least squares, ridge, lasso, logistic regression, the multivariate
 * normal's likelihood and the nearest symmetric matrix, each for exactly the function Q that the
 * sheet writes (no ½, no 1/n); beside them gradient descent on Q, and correlations of columns with
 * gaps.
 *
 * <p>Start with {@link handgrad.fit.Observations} (a table becomes X and y), then {@link
 * handgrad.fit.LeastSquares}; {@link handgrad.fit.Model} fits any of the models by its name.
 */
package handgrad.fit;

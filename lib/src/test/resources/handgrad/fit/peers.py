"""Writes published.tsv: coefficients of public libraries for the data of the course.

Command, from the top of the project:
    python lib/src/test/resources/handgrad/fit/peers.py > lib/src/test/resources/handgrad/fit/published.tsv
"""

import sys

import numpy as np
import pandas as pd
import sklearn
import statsmodels
import statsmodels.api as sm
from sklearn.linear_model import Lasso, LogisticRegression, Ridge

np_version, versions = np.__version__, f"scikit-learn {sklearn.__version__}, statsmodels {statsmodels.__version__}"


def row(name, values):
    print(name, *(f"{v:.15g}" for v in np.ravel(values)), sep="\t")


diabetes = pd.read_csv("notebooks/data/diabetes.csv")
longley = pd.read_csv("notebooks/data/longley.csv")
anes = pd.read_csv("notebooks/data/anes96.csv")
print(f"# {versions}, numpy {np_version}, Python {sys.version.split()[0]}")

x, y = diabetes.drop(columns="target").to_numpy(), diabetes["target"].to_numpy()
z = (x - x.mean(0)) / x.std(0)
n = len(y)
# scikit-learn's lasso halves the squares and divides by n: alpha = lambda / (2n).
for lam in (2000.0, 20000.0):
    fit = Lasso(alpha=lam / (2 * n), tol=1e-15, max_iter=10_000_000).fit(z, y)
    row(f"lasso-diabetes-{lam:g}", [fit.intercept_, *fit.coef_])
for lam in (1.0, 100.0):
    fit = Ridge(alpha=lam, solver="svd").fit(z, y)
    row(f"ridge-diabetes-{lam:g}", [fit.intercept_, *fit.coef_])

exog = anes[["PID", "age", "educ", "income"]].to_numpy()
vote = anes["vote"].to_numpy()
row("logistic-anes", sm.Logit(vote, sm.add_constant(exog)).fit(disp=0, tol=1e-14).params)
# C = 1 / (2 lambda): scikit-learn's penalty is half of w'w.
fit = LogisticRegression(C=0.5, tol=1e-14, max_iter=100_000, solver="newton-cholesky").fit(exog, vote)
row("logistic-anes-1", [*fit.intercept_, *fit.coef_[0]])

ols = sm.OLS(diabetes["target"], sm.add_constant(diabetes.drop(columns="target"))).fit()
row("ols-diabetes", ols.params)
row("ols-diabetes-errors", ols.bse)

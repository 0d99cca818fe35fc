"""Times what the library is held against; one line a peer: name, microseconds, version.

Usage: peers.py derive | fit LOGISTIC.csv
Warm, without the import, the median of twenty calls at the peers' default settings.
"""

import statistics
import sys
import time

TIMES = 20


def row(name, work, against):
    for _ in range(3):
        work()
    seconds = []
    for _ in range(TIMES):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    print(name, statistics.median(seconds) * 1e6, against, sep="\t", flush=True)


def derive():
    import sympy
    from sympy import Inverse, MatrixSymbol, Trace, symbols

    m, n, p = symbols("m n p", integer=True, positive=True)
    square, b, t = (MatrixSymbol(name, n, n) for name in "ABX")
    x = MatrixSymbol("x", n, 1)
    tall = MatrixSymbol("X", m, n)
    forms = {
        "x'Ax": (x.T * square * x, x),
        "trAXB": (Trace(MatrixSymbol("A", p, m) * tall * MatrixSymbol("B", n, p)), tall),
        "trAX'X": (Trace(square * tall.T * tall), tall),
        "trAinvX": (Trace(square * Inverse(t)), t),
        "trAX'XBinvX'": (Trace(square * t.T * t * b * Inverse(t).T), t),
    }
    for name, (form, by) in forms.items():
        row(name, lambda form=form, by=by: form.diff(by), f"SymPy {sympy.__version__}")


def fit(logistic):
    import numpy as np
    import pandas as pd
    import sklearn
    import statsmodels
    import statsmodels.api as sm
    from sklearn.linear_model import LogisticRegression, lasso_path

    diabetes = pd.read_csv("notebooks/data/diabetes.csv")
    x, y = diabetes.drop(columns="target").to_numpy(), diabetes["target"].to_numpy()
    z, centered = (x - x.mean(0)) / x.std(0), y - y.mean()
    learn = f"scikit-learn {sklearn.__version__}"
    row("fit/lasso", lambda: lasso_path(z, centered), f"{learn} lasso_path")

    table = np.loadtxt(logistic, delimiter=",")
    labels, features = table[:, 0], np.ascontiguousarray(table[:, 1:])
    row(
        "fit/logistic",
        lambda: LogisticRegression().fit(features, labels),
        f"{learn} LogisticRegression",
    )

    longley = pd.read_csv("notebooks/data/longley.csv")
    columns = ["GNPDEFL", "GNP", "UNEMP", "ARMED", "POP", "YEAR"]
    employed, exog = longley["TOTEMP"].to_numpy(), sm.add_constant(longley[columns].to_numpy())
    row(
        "fit/ols",
        lambda: sm.OLS(employed, exog).fit().params,
        f"statsmodels {statsmodels.__version__} OLS",
    )


if __name__ == "__main__":
    {"derive": derive, "fit": fit}[sys.argv[1]](*sys.argv[2:])

# Python's side of the bench. A request a line: task, tab, file. An answer a line: `= MILLISECONDS`, `- WHY ABSENT` or
# `! WHY FAILED`. Two threads.
import gc
import os
import subprocess
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"):
    os.environ[name] = "2"

arrays = {}


def milliseconds(work):
    gc.collect()
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e3


def arrays_of(file):
    import pandas

    if file not in arrays:
        data = pandas.read_csv(file)
        arrays[file] = data.drop(columns="y").to_numpy(), data["y"].to_numpy()
    return arrays[file]


def pandas_parse(file):
    import pandas

    return milliseconds(lambda: pandas.read_csv(file))


def polars_parse(file):
    import polars

    return milliseconds(lambda: polars.read_csv(file))


def duckdb_parse(file):
    import duckdb

    connection = duckdb.connect(config={"threads": 2})
    ms = milliseconds(lambda: connection.execute("create table t as select * from read_csv(?)", [file]))
    connection.close()
    return ms


def statsmodels_fit(file):
    import pandas
    import statsmodels.api

    def fit():
        data = pandas.read_csv(file)
        design = statsmodels.api.add_constant(data.drop(columns="y"))
        model = statsmodels.api.OLS(data["y"], design).fit()
        model.bse, model.pvalues, model.conf_int(), model.rsquared_adj, model.f_pvalue, model.aic, model.bic
        influence = model.get_influence()
        influence.hat_matrix_diag, influence.cooks_distance

    return milliseconds(fit)


def wc(file):
    """The whole process; Python starts one with less ado than Node."""
    command = ["wc", "-l", file]
    return milliseconds(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))


def sklearn_train(file):
    """Three epochs, an update a row."""
    from sklearn.linear_model import SGDRegressor

    x, y = arrays_of(file)
    return milliseconds(lambda: SGDRegressor(max_iter=3, tol=None, random_state=1).fit(x, y))


def numpy_step(file):
    """Mean over three epochs of contiguous batches of 1024 rows."""
    import numpy

    x, y = arrays_of(file)
    size = 1024
    count = len(y) // size

    def steps():
        w, b, rate = numpy.zeros(x.shape[1]), 0.0, 0.1
        losses = []
        for _ in range(3):
            for start in numpy.random.default_rng(1).permutation(count) * size:
                batch = x[start : start + size]
                error = batch @ w
                error += b
                error -= y[start : start + size]
                losses.append(0.5 * (error @ error) / size)
                w -= rate / size * (error @ batch)
                b -= rate * error.mean()

    return milliseconds(steps) / (3 * count)


def versions(_):
    from importlib.metadata import PackageNotFoundError, version

    found = [sys.version.split()[0]]
    for name in ("numpy", "pandas", "statsmodels", "polars", "duckdb", "scikit-learn"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    return ", ".join(found)


tasks = {
    "pandas": pandas_parse,
    "polars": polars_parse,
    "duckdb": duckdb_parse,
    "statsmodels": statsmodels_fit,
    "wc": wc,
    "sklearn": sklearn_train,
    "numpy": numpy_step,
    "version": versions,
}


def answer(task, file):
    try:
        return f"= {tasks[task](file)}"
    except ImportError as missing:
        return f"- {missing.name} is not installed"
    except Exception as problem:
        return "! " + " ".join(f"{type(problem).__name__}: {problem}".split())


for line in sys.stdin:
    print(answer(*(line.rstrip("\n") + "\t").split("\t")[:2]), flush=True)

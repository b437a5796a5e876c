"""Writes ofPython.json: D'Agostino's K2 by scipy, Anderson-Darling, White and RESET by statsmodels.

Run in this folder with scipy and statsmodels: python tests.py
"""
import json
import re
import scipy
import scipy.stats
import pandas
import statsmodels
import statsmodels.formula.api as smf
from statsmodels.stats.diagnostic import het_white, linear_reset, normal_ad

models = re.findall(r'list\("(\w+)", "([^"]+)"\)', open("models.R").read())
found = []
for dataset, formula in models:
    data = pandas.read_csv(f"../r/{dataset}.csv").rename(columns=lambda name: name.replace(".", "_"))
    # Whole numbers would be Python's own, and overflow in powers.
    data = data.apply(lambda column: column.astype(float) if column.dtype.kind in "if" else column)
    fit = smf.ols(formula.replace(".", "_"), data).fit()
    k2 = scipy.stats.normaltest(fit.resid)
    ad = normal_ad(fit.resid)
    white = None
    if fit.nobs > len(fit.params) * (len(fit.params) + 1) / 2:
        lm, p, _, _ = het_white(fit.resid, fit.model.exog)
        white = [float(lm), float(p)]
    reset = linear_reset(fit, power=3, test_type="fitted", use_f=True)
    found.append({
        "dataset": dataset, "formula": formula, "n": int(fit.nobs),
        "k2": [float(k2.statistic), float(k2.pvalue)], "andersonDarling": [float(ad[0]), float(ad[1])], "white": white,
        "reset": [float(reset.fvalue), float(reset.pvalue), float(reset.df_num), float(reset.df_denom)],
    })
generator = f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}"
json.dump({"generator": generator, "models": found}, open("ofPython.json", "w"), indent=1)

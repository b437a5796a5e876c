# Quantile regressions and Huber's estimates of R's packages, for test/core/fit/robustReference.test.ts. Run in this folder:
#   Rscript robust.R > robust.json
# quantreg: rq(method = "br"), logLik at its scale; MASS: rlm (Huber's psi, k = 1.345, MAD), its steps gone on with to the end.
suppressPackageStartupMessages({
  library(quantreg)
  library(MASS)
})
read <- function(name) read.csv(paste0(name, ".csv"), stringsAsFactors = TRUE)

quantiles <- list(
  list("mtcars", "mpg ~ wt + hp", c(0.1, 0.25, 0.9)),
  list("airquality", "Ozone ~ Solar.R + Wind + Temp", c(0.25, 0.75, 0.95)),
  list("trees", "Volume ~ Girth + Height", c(0.3, 0.5, 0.8)),
  list("longley", "Employed ~ GNP + Unemployed + Year", c(0.4, 0.6)),
  list("warpbreaks", "breaks ~ wool * tension", c(0.35, 0.65))
)
checked <- function(residual, tau) sum(residual * (tau - (residual < 0)))
one <- function(case, tau) {
  data <- read(case[[1]])
  fit <- suppressWarnings(rq(as.formula(case[[2]]), tau = tau, data = data, method = "br"))
  list(
    dataset = case[[1]], formula = case[[2]], quantile = tau, names = names(coef(fit)), estimates = unname(coef(fit)),
    loss = checked(resid(fit), tau), logLikelihood = as.numeric(logLik(fit))
  )
}
weighted <- function() {
  data <- read("mtcars")
  fit <- rq(mpg ~ wt + hp, tau = 0.5, data = data, weights = data$qsec, method = "br")
  list(estimates = unname(coef(fit)), loss = sum(data$qsec * resid(fit) * (0.5 - (resid(fit) < 0))))
}
huber <- function(name, formula, weights = NULL) {
  data <- read(name)
  if (!is.null(weights)) data$w <- data[[weights]]
  fit <- if (is.null(weights)) {
    rlm(as.formula(formula), data = data, acc = 1e-15, maxit = 2000)
  } else rlm(as.formula(formula), data = data, weights = w, acc = 1e-15, maxit = 2000)
  table <- summary(fit)$coefficients
  list(
    dataset = name, formula = formula, weights = weights, names = rownames(table), estimates = unname(table[, 1]),
    standardErrors = unname(table[, 2]), scale = fit$s
  )
}
number <- function(x) formatC(x, digits = 17, width = 1, format = "g")
json <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x) && !is.null(names(x))) {
    return(paste0("{", paste(sprintf('"%s": %s', names(x), vapply(x, json, "")), collapse = ", "), "}"))
  }
  if (is.list(x)) return(paste0("[\n", paste(vapply(x, json, ""), collapse = ",\n"), "\n]"))
  text <- if (is.numeric(x)) number(x) else sprintf('"%s"', x)
  if (length(x) == 1) text else paste0("[", paste(text, collapse = ", "), "]")
}
answer <- list(
  quantiles = unlist(lapply(quantiles, function(case) lapply(case[[3]], function(tau) one(case, tau))), recursive = FALSE),
  weighted = weighted(),
  huber = list(
    huber("mtcars", "mpg ~ wt + hp"), huber("airquality", "Ozone ~ Solar.R + Wind + Temp"),
    huber("cars", "dist ~ speed"), huber("warpbreaks", "breaks ~ wool + tension"), huber("mtcars", "mpg ~ wt", "qsec")
  )
)
cat(json(answer), "\n", sep = "")

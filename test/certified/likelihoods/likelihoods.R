# Likelihoods of models of one target on its own scale, for test/core/likelihood. Run in this folder:
#   Rscript likelihoods.R > ofR.json
# lm and glm: logLik, AIC, BIC. Gaussian of the log: lm(log(y)) and sum(log(1 / y)). Laplace: quantreg's rq(tau = 0.5, "br"),
# logLik = -n log(2 b) - sum|e| / b at b = mean|e|, b counted as a parameter. Poisson: glm(poisson).
suppressPackageStartupMessages(library(quantreg))
options(contrasts = c("contr.treatment", "contr.poly"))
cases <- list(
  list("mtcars", "mpg", "wt + hp", FALSE), list("cars", "dist", "speed", TRUE),
  list("warpbreaks", "breaks", "wool * tension", TRUE), list("trees", "Volume", "Girth + Height", FALSE),
  list("airquality", "Ozone", "Solar.R + Wind + Temp", TRUE), list("longley", "Employed", "GNP + Unemployed + Year", FALSE)
)
entry <- function(logLik, n, parameters, jacobian = NULL, scale = NULL, unbiased = NULL) {
  whole <- logLik + (if (is.null(jacobian)) 0 else jacobian)
  list(
    logLikelihood = whole, aic = 2 * parameters - 2 * whole, bic = log(n) * parameters - 2 * whole, jacobian = jacobian,
    scale = scale, unbiasedScale = unbiased
  )
}
ofLm <- function(fit, jacobian = NULL) {
  n <- length(resid(fit))
  e <- weighted.residuals(fit, drop0 = FALSE)
  one <- entry(as.numeric(logLik(fit)), n, attr(logLik(fit), "df"), jacobian, sqrt(sum(e^2) / n), summary(fit)$sigma)
  if (is.null(jacobian)) stopifnot(all.equal(c(one$aic, one$bic), c(AIC(fit), BIC(fit))))
  one
}
ofRq <- function(fit) {
  e <- resid(fit)
  n <- length(e)
  b <- mean(abs(e))
  entry(-n * log(2 * b) - sum(abs(e)) / b, n, length(coef(fit)) + 1, NULL, b)
}
of <- function(case) {
  data <- read.csv(paste0("../r/", case[[1]], ".csv"), stringsAsFactors = TRUE)
  f <- function(left) as.formula(paste(left, "~", case[[3]]))
  y <- case[[2]]
  logged <- lm(f(sprintf("log(%s)", y)), data)
  jacobian <- -sum(model.response(model.frame(logged)))
  plus <- lm(f(sprintf("log1p(%s)", y)), data)
  list(
    dataset = case[[1]], target = y, terms = case[[3]], gaussian = ofLm(lm(f(y), data)),
    laplace = ofRq(suppressWarnings(rq(f(y), data = data, tau = 0.5, method = "br"))), logGaussian = ofLm(logged, jacobian),
    # Of log1p the slope is 1 / (1 + y).
    log1p = ofLm(plus, -sum(model.response(model.frame(plus)))),
    poisson = if (case[[4]]) {
      fit <- glm(f(y), poisson, data, epsilon = 1e-15, maxit = 100)
      entry(as.numeric(logLik(fit)), length(fit$y), length(coef(fit)))
    } else NULL
  )
}
weighted <- function() {
  data <- read.csv("../r/mtcars.csv")
  logged <- lm(log10(mpg) ~ wt + hp, data, weights = qsec)
  # Of log10 the slope is 1 / (y log(10)).
  list(gaussian = ofLm(lm(mpg ~ wt + hp, data, weights = qsec)), logGaussian = ofLm(logged, -sum(log(data$mpg * log(10)))))
}
number <- function(x) formatC(x, digits = 17, width = 1, format = "g")
json <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x) && !is.null(names(x))) {
    return(paste0("{", paste(sprintf('"%s": %s', names(x), vapply(x, json, "")), collapse = ", "), "}"))
  }
  if (is.list(x)) return(paste0("[\n", paste(vapply(x, json, ""), collapse = ",\n"), "\n]"))
  if (is.numeric(x)) number(x) else sprintf('"%s"', x)
}
cat(json(list(models = lapply(cases, of), weighted = weighted())), "\n", sep = "")

# Writes influence.json: what R's influence.measures() says of every row, and refits without several rows.
# Run in this folder: Rscript influence.R
read <- function(name) read.csv(paste0(name, ".csv"), stringsAsFactors = TRUE)
number <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), "null")
list_of <- function(x) paste0("[", paste(number(x), collapse = ","), "]")
models <- list(
  list("mtcars", "mpg ~ wt + hp"),
  list("longley", "Employed ~ GNP.deflator + GNP + Unemployed + Armed.Forces + Population + Year"),
  list("anscombe", "y3 ~ x3"),
  list("iris", "Sepal.Length ~ Sepal.Width + Petal.Length + Species"),
  list("cars", "dist ~ speed - 1"))
one <- function(model) {
  data <- read(model[[1]])
  fit <- lm(as.formula(model[[2]]), data)
  sprintf('{"dataset":"%s","formula":"%s","leverage":%s,"standardised":%s,"studentised":%s,"cook":%s,"dffits":%s,"dfbetas":[%s]}',
    model[[1]], model[[2]], list_of(hatvalues(fit)), list_of(rstandard(fit)), list_of(rstudent(fit)),
    list_of(cooks.distance(fit)), list_of(dffits(fit)),
    paste(apply(dfbetas(fit), 1, list_of), collapse = ","))
}
several <- list(
  list("mtcars", "mpg ~ wt + hp", c(17, 20, 31), "gaussian"),
  list("iris", "Sepal.Length ~ Sepal.Width + Petal.Length + Species", c(1, 42, 107, 135, 142), "gaussian"),
  list("warpbreaks", "breaks ~ wool + tension", c(1, 5, 9, 40), "poisson"),
  list("warpbreaks", "breaks ~ wool + tension", 5, "poisson"))
left <- function(model) {
  data <- read(model[[1]])
  rest <- data[-model[[3]], ]
  fit <- if (model[[4]] == "poisson")
    glm(as.formula(model[[2]]), poisson, rest, control = glm.control(epsilon = 1e-15, maxit = 100))
    else lm(as.formula(model[[2]]), rest)
  s <- summary(fit)
  sprintf('{"dataset":"%s","formula":"%s","family":"%s","rows":%s,"estimates":%s,"errors":%s,"sigma":%s,"rSquared":%s}',
    model[[1]], model[[2]], model[[4]], list_of(model[[3]] - 1), list_of(coef(fit)), list_of(s$coefficients[, 2]),
    if (model[[4]] == "poisson") "null" else number(s$sigma),
    if (model[[4]] == "poisson") "null" else number(s$r.squared))
}
writeLines(sprintf('{"generator":"%s, influence.measures, lm and glm","models":[\n%s\n],"without":[\n%s\n]}',
  R.version.string, paste(sapply(models, one), collapse = ",\n"), paste(sapply(several, left), collapse = ",\n")),
  "influence.json")

# Predictions and their intervals as R's predict.lm and predict.glm make them: writes predictions.json beside this file.
# Run in this folder. New rows are made of the data's own first rows, moved; the last of each lies far outside.
invisible(Sys.setlocale("LC_COLLATE", "C"))
options(digits = 17)
models <- list(
  list("cars", "dist ~ speed", list(speed = c(10, 15.4, 40))),
  list("cars", "dist ~ speed - 1", list(speed = c(10, 40))),
  list("cars", "dist ~ 1", list(speed = 10)),
  list("cars", "sqrt(dist) ~ speed", list(speed = c(10, 24))),
  list("iris", "Sepal.Length ~ Petal.Length + Species", list(Petal.Length = c(1.5, 4, 9), Species = c("setosa", "virginica", "versicolor"))),
  list("iris", "Sepal.Length ~ Petal.Length * Species - 1", list(Petal.Length = c(1.5, 4), Species = c("setosa", "virginica"))),
  list("mtcars", "mpg ~ poly(hp, 2) + factor(cyl)", list(hp = c(100, 250, 600), cyl = c(4, 8, 6))),
  list("mtcars", "log(mpg) ~ wt + I(hp^2)", list(wt = c(3, 2.2), hp = c(110, 90))),
  list("mtcars", "log10(mpg) ~ wt", list(wt = c(3, 2.2))),
  list("mtcars", "mpg ~ wt + hp", list(wt = c(3, 2.2, 8), hp = c(110, 90, 20)), weights = "qsec"),
  list("mtcars", "mpg ~ wt - 1", list(wt = c(3, 2.2)), weights = "qsec"),
  list("warpbreaks", "breaks ~ wool * tension", list(wool = c("A", "B"), tension = c("L", "H"))),
  list("airquality", "Ozone ~ Wind + I(Temp^2)", list(Wind = c(7, 12.5), Temp = c(67, 90)), confidence = 0.8),
  list("longley", "Employed ~ GNP + Unemployed + Year", list(GNP = c(300, 600), Unemployed = c(200, 480), Year = c(1950, 1970))),
  list("InsectSprays", "count ~ spray", list(spray = c("A", "C", "F")), family = "poisson"),
  list("warpbreaks", "breaks ~ wool + tension", list(wool = c("A", "B"), tension = c("L", "H")), family = "poisson")
)
numbers <- function(x) paste0("[", paste(format(x, digits = 17, trim = TRUE), collapse = ", "), "]")
texts <- function(x) if (is.character(x)) paste0("[", paste0('"', x, '"', collapse = ", "), "]") else numbers(x)
inverse <- function(target) {
  if (startsWith(target, "log(")) return(exp)
  if (startsWith(target, "log10(")) return(function(v) 10^v)
  if (startsWith(target, "sqrt(")) return(function(v) v^2)
  identity
}
one <- function(model) {
  data <- read.csv(paste0(model[[1]], ".csv"), stringsAsFactors = TRUE)
  formula <- as.formula(model[[2]])
  level <- if (is.null(model$confidence)) 0.95 else model$confidence
  new <- as.data.frame(model[[3]])
  back <- inverse(model[[2]])
  if (is.null(model$family)) {
    fit <- if (is.null(model$weights)) lm(formula, data) else lm(formula, data, weights = data[[model$weights]])
    average <- predict(fit, new, interval = "confidence", level = level)
    row <- suppressWarnings(predict(fit, new, interval = "prediction", level = level))
    # Duan's smearing; 0 stands for none.
    mean <- if (identical(back, identity)) rep(0, nrow(new)) else sapply(average[, 1], function(eta) mean(back(eta + resid(fit))))
    values <- list(fit = back(average[, 1]), low = back(average[, 2]), high = back(average[, 3]), newLow = back(row[, 2]), newHigh = back(row[, 3]), mean = mean)
  } else {
    fit <- glm(formula, family = poisson, data, epsilon = 1e-15, maxit = 100)
    link <- predict(fit, new, se.fit = TRUE)
    reach <- qnorm(1 - (1 - level) / 2) * link$se.fit
    mean <- exp(link$fit)
    values <- list(fit = mean, low = exp(link$fit - reach), high = exp(link$fit + reach), newLow = qpois((1 - level) / 2, mean), newHigh = qpois(1 - (1 - level) / 2, mean), mean = rep(0, nrow(new)))
  }
  columns <- paste0('"', names(new), '": ', sapply(new, texts), collapse = ", ")
  fields <- paste0('"', names(values), '": ', sapply(values, numbers), collapse = ", ")
  weights <- if (is.null(model$weights)) "null" else paste0('"', model$weights, '"')
  family <- if (is.null(model$family)) "gaussian" else model$family
  paste0('{"dataset": "', model[[1]], '", "formula": "', model[[2]], '", "family": "', family, '", "weights": ', weights,
    ', "confidence": ', level, ', "rows": {', columns, "}, ", fields, "}")
}
writeLines(c("[", paste(sapply(models, one), collapse = ",\n"), "]"), "predictions.json")

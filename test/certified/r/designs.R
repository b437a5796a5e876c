# Designs as R's terms.formula and model.matrix make them: writes designs.json beside this file. Run in this folder.
# Columns of text are factors with levels in the order of the C locale, as in reference.json.
invisible(Sys.setlocale("LC_COLLATE", "C"))
formulas <- list(
  warpbreaks = c(
    "breaks ~ wool + tension", "breaks ~ wool * tension", "breaks ~ wool:tension", "breaks ~ wool:tension - 1",
    "breaks ~ wool + tension - 1", "breaks ~ tension + wool - 1", "breaks ~ 0 + wool * tension",
    "breaks ~ wool + wool:tension", "breaks ~ tension + wool:tension", "breaks ~ wool %in% tension",
    "breaks ~ tension/wool", "breaks ~ tension/wool - 1", "breaks ~ tension:wool + tension",
    "breaks ~ (wool + tension)^2", "breaks ~ .", "breaks ~ .^2", "breaks ~ . - wool", "log(breaks) ~ .",
    "sqrt(breaks) ~ wool", "log10(breaks) ~ tension", "breaks ~ wool * tension - wool",
    "breaks ~ wool * tension - tension", "breaks ~ tension - 1 + tension:wool", "breaks ~ 1 + wool",
    "breaks ~ factor(wool) + as.factor(tension)", "I(breaks/10) ~ wool", "breaks/10 ~ wool"
  ),
  mtcars = c(
    "mpg ~ wt*factor(cyl) - 1", "mpg ~ wt:factor(cyl)", "mpg ~ wt:factor(cyl) - 1", "mpg ~ wt + wt:factor(cyl)",
    "mpg ~ factor(cyl) + wt:factor(cyl)", "mpg ~ factor(cyl)/wt", "mpg ~ factor(cyl)/wt - 1",
    "mpg ~ factor(cyl):factor(am):wt", "mpg ~ factor(cyl)*factor(am)*wt", "mpg ~ wt*hp*qsec",
    "mpg ~ (wt + hp + qsec)^2 - wt:hp", "mpg ~ (wt + hp)^2 + I(wt^2) + I(hp^2)", "mpg ~ poly(wt, 2)",
    "mpg ~ poly(wt, 3) + poly(hp, 2)", "mpg ~ poly(hp, 3, raw = TRUE)", "mpg ~ poly(wt, 1)",
    "mpg ~ poly(wt, degree = 2)", "mpg ~ poly(wt, 2) * factor(am)", "mpg ~ factor(am) * poly(wt, 2) - 1",
    "mpg ~ poly(log(hp), 2)", "mpg ~ hp:wt + wt", "mpg ~ wt %in% hp", "mpg ~ log(hp, 2) + log2(wt) + log10(disp) + log1p(drat)",
    "mpg ~ abs(wt - 3) + exp(-wt) + sqrt(hp)", "mpg ~ I(wt*100000) + I(hp/(drat + 0.0001)) + I(-qsec)",
    "mpg ~ I(wt^3) + I((wt - 3)^2) + I(2^wt)", "mpg ~ I(wt**2)", "mpg ~ factor(gear) + factor(carb)",
    "log(mpg) ~ log(wt) * factor(vs)", "mpg ~ factor(am) + factor(vs) + factor(am):factor(vs):wt",
    "mpg ~ wt + factor(am):factor(vs)", "mpg ~ factor(cyl) + factor(am) - 1 + wt:factor(am)",
    "mpg ~ (factor(cyl) + factor(am) + wt)^2", "mpg ~ (factor(cyl) + factor(am) + wt)^2 - 1",
    "mpg ~ 0 + wt + factor(am)", "mpg ~ (wt + hp) %in% qsec", "mpg ~ wt + (hp + qsec)/drat",
    "mpg ~ -1 + wt + hp", "mpg ~ wt + hp - hp", "mpg ~ cyl * disp * hp * drat - 1", "mpg ~ I(log(wt)^2)", "mpg ~ I(wt) + hp", "I(mpg) ~ wt"
  ),
  iris = c(
    "Sepal.Length ~ .", "Sepal.Length ~ . - 1", "Sepal.Length ~ .^2", "Sepal.Length ~ Species:Petal.Width",
    "Sepal.Length ~ Species/Petal.Width", "Sepal.Length ~ Petal.Width * Species", "Sepal.Length ~ Species * (Petal.Width + Petal.Length)",
    "Sepal.Length ~ poly(Petal.Length, 3):Species", "log(Sepal.Length) ~ . - Species", "I(Sepal.Length/Sepal.Width) ~ Species"
  ),
  airquality = c(
    "Ozone ~ Wind * Temp", "Ozone ~ poly(Temp, 2)", "log(Ozone) ~ Solar.R + factor(Month)", "Ozone ~ Solar.R + factor(Month) - 1",
    "Ozone ~ poly(Wind, 3) + Solar.R", "Ozone ~ factor(Month)/Temp"
  ),
  InsectSprays = c("count ~ spray", "sqrt(count) ~ spray - 1", "log1p(count) ~ spray"),
  PlantGrowth = c("weight ~ group", "weight ~ group - 1", "weight ~ 0 + group"),
  cars = c("dist ~ poly(speed, 2)", "dist ~ poly(speed, 5)", "log(dist) ~ log(speed)", "dist ~ speed + I(speed^2) + I(speed^3)", "dist ~ 0 + poly(speed, 2)")
)
quoted <- function(x) paste0("\"", gsub("\"", "\\\\\"", gsub("\\\\", "\\\\\\\\", x)), "\"")
list_of <- function(x) paste0("[", paste(x, collapse = ", "), "]")
number <- function(x) ifelse(is.na(x), "null", formatC(x, digits = 17, format = "g"))
entry <- function(dataset, formula) {
  data <- read.csv(paste0(dataset, ".csv"), stringsAsFactors = TRUE)
  model <- lm(as.formula(formula), data)
  paste0("{\"dataset\": ", quoted(dataset), ", \"formula\": ", quoted(formula), ", \"n\": ", nobs(model),
    ", \"terms\": ", list_of(quoted(attr(terms(model), "term.labels"))), ", \"assign\": ", list_of(model$assign),
    ", \"names\": ", list_of(quoted(names(coef(model)))), ", \"estimates\": ", list_of(number(coef(model))),
    ", \"sigma\": ", number(sigma(model)), ", \"rSquared\": ", number(summary(model)$r.squared), "}")
}
lines <- unlist(lapply(names(formulas), function(d) sapply(formulas[[d]], function(f) entry(d, f))))
writeLines(paste0("[\n", paste(lines, collapse = ",\n"), "\n]"), "designs.json")

models <- list(
  list("cars", "dist ~ speed"),
  list("mtcars", "mpg ~ wt + hp"),
  list("faithful", "eruptions ~ waiting"),
  list("iris", "Sepal.Length ~ Sepal.Width + Petal.Length + Species"),
  list("airquality", "Ozone ~ Solar.R + Wind + Temp"),
  list("trees", "Volume ~ Girth + Height"),
  list("longley", "Employed ~ GNP + Unemployed"))

# R's side of the bench. A request a line: task, tab, file. An answer a line: `= MILLISECONDS`, `- WHY ABSENT` or
# `! WHY FAILED`. Two threads.
hasPeer <- requireNamespace("data.table", quietly = TRUE)
if (hasPeer) {
  library(data.table)
  invisible(setDTthreads(2))
}

milliseconds <- function(work) {
  invisible(gc())
  began <- Sys.time()
  work
  as.numeric(Sys.time() - began, units = "secs") * 1e3
}

matrices <- new.env()
matrixOf <- function(file) {
  if (is.null(matrices[[file]])) {
    data <- fread(file)
    matrices[[file]] <- list(x = cbind(1, as.matrix(data[, !"y"])), y = data$y)
  }
  matrices[[file]]
}

parse <- function(file) milliseconds(fread(file, showProgress = FALSE))

# The influence is computed once: hatvalues() and cooks.distance() alone would do it twice.
fit <- function(file) milliseconds({
  data <- fread(file, showProgress = FALSE)
  model <- lm(y ~ ., data = data)
  summary(model)
  influence <- lm.influence(model, do.coef = FALSE)
  hatvalues(model, infl = influence)
  cooks.distance(model, infl = influence)
})

counts <- function(file) milliseconds({
  data <- fread(file, showProgress = FALSE)
  summary(glm(y ~ ., family = poisson, data = data))
})

median <- function(file) milliseconds({
  data <- fread(file, showProgress = FALSE)
  quantreg::rq(y ~ ., tau = 0.5, data = data, method = "fn")
})

solve <- function(file) {
  known <- matrixOf(file)
  milliseconds(.lm.fit(known$x, known$y))
}

version <- function(file) {
  blas <- basename(dirname(normalizePath(extSoftVersion()[["BLAS"]])))
  sprintf("%s.%s, data.table %s, %s", R.version$major, R.version$minor, packageVersion("data.table"), blas)
}

tasks <- list(parse = parse, fit = fit, counts = counts, median = median, solve = solve, version = version)

answer <- function(task, file) {
  if (!hasPeer) return("- R's data.table is not installed")
  if (task == "median" && !requireNamespace("quantreg", quietly = TRUE)) return("- R's quantreg is not installed")
  tryCatch(
    paste("=", tasks[[task]](file)),
    error = function(problem) paste("!", gsub("\\s+", " ", conditionMessage(problem)))
  )
}

input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {
  request <- strsplit(line, "\t")[[1]]
  cat(answer(request[1], request[2]), "\n", sep = "")
  flush(stdout())
}

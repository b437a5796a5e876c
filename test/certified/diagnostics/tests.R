# Writes ofR.json: Shapiro-Wilk by shapiro.test of R's stats, and Durbin-Watson with its p-value by the formulas of
# lmtest::dwtest (exact = FALSE, two-sided), written out with base matrices. Run in this folder: Rscript tests.R
source("models.R")
number <- function(x) sprintf("%.17g", x)
durbin <- function(fit) {
  X <- model.matrix(fit); e <- residuals(fit); n <- nrow(X); k <- ncol(X)
  A <- diag(c(1, rep(2, n - 2), 1)); A[abs(row(A) - col(A)) == 1] <- -1
  dw <- sum(diff(e)^2) / sum(e^2)
  Q1 <- chol2inv(qr.R(qr(X)))
  AX <- A %*% X
  XAXQ <- t(X) %*% AX %*% Q1
  P <- 2 * (n - 1) - sum(diag(XAXQ))
  Q <- 2 * (3 * n - 4) - 2 * sum(diag(crossprod(AX) %*% Q1)) + sum(diag(XAXQ %*% XAXQ))
  m <- P / (n - k); v <- 2 / ((n - k) * (n - k + 2)) * (Q - P * m)
  c(dw, 2 * pnorm(abs(dw - m), sd = sqrt(v), lower.tail = FALSE))
}
one <- function(model) {
  fit <- lm(as.formula(model[[2]]), read.csv(paste0("../r/", model[[1]], ".csv"), stringsAsFactors = TRUE))
  s <- shapiro.test(residuals(fit)); d <- durbin(fit)
  sprintf('{"dataset":"%s","formula":"%s","shapiro":[%s,%s],"durbinWatson":[%s,%s]}', model[[1]], model[[2]],
    number(s$statistic), number(s$p.value), number(d[1]), number(d[2]))
}
# Numbers that are the same everywhere: quantiles, some of them bent.
sample_of <- function(n, bend) sinh(bend * qnorm((seq_len(n) - 0.5) / n)) + 0.3 * sin(seq_len(n))
cases <- expand.grid(n = c(3, 4, 5, 6, 7, 11, 12, 50, 500, 5000), bend = c(0.1, 0.7, 1.5))
shapiro <- function(i) {
  s <- shapiro.test(sample_of(cases$n[i], cases$bend[i]))
  sprintf('{"n":%d,"bend":%s,"statistic":%s,"pValue":%s}', cases$n[i], number(cases$bend[i]), number(s$statistic), number(s$p.value))
}
writeLines(sprintf('{"generator":"%s","models":[\n%s\n],"samples":[\n%s\n]}', R.version.string,
  paste(sapply(models, one), collapse = ",\n"), paste(sapply(seq_len(nrow(cases)), shapiro), collapse = ",\n")), "ofR.json")

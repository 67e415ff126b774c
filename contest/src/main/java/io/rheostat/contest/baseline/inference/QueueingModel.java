package io.rheostat.contest.baseline.inference;

import io.rheostat.contest.baseline.service.TokenLengths;
import io.rheostat.model.Require;
import io.rheostat.model.fleet.Slo;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/// One replica as a birth-death queue with a service rate by number of running requests (baseline
/// B9, the model of llm-d's inferno). Times are milliseconds, rates requests per millisecond.
///
/// With n requests running an iteration takes `T(n) = alpha + n (beta tc + gamma tm)`, where `tc =
/// (I + O) / (O + 1)` tokens are computed and `tm = I + O / 2` are read per request and iteration.
/// At most N run and 10 N wait.
final class QueueingModel {
  private static final int QUEUE_PER_PLACE = 10;
  private static final double LEAST = 0.001;
  private static final double MOST = 0.999;
  private static final int ITERATIONS = 100;
  private static final double PRECISION = 1e-6;

  /// Beyond this, weights are scaled down; only their ratios matter.
  private static final double LARGE = 1e200;

  /// Parameters measured offline.
  ///
  /// @param alpha fixed ms of an iteration
  /// @param beta ms per token computed
  /// @param gamma ms per token read from the KV cache
  /// @param batch most requests running at once
  record Parameters(double alpha, double beta, double gamma, int batch) {
    Parameters {
      Require.positive("alpha", alpha);
      Require.atLeastZero("beta", beta);
      Require.atLeastZero("gamma", gamma);
      Require.atLeast("batch", 1, batch);
    }
  }

  /// Steady state at one arrival rate.
  ///
  /// @param throughput requests admitted per ms
  /// @param running mean number running
  /// @param waitMs mean wait before running
  /// @param ttftMs mean time to first token
  /// @param itlMs mean time between tokens
  record State(double throughput, double running, double waitMs, double ttftMs, double itlMs) {}

  private final Parameters parameters;
  private final TokenLengths.Mean tokens;
  private final double[] rates;

  QueueingModel(Parameters parameters, TokenLengths.Mean tokens) {
    this.parameters = parameters;
    this.tokens = tokens;
    this.rates = new double[parameters.batch() + 1];
    for (int running = 1; running < rates.length; running++) {
      rates[running] = running / (prefill(running) + tokens.output() * decode(running));
    }
  }

  /// Returns the ms of an iteration with so many requests.
  double iteration(double running) {
    double computed = (tokens.input() + tokens.output()) / (tokens.output() + 1);
    return parameters.alpha()
        + running * (parameters.beta() * computed + parameters.gamma() * tokens.context());
  }

  /// Returns the ms to prefill one request among so many.
  double prefill(double running) {
    return tokens.input() <= 0
        ? 0
        : iteration(running) + (parameters.beta() + parameters.gamma()) * tokens.input();
  }

  /// Returns the ms of one output token among so many.
  double decode(double running) {
    return iteration(running) + parameters.beta() + parameters.gamma() * tokens.context();
  }

  /// Returns the requests served per ms with so many running, 1..batch.
  double serviceRate(int running) {
    return rates[running];
  }

  /// Returns the steady state at an arrival rate in requests per ms, above 0.
  State at(double arrivals) {
    int batch = parameters.batch();
    int places = batch * (1 + QUEUE_PER_PLACE);
    double weight = 1;
    double total = 1;
    double inSystem = 0;
    double inService = 0;
    for (int i = 1; i <= places; i++) {
      int running = StrictMath.min(i, batch);
      weight *= arrivals / rates[running];
      total += weight;
      inSystem += i * weight;
      inService += running * weight;
      if (total > LARGE) {
        weight /= LARGE;
        total /= LARGE;
        inSystem /= LARGE;
        inService /= LARGE;
      }
    }
    double throughput = arrivals * (1 - weight / total);
    double running = inService / total;
    double service = running / throughput;
    double wait = StrictMath.max(0, inSystem / total / throughput - service);
    double prefill = prefill(running);
    double perToken = (service - prefill) / tokens.output();
    return new State(throughput, running, wait, wait + prefill + perToken, perToken);
  }

  /// Returns the highest throughput, in requests per second, with mean TTFT and ITL within the
  /// limits; empty when even hardly any traffic exceeds them.
  OptionalDouble requestsPerSecond(Slo slo) {
    double ttft = slo.ttftSeconds() * 1e3;
    double itl = slo.tpotSeconds() * 1e3;
    double first = highest(rate -> at(rate).ttftMs() <= ttft);
    double token = highest(rate -> at(rate).itlMs() <= itl);
    double rate = StrictMath.min(first, token);
    return rate > 0 ? OptionalDouble.of(at(rate).throughput() * 1e3) : OptionalDouble.empty();
  }

  /// Returns the highest arrival rate to pass the test; 0 when none does.
  private double highest(DoublePredicate holds) {
    double low = LEAST * rates[1];
    double high = MOST * rates[parameters.batch()];
    if (!holds.test(low)) {
      return 0;
    }
    if (holds.test(high)) {
      return high;
    }
    for (int i = 0; i < ITERATIONS && high - low > PRECISION * high; i++) {
      double middle = (low + high) / 2;
      if (holds.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

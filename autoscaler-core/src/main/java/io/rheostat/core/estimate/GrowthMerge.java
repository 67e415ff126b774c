package io.rheostat.core.estimate;

import io.rheostat.core.counter.HistogramDraft;
import io.rheostat.core.series.ExactSums;
import io.rheostat.core.series.SeriesDraft;
import io.rheostat.core.workload.GatewayArrivals;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.core.workload.WorkSums;
import io.rheostat.model.signal.Signal;
import java.util.Optional;

/// Growth shown by one reading, added to the workload's windows and to the work of its replica.
final class GrowthMerge {
  /// Time over which a replica's rate of arrivals is smoothed, seconds.
  private static final double ARRIVAL_SMOOTHING_SECONDS = 30;

  /// Time after the first reading of a workload from which a new replica's requests count as
  /// arrivals, milliseconds.
  private static final long WATCHED_MILLIS = 30_000;

  /// Time before a first sample over which its requests are spread, milliseconds: one scrape.
  private static final long BEGUN_MILLIS = 5_000;

  private final RootDraft root;
  private final ReplicaState before;
  private final SeriesDraft series;
  private final long at;
  private WorkSums work;
  private double arrivalRate;

  /// @param root the workload's part, which takes the growth
  /// @param before the replica before the reading
  /// @param at time of the reading, epoch milliseconds
  GrowthMerge(RootDraft root, ReplicaState before, SeriesDraft series, long at) {
    this.root = root;
    this.before = before;
    this.series = series;
    this.at = at;
    work = before.work();
    arrivalRate = before.arrivalRate();
  }

  /// Returns the work of the replica, the reading's included.
  WorkSums work() {
    return work;
  }

  /// Returns the smoothed arrivals of the replica, requests per second.
  double arrivalRate() {
    return arrivalRate;
  }

  /// Returns the time before a first sample over which its requests are spread.
  Span firstSpan(long newest) {
    return new Span(at - BEGUN_MILLIS, at, newest);
  }

  /// Times of a change.
  ///
  /// @param last time of the series' sample before it
  /// @param to time of the sample showing it
  /// @param newest time of the signal's newest sample before this reading
  record Span(long last, long to, long newest) {}

  record Move(double from, double to) {}

  /// Counts the running and queued requests of a newly ready replica as arrivals: otherwise a
  /// workload watched for a while would seem to lose the load its newest replica takes over.
  void begun(Signal signal, double value) {
    boolean gauge = signal == Signal.REQUESTS_RUNNING || signal == Signal.REQUESTS_WAITING;
    boolean watched = root.firstObservedAt > 0 && at - root.firstObservedAt > WATCHED_MILLIS;
    if (gauge && watched && value > 0) {
      Span begin = new Span(at - BEGUN_MILLIS, at, at);
      if (signal == Signal.REQUESTS_RUNNING) {
        admit(value, begin);
      }
      arrive(value, begin);
    }
  }

  /// Counts the growth of a counter.
  void grew(Signal signal, double growth, Span span) {
    long last = span.last;
    long to = span.to;
    switch (signal) {
      case REQUESTS_FINISHED -> {
        root.finished = root.finished.add(last, to, growth);
        work = work.plus(WorkSums.finished(growth));
        admit(growth, span);
        arrive(growth, span);
        smoothArrivals(growth, span);
      }
      case PROMPT_TOKENS -> {
        root.promptTokens = root.promptTokens.add(last, to, growth);
        work = work.plus(WorkSums.prompt(growth));
      }
      case GENERATION_TOKENS -> {
        root.generatedTokens = root.generatedTokens.add(last, to, growth);
        work = work.plus(WorkSums.generated(growth));
      }
      case GATEWAY_REQUESTS ->
          root.gateway =
              Optional.of(
                  root.gateway.orElseGet(() -> GatewayArrivals.begun(at)).came(last, to, growth));
      case SAMPLES -> root.samples = root.samples.add(last, to, growth);
      case TIME_TO_FIRST_TOKEN_SUM ->
          root.timeToFirstToken = root.timeToFirstToken.addSum(to, growth);
      case TIME_PER_OUTPUT_TOKEN_SUM -> {
        root.timePerOutputToken = root.timePerOutputToken.addSum(to, growth);
        work = work.plus(WorkSums.tokenSeconds(growth));
      }
      default -> {}
    }
  }

  /// Updates the smoothed rate. Of several series the first with a new time lets the old rate fade;
  /// each adds its own.
  private void smoothArrivals(double growth, Span span) {
    if (at > span.newest) {
      double passed = Math.min(1, (at - span.newest) / 1000.0 / ARRIVAL_SMOOTHING_SECONDS);
      arrivalRate = ExactSums.round(arrivalRate * (1 - passed));
    }
    double seconds = Math.max(ARRIVAL_SMOOTHING_SECONDS, (span.to - span.last) / 1000.0);
    arrivalRate = Math.max(0, arrivalRate + ExactSums.round(growth / seconds));
  }

  /// Counts the change of a gauge between two samples.
  void moved(Signal signal, Move move, Span span) {
    double seconds = (at - span.last) / 1000.0;
    // Pages of several processes take turns: differences between them are nobody's arrivals.
    double came = before.counters().jumpedBefore(at) ? 0 : move.to - move.from;
    switch (signal) {
      case REQUESTS_RUNNING -> {
        // Time passes once for a replica, however many series report it.
        double passed = Math.max(0, at - span.newest) / 1000.0;
        work = work.plus(WorkSums.running((move.from + move.to) / 2 * seconds, passed));
        admit(came, span);
        arrive(came, span);
      }
      case REQUESTS_WAITING -> {
        if (move.from > 0 && move.to > 0) {
          int telling = series.telling(signal, before.staleAfterMillis());
          work = work.plus(WorkSums.queueing(seconds / telling));
        }
        arrive(came, span);
      }
      default -> {}
    }
  }

  /// Adds requests taken into a batch: the finished ones and the growth of the running ones.
  private void admit(double requests, Span span) {
    root.admitted = root.admitted.add(span.last, span.to, requests);
  }

  private void arrive(double requests, Span span) {
    root.arrivals = root.arrivals.add(span.last, span.to, requests);
  }

  /// Adds the growth of a histogram's buckets, not cumulative; below 0 where it is taken back.
  void observed(HistogramDraft.Growth grown) {
    switch (grown.signal()) {
      case TIME_TO_FIRST_TOKEN ->
          root.timeToFirstToken =
              root.timeToFirstToken.add(grown.to(), grown.bounds(), grown.buckets());
      case TIME_PER_OUTPUT_TOKEN -> {
        root.timePerOutputToken =
            root.timePerOutputToken.add(grown.to(), grown.bounds(), grown.buckets());
        for (double requests : grown.buckets()) {
          work = work.plus(WorkSums.timed(requests));
        }
      }
      default -> {}
    }
  }
}

package io.rheostat.config.scenario;

import java.time.Duration;
import java.util.Optional;

/// One declared trouble. Times count from the start of the judged time.
public sealed interface TroubleSource {
  /// Returns its span.
  Span span();

  /// Span of a trouble.
  ///
  /// @param from its begin
  /// @param length its duration; 0 for a trouble of one moment
  record Span(Duration from, Duration length) {
    /// Empty span at the start, of a trouble lasting for the whole run or declared without any
    /// times.
    public static final Span MOST = new Span(Duration.ZERO, Duration.ZERO);
  }

  /// Metrics of some replicas are missing.
  ///
  /// @param share of the reporting replicas at its start, 0..1
  /// @param newcomers whether metrics of replicas started during it are missing too
  /// @param returnsWithin time for their return after it, one after the other
  record MetricsOutage(Span span, double share, boolean newcomers, Duration returnsWithin)
      implements TroubleSource {}

  /// Samples arrive late.
  ///
  /// @param delay from sample to arrival
  /// @param torn whether each push comes in two pieces
  record LatePushes(Span span, Duration delay, boolean torn) implements TroubleSource {}

  /// Metrics are pushed throughout: nobody reports the end of a replica.
  record PushedMetrics() implements TroubleSource {
    @Override
    public Span span() {
      return Span.MOST;
    }
  }

  /// Two processes answer under one name, by turns.
  record SharedAddress(Span span) implements TroubleSource {}

  /// A second sender scrapes the same replicas and arrives later than the first.
  ///
  /// @param late from its sample to its arrival
  record TwinSenders(Span span, Duration late) implements TroubleSource {}

  /// Counters of one replica are off in one sample.
  ///
  /// @param by added to each
  record CounterGlitch(Span span, double by) implements TroubleSource {}

  /// Replicas are replaced one after the other.
  ///
  /// @param every time between the starts of two replacements
  record RollingRestart(Span span, Duration every) implements TroubleSource {}

  /// Records of a wrong clock.
  ///
  /// @param record added to the record's timestamp; none at all when empty
  /// @param sample added to the samples' own time
  /// @param allReplicas whether all replicas' records are concerned, or one replica's
  record WrongClock(Span span, Optional<Duration> record, Duration sample, boolean allReplicas)
      implements TroubleSource {}

  /// Observations of the targets fail; orders work.
  record BlindTarget(Span span) implements TroubleSource {}

  /// One placement's target does not answer.
  ///
  /// @param placement name of the placement
  record FailingPlacement(Span span, String placement) implements TroubleSource {}

  /// A device type cannot be had.
  ///
  /// @param device name of the device type
  record StockOut(Span span, String device) implements TroubleSource {}

  /// Another autoscaler writes a count of its own.
  ///
  /// @param replicas its written count
  /// @param every time between two of its turns
  record SecondOwner(Span span, int replicas, Duration every) implements TroubleSource {}

  /// An alert fires and is notified again and again.
  ///
  /// @param alert its name
  /// @param every time between two notifications
  record AlertStorm(Span span, String alert, Duration every) implements TroubleSource {}

  /// The service's file is read anew.
  record Reload(Span span) implements TroubleSource {}

  /// Rheostat does not run.
  record Downtime(Span span) implements TroubleSource {}

  /// Rheostat starts anew from the bytes of its state.
  record Upgrade(Span span) implements TroubleSource {}
}

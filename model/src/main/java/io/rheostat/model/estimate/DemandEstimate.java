package io.rheostat.model.estimate;

import io.rheostat.model.Require;
import java.util.ArrayList;
import java.util.List;

/// Estimated demand of an inference workload: arrival rates, backlog and forecast.
///
/// @param stableRate requests per second over the stable window (60 s)
/// @param recentRate requests per second over the last 6 s
/// @param level requests per second now, over the longest window in agreement with the shorter ones
/// @param backlog requests queued, at each replica at most one minute of its service
/// @param outlooks demand to come, by horizon, the nearest first; at least one
/// @param inputTokens mean prompt tokens of a request
/// @param outputTokens mean generated tokens of a request
/// @param carriedRate part of `level` assumed for unreachable replicas, requests per second
/// @param whole true when it was counted in front of the service: it stands for all replicas,
///     whether they report or not
public record DemandEstimate(
    double stableRate,
    double recentRate,
    double level,
    double backlog,
    List<DemandQuantiles> outlooks,
    double inputTokens,
    double outputTokens,
    double carriedRate,
    boolean whole) {
  public DemandEstimate {
    Require.atLeastZero("stableRate", stableRate);
    Require.atLeastZero("recentRate", recentRate);
    Require.atLeastZero("level", level);
    Require.atLeastZero("backlog", backlog);
    Require.atLeastZero("inputTokens", inputTokens);
    Require.atLeastZero("outputTokens", outputTokens);
    Require.atLeastZero("carriedRate", carriedRate);
    outlooks = List.copyOf(outlooks);
    if (outlooks.isEmpty()) {
      throw new IllegalArgumentException("outlooks is empty. Give at least one horizon.");
    }
  }

  /// Creates an estimate measured at the replicas.
  public DemandEstimate(
      double stableRate,
      double recentRate,
      double level,
      double backlog,
      List<DemandQuantiles> outlooks,
      double inputTokens,
      double outputTokens,
      double carriedRate) {
    this(
        stableRate,
        recentRate,
        level,
        backlog,
        outlooks,
        inputTokens,
        outputTokens,
        carriedRate,
        false);
  }

  /// Creates an estimate with every replica reporting.
  public DemandEstimate(
      double stableRate,
      double recentRate,
      double level,
      double backlog,
      List<DemandQuantiles> outlooks,
      double inputTokens,
      double outputTokens) {
    this(stableRate, recentRate, level, backlog, outlooks, inputTokens, outputTokens, 0);
  }

  /// Returns the estimate with its rates multiplied by a factor; a queue only grows with it.
  ///
  /// @param factor 0 or more
  public DemandEstimate scaled(double factor) {
    List<DemandQuantiles> scaled = new ArrayList<>(outlooks.size());
    for (DemandQuantiles outlook : outlooks) {
      scaled.add(
          new DemandQuantiles(
              outlook.horizonSeconds(),
              outlook.rates().stream().map(rate -> rate * factor).toList()));
    }
    return new DemandEstimate(
        stableRate * factor,
        recentRate * factor,
        level * factor,
        backlog * Math.max(1, factor),
        scaled,
        inputTokens,
        outputTokens,
        carriedRate * factor,
        whole);
  }

  /// Returns the estimate with the upper half of each distribution to come at one rate, and no rate
  /// above it.
  ///
  /// @param rate requests per second, 0 or more
  public DemandEstimate withUpperHalf(double rate) {
    List<DemandQuantiles> bounded = new ArrayList<>(outlooks.size());
    for (DemandQuantiles outlook : outlooks) {
      List<Double> rates = new ArrayList<>(outlook.rates());
      for (int i = 0; i < rates.size(); i++) {
        boolean upper = DemandQuantiles.LEVELS.get(i) >= 0.5;
        rates.set(i, upper ? rate : Math.min(rate, rates.get(i)));
      }
      bounded.add(new DemandQuantiles(outlook.horizonSeconds(), rates));
    }
    return withOutlooks(bounded);
  }

  /// Returns the estimate with another demand to come.
  public DemandEstimate withOutlooks(List<DemandQuantiles> others) {
    return new DemandEstimate(
        stableRate,
        recentRate,
        level,
        backlog,
        others,
        inputTokens,
        outputTokens,
        carriedRate,
        whole);
  }

  /// Returns the demand at a horizon: between two known ones by linear interpolation, beyond them
  /// as at the nearest.
  public DemandQuantiles at(double horizonSeconds) {
    DemandQuantiles before = outlooks.getFirst();
    for (DemandQuantiles outlook : outlooks) {
      if (outlook.horizonSeconds() >= horizonSeconds) {
        return between(before, outlook, horizonSeconds);
      }
      before = outlook;
    }
    return before;
  }

  private static DemandQuantiles between(
      DemandQuantiles before, DemandQuantiles after, double horizonSeconds) {
    double width = after.horizonSeconds() - before.horizonSeconds();
    double share = width <= 0 ? 1 : Math.max(0, (horizonSeconds - before.horizonSeconds()) / width);
    List<Double> rates = new ArrayList<>(DemandQuantiles.WEIGHTS.size());
    double least = 0;
    for (int i = 0; i < DemandQuantiles.WEIGHTS.size(); i++) {
      double rate = before.rates().get(i) + share * (after.rates().get(i) - before.rates().get(i));
      least = Math.max(least, rate);
      rates.add(least);
    }
    return new DemandQuantiles(horizonSeconds, rates);
  }
}

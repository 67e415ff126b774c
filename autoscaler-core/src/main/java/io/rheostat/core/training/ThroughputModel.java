package io.rheostat.core.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Throughput of a job on one device type, with the observations it was fitted to. Immutable.
///
/// @param observations one for each configuration that ran, at most 64
/// @param parameters their fit; empty before the first observation
public record ThroughputModel(
    List<ThroughputObservation> observations, Optional<ThroughputParameters> parameters) {
  /// Model without observations.
  public static final ThroughputModel EMPTY = new ThroughputModel(List.of(), Optional.empty());

  /// Most observations kept, to bound the state.
  private static final int MOST = 64;

  /// Error of a prediction up to which a new observation calls for no new fit, as a share.
  private static final double KNOWN = 0.002;

  /// Observations after which half of the confidence is reached.
  private static final double LEARNED_AT = 2;

  public ThroughputModel {
    observations = List.copyOf(observations);
  }

  /// Returns the model after an observation. A configuration that ran before is averaged; the
  /// parameters change only when the observation says something new.
  public ThroughputModel observe(ThroughputObservation observation) {
    int known = position(observation);
    List<ThroughputObservation> after = new ArrayList<>(observations);
    if (known < 0) {
      if (after.size() >= MOST) {
        after.remove(mostCrowded(after));
      }
      after.add(observation);
      return fitted(after, observation, true);
    }
    ThroughputObservation before = observations.get(known);
    if (before.passSeconds() == observation.passSeconds()
        && before.stepSeconds() == observation.stepSeconds()) {
      return this;
    }
    ThroughputObservation mean = before.with(observation);
    after.set(known, mean);
    return fitted(after, mean, mean.isSurer());
  }

  private ThroughputModel fitted(
      List<ThroughputObservation> after, ThroughputObservation newest, boolean isNews) {
    return new ThroughputModel(
        after,
        !isNews || predicts(newest)
            ? parameters
            : Optional.of(ThroughputFit.of(after, parameters)));
  }

  /// Returns the model with the observations of another job of the same profile added.
  public ThroughputModel observeAll(List<ThroughputObservation> others) {
    ThroughputModel model = this;
    for (ThroughputObservation other : others) {
      model = model.observe(other);
    }
    return model;
  }

  /// Returns the model with another job's observations of configurations that never ran here. The
  /// same ones again change nothing.
  public ThroughputModel adopt(List<ThroughputObservation> others) {
    List<ThroughputObservation> after = new ArrayList<>(observations);
    for (ThroughputObservation other : others) {
      if (after.size() < MOST && after.stream().noneMatch(other::isSameConfiguration)) {
        after.add(other);
      }
    }
    return after.size() == observations.size()
        ? this
        : new ThroughputModel(after, Optional.of(ThroughputFit.of(after, parameters)));
  }

  /// Returns the largest number of replicas that ran; 0 before the first observation.
  public int mostReplicas() {
    int most = 0;
    for (ThroughputObservation one : observations) {
      most = Math.max(most, one.replicas());
    }
    return most;
  }

  /// Returns the confidence in the step time of a width, 0 (extrapolated) to 1. It counts distinct
  /// configurations, not steps: a thousand steps at one batch say nothing of another.
  public double confidence(int replicas) {
    int near = 0;
    for (ThroughputObservation one : observations) {
      boolean isNear = one.replicas() * 2 >= replicas && one.replicas() <= replicas * 2;
      near += isNear ? 1 : 0;
    }
    double learned = near / LEARNED_AT;
    return learned / (1 + learned);
  }

  /// Returns the nodes that a width is expected on: as densely packed as the densest that ran; one
  /// while the job never left a node.
  public int nodes(int replicas) {
    return Math.ceilDiv(replicas, nodeSize());
  }

  /// Returns the most replicas that ran on a node; without end while the job never left one.
  public int nodeSize() {
    int onNode = 1;
    boolean spread = false;
    for (ThroughputObservation one : observations) {
      spread |= one.nodes() > 1;
      onNode = Math.max(onNode, one.replicas() / one.nodes());
    }
    return spread ? onNode : Integer.MAX_VALUE;
  }

  private int position(ThroughputObservation observation) {
    for (int i = 0; i < observations.size(); i++) {
      if (observations.get(i).isSameConfiguration(observation)) {
        return i;
      }
    }
    return -1;
  }

  /// Returns the position of the oldest observation among those of the width with the most.
  private static int mostCrowded(List<ThroughputObservation> all) {
    int chosen = 0;
    int most = 0;
    for (int i = 0; i < all.size(); i++) {
      int same = 0;
      for (ThroughputObservation other : all) {
        boolean isSame =
            other.nodes() == all.get(i).nodes() && other.replicas() == all.get(i).replicas();
        same += isSame ? 1 : 0;
      }
      if (same > most) {
        most = same;
        chosen = i;
      }
    }
    return chosen;
  }

  private boolean predicts(ThroughputObservation one) {
    return parameters.isPresent()
        && isWithin(parameters.get().passSeconds(one.localBatch()), one.passSeconds(), KNOWN)
        && isWithin(
            parameters.get().stepSeconds(one.nodes(), one.replicas(), one.localBatch(), 0),
            one.stepSeconds(),
            KNOWN);
  }

  private static boolean isWithin(double expected, double actual, double share) {
    return Math.abs(expected - actual) <= share * actual;
  }
}

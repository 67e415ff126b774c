package io.rheostat.simulator.policy;

import io.rheostat.model.decision.Allocation;
import java.time.Duration;

/// An autoscaler of one inference service as its project ships it, with a sampling schedule and a
/// decision clock of its own. An instance keeps the state of one run; it reads no clock and draws
/// no random numbers.
public interface Autoscaler {
  /// Time between two samples of the service's metrics; a multiple of 100 ms.
  Duration sampleEvery();

  /// Time between two decisions; a multiple of 100 ms.
  Duration decideEvery();

  /// Takes one sample. What is sampled at the moment of a decision is sampled before it.
  void sample(ServiceView view);

  /// What the service shall hold from now on.
  ///
  /// @param holdings what it holds now
  Allocation decide(Holdings holdings);
}

package io.rheostat.simulator.policy;

import io.rheostat.model.fleet.Allocation;
import java.time.Duration;

/// An autoscaler of one inference service as its project ships it, with a sampling schedule and a
/// decision clock of its own. An instance keeps the state of one run; it reads no clock and draws
/// no random numbers.
public interface Autoscaler {
  /// Returns the time between two samples of the service's metrics; a multiple of 100 ms.
  Duration sampleEvery();

  /// Returns the time between two decisions; a multiple of 100 ms.
  Duration decideEvery();

  /// Takes one sample. A sample due at the moment of a decision is taken before it.
  void sample(ServiceView view);

  /// Decides the service's allocation from now on.
  ///
  /// @param holdings its current replicas
  Allocation decide(Holdings holdings);
}

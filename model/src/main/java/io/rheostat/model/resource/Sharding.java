package io.rheostat.model.resource;

/// State of a training job sharded over its data-parallel workers (ZeRO stages, Rajbhandari et al.
/// 2020).
public enum Sharding {
  /// Every worker holds weights, gradients and optimiser states.
  NONE,
  /// Optimiser states are spread.
  ZERO1,
  /// Optimiser states and gradients are spread.
  ZERO2,
  /// Optimiser states, gradients and weights are spread.
  ZERO3
}

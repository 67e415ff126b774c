package io.rheostat.model.estimate;

import io.rheostat.model.Require;

/// Share of good requests among arrivals at a similar load of the service.
///
/// @param load demand over the capacity of the serving replicas
/// @param share of good requests, 0..1
/// @param steps ten-second steps with this load, as far as remembered
public record LoadQuality(double load, double share, double steps) {
  public LoadQuality {
    Require.atLeastZero("load", load);
    Require.share("share", share);
    Require.atLeastZero("steps", steps);
  }
}

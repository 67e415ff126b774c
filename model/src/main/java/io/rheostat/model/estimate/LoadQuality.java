package io.rheostat.model.estimate;

import io.rheostat.model.Require;

/// How good the requests were that came while a service had a load like this one.
///
/// @param load demand over the capacity of what served
/// @param share of requests that were good, 0..1
/// @param steps ten-second steps that this was seen in, as far as remembered
public record LoadQuality(double load, double share, double steps) {
  public LoadQuality {
    Require.atLeastZero("load", load);
    Require.share("share", share);
    Require.atLeastZero("steps", steps);
  }
}

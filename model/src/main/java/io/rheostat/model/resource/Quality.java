package io.rheostat.model.resource;

import io.rheostat.model.Require;

/// Quality of a model's answers on a placement: a smaller or quantised variant may answer worse.
///
/// @param score accuracy, F1 or any other score, 0..1; value is scaled by it
/// @param source evaluation that gave the score
public record Quality(double score, String source) {
  public Quality {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("quality.score is " + score + ". It must be from 0 to 1.");
    }
    Require.text("quality.source", source);
  }
}

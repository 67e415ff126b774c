package io.rheostat.simulator.baseline;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.EngineProfile;
import io.rheostat.model.fleet.Slo;
import java.util.List;

/// What a user knows of an inference service before choosing an autoscaler's settings.
///
/// @param placement the one that an autoscaler of a single deployment scales
/// @param bounds least and most replicas, over all placements
/// @param slo when a request is good
/// @param inputTokens mean prompt, 1 or more
/// @param outputTokens mean answer, 1 or more
/// @param variants every placement that may be used
public record ServiceFacts(
    String placement,
    Bounds bounds,
    Slo slo,
    double inputTokens,
    double outputTokens,
    List<Variant> variants) {
  /// One way to run a replica.
  ///
  /// @param placement its name
  /// @param usdPerHour price of a replica
  /// @param engine its speed and its KV cache, as declared
  /// @param requestsPerSecond that a replica carries within the objective, measured offline
  public record Variant(
      String placement, double usdPerHour, EngineProfile engine, double requestsPerSecond) {
    public Variant {
      Require.text("placement", placement);
      Require.atLeastZero("usdPerHour", usdPerHour);
      Require.positive("requestsPerSecond", requestsPerSecond);
    }
  }

  public ServiceFacts {
    Require.atLeast("inputTokens", 1, (long) inputTokens);
    Require.atLeast("outputTokens", 1, (long) outputTokens);
    variants = List.copyOf(variants);
    scaled(variants, placement);
  }

  /// The variant that an autoscaler of a single deployment scales.
  public Variant scaled() {
    return scaled(variants, placement);
  }

  /// Requests that one replica runs at its capacity: Little's law over the iteration time that so
  /// many requests cause, `b = c O (base + b slope)`; at most what fits its KV cache and its batch.
  public double batch() {
    EngineProfile engine = scaled().engine();
    double context = tokens().context();
    double slope =
        engine.perSequenceSeconds()
            + engine.perKvTokenSeconds() * context
            + engine.perPrefillTokenSeconds() * inputTokens / outputTokens;
    double tokensPerSecond = scaled().requestsPerSecond() * outputTokens;
    double most = StrictMath.min(engine.maxSequences(), engine.kvTokens() / context);
    double left = 1 - tokensPerSecond * slope;
    double batch = left > 0 ? tokensPerSecond * engine.baseSeconds() / left : most;
    return StrictMath.max(1, StrictMath.min(most, batch));
  }

  Deployment deployment() {
    return new Deployment(placement, bounds);
  }

  TokenLengths.Mean tokens() {
    return new TokenLengths.Mean(inputTokens, outputTokens);
  }

  private static Variant scaled(List<Variant> variants, String placement) {
    for (Variant variant : variants) {
      if (variant.placement().equals(placement)) {
        return variant;
      }
    }
    throw new IllegalArgumentException(
        "placement is " + placement + ", which is none of the variants. Give its facts.");
  }
}

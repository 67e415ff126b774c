package io.rheostat.contest.baseline.inference;

import io.rheostat.contest.baseline.service.CounterRate;
import io.rheostat.contest.baseline.service.ServiceFacts;
import io.rheostat.contest.baseline.service.TokenLengths;
import io.rheostat.model.Require;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// The model-based analyzer of llm-d's variant autoscaler (baseline B9): the arrival rate of the
/// last minute over one replica's capacity within the objective, by a queueing model. It sizes one
/// variant.
public final class WvaModel implements WvaAnalyzer {
  private static final Duration RATE = Duration.ofMinutes(1);

  /// Share of the objective given to the model.
  ///
  /// @param share of the objective's limits allowed to the model's means
  public record Settings(double share) {
    /// The limits themselves.
    public static final Settings SHIPPED = new Settings(1);

    public Settings {
      Require.positive("share", share);
    }
  }

  private final ServiceFacts.Variant variant;
  private final int least;
  private final Slo slo;
  private final QueueingModel.Parameters parameters;
  private final TokenLengths lengths;
  private final CounterRate arrivals = new CounterRate(RATE);

  public WvaModel(ServiceFacts facts, Settings settings) {
    this.variant = facts.scaled();
    this.least = facts.bounds().minReplicas();
    this.slo = scaled(facts.slo(), settings.share());
    this.parameters = parameters(variant.engine(), facts.tokens());
    this.lengths = new TokenLengths(facts.tokens());
  }

  private static Slo scaled(Slo slo, double share) {
    return new Slo(
        Duration.ofNanos(StrictMath.round(slo.timeToFirstToken().toNanos() * share)),
        Duration.ofNanos(StrictMath.round(slo.timePerOutputToken().toNanos() * share)),
        slo.attainment());
  }

  /// Returns the parameters declared by a user after measuring the engine: the time of an
  /// iteration, of a computed token and of a cached one; the batch is the number of requests
  /// fitting the KV cache, within the engine's limit.
  static QueueingModel.Parameters parameters(EngineProfile engine, TokenLengths.Mean tokens) {
    double fit = engine.kvTokens() / tokens.context();
    return new QueueingModel.Parameters(
        engine.baseSeconds() * 1e3,
        engine.perPrefillTokenSeconds() * 1e3,
        engine.perKvTokenSeconds() * 1e3,
        (int) StrictMath.max(1, StrictMath.min(engine.maxSequences(), fit)));
  }

  @Override
  public void sample(ServiceView view) {
    arrivals.add(view.at(), (double) view.arrived());
    lengths.add(view.at(), view.replicas());
  }

  @Override
  public SortedMap<String, Integer> targets(Instant now, List<VariantState> variants) {
    SortedMap<String, Integer> targets = new TreeMap<>();
    OptionalDouble rate = arrivals.perSecond();
    OptionalDouble each = new QueueingModel(parameters, lengths.mean()).requestsPerSecond(slo);
    if (rate.isPresent() && each.isPresent()) {
      double need = StrictMath.ceil(rate.getAsDouble() / each.getAsDouble());
      targets.put(variant.placement(), (int) StrictMath.max(least, need));
    }
    return targets;
  }
}

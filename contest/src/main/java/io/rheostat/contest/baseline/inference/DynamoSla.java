package io.rheostat.contest.baseline.inference;

import io.rheostat.contest.baseline.service.Deployment;
import io.rheostat.contest.baseline.service.ServiceFacts;
import io.rheostat.contest.baseline.service.SlidingWindow;
import io.rheostat.contest.baseline.service.TokenLengths;
import io.rheostat.model.Require;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Slo;
import io.rheostat.simulator.engine.ReplicaView;
import io.rheostat.simulator.policy.Autoscaler;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// NVIDIA Dynamo's load-based planner in SLA mode, for engines with both prefill and decode
/// (baseline B13): every 5 s it fits iteration times, estimates each engine's next TTFT and ITL,
/// and moves by one: up when all engines miss either limit, down when all would keep both with one
/// engine fewer. Its count stays while replicas start or some are not observed.
///
/// The planner receives every iteration; here the one under way is observed every 5 s, a long one
/// the more likely. The fit does not mind; the mean of prompt tokens over iterations is weighed by
/// the inverse of their length. Metrics show no KV tokens of preempted requests apart, so those
/// count as queued prompts.
public final class DynamoSla implements Autoscaler {
  private static final Duration TICK = Duration.ofSeconds(5);

  /// Averaging window of the prompt tokens per iteration.
  private static final Duration RECENT = Duration.ofMinutes(1);

  /// Settings of the planner.
  ///
  /// @param ttft limit in seconds
  /// @param itl limit in seconds
  /// @param sensitivity share of the limits to keep with one engine fewer
  public record Settings(double ttft, double itl, double sensitivity) {
    private static final double SENSITIVITY = 0.8;

    public Settings {
      Require.positive("ttft", ttft);
      Require.positive("itl", itl);
      Require.share("sensitivity", sensitivity);
    }

    /// Returns the shipped sensitivity at a service's limits; Dynamo's own 500 ms and 50 ms are
    /// meant to be replaced.
    public static Settings of(Slo slo) {
      return new Settings(slo.ttftSeconds(), slo.tpotSeconds(), SENSITIVITY);
    }
  }

  private final Deployment deployment;
  private final Settings settings;
  private final int chunkTokens;
  private final IterationFit fit;
  private final TokenLengths lengths;
  private final SlidingWindow promptsPerSecond = new SlidingWindow(RECENT);
  private final SlidingWindow iterationsPerSecond = new SlidingWindow(RECENT);
  private List<ReplicaView> engines = new ArrayList<>();

  public DynamoSla(ServiceFacts facts, Settings settings) {
    this.deployment = facts.deployment();
    this.settings = settings;
    this.chunkTokens = facts.scaled().engine().chunkTokens();
    this.fit = new IterationFit(chunkTokens, facts.scaled().engine().kvTokens());
    this.lengths = new TokenLengths(facts.tokens());
  }

  @Override
  public Duration sampleEvery() {
    return TICK;
  }

  @Override
  public Duration decideEvery() {
    return TICK;
  }

  @Override
  public void sample(ServiceView view) {
    engines = deployment.serving(view);
    lengths.add(view.at(), view.replicas());
    for (ReplicaView engine : engines) {
      ReplicaView.Iteration iteration = engine.iteration();
      if (iteration.seconds() > 0) {
        fit.add(iteration.seconds(), iteration.prefillTokens(), iteration.kvTokens());
        promptsPerSecond.add(view.at(), iteration.prefillTokens() / iteration.seconds());
        iterationsPerSecond.add(view.at(), 1 / iteration.seconds());
      }
    }
  }

  @Override
  public Allocation decide(Holdings holdings) {
    int wanted = deployment.wanted(holdings);
    boolean settled = deployment.ready(holdings) == wanted && engines.size() == wanted;
    Optional<IterationFit.Line> line = settled ? fit.line() : Optional.empty();
    if (line.isEmpty() || engines.isEmpty()) {
      return deployment.hold(wanted);
    }
    double iterations = iterationsPerSecond.mean(holdings.at()).orElse(1);
    double prompts = promptsPerSecond.mean(holdings.at()).orElse(0) / iterations;
    Estimate estimate = new Estimate(line.get(), lengths.mean(), chunkTokens, prompts);
    if (over(estimate)) {
      return deployment.hold(wanted + 1);
    }
    return deployment.hold(wanted > 1 && spare(estimate) ? wanted - 1 : wanted);
  }

  private boolean over(Estimate estimate) {
    boolean ttft = true;
    boolean itl = true;
    for (ReplicaView engine : engines) {
      ttft &= estimate.ttft(engine) > settings.ttft();
      itl &= estimate.itl(engine) > settings.itl();
    }
    return ttft || itl;
  }

  private boolean spare(Estimate estimate) {
    double more = engines.size() / (engines.size() - 1.0);
    for (ReplicaView engine : engines) {
      double queue = estimate.queue(engine) * more;
      double left = settings.sensitivity() * (settings.ttft() - estimate.own(engine));
      double kv = engine.kvTokens() * more;
      boolean fits = kv < engine.kvCapacity();
      if (!fits || queue >= left || estimate.itl(kv) >= settings.sensitivity() * settings.itl()) {
        return false;
      }
    }
    return true;
  }

  /// Latency estimates of an engine from a fit.
  ///
  /// @param line the fit
  /// @param tokens mean lengths of requests
  /// @param chunkTokens most prompt tokens in one iteration
  /// @param meanPrefill mean prompt tokens per iteration over the last minute
  record Estimate(
      IterationFit.Line line, TokenLengths.Mean tokens, int chunkTokens, double meanPrefill) {
    /// Returns the seconds to the first token of a request arriving now.
    double ttft(ReplicaView engine) {
      return prefill(engine.queuedPromptTokens() + tokens.input(), engine.kvTokens());
    }

    /// Returns the seconds to prefill the queued prompts.
    double queue(ReplicaView engine) {
      return prefill(engine.queuedPromptTokens(), engine.kvTokens());
    }

    /// Returns the seconds to prefill a request alone.
    double own(ReplicaView engine) {
      return prefill(tokens.input(), engine.kvTokens());
    }

    /// Returns the seconds of the next iteration with one request more.
    double itl(ReplicaView engine) {
      return itl(engine.kvTokens() + tokens.context());
    }

    /// Returns the seconds of an iteration reading so many KV tokens.
    double itl(double kvTokens) {
      return line.seconds(meanPrefill, kvTokens);
    }

    /// Returns the seconds of the iterations to prefill so many tokens, in whole chunks and a rest.
    private double prefill(double promptTokens, double kvTokens) {
      double whole = StrictMath.floor(promptTokens / chunkTokens);
      double rest = promptTokens - whole * chunkTokens;
      return whole * line.seconds(chunkTokens, kvTokens)
          + (rest > 0 ? line.seconds(rest, kvTokens) : 0);
    }
  }
}

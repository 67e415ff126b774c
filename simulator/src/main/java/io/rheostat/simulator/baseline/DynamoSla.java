package io.rheostat.simulator.baseline;

import io.rheostat.model.Require;
import io.rheostat.model.decision.Allocation;
import io.rheostat.model.fleet.Slo;
import io.rheostat.simulator.engine.ReplicaView;
import io.rheostat.simulator.policy.Autoscaler;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// NVIDIA Dynamo's load-based planner in SLA mode, for engines that prefill and decode (baseline
/// B13): every 5 s it fits iteration times, estimates each engine's next TTFT and ITL, and moves by
/// one: up when all engines miss either limit, down when all would keep both without one of them.
/// It holds while replicas start or are not all seen.
///
/// The planner is told of every iteration; here the one under way is seen every 5 s, a long one the
/// more likely. The fit does not mind; the mean of prompt tokens over iterations is weighed by the
/// inverse of their length. Metrics show no KV tokens of preempted requests apart, so those count
/// as queued prompts.
final class DynamoSla implements Autoscaler {
  private static final Duration TICK = Duration.ofSeconds(5);

  /// Over which prompt tokens per iteration are averaged.
  private static final Duration RECENT = Duration.ofMinutes(1);

  /// What it is told.
  ///
  /// @param ttft limit in seconds
  /// @param itl limit in seconds
  /// @param sensitivity share of a limit that has to do for one engine fewer
  record Settings(double ttft, double itl, double sensitivity) {
    private static final double SENSITIVITY = 0.8;

    Settings {
      Require.positive("ttft", ttft);
      Require.positive("itl", itl);
      Require.share("sensitivity", sensitivity);
    }

    /// The shipped sensitivity at a service's limits; Dynamo's own 500 ms and 50 ms are meant to be
    /// replaced.
    static Settings of(Slo slo) {
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

  DynamoSla(ServiceFacts facts, Settings settings) {
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

  /// What a fit says of an engine.
  ///
  /// @param line the fit
  /// @param tokens mean lengths of requests
  /// @param chunkTokens most prompt tokens in one iteration
  /// @param meanPrefill mean prompt tokens in one iteration of late
  record Estimate(
      IterationFit.Line line, TokenLengths.Mean tokens, int chunkTokens, double meanPrefill) {
    /// Seconds until a request that comes now has its first token.
    double ttft(ReplicaView engine) {
      return prefill(engine.queuedPromptTokens() + tokens.input(), engine.kvTokens());
    }

    /// Seconds to prefill what is queued.
    double queue(ReplicaView engine) {
      return prefill(engine.queuedPromptTokens(), engine.kvTokens());
    }

    /// Seconds to prefill a request alone.
    double own(ReplicaView engine) {
      return prefill(tokens.input(), engine.kvTokens());
    }

    /// Seconds of the next iteration with one request more.
    double itl(ReplicaView engine) {
      return itl(engine.kvTokens() + tokens.context());
    }

    /// Seconds of an iteration that reads so many KV tokens.
    double itl(double kvTokens) {
      return line.seconds(meanPrefill, kvTokens);
    }

    /// Seconds of the iterations that prompt tokens take, in whole chunks and a rest.
    private double prefill(double promptTokens, double kvTokens) {
      double whole = StrictMath.floor(promptTokens / chunkTokens);
      double rest = promptTokens - whole * chunkTokens;
      return whole * line.seconds(chunkTokens, kvTokens)
          + (rest > 0 ? line.seconds(rest, kvTokens) : 0);
    }
  }
}

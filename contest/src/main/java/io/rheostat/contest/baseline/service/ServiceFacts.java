package io.rheostat.contest.baseline.service;

import io.rheostat.contest.capacity.OfflineCapacity;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.Require;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import io.rheostat.simulator.trace.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Facts of an inference service known to a user before choosing an autoscaler's settings.
///
/// @param placement the one scaled by an autoscaler of a single deployment
/// @param bounds least and most replicas, over all placements
/// @param slo latency limits of a good request
/// @param inputTokens mean prompt, 1 or more
/// @param outputTokens mean answer, 1 or more
/// @param variants every usable placement
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
  /// @param requestsPerSecond sustained by a replica within the objective, measured offline
  public record Variant(
      String placement, double usdPerHour, EngineProfile engine, double requestsPerSecond) {
    public Variant {
      Require.text("placement", placement);
      Require.atLeastZero("usdPerHour", usdPerHour);
      Require.positive("requestsPerSecond", requestsPerSecond);
    }
  }

  /// Most requests that lengths are taken from: 50 MB of them.
  private static final int MOST_REQUESTS = 1_000_000;

  public ServiceFacts {
    Require.atLeast("inputTokens", 1, (long) inputTokens);
    Require.atLeast("outputTokens", 1, (long) outputTokens);
    variants = List.copyOf(variants);
    scaled(variants, placement);
  }

  /// Returns the facts of a trial's service: lengths are its requests' means, and declared speeds
  /// are the true ones.
  ///
  /// @param capacity measures its replicas, under the name of the trial's trace
  /// @throws IllegalArgumentException when the trial's workload is no inference service or has no
  ///     request able to meet its limits
  public static ServiceFacts of(PolicyTrial trial, OfflineCapacity capacity) {
    Workload workload = trial.scenario().fleet().workloads().get(trial.workload());
    if (workload == null || !(workload.objective() instanceof Objective.Inference objective)) {
      throw new IllegalArgumentException(trial.workload() + " is no inference service.");
    }
    List<Request> requests = sample(trial.scenario().arrivals(trial.workload()), MOST_REQUESTS);
    var load = new OfflineCapacity.Load(requests, objective.slo());
    List<Variant> variants = new ArrayList<>();
    for (Placement placement : workload.placements()) {
      EngineProfile engine = engine(trial, placement);
      Device device =
          Objects.requireNonNull(trial.scenario().fleet().devices().get(placement.device()));
      double perSecond = capacity.requestsPerSecond(trial.trace(), load, engine);
      double usdPerHour = device.rates().usdPerHour(placement);
      variants.add(new Variant(placement.name(), usdPerHour, engine, perSecond));
    }
    return new ServiceFacts(
        workload.placements().getFirst().name(),
        workload.bounds(),
        objective.slo(),
        requests.stream().mapToInt(Request::inputTokens).average().orElse(1),
        requests.stream().mapToInt(Request::outputTokens).average().orElse(1),
        variants);
  }

  /// Returns the requests of a trace; of a long one every second, every fourth and so on, so that
  /// fewer than the most are kept.
  static List<Request> sample(Iterable<Request> arrivals, int most) {
    List<Request> sample = new ArrayList<>();
    long every = 1;
    long number = 0;
    for (Request request : arrivals) {
      if (number % every == 0) {
        sample.add(request);
      }
      number++;
      if (sample.size() == most) {
        sample = everySecond(sample);
        every *= 2;
      }
    }
    return sample;
  }

  private static List<Request> everySecond(List<Request> requests) {
    List<Request> half = new ArrayList<>();
    for (int i = 0; i < requests.size(); i += 2) {
      half.add(requests.get(i));
    }
    return half;
  }

  private static EngineProfile engine(PolicyTrial trial, Placement placement) {
    var engines = Objects.requireNonNull(trial.scenario().engines().get(trial.workload()));
    return Objects.requireNonNull(engines.get(placement.name()));
  }

  /// Returns the variant scaled by an autoscaler of a single deployment.
  public Variant scaled() {
    return scaled(variants, placement);
  }

  /// Returns the requests running on one replica at its capacity: Little's law over the iteration
  /// time at this batch, `b = c O (base + b slope)`. It is at most the number fitting its KV cache
  /// and its batch.
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

  /// Returns the single deployment scaled by an autoscaler: the placement and its bounds.
  public Deployment deployment() {
    return new Deployment(placement, bounds);
  }

  /// Returns the mean tokens of a request's prompt and answer.
  public TokenLengths.Mean tokens() {
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

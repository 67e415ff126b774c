package io.rheostat.core.sizing;

import io.rheostat.core.capacity.EngineModel;
import io.rheostat.core.capacity.Parallelism;
import io.rheostat.core.capacity.RequestLatency;
import io.rheostat.core.capacity.SpeedCoefficients;
import io.rheostat.core.capacity.SpeedModel;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.resource.Architecture;
import io.rheostat.model.resource.Architecture.Experts;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Quality;
import io.rheostat.model.sizing.DiskSpace;
import io.rheostat.model.sizing.HostMemory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Search of all kinds of replicas for a service: device × precision × tensor parallel × pipeline
/// parallel × expert parallel, within the devices of a node, each with the replicas that serve the
/// demand. Capacity is that of the planner, on the speeds of the [SpeedModel].
public final class ServiceSizing {
  private static final double GIB = 1L << 30;
  private static final double SECONDS_PER_HOUR = 3600;
  private static final int SEQUENCES_STEP = 8;

  /// Requests per second below which a replica serves none.
  private static final double LEAST_CAPACITY = 1e-6;

  private final SizingRequest request;
  private final List<SizedService> found = new ArrayList<>();

  private ServiceSizing(SizingRequest request) {
    this.request = request;
  }

  /// Returns every kind of replica, the feasible ones first, by descending J.
  public static List<SizedService> of(SizingRequest request, Collection<Device> devices) {
    ServiceSizing sizing = new ServiceSizing(request);
    devices.forEach(sizing::look);
    sizing.found.replaceAll(sizing::withRemedy);
    sizing.found.sort(
        Comparator.comparingInt((SizedService each) -> each.isFeasible() ? 0 : 1)
            .thenComparingDouble(each -> -each.worth().netUsdPerHour())
            .thenComparingInt(each -> each.kind().parallelism().devices())
            .thenComparingInt(each -> each.kind().parallelism().pipelineParallel())
            .thenComparing(each -> each.kind().name()));
    return sizing.found;
  }

  private void look(Device device) {
    int node = Math.min(device.links().devicesPerNode(), request.limits().maxDevicesPerReplica());
    for (Precision precision : precisions(device)) {
      for (int tensor = 1; tensor <= node; tensor *= 2) {
        for (int stages = 1; tensor * stages <= node; stages *= 2) {
          for (int experts : expertSplits(tensor)) {
            Parallelism parallelism = new Parallelism(tensor, stages, experts);
            if (divides(parallelism)) {
              found.add(sized(new ReplicaKind(device, precision, parallelism)));
            }
          }
        }
      }
    }
  }

  /// Returns the precisions to look at: the published one, and others asked for that the device
  /// multiplies itself.
  private List<Precision> precisions(Device device) {
    Precision published = request.model().precision();
    if (request.limits().precisions().isEmpty()) {
      return List.of(published);
    }
    List<Precision> kept = new ArrayList<>();
    for (Precision each : Precision.values()) {
      boolean multiplied =
          switch (each) {
            case FP8 -> device.reduced().fp8FlopsPerSecond() > 0;
            case FP4 -> device.reduced().fp4FlopsPerSecond() > 0;
            case FP32, BF16, INT4 -> true;
          };
      if (request.limits().precisions().contains(each) && (multiplied || each == published)) {
        kept.add(each);
      }
    }
    return kept;
  }

  private List<Integer> expertSplits(int tensor) {
    Optional<Experts> experts = request.model().architecture().flatMap(Architecture::experts);
    boolean splits = tensor > 1 && experts.filter(each -> each.count() % tensor == 0).isPresent();
    return splits ? List.of(1, tensor) : List.of(1);
  }

  private boolean divides(Parallelism parallelism) {
    int tensor = parallelism.tensorParallel();
    int heads = request.model().architecture().map(Architecture::heads).orElse(0);
    int kvHeads = Math.max(1, request.model().kvHeads());
    // Engines split key/value heads evenly, or copy them evenly.
    boolean evenly = tensor <= kvHeads ? kvHeads % tensor == 0 : tensor % kvHeads == 0;
    return heads % tensor == 0
        && evenly
        && request.model().layers() % parallelism.pipelineParallel() == 0;
  }

  private SizedService sized(ReplicaKind kind) {
    ModelShape model = request.model().with(kind.precision());
    SizedService.Host host =
        new SizedService.Host(
            HostMemory.inferenceGib(model, kind.parallelism().devices()),
            DiskSpace.inferenceGib(model));
    if (quality(kind) < request.objective().minQuality()) {
      return refused(kind, host, poor(kind));
    }
    Demand demand = request.demand();
    SpeedModel speed =
        SpeedModel.of(
            model, kind.device(), kind.parallelism(), SpeedCoefficients.FITTED, request.engine());
    if (speed.kvTokens() < demand.inputTokens() + demand.outputTokens()) {
      return refused(kind, host, tooSmall(model, kind));
    }
    double cached = demand.inputTokens() * request.cachedShare();
    EngineProfile profile =
        speed.profile(
            new SpeedModel.Requests(
                Math.max(1, demand.inputTokens() - cached), demand.outputTokens(), cached));
    return served(kind, host, profile);
  }

  private SizedService served(ReplicaKind kind, SizedService.Host host, EngineProfile profile) {
    Demand demand = request.demand();
    EngineModel engine =
        EngineModel.of(profile, demand.inputTokens() + demand.outputTokens() / 2, false);
    int replicas = replicas(engine);
    double capacity = engine.capacity(load(replicas), request.objective().slo(), 0);
    if (capacity <= LEAST_CAPACITY) {
      return refused(kind, host, tooSlow(engine));
    }
    RequestLatency latency =
        engine.latency(load(replicas), Math.min(capacity, demand.requestsPerSecond() / replicas));
    int sequences =
        (int) Math.min(profile.maxSequences(), step(latency.crowdedBatch(), SEQUENCES_STEP));
    SizedService.Serving serving =
        new SizedService.Serving(
            profile, sequences, capacity, latency.ttftP95Seconds(), latency.tpotMeanSeconds());
    Optional<String> refusal =
        capacity * replicas < needed()
            ? Optional.of(
                String.format(
                    Locale.ROOT,
                    "%d replicas serve %.2f of %.2f requests/s, headroom included. Allow more.",
                    replicas,
                    capacity * replicas,
                    needed()))
            : Optional.empty();
    return new SizedService(
        kind, replicas, host, Optional.of(serving), worth(kind, host, replicas, capacity), refusal);
  }

  /// Returns the fewest replicas that serve the demand, or as many as allowed. A router evens out
  /// queues, so a replica serves more beside others.
  private int replicas(EngineModel engine) {
    int most = request.limits().maxReplicas();
    int low = 0;
    int high = most;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      double capacity = engine.capacity(load(middle), request.objective().slo(), 0);
      if (middle * capacity >= needed()) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /// Returns the capacity to have, requests per second: the demand and its headroom.
  private double needed() {
    return request.demand().requestsPerSecond() * (1 + request.limits().headroom());
  }

  private EngineModel.Load load(int replicas) {
    Demand demand = request.demand();
    double read = demand.inputTokens() * (1 - request.cachedShare());
    return new EngineModel.Load(Math.max(1, read), demand.outputTokens(), replicas);
  }

  private SizedService.Worth worth(
      ReplicaKind kind, SizedService.Host host, int replicas, double capacity) {
    double quality = quality(kind);
    double good = Math.min(request.demand().requestsPerSecond(), capacity * replicas);
    double value = good * SECONDS_PER_HOUR * request.objective().usdPerGoodRequest() * quality;
    double each =
        kind.device()
            .rates()
            .usdPerHour(kind.parallelism().devices(), host.memoryGib(), host.diskGib());
    double cost = replicas * each;
    return new SizedService.Worth(
        quality, good, value, cost, request.weights().usdPerHour(value, cost, 0));
  }

  /// Adds the nearest kind that does to the reason against one whose weights do not fit.
  private SizedService withRemedy(SizedService refused) {
    if (refused.serving().isPresent() || refused.isFeasible()) {
      return refused;
    }
    return found.stream()
        .filter(SizedService::isFeasible)
        .filter(each -> each.kind().device().equals(refused.kind().device()))
        .min(
            Comparator.comparingInt(
                    (SizedService each) ->
                        each.kind().precision() == refused.kind().precision() ? 0 : 1)
                .thenComparingInt(each -> each.kind().parallelism().devices()))
        .map(nearest -> refused.because(refused.refusal().orElseThrow() + remedy(nearest)))
        .orElse(refused);
  }

  private static String remedy(SizedService nearest) {
    return " " + nearest.kind().name() + " works.";
  }

  private static SizedService refused(ReplicaKind kind, SizedService.Host host, String reason) {
    return new SizedService(
        kind, 0, host, Optional.empty(), SizedService.Worth.NONE, Optional.of(reason));
  }

  private double quality(ReplicaKind kind) {
    return Optional.ofNullable(request.limits().qualities().get(kind.precision()))
        .map(Quality::score)
        .orElse(1.0);
  }

  private String poor(ReplicaKind kind) {
    return String.format(
        Locale.ROOT,
        "its quality is %.3f, below the least one, %.3f.",
        quality(kind),
        request.objective().minQuality());
  }

  private String tooSmall(ModelShape model, ReplicaKind kind) {
    return String.format(
        Locale.ROOT,
        "weights take %.0f GiB and one request %.1f GiB of %d x %.0f GiB.",
        model.weightBytes() / GIB,
        model.kvBytesPerToken()
            * (request.demand().inputTokens() + request.demand().outputTokens())
            / GIB,
        kind.parallelism().devices(),
        kind.device().memoryBytes() / GIB);
  }

  private String tooSlow(EngineModel engine) {
    RequestLatency alone = engine.latency(load(1), 0);
    return String.format(
        Locale.ROOT,
        "one request alone takes %.0f ms to its first token and %.1f ms a token; the limits are"
            + " %.0f and %.1f ms, and 85 %% of the latter for the mean, so that slow requests keep"
            + " it.",
        alone.ttftP95Seconds() * 1000,
        alone.tpotMeanSeconds() * 1000,
        request.objective().slo().ttftSeconds() * 1000,
        request.objective().slo().tpotSeconds() * 1000);
  }

  private static double step(double value, int step) {
    return Math.max(step, step * StrictMath.ceil(value / step));
  }
}

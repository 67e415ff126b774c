package io.rheostat.contest.capacity;

import io.rheostat.model.fleet.Slo;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.engine.InferenceService;
import io.rheostat.simulator.engine.ReplicaWork;
import io.rheostat.simulator.engine.ServiceCount;
import io.rheostat.simulator.trace.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Capacity of a replica, in requests per second, measured before a service is run, as a careful
/// user would: the highest Poisson rate with 99 % of the attainable requests good over twenty
/// minutes on eight replicas, with the trace's own lengths. A request is attainable when an idle
/// replica answers it within the limits; others are never sent.
///
/// Each measurement is made once, by one thread at a time.
public final class OfflineCapacity {
  private static final int REPLICAS = 8;
  private static final double GOOD = 0.99;
  private static final double SECONDS = 1200;

  /// Halvings of the upper limit by [ReplicaWork]: to half a percent of it.
  private static final int HALVINGS = 8;

  private final Map<Key, Double> known = new HashMap<>();

  /// Key of a measurement. Traces are distinguished by name: to compare them takes longer than to
  /// measure.
  private record Key(String trace, Slo slo, EngineProfile engine, int replicas) {}

  /// Requests, and their latency limits.
  ///
  /// @param lengths requests to draw tokens from; their arrival times are ignored
  /// @param slo latency limits of a good request
  public record Load(List<Request> lengths, Slo slo) {
    public Load {
      lengths = List.copyOf(lengths);
    }
  }

  /// Returns the requests per second sustained by one replica.
  ///
  /// @param trace name of the load's trace; equal names mean equal lengths
  /// @throws IllegalArgumentException when no request of the load is attainable
  public double requestsPerSecond(String trace, Load load, EngineProfile engine) {
    return requestsPerSecond(trace, load, engine, REPLICAS);
  }

  /// Returns the same, each of so many replicas sharing the traffic.
  ///
  /// @param replicas 1 or more
  public synchronized double requestsPerSecond(
      String trace, Load load, EngineProfile engine, int replicas) {
    Key key = new Key(trace, load.slo(), engine, replicas);
    Double measured = known.get(key);
    if (measured == null) {
      measured = measure(load, engine, replicas);
      known.put(key, measured);
    }
    return measured;
  }

  private static double measure(Load load, EngineProfile engine, int replicas) {
    List<Request> attainable =
        load.lengths().stream().filter(request -> attainable(request, load.slo(), engine)).toList();
    if (attainable.isEmpty()) {
      throw new IllegalArgumentException(
          "no request of the trace can be answered within the limits. Give a faster engine.");
    }
    double work = 0;
    for (Request request : attainable) {
      work += ReplicaWork.seconds(engine, request.inputTokens(), request.outputTokens());
    }
    Load sent = new Load(attainable, load.slo());
    double low = 0;
    double high = attainable.size() / work;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (carries(sent, engine, middle, replicas)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low > 0 ? low : high;
  }

  /// Tells whether the first token comes in time on an idle replica, and the others of a lone
  /// request.
  private static boolean attainable(Request request, Slo slo, EngineProfile engine) {
    int in = request.inputTokens();
    double firstToken = 0;
    for (int read = 0; read < in; read += engine.chunkTokens()) {
      int piece = StrictMath.min(engine.chunkTokens(), in - read);
      firstToken += engine.iterationSeconds(1, read, piece);
    }
    double last = engine.iterationSeconds(1, (double) in + request.outputTokens(), 0);
    return ReplicaWork.holds(engine, in, request.outputTokens())
        && firstToken <= slo.ttftSeconds()
        && last <= slo.tpotSeconds();
  }

  private static boolean carries(Load load, EngineProfile engine, double rate, int replicas) {
    List<Request> requests = poisson(load.lengths(), rate * replicas);
    InferenceService service = new InferenceService(requests, load.slo(), 1);
    for (int replica = 0; replica < replicas; replica++) {
      service.open("replica-" + replica, engine, 0);
    }
    for (long next = service.nextEvent(); next != Long.MAX_VALUE; next = service.nextEvent()) {
      service.advance(next);
    }
    long end = (long) (SECONDS * 1e9);
    service.advance(end);
    ServiceCount count = service.count(end);
    return count.good() >= GOOD * count.judged();
  }

  private static List<Request> poisson(List<Request> lengths, double rate) {
    Chance chance = new Chance(Chance.seed(1, "offline capacity"));
    List<Request> requests = new ArrayList<>();
    double at = chance.exponential(1 / rate);
    while (at < SECONDS) {
      Request drawn = lengths.get(chance.below(lengths.size()));
      Duration arrival = Duration.ofNanos((long) (at * 1e9));
      requests.add(new Request(arrival, drawn.inputTokens(), drawn.outputTokens()));
      at += chance.exponential(1 / rate);
    }
    return requests;
  }
}

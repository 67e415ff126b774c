package io.rheostat.contest.capacity;

import io.rheostat.model.Require;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.engine.ReplicaWork;
import io.rheostat.simulator.trace.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A recorded trace as the traffic of a larger or smaller service: each request several times, each
/// copy within some seconds of its own time.
///
/// Copies keep the trace's slow course and its lengths. Changes faster than the jitter are
/// smoothed: a burst within seconds becomes one burst as wide as the jitter, not a burst per copy.
///
/// @param copies of each request on average, above 0; a fraction is drawn for each request
/// @param jitter largest shift of a copy either way, uniform, 0 or more
public record Scaling(double copies, Duration jitter) {
  /// Assumed share of a replica's ideal throughput. The rest is lost to partly filled batches and
  /// uneven arrivals. With it a replica sustains 1.4 of the published ramp's requests a second, as
  /// llm-d found.
  public static final double UTILISATION = 0.9;

  private static final int MINUTE = 60;

  public Scaling {
    Require.positive("copies", copies);
    if (jitter.isNegative()) {
      throw new IllegalArgumentException("jitter is " + jitter + ". It must be 0 or more.");
    }
  }

  /// Returns the scaling for a given need of replicas in the busiest minute.
  ///
  /// Work counts, not requests: a minute of few long prompts may need more than one of many short
  /// ones. The minute may start at any second, and each request's work is spread over the possible
  /// times of its copies, like the work of many copies.
  ///
  /// @param requests at least one, in order
  /// @param engine of the replicas
  /// @param replicas needed in the busiest minute, above 0
  public static Scaling toReplicas(
      List<Request> requests, EngineProfile engine, double replicas, Duration jitter) {
    Require.positive("replicas", replicas);
    double busiest = busiestMinute(requests, engine, jitter);
    return new Scaling(replicas * UTILISATION * MINUTE / busiest, jitter);
  }

  /// Returns the mean number of replicas needed by the requests of an interval.
  ///
  /// @param from start of the interval
  /// @param length of it, above 0
  public static double replicas(
      List<Request> requests, EngineProfile engine, Duration from, Duration length) {
    double seconds = Require.positive("length", length.toNanos() / 1e9);
    Duration until = from.plus(length);
    double work = 0;
    for (Request request : requests) {
      if (request.at().compareTo(from) >= 0 && request.at().compareTo(until) < 0) {
        work += seconds(engine, request);
      }
    }
    return work / seconds / UTILISATION;
  }

  /// The busiest minute of a trace, or the whole of a shorter one.
  ///
  /// @param first index of its first request
  /// @param ratePerSecond requests a second
  /// @param replicas needed in it
  public record Peak(int first, double ratePerSecond, double replicas) {}

  /// Returns the minute with the greatest need of replicas, beginning with a request.
  ///
  /// @param requests at least one, in order
  public static Peak peak(List<Request> requests, EngineProfile engine) {
    double span = requests.getLast().at().toNanos() / 1e9;
    double seconds = StrictMath.clamp(span, 1, MINUTE);
    Peak peak = new Peak(0, 0, 0);
    double work = 0;
    int end = 0;
    for (int first = 0; first < requests.size(); first++) {
      Duration until = requests.get(first).at().plusNanos(StrictMath.round(seconds * 1e9));
      while (end < requests.size() && requests.get(end).at().compareTo(until) <= 0) {
        work += seconds(engine, requests.get(end));
        end++;
      }
      double replicas = work / seconds / UTILISATION;
      if (replicas > peak.replicas()) {
        peak = new Peak(first, (end - first) / seconds, replicas);
      }
      work -= seconds(engine, requests.get(first));
    }
    return peak;
  }

  /// Returns the scaled trace, in order. Copies shifted before the start are mirrored to as much
  /// after it.
  public List<Request> of(List<Request> requests, long seed) {
    Chance chance = new Chance(Chance.seed(seed, "scaling"));
    int whole = (int) StrictMath.floor(copies);
    double fraction = copies - whole;
    double most = jitter.toNanos();
    List<Request> scaled = new ArrayList<>((int) (requests.size() * copies * 1.1));
    for (Request request : requests) {
      int count = chance.uniform() < fraction ? whole + 1 : whole;
      for (int copy = 0; copy < count; copy++) {
        long moved = StrictMath.round(most * (2 * chance.uniform() - 1));
        Duration at = Duration.ofNanos(StrictMath.abs(request.at().toNanos() + moved));
        scaled.add(new Request(at, request.inputTokens(), request.outputTokens()));
      }
    }
    scaled.sort(Comparator.comparing(Request::at));
    return List.copyOf(scaled);
  }

  private static double seconds(EngineProfile engine, Request request) {
    return ReplicaWork.seconds(engine, request.inputTokens(), request.outputTokens());
  }

  /// Returns the replica-seconds of the busiest minute.
  private static double busiestMinute(
      List<Request> requests, EngineProfile engine, Duration jitter) {
    int spread = (int) jitter.toSeconds();
    int seconds = (int) requests.getLast().at().toSeconds() + spread + 2;
    double[] change = new double[seconds + 1];
    for (Request request : requests) {
      int at = (int) request.at().toSeconds();
      int from = StrictMath.max(0, at - spread);
      double each = seconds(engine, request) / (at + spread + 1 - from);
      change[from] += each;
      change[at + spread + 1] -= each;
    }
    double[] work = new double[seconds];
    double now = 0;
    double minute = 0;
    double busiest = 0;
    for (int second = 0; second < seconds; second++) {
      now += change[second];
      work[second] = now;
      minute += now - (second >= MINUTE ? work[second - MINUTE] : 0);
      busiest = StrictMath.max(busiest, minute);
    }
    return busiest;
  }
}

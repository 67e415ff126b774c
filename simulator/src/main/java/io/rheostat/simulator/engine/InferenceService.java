package io.rheostat.simulator.engine;

import io.rheostat.model.fleet.Slo;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.chance.NoiseTable;
import io.rheostat.simulator.trace.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The replicas of one inference workload and the router before them.
///
/// A request goes to the ready replica with the least `(KV tokens used + queued) / KV capacity`,
/// the oldest at a tie. Without a ready replica it waits at the gateway; its time to first token
/// counts from its arrival all the same. Times are nanoseconds since the start of the world and
/// never go back.
public final class InferenceService {
  private final Iterator<Request> trace;
  private final RequestLedger ledger;
  private final NoiseTable noise;
  private final long seed;
  private final List<InferenceReplica> replicas = new ArrayList<>();
  private final Deque<Sequence> gateway = new ArrayDeque<>();
  private long arrived;
  private @Nullable Request next;
  private long nextAt = Long.MAX_VALUE;

  /// Creates a service without replicas.
  ///
  /// @param trace its requests, in order of arrival; read as they arrive
  /// @param slo latency limits of a good request
  /// @param seed of its replicas' speeds and noise
  public InferenceService(Iterable<Request> trace, Slo slo, long seed) {
    this.trace = trace.iterator();
    this.ledger = new RequestLedger(slo);
    this.seed = seed;
    this.noise = new NoiseTable(Chance.seed(seed, "iterations"), EnginePace.ITERATION_SIGMA);
    readNext();
  }

  private void readNext() {
    long before = next == null ? 0 : nextAt;
    next = trace.hasNext() ? trace.next() : null;
    nextAt = next == null ? Long.MAX_VALUE : next.at().toNanos();
    if (nextAt < before) {
      throw new IllegalStateException("requests are not in order of arrival.");
    }
  }

  /// Adds a ready replica, and routes the requests waiting at the gateway.
  public InferenceReplica open(String name, EngineProfile profile, long at) {
    advance(at);
    EnginePace pace = new EnginePace(noise, Chance.seed(seed, name));
    InferenceReplica replica = new InferenceReplica(name, profile, ledger, pace, at);
    replicas.add(replica);
    dispatch(at);
    return replica;
  }

  /// Lets a replica finish its running requests and routes its queued ones anew.
  public void drain(InferenceReplica replica, long at) {
    advance(at);
    List<Sequence> returned = replica.drain();
    for (Sequence sequence : returned.reversed()) {
      gateway.addFirst(sequence);
    }
    dispatch(at);
  }

  /// Removes the drained replicas and returns them, in order of age.
  public List<InferenceReplica> takeDrained() {
    List<InferenceReplica> drained = new ArrayList<>();
    for (InferenceReplica replica : replicas) {
      if (replica.drained()) {
        drained.add(replica);
      }
    }
    replicas.removeAll(drained);
    return drained;
  }

  /// Returns the next moment of an externally visible event: an arrival, or the end of a draining
  /// replica's iteration. `Long.MAX_VALUE` for never.
  public long nextEvent() {
    long event = nextAt;
    for (InferenceReplica replica : replicas) {
      if (replica.draining()) {
        event = StrictMath.min(event, replica.nextIterationEnd());
      }
    }
    return event;
  }

  /// Runs all replicas up to `until` and routes the arrivals of this moment; there may be no
  /// unrouted arrivals before it.
  public void advance(long until) {
    for (int i = 0; i < replicas.size(); i++) {
      replicas.get(i).advance(until);
    }
    for (Request request = next; request != null && nextAt <= until; request = next) {
      gateway.addLast(new Sequence(nextAt, request.inputTokens(), request.outputTokens()));
      arrived++;
      readNext();
      dispatch(until);
    }
  }

  /// Counts the requests by state.
  public ServiceCount count(long now) {
    long running = 0;
    long waiting = 0;
    long overdue = ledger.late(gateway, now);
    for (InferenceReplica replica : replicas) {
      running += replica.running();
      waiting += replica.waiting();
      overdue += replica.overdue(now);
    }
    return new ServiceCount(
        arrived,
        ledger.finished,
        ledger.refused,
        ledger.good,
        running,
        waiting,
        gateway.size(),
        overdue,
        ledger.preemptions,
        ledger.meanTimeToFirstToken(),
        ledger.meanTimePerOutputToken());
  }

  /// Latencies of finished requests, in fine buckets.
  ///
  /// @param firstToken times to first token, seconds
  /// @param perToken mean times per output token, seconds
  public record Latencies(HistogramView firstToken, HistogramView perToken) {}

  /// Returns the latencies of the finished requests.
  public Latencies latencies() {
    return ledger.latencies();
  }

  private void dispatch(long at) {
    while (!gateway.isEmpty()) {
      InferenceReplica replica = emptiest();
      if (replica == null) {
        return;
      }
      Sequence sequence = gateway.removeFirst();
      if (replica.holds(sequence)) {
        replica.enqueue(sequence, at);
      } else {
        ledger.refused++;
      }
    }
  }

  private @Nullable InferenceReplica emptiest() {
    InferenceReplica emptiest = null;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < replicas.size(); i++) {
      InferenceReplica replica = replicas.get(i);
      if (!replica.draining() && replica.load() < least) {
        least = replica.load();
        emptiest = replica;
      }
    }
    return emptiest;
  }
}

package io.rheostat.simulator.engine;

import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// One inference engine at the level of its iterations, as vLLM schedules them: continuous
/// batching, decodes first, prompts prefilled in chunks in order of arrival.
///
/// An iteration is planned at its start and takes effect at its end, as a whole:
///
/// 1. Every decoding sequence needs room for one more token. Without room, the sequence admitted
///    last is preempted: its KV is dropped and it goes back to the head of the queue, to be
///    recomputed.
/// 2. Up to `chunkTokens` prompt tokens are scheduled. When the admitted prompts are used up, the
///    head of the queue is admitted if its whole prompt fits into the KV cache and the batch has a
///    place; never past the head, and not in an iteration with a preemption.
/// 3. It takes [EngineProfile#iterationSeconds] times noise (lognormal, 3 %) times this replica's
///    own speed (lognormal, 2 %).
/// 4. At its end each decoding sequence has one token more, and each complete prompt its first.
///
/// Times are nanoseconds since the start of the world.
public final class InferenceReplica {
  private final String name;
  private final EngineProfile profile;
  private final RequestLedger ledger;
  private final EnginePace pace;
  private final EngineMetrics metrics = new EngineMetrics();

  private final WaitingQueue waiting = new WaitingQueue();
  private final Deque<Sequence> prefilling = new ArrayDeque<>();
  private final FinishHeap decoding = new FinishHeap();
  private final BusyMeter busyMeter;

  private boolean busy;
  private boolean draining;
  private long iterationEnd;
  private double iterationSeconds;
  private long iterations;
  private long admissions;
  private long kvReserved;
  private long kvComputed;
  private int chunk;

  InferenceReplica(
      String name, EngineProfile profile, RequestLedger ledger, EnginePace pace, long at) {
    this.name = name;
    this.profile = profile;
    this.ledger = ledger;
    this.pace = pace;
    this.busyMeter = new BusyMeter(at);
  }

  /// Returns the replica's name.
  public String name() {
    return name;
  }

  /// Returns the tokens of KV cache in use or queued, over its capacity: the router's measure of
  /// load.
  public double load() {
    return (kvReserved + waiting.tokens()) / profile.kvTokens();
  }

  /// Returns the share of the KV cache in use, 0..1.
  public double kvUsage() {
    return kvReserved / profile.kvTokens();
  }

  /// Returns the number of sequences in the batch.
  public int running() {
    return decoding.size() + prefilling.size();
  }

  /// Returns the number of requests queued here.
  public int waiting() {
    return waiting.size();
  }

  /// Returns the busy share of recent time (about 5 s), 0..1.
  public double busyShare(long at) {
    return busyMeter.share(at);
  }

  /// Tells whether it takes no new requests.
  public boolean draining() {
    return draining;
  }

  /// Tells whether it drains and has nothing left to do.
  public boolean drained() {
    return draining && !busy;
  }

  /// Returns the engine's signals, in canonical order.
  public List<Sample> samples() {
    List<Sample> samples = new ArrayList<>(52);
    samples.add(new Sample.Scalar(Signal.REQUESTS_RUNNING, running()));
    samples.add(new Sample.Scalar(Signal.REQUESTS_WAITING, waiting()));
    samples.add(new Sample.Scalar(Signal.KV_CACHE_USAGE, kvUsage()));
    metrics.write(samples);
    return samples;
  }

  /// Returns the values of its metrics.
  ///
  /// @param placement its placement
  public ReplicaView view(String placement) {
    return new ReplicaView(
        name,
        placement,
        draining,
        running(),
        waiting(),
        kvReserved,
        profile.kvTokens(),
        waiting.tokens(),
        metrics.promptTokens,
        metrics.generationTokens,
        metrics.finished,
        metrics.firstToken.view(),
        metrics.perToken.view(),
        new ReplicaView.Iteration(
            busy ? iterationSeconds : 0, chunk, decoding.size(), (double) kvComputed));
  }

  /// Returns the end of the iteration under way; `Long.MAX_VALUE` when idle.
  long nextIterationEnd() {
    return busy ? iterationEnd : Long.MAX_VALUE;
  }

  /// Tells whether the sequence could ever run here.
  boolean holds(Sequence sequence) {
    return (double) sequence.input + sequence.output <= profile.kvTokens();
  }

  /// Takes a request at `at`, after [#advance] to the same time.
  void enqueue(Sequence sequence, long at) {
    waiting.addLast(sequence);
    if (!busy) {
      begin(at);
    }
  }

  /// Runs all iterations ending by `until`.
  void advance(long until) {
    while (busy && iterationEnd <= until) {
      commit();
      begin(iterationEnd);
    }
  }

  /// Stops taking requests and returns the ones not begun, oldest first. A preempted one stays: its
  /// first tokens are already with the client.
  List<Sequence> drain() {
    draining = true;
    return waiting.removeNotBegun();
  }

  /// Returns the number of requests here past the objective's time to first token.
  int overdue(long now) {
    return ledger.late(waiting.sequences(), now)
        + ledger.late(prefilling, now)
        + ledger.late(decoding.sequences(), now);
  }

  private void begin(long at) {
    boolean preempted = makeRoom();
    int sequences = decoding.size() + schedulePrompts(preempted);
    busy = sequences > 0;
    busyMeter.set(busy, at);
    if (busy) {
      double seconds = profile.iterationSeconds(sequences, (double) kvComputed, chunk);
      long nanos = pace.nanos(seconds);
      iterationSeconds = nanos / 1e9;
      iterationEnd = at + nanos;
    }
  }

  private boolean makeRoom() {
    boolean preempted = false;
    while (kvReserved + decoding.size() > profile.kvTokens()) {
      preempt(latest());
      preempted = true;
    }
    return preempted;
  }

  /// Returns the sequence admitted last. A scan: preemption is rare and the batch small.
  private Sequence latest() {
    Sequence latest = prefilling.isEmpty() ? decoding.get(0) : prefilling.getLast();
    for (Sequence sequence : decoding.sequences()) {
      latest = sequence.admission > latest.admission ? sequence : latest;
    }
    return latest;
  }

  private void preempt(Sequence victim) {
    kvReserved -= victim.prompt;
    if (victim.slot >= 0) {
      long decoded = iterations - victim.joined;
      decoding.remove(victim);
      kvReserved -= decoded;
      kvComputed -= victim.prompt + decoded;
      victim.restart(victim.generated + (int) decoded);
    } else {
      prefilling.removeLast();
      kvComputed -= victim.scheduled;
      victim.restart(victim.generated);
    }
    waiting.addFirst(victim);
    metrics.preempt();
    ledger.preemptions++;
  }

  /// Schedules this iteration's prompt tokens; returns the number of their sequences.
  private int schedulePrompts(boolean preempted) {
    chunk = 0;
    int sequences = 0;
    for (Sequence sequence : prefilling) {
      if (chunk == profile.chunkTokens()) {
        return sequences;
      }
      schedule(sequence);
      sequences++;
    }
    while (!preempted && chunk < profile.chunkTokens() && admissible()) {
      schedule(admit());
      sequences++;
    }
    return sequences;
  }

  private void schedule(Sequence sequence) {
    int tokens =
        StrictMath.min(profile.chunkTokens() - chunk, sequence.prompt - sequence.scheduled);
    sequence.scheduled += tokens;
    chunk += tokens;
  }

  private boolean admissible() {
    return !waiting.isEmpty()
        && running() < profile.maxSequences()
        && kvReserved + decoding.size() + waiting.first().prompt <= profile.kvTokens();
  }

  private Sequence admit() {
    Sequence sequence = waiting.removeFirst();
    kvReserved += sequence.prompt;
    sequence.admission = ++admissions;
    prefilling.addLast(sequence);
    return sequence;
  }

  private void commit() {
    iterations++;
    int decoded = decoding.size();
    kvReserved += decoded;
    kvComputed += decoded + chunk;
    metrics.iteration(chunk, decoded);
    while (decoding.finishesBy(iterations)) {
      finish(decoding.pop());
    }
    while (!prefilling.isEmpty() && prefilling.getFirst().prefilled()) {
      join(prefilling.removeFirst());
    }
  }

  private void join(Sequence sequence) {
    if (!sequence.started()) {
      sequence.firstTokenAt(iterationEnd);
      metrics.firstToken(sequence.timeToFirstToken(iterationEnd));
    }
    sequence.generated++;
    metrics.iteration(0, 1);
    sequence.joined = iterations;
    sequence.finish = iterations + sequence.output - sequence.generated;
    if (sequence.finish == iterations) {
      finish(sequence);
    } else {
      decoding.add(sequence);
    }
  }

  private void finish(Sequence sequence) {
    long context = sequence.prompt + (iterations - sequence.joined);
    kvReserved -= context;
    kvComputed -= context;
    double timePerOutputToken = sequence.timePerOutputToken(iterationEnd);
    sequence.finishes();
    metrics.finish(timePerOutputToken);
    ledger.finish(sequence.timeToFirstToken(iterationEnd), timePerOutputToken);
  }
}

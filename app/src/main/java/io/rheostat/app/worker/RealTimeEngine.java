package io.rheostat.app.worker;

import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.signal.Sample;
import io.rheostat.simulator.engine.LiveReplica;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Engine model in real time: a thread of its own advances it with the machine's time.
final class RealTimeEngine implements AutoCloseable {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final long start = System.nanoTime();
  private final LiveReplica engine;
  private final List<Pending> pending = new ArrayList<>();
  private final Thread thread;
  private boolean closed;

  /// A request under way.
  ///
  /// @param begun completes with its first token
  /// @param done completes with its last
  record Answer(CompletableFuture<Boolean> begun, CompletableFuture<Boolean> done) {}

  private record Pending(LiveReplica.Ticket ticket, Answer answer) {}

  RealTimeEngine(EngineProfile profile, long seed) {
    engine = new LiveReplica(profile, seed, 0);
    thread = Thread.ofPlatform().name("engine").daemon().start(this::run);
  }

  /// Takes a request.
  ///
  /// @throws IllegalArgumentException when it is too long
  synchronized Answer submit(int inputTokens, int outputTokens) {
    long now = System.nanoTime() - start;
    engine.advance(now);
    Answer answer = new Answer(new CompletableFuture<>(), new CompletableFuture<>());
    pending.add(new Pending(engine.submit(inputTokens, outputTokens, now), answer));
    notifyAll();
    return answer;
  }

  synchronized List<Sample> samples() {
    engine.advance(System.nanoTime() - start);
    return engine.samples();
  }

  private synchronized void run() {
    try {
      while (!closed) {
        long now = System.nanoTime() - start;
        engine.advance(now);
        tell();
        long left = engine.nextEvent() - now;
        if (engine.nextEvent() == Long.MAX_VALUE) {
          wait();
        } else {
          wait(left / NANOS_PER_MILLI, (int) Math.max(1, left % NANOS_PER_MILLI));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell() {
    for (Iterator<Pending> all = pending.iterator(); all.hasNext(); ) {
      Pending request = all.next();
      if (request.ticket().hasBegun()) {
        request.answer().begun().complete(true);
      }
      if (request.ticket().isDone()) {
        request.answer().done().complete(true);
        all.remove();
      }
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    thread.interrupt();
  }
}

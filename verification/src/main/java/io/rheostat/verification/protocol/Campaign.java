package io.rheostat.verification.protocol;

import io.rheostat.verification.protocol.world.ProtocolVariant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Many seeds at once: each run has one thread, with as many runs at a time as processors.
final class Campaign {
  private static final int TRACE_LINES = 30;

  private final long first;
  private final int seeds;

  /// Outcome of a campaign.
  ///
  /// @param events over all seeds of the sound product
  /// @param violations runs with a broken invariant
  /// @param seedsToCatch number of seeds until each planted bug was found; empty if none found it
  record Outcome(
      long events,
      List<Simulation.Result> violations,
      Map<PlantedBug, Optional<Integer>> seedsToCatch,
      double wallSeconds) {
    long caught() {
      return seedsToCatch.values().stream().filter(Optional::isPresent).count();
    }

    boolean isGood() {
      return violations.isEmpty() && caught() == seedsToCatch.size();
    }
  }

  /// @param first the first seed; planted bugs try the rules, not the product, and are hunted in
  ///     the campaign that begins at 1 alone
  /// @param seeds number of seeds, from the first one on; for a planted bug at most as many
  Campaign(long first, int seeds) {
    this.first = first;
    this.seeds = seeds;
  }

  /// @throws ExecutionException if a run itself fails, a bug of the bench
  Outcome run() throws ExecutionException, InterruptedException {
    long started = System.nanoTime();
    int workers = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
      Map<PlantedBug, Future<Optional<Integer>>> hunts = new EnumMap<>(PlantedBug.class);
      for (PlantedBug bug : first == 1 ? PlantedBug.values() : new PlantedBug[0]) {
        hunts.put(bug, pool.submit(() -> seedsToCatch(bug)));
      }
      AtomicLong events = new AtomicLong();
      List<Future<List<Simulation.Result>>> parts = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        int from = worker;
        parts.add(pool.submit(() -> part(from, workers, events)));
      }
      List<Simulation.Result> violations = new ArrayList<>();
      for (Future<List<Simulation.Result>> part : parts) {
        violations.addAll(part.get());
      }
      Map<PlantedBug, Optional<Integer>> caught = new EnumMap<>(PlantedBug.class);
      for (Map.Entry<PlantedBug, Future<Optional<Integer>>> hunt : hunts.entrySet()) {
        caught.put(hunt.getKey(), hunt.getValue().get());
      }
      return new Outcome(events.get(), violations, caught, (System.nanoTime() - started) / 1e9);
    }
  }

  private List<Simulation.Result> part(int from, int workers, AtomicLong events) {
    List<Simulation.Result> violations = new ArrayList<>();
    for (int i = from; i < seeds; i += workers) {
      Simulation.Result result = Simulation.run(first + i, ProtocolVariant.SOUND, TRACE_LINES);
      events.addAndGet(result.events());
      if (result.violation().isPresent()) {
        violations.add(result);
      }
    }
    return violations;
  }

  private Optional<Integer> seedsToCatch(PlantedBug bug) {
    for (int i = 0; i < seeds; i++) {
      if (Simulation.run(first + i, bug, TRACE_LINES).violation().isPresent()) {
        return Optional.of(i + 1);
      }
    }
    return Optional.empty();
  }
}

package io.rheostat.actuator.driver.process;

import io.rheostat.actuator.driver.Driver;
import io.rheostat.actuator.driver.DriverReport;
import io.rheostat.actuator.driver.Owner;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Driver for processes of this machine, one for each replica.
///
/// An order is taken when it is written down; a thread for each placement then starts, watches,
/// starts again and ends processes. They outlive Rheostat unless their target says otherwise, and
/// are taken over by the next one. Give it only targets of the operator's own files, see
/// [io.rheostat.actuator.driver.DeclaredDriver].
public final class ProcessDriver implements Driver, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessDriver.class);
  private static final Duration PACE = Duration.ofMillis(250);
  private static final Duration MOST_AT_CLOSE = Duration.ofSeconds(10);

  private final StateFolder state;
  private final Owner owner;
  private final ProcessTools tools;
  private final Map<Place, Watched> placements = new ConcurrentHashMap<>();

  private volatile boolean closing;

  private record Place(String workload, String placement) {}

  /// @param due released when there is something to do at once
  private record Watched(ProcessReplicas replicas, Thread thread, Semaphore due) {}

  /// Creates a driver with its state in a folder. The folder is created and locked at its first
  /// use.
  public ProcessDriver(Path folder, HttpClient http, InstantSource clock, Owner owner) {
    state = new StateFolder(folder);
    tools =
        new ProcessTools(
            state, new Machine(), new ReplicaProbe(http), new ScrapeTargetFiles(), clock, owner);
    this.owner = owner;
  }

  @Override
  public Attempt apply(String workload, Order order, Generation generation) {
    try {
      Watched watched = watched(new Place(workload, order.placement()), order.target());
      Attempt attempt = watched.replicas().order(order.replicas(), generation);
      watched.due().release();
      return attempt;
    } catch (IOException | UncheckedIOException e) {
      return new Attempt.Unreachable(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return new Attempt.Refused(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public DriverReport observe(Workload workload) {
    List<PlacementStatus> statuses = new ArrayList<>();
    Generation newest = Generation.NONE;
    SortedMap<String, Generation> carried = new TreeMap<>();
    Optional<String> other = Optional.empty();
    try {
      for (Placement placement : workload.placements()) {
        Place place = new Place(workload.name(), placement.name());
        ProcessReplicas replicas = watched(place, placement.target()).replicas();
        statuses.add(replicas.status());
        Generation generation = replicas.generation();
        carried.put(placement.name(), generation);
        other = other.or(() -> replicas.otherOwner().map(owner::refusal));
        newest = generation.compareTo(newest) > 0 ? generation : newest;
      }
      return new DriverReport.Seen(newest, statuses, false, other, carried);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      return new DriverReport.Unknown(String.valueOf(e.getMessage()));
    }
  }

  private Watched watched(Place place, Target target) throws IOException {
    state.claim();
    ProcessSettings settings = ProcessSettings.of(target);
    Watched watched = placements.computeIfAbsent(place, _ -> watch(place, settings));
    watched.replicas().declare(settings);
    return watched;
  }

  private Watched watch(Place place, ProcessSettings settings) {
    try {
      ProcessReplicas replicas =
          new ProcessReplicas(place.workload(), place.placement(), tools, settings);
      Semaphore due = new Semaphore(0);
      Thread thread =
          Thread.ofVirtual()
              .name("processes of " + place.workload() + "/" + place.placement())
              .start(() -> run(replicas, due));
      return new Watched(replicas, thread, due);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private void run(ProcessReplicas replicas, Semaphore due) {
    String told = "";
    while (!closing) {
      try {
        state.claim();
        replicas.turn();
        told = "";
        boolean _ = due.tryAcquire(PACE.toMillis(), TimeUnit.MILLISECONDS);
        due.drainPermits();
      } catch (IOException | RuntimeException e) {
        // A failed action is tried again; it shows as missing replicas.
        String problem = String.valueOf(e.getMessage());
        if (!problem.equals(told)) {
          LOG.atWarn().setCause(e).log("{} can't go on", Thread.currentThread().getName());
          told = problem;
        }
        LockSupport.parkNanos(PACE.toNanos());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /// Ends the watching and the processes to stop with Rheostat; it waits for them for ten seconds
  /// at most.
  @Override
  public void close() throws IOException {
    closing = true; // and no interrupt, which could part a start from the note of it
    placements.values().forEach(watched -> watched.due().release());
    List<ProcessId> ending = new ArrayList<>();
    for (Watched watched : placements.values()) {
      joinQuietly(watched.thread());
      ending.addAll(watched.replicas().stop());
    }
    long deadline = System.nanoTime() + MOST_AT_CLOSE.toNanos();
    while (ending.stream().anyMatch(tools.machine()::isAlive) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    ending.forEach(tools.machine()::kill);
    placements.clear();
    state.close();
  }

  private static void joinQuietly(Thread thread) {
    try {
      boolean _ = thread.join(MOST_AT_CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.rheostat.actuator.driver.process;

import io.rheostat.actuator.driver.process.WorkerProcess.Phase;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The replicas of one placement: takes orders, and brings the actual replicas to the desired ones
/// turn by turn. Each action is written down before it is done.
final class ProcessReplicas {
  private final String workload;
  private final String placement;
  private final Path folder;
  private final WorkerLaunches launches;
  private final ProcessTools tools;
  private PlacementState held;
  private ProcessSettings settings;
  private Optional<String> blocked = Optional.empty();

  /// @throws IOException when its previous state can't be read
  ProcessReplicas(String workload, String placement, ProcessTools tools, ProcessSettings settings)
      throws IOException {
    this.workload = workload;
    this.placement = placement;
    this.tools = tools;
    this.settings = settings;
    folder = tools.state().of(workload, placement);
    launches = new WorkerLaunches(workload, placement, folder);
    Files.createDirectories(folder);
    held = StateFolder.read(folder);
  }

  /// Sets the settings of replicas started from now on.
  synchronized void declare(ProcessSettings changed) {
    settings = changed;
  }

  /// Takes an order, unless it is older than the one before.
  ///
  /// @throws IOException when it could not be written down; then it is not taken
  synchronized Attempt order(int replicas, Generation generation) throws IOException {
    boolean foreign = tools.owner().isForeign(held.owner());
    if (foreign && !settings.takeOver()) {
      return new Attempt.Refused(placement + ": " + tools.owner().refusal(held.owner().orElse("")));
    }
    int age = foreign ? 1 : generation.compareTo(held.generation());
    if (age < 0) {
      return new Attempt.Refused("generation " + held.generation() + " was seen before it");
    }
    if (age > 0) {
      keep(held.ordered(generation, replicas, Optional.of(tools.owner().id())));
    }
    return new Attempt.Accepted(placement + " is to hold " + held.wanted());
  }

  /// Returns the generation taken last; orders of another Rheostat do not count.
  synchronized Generation generation() {
    return tools.owner().isForeign(held.owner()) ? Generation.NONE : held.generation();
  }

  /// Returns the other Rheostat in charge of it; empty when there is none, or it is to be taken
  /// over.
  synchronized Optional<String> otherOwner() {
    return held.owner().filter(_ -> tools.owner().isForeign(held.owner()) && !settings.takeOver());
  }

  synchronized PlacementStatus status() {
    return held.status(placement, blocked);
  }

  /// Findings on the replicas, collected without holding anybody up.
  ///
  /// @param ready indices of the answering ones
  /// @param running requests of each, by its index
  private record Looks(Set<Integer> ready, Map<Integer, OptionalDouble> running) {}

  /// Makes one turn.
  void turn() throws IOException {
    Looks looks = look();
    synchronized (this) {
      Instant now = tools.clock().instant();
      for (WorkerProcess worker : List.copyOf(held.workers().values())) {
        advance(worker, looks, now);
      }
      lower(looks, now);
      raise(now);
      tell();
      for (WorkerProcess worker : held.workers().values()) {
        WorkerLog.bound(launches.log(worker), settings.limits().logBytes());
      }
    }
  }

  private Looks look() {
    List<WorkerProcess> starting;
    List<WorkerProcess> ready;
    ProcessSettings.Probes probes;
    synchronized (this) {
      starting = held.in(Phase.STARTING);
      ready = held.surplus() > 0 ? held.in(Phase.READY) : List.of();
      probes = settings.probes();
    }
    Set<Integer> answered = new HashSet<>();
    for (WorkerProcess worker : starting) {
      if (tools.probe().isReady(worker.port(), probes.readyPath())) {
        answered.add(worker.replica());
      }
    }
    Map<Integer, OptionalDouble> running = new HashMap<>();
    for (WorkerProcess worker : ready) {
      running.put(
          worker.replica(),
          tools.probe().running(worker.port(), probes.metricsPath(), probes.running()));
    }
    return new Looks(answered, running);
  }

  private void advance(WorkerProcess worker, Looks looks, Instant now) throws IOException {
    switch (worker.phase()) {
      case LAUNCHING -> findOrLaunch(worker, now);
      case STARTING -> starting(worker, looks, now);
      case READY -> {
        if (!isAlive(worker)) {
          keep(held.with(worker.crashed(ending(worker), now)));
        }
      }
      case DRAINING -> draining(worker, now);
      case CRASHED -> {
        if (held.surplus() <= 0 && !now.isBefore(worker.retryAt())) {
          launch(worker.launchingAgain(now), now);
        }
      }
    }
  }

  /// Finds or starts the process of a worker after Rheostat died between writing down and starting,
  /// or just after.
  private void findOrLaunch(WorkerProcess worker, Instant now) throws IOException {
    Optional<ProcessId> running = tools.machine().find(launches.marker(worker));
    if (running.isPresent()) {
      keep(held.with(worker.started(running.get(), now)));
    } else {
      launch(worker, now);
    }
  }

  private void starting(WorkerProcess worker, Looks looks, Instant now) throws IOException {
    if (!isAlive(worker)) {
      keep(held.with(worker.crashed(ending(worker), now)));
    } else if (looks.ready().contains(worker.replica())) {
      keep(held.with(worker.ready(now)));
    } else if (now.isAfter(worker.since().plus(settings.limits().ready()))) {
      worker.process().ifPresent(tools.machine()::kill);
      String why = "was not ready within " + settings.limits().ready().toSeconds() + " s";
      keep(held.with(worker.crashed(why, now)));
    }
  }

  private void draining(WorkerProcess worker, Instant now) throws IOException {
    if (!isAlive(worker)) {
      worker.process().ifPresent(tools.machine()::forget);
      keep(held.without(worker));
    } else if (now.isAfter(worker.since().plus(settings.limits().stop()))) {
      worker.process().ifPresent(tools.machine()::kill);
    }
  }

  private void lower(Looks looks, Instant now) throws IOException {
    List<WorkerProcess> leaving = new ArrayList<>(held.leaving(looks.running()));
    if (leaving.isEmpty()) {
      return;
    }
    PlacementState after = held;
    for (WorkerProcess worker : leaving) {
      after = worker.process().isEmpty() ? after.without(worker) : after.with(worker.draining(now));
    }
    keep(after);
    tell(); // nobody should send it anything by the time it is told to end
    for (WorkerProcess worker : leaving) {
      worker.process().ifPresent(tools.machine()::terminate);
    }
  }

  private void raise(Instant now) throws IOException {
    blocked = Optional.empty();
    while (held.surplus() < 0 && blocked.isEmpty()) {
      Optional<WorkerProcess> place = held.place(settings, now);
      if (place.isPresent()) {
        launch(place.get(), now);
      } else {
        blocked =
            Optional.of(
                "no port of " + settings.firstPort() + "-" + settings.lastPort() + " is free");
      }
    }
  }

  private void launch(WorkerProcess worker, Instant now) throws IOException {
    keep(held.with(worker));
    try {
      ProcessId id = tools.machine().start(launches.of(worker, settings, held.generation()));
      keep(held.with(worker.started(id, now)));
    } catch (IOException e) {
      keep(held.with(worker.crashed("can't be started: " + e.getMessage(), now)));
    }
  }

  private boolean isAlive(WorkerProcess worker) {
    return worker.process().filter(tools.machine()::isAlive).isPresent();
  }

  private String ending(WorkerProcess worker) {
    String code =
        worker
            .process()
            .map(tools.machine()::exitCode)
            .filter(OptionalInt::isPresent)
            .map(exit -> "ended with code " + exit.getAsInt())
            .orElse("ended");
    worker.process().ifPresent(tools.machine()::forget);
    return code + "; see " + launches.log(worker);
  }

  private void tell() throws IOException {
    if (settings.targetsFile().isEmpty()) {
      return;
    }
    List<ScrapeTargetFiles.Entry> entries = new ArrayList<>();
    for (WorkerProcess worker : held.in(Phase.READY)) {
      SortedMap<String, String> labels = new TreeMap<>();
      labels.put("placement", placement);
      labels.put("replica", workload + "-" + placement + "-" + worker.replica());
      labels.putAll(settings.labels());
      entries.add(new ScrapeTargetFiles.Entry("127.0.0.1:" + worker.port(), labels));
    }
    tools.targetFiles().write(settings.targetsFile().get(), workload + "/" + placement, entries);
  }

  /// Stops the replicas if they are to end with Rheostat.
  ///
  /// @return the stopped ones
  synchronized List<ProcessId> stop() throws IOException {
    if (!settings.stopAtExit()) {
      return List.of();
    }
    List<ProcessId> running = new ArrayList<>();
    for (WorkerProcess worker : held.workers().values()) {
      worker.process().ifPresent(running::add);
    }
    keep(held.empty());
    tell();
    running.forEach(tools.machine()::terminate);
    return running;
  }

  private void keep(PlacementState changed) throws IOException {
    if (!changed.equals(held)) {
      StateFolder.write(folder, changed);
      held = changed;
    }
  }
}

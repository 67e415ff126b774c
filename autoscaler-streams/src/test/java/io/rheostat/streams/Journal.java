package io.rheostat.streams;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Alert;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.CommandCodec;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.codec.WorkloadEventCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/// A day in the life of the small fleet, from a seed: what came from outside, and the plain host
/// that has seen it all. Commands are answered as an actuator would.
public final class Journal {
  static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
  private static final byte[] MALFORMED = {(byte) 0xff, 1, 2, 3};
  private static final int REPLICAS = 4;

  private final Random random;
  private final PlainHost host = new PlainHost();
  private final List<Entry> inputs = new ArrayList<>();
  private final Map<String, Workload> workloads = new TreeMap<>();
  private final Map<String, Double> counters = new TreeMap<>();
  private long revision = 1;
  private long now = START.toEpochMilli();

  private Journal(long seed) {
    random = new Random(seed);
  }

  /// So many seconds of life.
  static Journal of(long seed, int seconds) {
    Journal journal = new Journal(seed);
    journal.begin();
    for (int second = 0; second < seconds; second++) {
      journal.second();
    }
    return journal;
  }

  /// Returns the entries from outside, in order.
  List<Entry> inputs() {
    return inputs;
  }

  PlainHost host() {
    return host;
  }

  /// One replica's gauge, received when it was observed.
  static Entry reading(String workload, Instant at) {
    Sample sample = new Sample.Scalar(Signal.REQUESTS_RUNNING, 3);
    Reading reading = new Reading(workload, "r0", "h100", at, List.of(sample));
    return new Entry(
        Topic.WORKLOAD_LOG,
        workload,
        WorkloadEventCodec.encode(new WorkloadEvent.Measured(reading)),
        at.toEpochMilli(),
        OptionalLong.empty());
  }

  /// A tick of the workload-log.
  public static Entry tick(Instant at) {
    return new Entry(
        Topic.WORKLOAD_LOG,
        "tick",
        WorkloadEventCodec.encode(new WorkloadEvent.Tick()),
        at.toEpochMilli(),
        OptionalLong.empty());
  }

  private void begin() {
    Declared.DEVICES.forEach(device -> declare(new Declaration.Change.OfDevice(device)));
    Declared.POOLS.forEach(pool -> declare(new Declaration.Change.OfPool(pool)));
    for (Workload workload :
        List.of(
            Declared.chat(Declared.EAST),
            Declared.rank(Declared.EAST),
            Declared.train(Declared.WEST))) {
      declare(workload, Optional.empty());
      pool(observed(workload, Generation.NONE, Map.of("h100", 1)), workload.name());
    }
  }

  private void second() {
    now += 1000;
    int readings = 1 + random.nextInt(4);
    for (int i = 0; i < readings; i++) {
      workload(new WorkloadEvent.Measured(reading()), Declared.CHAT);
    }
    happening();
    workload(new WorkloadEvent.Tick(), "tick");
    pool(new PoolEvent.Tick(), "tick");
  }

  private void happening() {
    String name = List.of(Declared.CHAT, Declared.RANK, Declared.TRAIN).get(random.nextInt(3));
    switch (random.nextInt(14)) {
      case 0 -> workload(new WorkloadEvent.Left(new ReplicaGone(name, "r" + pick())), name);
      case 1 ->
          workload(
              new WorkloadEvent.Alerted(
                  new Alert(name, "Slow", random.nextBoolean(), Instant.ofEpochMilli(now))),
              name);
      case 2 -> declare(new Declaration.Change.Freeze(name, "me"));
      case 3 -> declare(new Declaration.Change.Unfreeze(name, "me"));
      case 4 -> move(name);
      case 5 -> withdraw(name);
      case 6 -> add(new Entry(Topic.WORKLOAD_LOG, name, MALFORMED, now, OptionalLong.empty()));
      case 7 -> add(new Entry(Topic.POOL_LOG, name, MALFORMED, now, OptionalLong.empty()));
      default -> {}
    }
  }

  private void move(String name) {
    Workload before = workloads.get(name);
    if (before == null) {
      declare(Declared.rank(Declared.EAST), Optional.empty());
      return;
    }
    String to = before.pool().equals(Declared.EAST) ? Declared.WEST : Declared.EAST;
    declare(Declared.workload(name, to, before.objective()), Optional.of(before.pool()));
  }

  private void withdraw(String name) {
    if (workloads.remove(name) != null) {
      declare(new Declaration.Change.WorkloadWithdrawn(name));
    }
  }

  private void declare(Workload workload, Optional<String> movedFrom) {
    workloads.put(workload.name(), workload);
    declare(new Declaration.Change.OfWorkload(workload, movedFrom));
  }

  private void declare(Declaration.Change change) {
    Declaration declaration = new Declaration(revision++, change);
    workload(new WorkloadEvent.Declared(declaration), "fleet");
    pool(new PoolEvent.Declared(declaration), "fleet");
  }

  private int pick() {
    return random.nextInt(REPLICAS);
  }

  private Reading reading() {
    String name = random.nextInt(4) == 0 ? Declared.RANK : Declared.CHAT;
    String replica = "r" + pick();
    double load = random.nextInt(200);
    return new Reading(
        name,
        replica,
        "h100",
        Instant.ofEpochMilli(now - random.nextInt(400)),
        List.of(
            new Sample.Scalar(Signal.REQUESTS_RUNNING, load),
            new Sample.Scalar(Signal.REQUESTS_WAITING, load / 4),
            new Sample.Scalar(Signal.KV_CACHE_USAGE, load / 250),
            counter(name + replica, Signal.PROMPT_TOKENS, load * 400),
            counter(name + replica, Signal.GENERATION_TOKENS, load * 100),
            counter(name + replica, Signal.REQUESTS_FINISHED, load / 2)));
  }

  private Sample counter(String series, Signal signal, double increase) {
    return new Sample.Scalar(signal, counters.merge(series + signal, increase, Double::sum));
  }

  private void workload(WorkloadEvent event, String key) {
    OptionalLong micros =
        event instanceof WorkloadEvent.Measured
            ? OptionalLong.of(now * 1000 + random.nextInt(1000))
            : OptionalLong.empty();
    add(new Entry(Topic.WORKLOAD_LOG, key, WorkloadEventCodec.encode(event), now, micros));
  }

  private void pool(PoolEvent event, String key) {
    add(new Entry(Topic.POOL_LOG, key, PoolEventCodec.encode(event), now, OptionalLong.empty()));
  }

  private void add(Entry entry) {
    inputs.add(entry);
    for (Sent sent : host.accept(entry)) {
      if (sent.topic() == Topic.COMMANDS) {
        answer(CommandCodec.decode(sent.bytes()));
      }
    }
  }

  private void answer(Command command) {
    Workload workload = workloads.get(command.workload());
    if (workload == null || random.nextInt(10) == 0) {
      return;
    }
    boolean taken = random.nextInt(10) < 8;
    Outcome.Result result = taken ? Outcome.Result.APPLIED : Outcome.Result.FAILED;
    Instant at = Instant.ofEpochMilli(now);
    Outcome outcome =
        new Outcome(
            command.workload(), command.pool(), command.generation(), result, "as told", at);
    pool(new PoolEvent.Concluded(outcome), command.workload());
    if (taken) {
      Map<String, Integer> held = new TreeMap<>();
      command.to().parts().forEach(part -> held.put(part.placement(), part.replicas()));
      pool(observed(workload, command.generation(), held), command.workload());
    }
  }

  private PoolEvent observed(Workload workload, Generation generation, Map<String, Integer> held) {
    List<PlacementStatus> placements = new ArrayList<>();
    for (String placement : List.of("h100", "l40s")) {
      int replicas = held.getOrDefault(placement, 0);
      placements.add(
          new PlacementStatus(
              placement, replicas, replicas, 0, 0, 0, Optional.empty(), Optional.empty()));
    }
    return new PoolEvent.Observation(
        new Observed(
            workload.name(),
            workload.pool(),
            Instant.ofEpochMilli(now),
            generation,
            placements,
            false,
            Optional.empty()));
  }
}

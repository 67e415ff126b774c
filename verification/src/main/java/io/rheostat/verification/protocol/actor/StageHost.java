package io.rheostat.verification.protocol.actor;

import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.Ledger;
import io.rheostat.core.stage.PartitionClock;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.stage.Stage;
import io.rheostat.verification.protocol.invariant.BrokenInvariant;
import io.rheostat.verification.protocol.world.OrderedLog;
import io.rheostat.verification.protocol.world.ProtocolWorld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// One stage on one partition, hosted as by Kafka Streams, and its part that outlives a crash.
///
/// Exactly once: state, effects and offset become true together. At least once: the state's log and
/// each effect's log keep any first part of the unflushed records, the offset stays behind, and an
/// aggregate's record has the last input seen and its effects.
public final class StageHost<S, E, X> {
  private final ProtocolWorld world;
  private final String name;
  private final OrderedLog<E> log;
  private final Supplier<Stage<S, E, X>> stage;
  private final BiConsumer<X, Instant> out;
  private final boolean exactlyOnce;
  private Image<S, X> durable;
  private int committed;
  private PartitionFold<S, E, X> fold;
  private SortedMap<String, Last<X>> last = new TreeMap<>();
  private final List<Pending<S, X>> pending = new ArrayList<>();
  private int position;
  private int clockedTo;
  private boolean up;
  private boolean scheduled;

  /// @param offset the last input seen by an aggregate
  private record Last<X>(int offset, List<X> effects) {}

  private record Image<S, X>(
      PartitionClock clock,
      int clockedTo,
      Catalogue catalogue,
      SortedMap<String, S> aggregates,
      SortedMap<String, Last<X>> last) {}

  private record Pending<S, X>(Image<S, X> after, List<X> effects, Instant now) {}

  public StageHost(
      ProtocolWorld world,
      String name,
      OrderedLog<E> log,
      Supplier<Stage<S, E, X>> stage,
      BiConsumer<X, Instant> out) {
    this.world = world;
    this.name = name;
    this.log = log;
    this.stage = stage;
    this.out = out;
    exactlyOnce = world.chance().below(2) == 0;
    durable =
        new Image<>(PartitionClock.NEVER, 0, Catalogue.EMPTY, new TreeMap<>(), new TreeMap<>());
    log.onAppend(this::wake);
    start();
  }

  private void start() {
    fold = new PartitionFold<>(stage.get(), _ -> true);
    fold.restore(durable.clock(), durable.catalogue(), durable.aggregates());
    last = new TreeMap<>(durable.last());
    clockedTo = durable.clockedTo();
    position = committed;
    up = true;
    wake();
  }

  private void wake() {
    if (up && !scheduled) {
      scheduled = true;
      world.scheduler().within(1, 20, this::work);
    }
  }

  /// Processes a batch, as one turn of a stream thread.
  private void work() {
    scheduled = false;
    if (!up) {
      return;
    }
    int batch = 1 + world.chance().below(20);
    for (int i = 0; i < batch && position < log.end(); i++) {
      process(log.at(position));
      if (world.strikes(0.002)) {
        crash();
        return;
      }
    }
    commit();
    if (position < log.end()) {
      wake();
    }
  }

  private void process(OrderedLog.Entry<E> entry) {
    int offset = position;
    position++;
    List<X> effects = new ArrayList<>();
    fold.accept(entry.event(), entry.receivedAt(), new Keeping(offset, effects));
    clockedTo = Math.max(clockedTo, position);
    pending.add(new Pending<>(image(), effects, fold.now()));
  }

  private Image<S, X> image() {
    return new Image<>(
        fold.clock(),
        clockedTo,
        fold.catalogue(),
        new TreeMap<>(fold.aggregates()),
        new TreeMap<>(last));
  }

  private void commit() {
    flush(pending.size(), pending.size());
    pending.clear();
    if (exactlyOnce || world.chance().below(4) == 0) {
      committed = position;
    }
  }

  private void flush(int states, int outputs) {
    if (states > 0) {
      durable = pending.get(states - 1).after();
    }
    for (Pending<S, X> step : List.copyOf(pending.subList(0, outputs))) {
      step.effects().forEach(effect -> out.accept(effect, step.now()));
    }
  }

  private void crash() {
    world.note(name, "crashes", exactlyOnce ? "exactly-once" : "at-least-once");
    if (!exactlyOnce) {
      flush(world.chance().below(pending.size() + 1), world.chance().below(pending.size() + 1));
    }
    pending.clear();
    up = false;
    world.scheduler().within(500, 6_000, this::start);
  }

  /// Ledger entries owned by an aggregate's record.
  private final class Keeping implements Ledger<S, X> {
    private final int offset;
    private final List<X> effects;

    Keeping(int offset, List<X> effects) {
      this.offset = offset;
      this.effects = effects;
    }

    @Override
    public boolean clocked(boolean tick) {
      return offset < clockedTo;
    }

    @Override
    public boolean applied(String key) {
      Last<X> seen = last.get(key);
      if (seen == null || seen.offset() < offset) {
        return false;
      }
      if (seen.offset() == offset) {
        effects.addAll(seen.effects());
      }
      return true;
    }

    @Override
    public void failed(String key, RuntimeException bug) {
      throw new BrokenInvariant("a step of " + name + " threw " + bug);
    }

    @Override
    public void stepped(String key, S before, S after, List<X> stepEffects) {
      last.put(key, new Last<>(offset, stepEffects));
      effects.addAll(stepEffects);
    }
  }
}

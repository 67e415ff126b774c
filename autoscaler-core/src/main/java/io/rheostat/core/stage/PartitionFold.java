package io.rheostat.core.stage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Running fold of one partition of one stage: the same class in Kafka Streams, in replay and in
/// the simulator, so the decisions of a log cannot depend on its reader.
///
/// Not safe for use by several threads: a partition is one ordered log.
public final class PartitionFold<S, E, X> {
  private final Stage<S, E, X> stage;
  private final Predicate<String> owns;
  private final SortedMap<String, S> aggregates = new TreeMap<>();
  private Catalogue catalogue = Catalogue.EMPTY;
  private Optional<Instant> turnedBack = Optional.empty();
  private PartitionClock clock = PartitionClock.NEVER;

  /// @param stage folded stage
  /// @param owns whether an aggregate of that key lives in this partition
  public PartitionFold(Stage<S, E, X> stage, Predicate<String> owns) {
    this.stage = stage;
    this.owns = owns;
  }

  /// Restores the state kept by a host.
  public void restore(
      PartitionClock restoredClock, Catalogue restoredCatalogue, SortedMap<String, S> restored) {
    clock = restoredClock;
    catalogue = restoredCatalogue;
    aggregates.clear();
    aggregates.putAll(restored);
  }

  /// Steps every aggregate concerned by the event. A record with an impossible timestamp is refused
  /// and changes nothing.
  ///
  /// @param receivedAt the record's timestamp
  public void accept(E event, Instant receivedAt, Ledger<S, X> ledger) {
    boolean tick = stage.router().isTick(event);
    if (tick ? !PartitionClock.isTime(receivedAt) : !clock.takes(receivedAt)) {
      ledger.misdated(receivedAt);
      return;
    }
    Instant before = clock.now();
    if (!ledger.clocked(tick)) {
      clock = tick ? clock.ticked(receivedAt) : clock.recorded(receivedAt);
    }
    if (clock.now().isBefore(before)) {
      turnedBack = Optional.of(before);
    }
    step(event, ledger);
    turnedBack = Optional.empty();
  }

  /// Steps every aggregate concerned by the event, for a host without redelivery and store.
  ///
  /// @param receivedAt the record's timestamp
  /// @return effects of all steps, in order
  /// @throws RuntimeException as thrown by a step; it is a bug
  public List<X> accept(E event, Instant receivedAt) {
    EffectLedger<S, X> ledger = EffectLedger.throwing();
    accept(event, receivedAt, ledger);
    return ledger.effects();
  }

  private void step(E event, Ledger<S, X> ledger) {
    stage
        .router()
        .declaration(event)
        .ifPresent(declaration -> catalogue = catalogue.apply(declaration));
    Moment moment = new Moment(clock.now(), catalogue);
    switch (stage.router().route(event)) {
      case Route.One(String key) -> stepOwned(key, event, moment, ledger);
      case Route.All() -> stepAll(event, moment, ledger);
      case Route.AllAnd(String key) -> {
        if (owns.test(key)) {
          aggregates.computeIfAbsent(key, stage::initial);
        }
        stepAll(event, moment, ledger);
      }
      case Route.None() -> {}
    }
  }

  private void stepAll(E event, Moment moment, Ledger<S, X> ledger) {
    for (String key : List.copyOf(aggregates.keySet())) {
      stepOwned(key, event, moment, ledger);
    }
  }

  private void stepOwned(String key, E event, Moment moment, Ledger<S, X> ledger) {
    if (!owns.test(key) || ledger.applied(key)) {
      return;
    }
    S before = aggregates.computeIfAbsent(key, stage::initial);
    Step<S, X> step;
    try {
      S start = turnedBack.map(from -> stage.turnedBack(before, from, moment.now())).orElse(before);
      step = stage.step(start, event, moment);
    } catch (RuntimeException e) {
      // A bug must not let one record hold up all workloads of the partition for ever. Every host
      // of the fold passes over the same step, so the log still decides the same everywhere.
      if (stage.codec().isEmpty(before)) {
        aggregates.remove(key);
      }
      ledger.failed(key, e);
      String problem = e.getClass().getSimpleName();
      ledger.faulted(key, stage.faulted(before, event, moment, problem));
      return;
    }
    if (stage.codec().isEmpty(step.state())) {
      aggregates.remove(key);
    } else {
      aggregates.put(key, step.state());
    }
    ledger.stepped(key, before, step.state(), step.effects());
  }

  /// Returns the partition's time.
  public Instant now() {
    return clock.now();
  }

  /// Returns the partition's clock, for a host to keep.
  public PartitionClock clock() {
    return clock;
  }

  /// Returns the declarations at this point of the log.
  public Catalogue catalogue() {
    return catalogue;
  }

  /// Returns the aggregates, by key.
  public Map<String, S> aggregates() {
    return Collections.unmodifiableMap(aggregates);
  }

  /// Feeds the canonical bytes of the whole state, keys included, to a digest.
  public void digest(MessageDigest digest) {
    aggregates.forEach(
        (key, state) -> {
          digest.update(key.getBytes(StandardCharsets.UTF_8));
          digest.update(stage.codec().encodeRoot(state));
          for (String part : stage.codec().parts(state)) {
            digest.update(stage.codec().encodePart(state, part));
          }
        });
  }

  /// Returns the keys of all aggregates, a copy.
  public List<String> keys() {
    return new ArrayList<>(aggregates.keySet());
  }

  /// Returns a fresh SHA-256, for hosts hashing their fold.
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

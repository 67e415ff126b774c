package io.rheostat.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A host for tests. It keeps effects and steps everything twice to see that steps are pure. It can
/// be cut: then all state goes through its bytes into a new fold.
public final class Runner<S, E, X> {
  private final Stage<S, E, X> stage;
  private PartitionFold<S, E, X> fold;
  private final List<X> effects = new ArrayList<>();
  private int since;

  /// A host of a partition that owns every key.
  public Runner(Stage<S, E, X> stage) {
    this.stage = stage;
    fold = new PartitionFold<>(stage, _ -> true);
  }

  private record Stepped<S, X>(String key, S before, S after, List<X> effects) {}

  /// Gives the effects of one event.
  public List<X> accept(E event, Instant receivedAt) {
    List<Stepped<S, X>> steps = new ArrayList<>();
    fold.accept(
        event,
        receivedAt,
        new Ledger<>() {
          @Override
          public void failed(String key, RuntimeException bug) {
            throw bug;
          }

          @Override
          public boolean applied(String key) {
            return false;
          }

          @Override
          public void stepped(String key, S before, S after, List<X> stepEffects) {
            steps.add(new Stepped<>(key, before, after, stepEffects));
          }
        });
    since = effects.size();
    Moment moment = new Moment(fold.now(), fold.catalogue());
    for (Stepped<S, X> step : steps) {
      Step<S, X> again = stage.step(step.before(), event, moment);
      assertThat(again.effects()).as("a second step's effects").isEqualTo(step.effects());
      assertThat(bytes(again.state())).as("a second step's state").isEqualTo(bytes(step.after()));
      effects.addAll(step.effects());
    }
    return effects.subList(since, effects.size());
  }

  /// All state goes through its bytes into a new fold.
  public void cut() {
    SortedMap<String, S> restored = new TreeMap<>();
    fold.aggregates().forEach((key, state) -> restored.put(key, throughBytes(state)));
    PartitionFold<S, E, X> next = new PartitionFold<>(stage, _ -> true);
    next.restore(fold.clock(), fold.catalogue(), restored);
    fold = next;
  }

  /// Time passes without an event.
  public void lapseTo(Instant time) {
    fold.restore(PartitionClock.of(time), fold.catalogue(), new TreeMap<>(fold.aggregates()));
  }

  private S throughBytes(S state) {
    SortedMap<String, byte[]> parts = new TreeMap<>();
    for (String part : stage.codec().parts(state)) {
      parts.put(part, stage.codec().encodePart(state, part));
    }
    return stage.codec().decode(stage.codec().encodeRoot(state), parts);
  }

  /// Canonical bytes of one aggregate, in readable order.
  public List<String> bytes(S state) {
    List<String> texts = new ArrayList<>();
    texts.add(HexFormat.of().formatHex(stage.codec().encodeRoot(state)));
    for (String part : stage.codec().parts(state)) {
      texts.add(part + ":" + HexFormat.of().formatHex(stage.codec().encodePart(state, part)));
    }
    return texts;
  }

  /// Digest of everything.
  public byte[] digest() {
    MessageDigest digest = PartitionFold.sha256();
    fold.digest(digest);
    return digest.digest();
  }

  public List<X> effects() {
    return effects;
  }

  /// All aggregates, a copy.
  public SortedMap<String, S> states() {
    return new TreeMap<>(fold.aggregates());
  }

  /// An aggregate that must be there.
  public S state(String key) {
    S state = fold.aggregates().get(key);
    if (state == null) {
      throw new AssertionError("there is no " + key + " among " + fold.keys());
    }
    return state;
  }

  public Moment moment() {
    return new Moment(fold.now(), fold.catalogue());
  }
}

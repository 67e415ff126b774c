package io.rheostat.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.streams.store.Envelope;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.PoolEventCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Continuation of a stage from its store by another process.
final class RestartTest {
  private static final int SECONDS = 40;

  @Property(tries = 25)
  void a_restart_anywhere_changes_no_byte(
      @ForAll long seed, @ForAll @IntRange(max = 99) int cutPercent, @ForAll Delivery delivery) {
    Journal journal = Journal.of(seed, SECONDS);

    restartChangesNothing(StageBinding.ESTIMATE, journal, cutPercent, delivery);
    restartChangesNothing(StageBinding.PLAN, journal, cutPercent, delivery);
  }

  private static <S, E, X> void restartChangesNothing(
      StageBinding<S, E, X> binding, Journal journal, int cutPercent, Delivery delivery) {
    List<Entry> log = journal.host().log(binding.log());
    TornStore whole = new TornStore(StreamsTopology.storeName(binding));
    TornStore cut = new TornStore(StreamsTopology.storeName(binding));
    int restart = log.size() * cutPercent / 100;

    List<Sent> wanted = run(new Life<>(binding, delivery, whole), log, 0, log.size());
    List<Sent> sent = run(new Life<>(binding, delivery, cut), log, 0, restart);
    sent.addAll(run(new Life<>(binding, delivery, cut), log, restart, log.size()));

    assertThat(sent).isEqualTo(wanted);
    assertThat(Life.state(binding, cut)).isEqualTo(Life.state(binding, whole));
  }

  /// The process ends on any write, and again: each time some records come again from before.
  @Property(tries = 60)
  void after_crashes_no_step_is_repeated_and_no_effect_is_missing(@ForAll long seed) {
    Journal journal = Journal.of(seed, SECONDS);

    crashesLoseNothing(StageBinding.ESTIMATE, journal, new Random(seed));
    crashesLoseNothing(StageBinding.PLAN, journal, new Random(seed));
  }

  private static <S, E, X> void crashesLoseNothing(
      StageBinding<S, E, X> binding, Journal journal, Random random) {
    List<Entry> log = journal.host().log(binding.log());
    TornStore calm = new TornStore(StreamsTopology.storeName(binding));
    List<Sent> wanted = run(new Life<>(binding, Delivery.AT_LEAST_ONCE, calm), log, 0, log.size());

    Crashes<S, E, X> crashes = new Crashes<>(binding, log);
    crashes.run(6, random, (int) Math.max(1, calm.writes() / 6));

    assertThat(contents(crashes.sent)).isEqualTo(contents(wanted));
    assertThat(steps(crashes.store)).doesNotHaveDuplicates();
    assertThat(Life.state(binding, crashes.store)).isEqualTo(Life.state(binding, calm));
  }

  /// Every write of a step is torn once, with the records before it read again.
  @Test
  void a_step_torn_at_any_of_its_writes_ends_the_same() {
    for (int more = 0; more < 12; more++) {
      Journal journal = Journal.of(11, SECONDS);
      List<Entry> log = journal.host().log(Topic.POOL_LOG);
      for (int crashAt = 8; crashAt < log.size(); crashAt += 9) {
        Crashes<?, ?, ?> crashes = new Crashes<>(StageBinding.PLAN, log);
        TornStore calm = new TornStore(StreamsTopology.storeName(StageBinding.PLAN));
        List<Sent> wanted =
            run(
                new Life<>(StageBinding.PLAN, Delivery.AT_LEAST_ONCE, calm),
                log,
                0,
                crashAt + 3 < log.size() ? crashAt + 3 : log.size());

        crashes.once(crashAt, more, 5, Math.min(log.size(), crashAt + 3));

        assertThat(contents(crashes.sent)).isEqualTo(contents(wanted));
        assertThat(Life.state(StageBinding.PLAN, crashes.store))
            .isEqualTo(Life.state(StageBinding.PLAN, calm));
      }
    }
  }

  /// The old pool's last member leaves, so nothing is left of that pool but its last words: without
  /// them the new pool would wait for ever.
  @Test
  void a_pool_that_ends_by_a_hand_over_repeats_it() {
    List<Entry> log = new ArrayList<>();
    log.add(declared(1, Declared.rank(Declared.EAST), Optional.empty()));
    log.add(declared(2, Declared.rank(Declared.WEST), Optional.of(Declared.EAST)));
    TornStore store = new TornStore(StreamsTopology.storeName(StageBinding.PLAN));
    var first = new Life<>(StageBinding.PLAN, Delivery.AT_LEAST_ONCE, store);
    List<Sent> before = run(first, log, 0, 2);

    var second = new Life<>(StageBinding.PLAN, Delivery.AT_LEAST_ONCE, store);
    List<Sent> again = run(second, log, 1, 2);

    assertThat(before).hasSize(1);
    assertThat(PoolEventCodec.decode(before.getFirst().bytes()))
        .isInstanceOfSatisfying(
            PoolEvent.HandedOver.class,
            event -> assertThat(event.released().generation()).isEqualTo(Generation.NONE));
    assertThat(again).isEqualTo(before);
  }

  /// The record of the pool that ended.
  private static final String ENDED = "a\u0000" + Declared.EAST;

  @Test
  void what_ended_is_forgotten_once_it_cannot_come_again() {
    List<Entry> log = new ArrayList<>();
    log.add(declared(1, Declared.rank(Declared.EAST), Optional.empty()));
    log.add(declared(new Declaration(2, new Declaration.Change.WorkloadWithdrawn(Declared.RANK))));
    log.add(tick());
    log.add(tick());
    TornStore store = new TornStore(StreamsTopology.storeName(StageBinding.PLAN));
    run(new Life<>(StageBinding.PLAN, Delivery.AT_LEAST_ONCE, store), log, 0, 3);
    assertThat(store.get(ENDED)).isNotNull();

    run(new Life<>(StageBinding.PLAN, Delivery.AT_LEAST_ONCE, store), log, 3, 4);

    assertThat(store.get(ENDED)).isNull();
  }

  private static Entry tick() {
    return entry(new PoolEvent.Tick());
  }

  private static Entry declared(long revision, Workload workload, Optional<String> from) {
    return declared(new Declaration(revision, new Declaration.Change.OfWorkload(workload, from)));
  }

  private static Entry declared(Declaration declaration) {
    return entry(new PoolEvent.Declared(declaration));
  }

  private static Entry entry(PoolEvent event) {
    return new Entry(
        Topic.POOL_LOG,
        "key",
        PoolEventCodec.encode(event),
        Journal.START.toEpochMilli(),
        OptionalLong.empty());
  }

  private static <S, E, X> List<Sent> run(
      Life<S, E, X> process, List<Entry> log, int from, int to) {
    for (int offset = from; offset < to; offset++) {
      process.process(log, offset);
    }
    return process.sent();
  }

  /// Each step that was kept: the aggregate and the input's offset.
  private static List<String> steps(TornStore store) {
    return store.puts().stream()
        .filter(put -> put.key.startsWith("a\u0000"))
        .map(put -> put.key + " " + Envelope.of(put.value).offset())
        .toList();
  }

  /// Returns the records sent for each input, each once.
  private static Map<Long, Set<String>> contents(List<Sent> sent) {
    Map<Long, Set<String>> byInput = new HashMap<>();
    for (Sent record : sent) {
      byInput
          .computeIfAbsent(record.inputOffset(), _ -> new LinkedHashSet<>())
          .add(record.content());
    }
    return byInput;
  }

  /// A stage that crashes and is started again with at-least-once delivery.
  private static final class Crashes<S, E, X> {
    private final StageBinding<S, E, X> binding;
    private final List<Entry> log;
    private final TornStore store;
    private final List<Sent> sent = new ArrayList<>();

    Crashes(StageBinding<S, E, X> binding, List<Entry> log) {
      this.binding = binding;
      this.log = log;
      store = new TornStore(StreamsTopology.storeName(binding));
    }

    /// Ends so often, after any number of writes below a limit.
    void run(int crashes, Random random, int mostWrites) {
      int offset = 0;
      for (int crash = 0; crash < crashes; crash++) {
        store.tearAfter(random.nextInt(mostWrites));
        // What a life began from was committed: no later one begins before it.
        offset = Math.max(offset, live(offset, log.size()) - random.nextInt(6));
        store.mend();
      }
      live(offset, log.size());
    }

    /// Ends once in the record at an offset, after so many of its writes.
    void once(int crashAt, int writes, int redelivered, int to) {
      live(0, crashAt);
      store.tearAfter(writes);
      live(crashAt, crashAt + 1);
      store.mend();
      live(Math.max(0, crashAt - redelivered), to);
    }

    /// One life; returns the offset at which it ended.
    private int live(int from, int to) {
      Life<S, E, X> process = new Life<>(binding, Delivery.AT_LEAST_ONCE, store);
      int offset = from;
      try {
        for (; offset < to; offset++) {
          process.process(log, offset);
        }
      } catch (TornException _) {
        // This life is over.
      }
      sent.addAll(process.sent());
      return offset;
    }
  }
}

package io.rheostat.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.plan.PlanStage;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.streams.store.FoldStore;
import io.rheostat.streams.store.StoredState;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.PoolEventCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// State that an earlier release kept is read by this one. At each release its own bytes are
/// written with `-Drheostat.state=VERSION` and committed.
final class OlderStateTest {
  private static Stream<Arguments> states() {
    return OlderState.releases().stream()
        .flatMap(
            release ->
                Stream.of(Delivery.values()).map(delivery -> Arguments.of(release, delivery)));
  }

  @Test
  void theBytesOfThisVersionAreWrittenWhenAskedFor() throws IOException {
    String version = System.getProperty("rheostat.state", "");
    if (!version.isEmpty()) {
      OlderState.write(version);
    }

    assertThat(OlderState.releases()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("states")
  void declarationsFreezesAndGenerationsSurviveAnUpgrade(Path release, Delivery delivery)
      throws IOException {
    Properties facts = OlderState.facts(release);
    TornStore store = OlderState.load(release, StageBinding.PLAN, delivery);
    PartitionFold<PoolState, ?, ?> fold = restored(StageBinding.PLAN, store);

    assertThat(fold.catalogue().frozen().toString()).isEqualTo(facts.getProperty("frozen"));
    assertThat(fold.catalogue().revision())
        .isEqualTo(Long.parseLong(facts.getProperty("revision")));
    assertThat(fold.now())
        .isEqualTo(Instant.ofEpochMilli(Long.parseLong(facts.getProperty("lastMillis"))));
    SortedMap<String, String> pools = new TreeMap<>();
    SortedMap<String, String> members = new TreeMap<>();
    fold.aggregates()
        .forEach(
            (pool, state) -> {
              for (String name : state.members().keySet()) {
                pools.put(name, pool);
                members.put(name, String.valueOf((Object) state.members().get(name)));
              }
            });
    assertThat(pools.toString()).isEqualTo(facts.getProperty("pools"));
    generations(facts)
        .forEach(
            (workload, generation) ->
                assertThat(members.get(workload)).contains("generation=" + generation));
  }

  private static Map<String, String> generations(Properties facts) {
    Map<String, String> generations = new TreeMap<>();
    String text = facts.getProperty("generations");
    for (String entry : text.substring(1, text.length() - 1).split(", ", -1)) {
      String[] words = entry.split("[=/]", -1);
      generations.put(words[0], words[1] + "." + words[2]);
    }
    return generations;
  }

  @ParameterizedTest
  @MethodSource("states")
  void whatWasLearnedSurvivesAnUpgrade(Path release, Delivery delivery) throws IOException {
    TornStore store = OlderState.load(release, StageBinding.ESTIMATE, delivery);
    var fold = restored(StageBinding.ESTIMATE, store);

    assertThat(fold.keys()).contains(Declared.CHAT, Declared.RANK);
    assertThat(String.valueOf((Object) fold.aggregates().get(Declared.CHAT)))
        .contains("r0")
        .contains("declared=Optional[");
  }

  /// The upgraded state goes on, and the next start reads what this version wrote.
  @ParameterizedTest
  @MethodSource("states")
  void theStateGoesOnAfterAnUpgradeAndIsReadAgain(Path release, Delivery delivery)
      throws IOException {
    goesOn(release, StageBinding.ESTIMATE, delivery);
    goesOn(release, StageBinding.PLAN, delivery);
  }

  private static <S, E, X> void goesOn(
      Path release, StageBinding<S, E, X> binding, Delivery delivery) throws IOException {
    TornStore store = OlderState.load(release, binding, delivery);
    Instant last =
        Instant.ofEpochMilli(Long.parseLong(OlderState.facts(release).getProperty("lastMillis")));
    List<Entry> log = new ArrayList<>();
    for (int offset = 0; offset < 20_000; offset++) {
      log.add(Journal.tick(last));
    }
    int begin = 19_000;
    for (int second = 0; second < 30; second++) {
      Instant at = last.plus(Duration.ofMinutes(20)).plusSeconds(second);
      log.set(begin + second, binding.log() == Topic.POOL_LOG ? poolTick(at) : Journal.tick(at));
    }
    Life<S, E, X> life = new Life<>(binding, delivery, store);
    for (int second = 0; second < 30; second++) {
      life.process(log, begin + second);
    }
    assertThat(life.sent()).isNotEmpty();

    PartitionFold<S, E, X> again = restored(binding, store);
    assertThat(again.now()).isEqualTo(last.plus(Duration.ofMinutes(20)).plusSeconds(29));
    assertThat(again.keys()).isNotEmpty();
  }

  private static Entry poolTick(Instant at) {
    return new Entry(
        Topic.POOL_LOG,
        "tick",
        PoolEventCodec.encode(new PoolEvent.Tick()),
        at.toEpochMilli(),
        OptionalLong.empty());
  }

  /// A part that cannot be read costs that part, is said, and is gone with the next record.
  @Test
  void whatCannotBeReadIsSaidAndTheRestGoesOn() throws IOException {
    TornStore store =
        OlderState.load(OlderState.releases().getFirst(), StageBinding.PLAN, Delivery.EXACTLY_ONCE);
    String broken = StoredState.PART + Declared.EAST + "\u0000" + Declared.CHAT;
    store.put(broken, new byte[] {1, 2, 3});
    var stage = new PlanStage();
    PartitionFold<PoolState, PoolEvent, PlanEffect> fold = new PartitionFold<>(stage, _ -> true);

    List<String> lost = new FoldStore<>(store, stage, false).restore(fold).lost();

    assertThat(lost).singleElement().asString().startsWith("east/chat: ");
    assertThat(fold.keys()).contains(Declared.WEST);
    new Life<>(StageBinding.PLAN, Delivery.EXACTLY_ONCE, store)
        .process(List.of(poolTick(Journal.START)), 0);
    assertThat(store.get(broken)).isNull();
  }

  @Test
  void anEmptyStoreIsAFirstStart() {
    var stage = new EstimateStage();
    TornStore store = new TornStore(StreamsTopology.storeName(StageBinding.ESTIMATE));

    assertThat(
            new FoldStore<>(store, stage, false)
                .restore(new PartitionFold<>(stage, _ -> true))
                .found())
        .isFalse();
  }

  private static <S, E, X> PartitionFold<S, E, X> restored(
      StageBinding<S, E, X> binding, TornStore store) {
    var stage = binding.stage().get();
    PartitionFold<S, E, X> fold = new PartitionFold<>(stage, _ -> true);
    assertThat(new FoldStore<>(store, stage, true).restore(fold).lost()).isEmpty();
    return fold;
  }
}

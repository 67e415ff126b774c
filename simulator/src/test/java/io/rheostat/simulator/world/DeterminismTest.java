package io.rheostat.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.command.Generation;
import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.cluster.StockOut;
import io.rheostat.simulator.page.DcgmPage;
import io.rheostat.simulator.page.PyTorchPage;
import io.rheostat.simulator.page.ReplicaPage;
import io.rheostat.simulator.page.VllmPage;
import io.rheostat.simulator.testing.Scenarios;
import io.rheostat.simulator.trace.TraceGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/// The world is a function of scenario, seed and the timed scale calls, and of nothing else.
class DeterminismTest {
  private static final long MINUTES = 20;

  @Property(tries = 25)
  void howTimeIsSplitChangesNothing(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @LongRange(min = 0, max = 1_000_000) long cuts) {
    List<JournalEntry> calls = calls(seed);
    World whole = World.resume(scenario(), seed, calls, end());

    World split = new World(scenario(), seed);
    Chance chance = new Chance(cuts);
    for (JournalEntry call : calls) {
      cut(split, chance, call);
      split.scale(call.workload(), call.placement(), call.replicas(), call.generation());
    }
    while (split.now().isBefore(end().minusSeconds(40))) {
      split.advanceTo(split.now().plusNanos((long) (40e9 * chance.uniform())));
      split.pages();
    }
    split.advanceTo(end());

    assertThat(face(split)).isEqualTo(face(whole));
  }

  @Property(tries = 25)
  void theJournalResumesAtAnyCut(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @LongRange(min = 0, max = MINUTES * 60_000) long cutMillis) {
    World whole = new World(scenario(), seed);
    World cut = null;
    for (JournalEntry call : calls(seed)) {
      Duration at = Duration.between(Scenarios.START, call.at());
      if (cut == null && at.toMillis() > cutMillis) {
        whole.advanceTo(Scenarios.START.plusMillis(cutMillis));
        cut = World.resume(scenario(), seed, whole.journal(), whole.now());
        assertThat(face(cut)).isEqualTo(face(whole));
      }
      for (World world : cut == null ? List.of(whole) : List.of(whole, cut)) {
        world.advanceTo(call.at());
        world.scale(call.workload(), call.placement(), call.replicas(), call.generation());
      }
    }
    whole.advanceTo(end());
    World resumed = World.resume(scenario(), seed, whole.journal(), end());

    assertThat(face(resumed)).isEqualTo(face(whole));
    if (cut != null) {
      cut.advanceTo(end());
      assertThat(face(cut)).isEqualTo(face(whole));
      assertThat(cut.journal()).isEqualTo(whole.journal());
    }
  }

  @Test
  void anotherSeedGivesAnotherCourse() {
    World one = World.resume(scenario(), 1, calls(1), end());
    World same = World.resume(scenario(), 1, calls(1), end());
    World other = World.resume(scenario(), 2, calls(1), end());

    assertThat(face(one)).isEqualTo(face(same));
    assertThat(face(one)).isNotEqualTo(face(other));
  }

  private static void cut(World world, Chance chance, JournalEntry call) {
    for (int i = 0; i < 5; i++) {
      long left = Duration.between(world.now(), call.at()).toNanos();
      world.advanceTo(world.now().plusNanos((long) (left * chance.uniform())));
    }
    world.advanceTo(call.at());
  }

  /// Everything that shows: score, what runs, and every page in every face.
  private static String face(World world) {
    StringBuilder face = new StringBuilder(world.score().toString());
    face.append(world.observed(Scenarios.CHAT)).append(world.observed(Scenarios.TRAIN));
    face.append(world.requests(Scenarios.CHAT).orElseThrow());
    for (ReplicaPage page : world.pages()) {
      face.append(VllmPage.render(page));
      face.append(DcgmPage.render(page)).append(PyTorchPage.render(page));
    }
    return face.toString();
  }

  private static List<JournalEntry> calls(long seed) {
    Chance chance = new Chance(seed);
    List<JournalEntry> calls = new ArrayList<>();
    long millis = 0;
    for (int i = 1; i <= 12; i++) {
      millis += 1 + chance.below(90_000);
      boolean chat = chance.below(3) > 0;
      String placement = chat && chance.below(3) == 0 ? "l40s" : "h100";
      calls.add(
          new JournalEntry(
              Scenarios.START.plusMillis(millis),
              chat ? Scenarios.CHAT : Scenarios.TRAIN,
              placement,
              chance.below(6),
              new Generation(1, i)));
    }
    return calls;
  }

  private static Scenario scenario() {
    return Scenarios.of(
        TraceGenerator.conversation(9, Duration.ofMinutes(MINUTES), 5),
        3,
        4,
        List.of(
            new StockOut(
                "us-east",
                "h100-sxm",
                Scenarios.START.plusSeconds(200),
                Scenarios.START.plusSeconds(420))));
  }

  private static Instant end() {
    return Scenarios.START.plus(Duration.ofMinutes(MINUTES));
  }
}

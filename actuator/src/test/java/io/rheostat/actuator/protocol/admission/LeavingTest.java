package io.rheostat.actuator.protocol.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class LeavingTest {
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
  private static final Placement BIG = placement("on-big", "big");
  private static final Placement SMALL = placement("on-small", "small");

  private final Leaving leaving = new Leaving();

  private static Placement placement(String name, String device) {
    return new Placement(
        name,
        device,
        1,
        1,
        List.of(),
        0,
        0,
        Duration.ZERO,
        OptionalDouble.of(1),
        Optional.empty(),
        Optional.empty(),
        Target.OBSERVE);
  }

  private static Workload chat(Placement... placements) {
    return new Workload(
        "chat",
        "east",
        new Objective.Profiled(1),
        Optional.empty(),
        List.of(placements),
        new Bounds(1, 6, OptionalDouble.empty()),
        List.of(),
        List.of());
  }

  private static Fleet fleet(Workload... workloads) {
    TreeMap<String, Workload> byName = new TreeMap<>();
    for (Workload workload : workloads) {
      byName.put(workload.name(), workload);
    }
    return new Fleet(new TreeMap<>(), new TreeMap<>(), byName);
  }

  private static Observed seen(int wanted, int draining, Optional<String> unknown) {
    PlacementStatus status =
        new PlacementStatus(
            "on-small", wanted, 0, 0, draining, 0, Optional.empty(), Optional.empty());
    return new Observed(
        "chat",
        "east",
        NOW,
        Generation.NONE,
        List.of(status),
        false,
        Optional.empty(),
        List.of(new PlacementLook("on-small", Optional.of(NOW), Optional.empty(), unknown)));
  }

  private List<String> names() {
    return leaving.workloads().values().stream()
        .flatMap(workload -> workload.placements().stream())
        .map(Placement::name)
        .toList();
  }

  @Test
  void aPlacementThatLeavesTheConfigurationIsLookedAtUntilItIsSeenEmpty() {
    leaving.declared(fleet(chat(BIG, SMALL)));
    leaving.declared(fleet(chat(BIG)));

    assertThat(names()).containsExactly("on-small");
    assertThat(leaving.all().getFirst().placements())
        .extracting(Placement::name)
        .containsExactly("on-big", "on-small");
    leaving.seen(seen(0, 1, Optional.empty()));
    leaving.seen(seen(0, 0, Optional.of("silence")));
    assertThat(names()).containsExactly("on-small");

    leaving.seen(seen(0, 0, Optional.empty()));

    assertThat(names()).isEmpty();
    assertThat(leaving.all().getFirst().placements())
        .extracting(Placement::name)
        .containsExactly("on-big");
  }

  @Test
  void aWithdrawnWorkloadIsLookedAtUntilItIsSeenEmpty() {
    leaving.declared(fleet(chat(SMALL)));
    leaving.declared(fleet());

    assertThat(leaving.all()).extracting(Workload::name).containsExactly("chat");
    leaving.seen(seen(0, 0, Optional.empty()));
    assertThat(leaving.all()).isEmpty();
  }

  @Test
  void whatIsDeclaredAgainDoesNotLeave() {
    leaving.declared(fleet(chat(BIG, SMALL)));
    leaving.declared(fleet(chat(BIG)));
    leaving.declared(fleet(chat(BIG, SMALL)));

    assertThat(names()).isEmpty();
  }

  @Test
  void afterARestartACommandTellsWhatLeaves() {
    leaving.declared(fleet(chat(BIG)));
    leaving.ordered(command("chat"));
    leaving.ordered(command("gone"));

    assertThat(leaving.workloads()).containsOnlyKeys("chat", "gone");
    assertThat(Map.copyOf(leaving.workloads()).values())
        .allSatisfy(
            workload ->
                assertThat(workload.placements())
                    .extracting(Placement::name)
                    .containsExactly("on-small"));
  }

  private static Command command(String workload) {
    return new Command(
        workload,
        "east",
        new Generation(1, 1),
        Allocation.NONE,
        List.of(new Order("on-small", Target.OBSERVE, 0)),
        NOW,
        NOW.plusSeconds(60),
        List.of(SMALL));
  }
}

package io.rheostat.actuator.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DriversTest {
  private static final Generation SECOND = new Generation(1, 2);
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

  private final RecordingDriver willing = new RecordingDriver(new Attempt.Accepted("yes"));
  private final RecordingDriver deaf = new RecordingDriver(new Attempt.Unreachable("silence"));
  private final Drivers drivers = new Drivers(Map.of("willing", willing, "deaf", deaf));

  @Test
  void orders_are_carried_out_in_the_commands_order() {
    Attempt attempt =
        drivers.apply(
            Commands.command(
                "chat", SECOND, order("big", "willing", 3), order("small", "willing", 0)));

    assertThat(attempt).isEqualTo(new Attempt.Accepted("yes"));
    assertThat(willing.applied()).containsExactly("chat big=3 1.2", "chat small=0 1.2");
  }

  @Test
  void nothing_is_lowered_after_a_raise_that_was_not_accepted() {
    Attempt attempt =
        drivers.apply(
            Commands.command(
                "chat", SECOND, order("big", "deaf", 3), order("small", "willing", 0)));

    assertThat(attempt).isEqualTo(new Attempt.Unreachable("silence"));
    assertThat(willing.applied()).isEmpty();
  }

  @Test
  void an_unknown_driver_is_refused_by_its_name() {
    Attempt attempt = drivers.apply(Commands.command("chat", SECOND, order("big", "magic", 3)));

    assertThat(attempt)
        .isEqualTo(new Attempt.Refused("no driver \"magic\"; known are [deaf, willing]"));
  }

  @Test
  void a_command_without_orders_holds_already() {
    assertThat(drivers.apply(Commands.command("chat", SECOND)))
        .isInstanceOf(Attempt.Accepted.class);
  }

  @Test
  void a_workload_is_seen_by_its_own_driver() {
    Observed seen =
        seen(drivers, Commands.workload("chat", "east", 1, Commands.target("willing"), "big"));

    assertThat(seen.otherWriter()).hasValue("recording");
  }

  @Test
  void what_an_unknown_driver_serves_is_unknown() {
    Observed seen =
        seen(drivers, Commands.workload("chat", "east", 1, Commands.target("magic"), "big"));

    assertThat(seen.placements()).isEmpty();
    assertThat(seen.unknown("big")).hasValueSatisfying(why -> assertThat(why).contains("magic"));
    assertThat(List.of(willing.applied(), deaf.applied())).allMatch(List::isEmpty);
  }

  @Test
  void targets_of_several_drivers_are_seen_together() {
    Observed seen = seen(both("first", "second"), mixed());

    assertThat(seen.generation()).isEqualTo(new Generation(1, 9));
    assertThat(seen.placements())
        .extracting(PlacementStatus::placement, PlacementStatus::wanted)
        .containsExactly(tuple("big", 3), tuple("small", 0));
    assertThat(seen.otherWriter()).hasValue("an HPA");
  }

  @Test
  void aTargetThatIsSilentHidesOnlyItsOwnPlacement() {
    Observed seen = seen(both("first", "silent"), mixed());

    assertThat(seen.placements())
        .extracting(PlacementStatus::placement, PlacementStatus::wanted)
        .containsExactly(tuple("big", 3));
    assertThat(seen.observedAt("big")).contains(NOW);
    assertThat(seen.unknown("big")).isEmpty();
    assertThat(seen.unknown("small")).contains("silence");
    assertThat(seen.observedAt("small")).isEmpty();
  }

  @Test
  void aDriverThatThrowsHidesOnlyItsOwnPlacement() {
    Observed seen = seen(both("first", "broken"), mixed());

    assertThat(seen.status("big")).isPresent();
    assertThat(seen.unknown("small"))
        .hasValueSatisfying(why -> assertThat(why).contains("the driver failed"));
  }

  private static Observed seen(Drivers of, Workload workload) {
    return of.observe(workload).observed(NOW, NOW.plusSeconds(1));
  }

  private static Drivers both(String one, String other) {
    Map<String, Driver> known =
        Map.of(
            "first",
            new SeeingDriver(new Generation(1, 9), Optional.empty()),
            "second",
            new SeeingDriver(new Generation(1, 4), Optional.of("an HPA")),
            "silent",
            new SilentDriver(),
            "broken",
            new BrokenDriver());
    return new Drivers(
        Map.of(
            "left",
            Objects.requireNonNull(known.get(one)),
            "right",
            Objects.requireNonNull(known.get(other))));
  }

  private static Workload mixed() {
    Workload left = Commands.workload("chat", "east", 3, Commands.target("left"), "big");
    Workload right = Commands.workload("chat", "east", 3, Commands.target("right"), "small");
    return left.with(
        List.of(left.placements().getFirst(), right.placements().getFirst()), left.bounds());
  }

  /// Each placement holds the minimum it is asked about with.
  private record SeeingDriver(Generation generation, Optional<String> otherWriter)
      implements Driver {
    @Override
    public Attempt apply(String workload, Order order, Generation ignored) {
      return new Attempt.Accepted("yes");
    }

    @Override
    public DriverReport observe(Workload workload) {
      int least = workload.bounds().minReplicas();
      List<PlacementStatus> statuses =
          workload.placements().stream()
              .map(
                  placement ->
                      new PlacementStatus(
                          placement.name(),
                          least,
                          least,
                          0,
                          0,
                          0,
                          Optional.empty(),
                          Optional.empty()))
              .toList();
      return new DriverReport.Seen(generation, statuses, false, otherWriter);
    }
  }

  private static final class SilentDriver implements Driver {
    @Override
    public Attempt apply(String workload, Order order, Generation generation) {
      return new Attempt.Unreachable("silence");
    }

    @Override
    public DriverReport observe(Workload workload) {
      return new DriverReport.Unknown("silence");
    }
  }

  private static final class BrokenDriver implements Driver {
    @Override
    public Attempt apply(String workload, Order order, Generation generation) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public DriverReport observe(Workload workload) {
      throw new IllegalStateException("a bug");
    }
  }

  private static Order order(String placement, String driver, int replicas) {
    return new Order(placement, Commands.target(driver), replicas);
  }
}

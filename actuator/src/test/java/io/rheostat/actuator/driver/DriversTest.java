package io.rheostat.actuator.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.protocol.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DriversTest {
  private static final Generation SECOND = new Generation(1, 2);

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
    Report report =
        drivers.observe(Commands.workload("chat", "east", 1, Commands.target("willing"), "big"));

    assertThat(report)
        .isInstanceOfSatisfying(
            Report.Seen.class, seen -> assertThat(seen.otherWriter()).hasValue("recording"));
  }

  @Test
  void what_an_unknown_driver_serves_is_unknown() {
    Report report =
        drivers.observe(Commands.workload("chat", "east", 1, Commands.target("magic"), "big"));

    assertThat(report)
        .isInstanceOfSatisfying(
            Report.Unknown.class, unknown -> assertThat(unknown.reason()).contains("magic"));
    assertThat(List.of(willing.applied(), deaf.applied())).allMatch(List::isEmpty);
  }

  private static Order order(String placement, String driver, int replicas) {
    return new Order(placement, Commands.target(driver), replicas);
  }
}

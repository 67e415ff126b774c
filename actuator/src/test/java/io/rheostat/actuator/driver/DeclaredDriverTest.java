package io.rheostat.actuator.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Target;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Whoever writes to a topic does not choose what runs here.
final class DeclaredDriverTest {
  private static final Generation GENERATION = new Generation(1, 1);
  private static final Target OURS = target("./worker");
  private static final Target THEIRS = target("./miner");

  private final RecordingDriver inner = new RecordingDriver(new Attempt.Accepted("yes"));
  private final Workload chat = Commands.workload("chat", "east", 1, OURS, "big");
  private final DeclaredDriver driver =
      new DeclaredDriver(
          inner,
          () -> new Fleet(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(Map.of("chat", chat))));

  @Test
  void a_declared_target_is_resized_and_seen() {
    assertThat(driver.apply("chat", new Order("big", OURS, 2), GENERATION))
        .isInstanceOf(Attempt.Accepted.class);
    assertThat(driver.observe(chat)).isInstanceOf(DriverReport.Seen.class);
  }

  @Test
  void a_target_that_only_a_command_names_is_refused() {
    assertThat(driver.apply("chat", new Order("big", THEIRS, 2), GENERATION))
        .isInstanceOf(Attempt.Refused.class);
    assertThat(driver.apply("chat", new Order("small", OURS, 2), GENERATION))
        .isInstanceOf(Attempt.Refused.class);
    assertThat(driver.apply("code", new Order("big", OURS, 2), GENERATION))
        .isInstanceOf(Attempt.Refused.class);
    assertThat(inner.applied()).isEmpty();
  }

  @Test
  void a_target_that_only_the_fleet_topic_names_is_not_looked_at() {
    assertThat(driver.observe(Commands.workload("chat", "east", 1, THEIRS, "big")))
        .isInstanceOf(DriverReport.Unknown.class);
  }

  @Test
  void aTargetThatLeftTheConfigurationIsSeenAndOrderedAwayAndNothingElse() {
    AtomicReference<Fleet> fleet =
        new AtomicReference<>(
            new Fleet(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(Map.of("chat", chat))));
    DeclaredDriver leaving = new DeclaredDriver(inner, fleet::get);
    leaving.observe(chat);
    fleet.set(Fleet.EMPTY);

    assertThat(leaving.observe(chat)).isInstanceOf(DriverReport.Seen.class);
    assertThat(leaving.apply("chat", new Order("big", OURS, 1), GENERATION))
        .isInstanceOf(Attempt.Refused.class);
    assertThat(leaving.apply("chat", new Order("big", OURS, 0), GENERATION))
        .isInstanceOf(Attempt.Accepted.class);
    assertThat(leaving.apply("chat", new Order("big", THEIRS, 0), GENERATION))
        .isInstanceOf(Attempt.Refused.class);
  }

  private static Target target(String program) {
    return new Target("process", new TreeMap<>(Map.of("command.0", program)));
  }
}

package io.rheostat.actuator.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Target;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class ObserveDriverTest {
  private final ObserveDriver driver = new ObserveDriver();
  private final Workload chat =
      Commands.workload("chat", "east", 2, Target.OBSERVE, "big", "small");

  @Test
  void it_starts_from_the_minimum_on_the_first_placement() {
    DriverReport.Seen seen = seen(driver, chat);

    assertThat(seen.generation()).isEqualTo(Generation.NONE);
    assertThat(seen.placements()).extracting(PlacementStatus::wanted).containsExactly(2, 0);
    assertThat(seen.placements()).extracting(PlacementStatus::ready).containsExactly(2, 0);
  }

  @Test
  void what_was_asked_for_is_seen() {
    driver.apply("chat", order("small", 5), new Generation(1, 3));

    DriverReport.Seen seen = seen(driver, chat);

    assertThat(seen.generation()).isEqualTo(new Generation(1, 3));
    assertThat(seen.placements()).extracting(PlacementStatus::wanted).containsExactly(2, 5);
  }

  @Test
  void an_older_generation_is_refused_and_changes_nothing() {
    driver.apply("chat", order("big", 5), new Generation(1, 3));

    Attempt attempt = driver.apply("chat", order("big", 1), new Generation(1, 2));

    assertThat(attempt).isInstanceOf(Attempt.Refused.class);
    assertThat(seen(driver, chat).placements().getFirst().wanted()).isEqualTo(5);
  }

  @Test
  void names_with_a_slash_are_not_mixed_up() {
    driver.apply("a/b", order("c", 5), new Generation(1, 1));

    DriverReport.Seen other =
        seen(driver, Commands.workload("a", "east", 1, Target.OBSERVE, "b/c"));

    assertThat(other.placements().getFirst().wanted()).isEqualTo(1);
  }

  @Property(tries = 200)
  void the_newest_generation_stays_whatever_comes_again(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 9) Integer> counters) {
    ObserveDriver any = new ObserveDriver();
    int newest = 0;
    for (int counter : counters) {
      Attempt attempt = any.apply("chat", order("big", counter), new Generation(1, counter));
      assertThat(attempt instanceof Attempt.Accepted).isEqualTo(counter >= newest);
      newest = Math.max(newest, counter);
    }
    assertThat(seen(any, chat).placements().getFirst().wanted()).isEqualTo(newest);
    assertThat(seen(any, chat).generation()).isEqualTo(new Generation(1, newest));
  }

  private static Order order(String placement, int replicas) {
    return new Order(placement, Target.OBSERVE, replicas);
  }

  private static DriverReport.Seen seen(ObserveDriver driver, Workload workload) {
    DriverReport report = driver.observe(workload);
    assertThat(report).isInstanceOf(DriverReport.Seen.class);
    return (DriverReport.Seen) report;
  }
}

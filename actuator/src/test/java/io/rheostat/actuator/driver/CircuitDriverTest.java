package io.rheostat.actuator.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CircuitDriverTest {
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
  private static final CallPolicy MANNERS =
      new CallPolicy(3, Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMillis(300));
  private static final Target SICK = target("sick");
  private static final Target WELL = target("well");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Moody moody = new Moody();

  /// Without chance: every pause is as long as it may be.
  private final RandomGenerator longest =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return -1;
        }
      };

  private final CircuitDriver driver =
      new CircuitDriver(
          "moody",
          moody,
          MANNERS,
          new CircuitDriver.Surroundings(now::get, longest, new DriverMetrics(registry)));

  /// Answers by target: the well one takes everything, the sick one what it is told to.
  private static final class Moody implements Driver {
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile String mood = "silent";

    @Override
    public Attempt apply(String workload, Order order, Generation generation) {
      if (order.target().equals(WELL)) {
        return new Attempt.Accepted("yes");
      }
      calls.incrementAndGet();
      return switch (mood) {
        case "well" -> new Attempt.Accepted("yes");
        case "refusing" -> new Attempt.Refused("no");
        case "buggy" -> throw new IllegalStateException("a bug");
        case "hanging" -> hang();
        default -> new Attempt.Unreachable("silence");
      };
    }

    private Attempt hang() {
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Attempt.Accepted("late");
    }

    @Override
    public DriverReport observe(Workload workload) {
      return new DriverReport.Seen(Generation.NONE, List.of(), false, Optional.empty());
    }
  }

  @AfterEach
  void close() {
    moody.over.countDown();
    driver.close();
  }

  @Test
  void it_opens_after_failures_in_a_row_and_says_why() {
    failTimes(3);

    assertThat(apply(SICK))
        .isEqualTo(
            new Attempt.Unreachable(
                "not tried before 2026-11-23T00:00:02Z, for it failed: silence"));
    assertThat(moody.calls).hasValue(3);
    assertThat(registry.get("rheostat.driver.circuits.open").gauge().value()).isEqualTo(1);
    assertThat(
            registry
                .get("rheostat.driver.calls")
                .tags("call", "apply", "result", "skipped")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void it_opens_for_one_target_and_for_one_direction() {
    failTimes(3);

    assertThat(apply(WELL)).isInstanceOf(Attempt.Accepted.class);
    assertThat(driver.observe(Commands.workload("chat", "east", 1, SICK, "big")))
        .isInstanceOf(DriverReport.Seen.class);
  }

  @Test
  void a_success_between_starts_the_count_anew() {
    failTimes(2);
    moody.mood = "well";
    apply(SICK);
    moody.mood = "silent";
    failTimes(2);

    apply(SICK);

    assertThat(moody.calls).hasValue(6);
  }

  @Test
  void a_refusal_is_an_answer() {
    moody.mood = "refusing";
    failTimes(5);

    assertThat(moody.calls).hasValue(5);
  }

  @Test
  void after_the_pause_one_call_decides() {
    failTimes(3);
    now.set(START.plusSeconds(2));
    assertThat(apply(SICK)).isEqualTo(new Attempt.Unreachable("silence"));

    now.set(START.plusSeconds(5));
    assertThat(apply(SICK)).asString().contains("not tried before 2026-11-23T00:00:06Z");

    now.set(START.plusSeconds(6));
    moody.mood = "well";
    assertThat(apply(SICK)).isInstanceOf(Attempt.Accepted.class);
    assertThat(apply(SICK)).isInstanceOf(Attempt.Accepted.class);
    assertThat(registry.get("rheostat.driver.circuits.open").gauge().value()).isZero();
  }

  @Test
  void a_call_that_hangs_is_given_up_after_its_time() {
    moody.mood = "hanging";

    assertThat(apply(SICK))
        .isInstanceOfSatisfying(
            Attempt.Unreachable.class,
            none -> assertThat(none.reason()).contains("no answer within"));
  }

  @Test
  void a_driver_with_a_bug_is_a_target_that_does_not_answer() {
    moody.mood = "buggy";

    assertThat(apply(SICK)).asString().contains("the driver failed").contains("a bug");
  }

  @Property(tries = 300)
  void pauses_grow_within_their_bounds(
      @ForAll @IntRange(min = 1, max = 40) int openings,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double jitter) {
    Circuit circuit = Circuit.CLOSED;
    for (int failure = 0; failure < openings + 2; failure++) {
      circuit = circuit.failed("silence", START, MANNERS, jitter);
    }
    Duration pause = Duration.between(START, circuit.openUntil());
    Duration full = openings > 3 ? Duration.ofSeconds(10) : Duration.ofSeconds(1L << openings);

    assertThat(pause).isLessThanOrEqualTo(full).isGreaterThanOrEqualTo(full.dividedBy(2));
  }

  private void failTimes(int times) {
    for (int time = 0; time < times; time++) {
      apply(SICK);
    }
  }

  private Attempt apply(Target target) {
    return driver.apply("chat", new Order("big", target, 1), new Generation(1, 1));
  }

  private static Target target(String name) {
    return new Target("moody", new TreeMap<>(Map.of("name", name)));
  }
}

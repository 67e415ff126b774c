package io.rheostat.contest.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.engine.ReplicaWork;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.truth.GroundTruth;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScalingTest {
  private static final EngineProfile ENGINE = GroundTruth.QWEN3_32B_2_H100;
  private static final Duration JITTER = Duration.ofSeconds(15);

  @Property(tries = 100)
  void thereAreAsManyCopiesAsAskedEachNearItsOwn(
      @ForAll @DoubleRange(min = 0.1, max = 12) double copies,
      @ForAll @IntRange(min = 0, max = 60) int jitter) {
    List<Request> one = IntStream.range(0, 400).mapToObj(i -> request(10 * i, 1 + i)).toList();

    List<Request> scaled = new Scaling(copies, Duration.ofSeconds(jitter)).of(one, 7);

    double whole = Math.floor(copies);
    double fraction = copies - whole;
    double deviation = Math.sqrt(400 * fraction * (1 - fraction));
    assertThat((double) scaled.size()).isCloseTo(400 * copies, within(1 + 5 * deviation));
    assertThat(scaled).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    assertThat(scaled)
        .allMatch(
            copy -> {
              double moved = copy.at().toMillis() / 1e3 - 10.0 * (copy.inputTokens() - 1);
              return Math.abs(moved) <= jitter + 0.001;
            });
  }

  @Test
  void sameSeedGivesTheSameTrace() {
    List<Request> one = IntStream.range(0, 99).mapToObj(i -> request(i, 100)).toList();
    Scaling scaling = new Scaling(2.5, JITTER);

    assertThat(scaling.of(one, 1)).isEqualTo(scaling.of(one, 1)).isNotEqualTo(scaling.of(one, 2));
  }

  @Test
  void theBusiestMinuteNeedsTheReplicasAskedFor() {
    List<Request> one =
        IntStream.range(0, 1800).mapToObj(i -> request(i + (i > 900 ? 600 : 0), 1000)).toList();
    List<Request> calm = IntStream.range(0, 60).mapToObj(i -> request(20 * i, 1000)).toList();

    List<Request> scaled = Scaling.toReplicas(one, ENGINE, 12, JITTER).of(one, 1);

    double minute = Scaling.replicas(scaled, ENGINE, Duration.ofMinutes(2), Duration.ofMinutes(10));
    assertThat(minute).isCloseTo(12, withinPercentage(3));
    assertThat(Scaling.toReplicas(calm, ENGINE, 12, JITTER).copies())
        .isGreaterThan(10 * Scaling.toReplicas(one, ENGINE, 12, JITTER).copies());
  }

  @Test
  void workCountsNotRequests() {
    List<Request> longs = IntStream.range(0, 600).mapToObj(i -> request(i, 8000)).toList();
    List<Request> shorts = IntStream.range(0, 600).mapToObj(i -> request(i, 80)).toList();

    assertThat(Scaling.toReplicas(longs, ENGINE, 3, JITTER).copies())
        .isLessThan(Scaling.toReplicas(shorts, ENGINE, 3, JITTER).copies() / 5);
  }

  @Test
  void jitterWidensABurstAndSoLowersItsNeed() {
    List<Request> burst = IntStream.range(0, 100).mapToObj(_ -> request(300, 1000)).toList();

    double sharp = Scaling.toReplicas(burst, ENGINE, 12, Duration.ZERO).copies();
    double wide = Scaling.toReplicas(burst, ENGINE, 12, Duration.ofMinutes(1)).copies();

    assertThat(wide / sharp).isCloseTo(121 / 60.0, within(0.01));
  }

  @Test
  void aReplicaCarriesThePublishedRate() {
    double seconds = ReplicaWork.seconds(ENGINE, 4000, 1000);

    // 0.248 s of prefill, 0.2225 s of sequences and cache, 0.1725 s of fixed time.
    assertThat(seconds).isCloseTo(0.6430, within(0.0001));
    assertThat(Scaling.UTILISATION / seconds).isCloseTo(1.4, within(0.01));
  }

  @Test
  void refusesWhatIsNoScaling() {
    assertThatThrownBy(() -> new Scaling(0, JITTER)).hasMessageContaining("copies");
    assertThatThrownBy(() -> new Scaling(1, Duration.ofSeconds(-1))).hasMessageContaining("jitter");
  }

  private static Request request(int second, int tokens) {
    return new Request(Duration.ofSeconds(second), tokens, 100);
  }
}

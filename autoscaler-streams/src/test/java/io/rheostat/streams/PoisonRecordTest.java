package io.rheostat.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.topics.RejectReason;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.RejectCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// A record that ends the thread that processes it.
final class PoisonRecordTest {
  private static final byte[] POISON = {1};

  private final HostSettings settings =
      HostSettingsFixture.of(1, Delivery.EXACTLY_ONCE, new SimpleMeterRegistry());

  /// As the estimate stage, but one record's bytes break it.
  private static final StageBinding<WorkloadState, WorkloadEvent, EstimateEffect> BROKEN =
      new StageBinding<>(
          StageBinding.ESTIMATE.name(),
          Topic.WORKLOAD_LOG,
          Topic.ESTIMATE_STATE,
          StageBinding.ESTIMATE.stage(),
          bytes -> {
            if (bytes.length == POISON.length) {
              throw new IllegalStateException("a bug");
            }
            return StageBinding.ESTIMATE.decode().apply(bytes);
          },
          StageBinding.ESTIMATE.write(),
          StageBinding.ESTIMATE.count(),
          StageBinding.ESTIMATE.workloads());

  @Test
  void afterThreeDeathsAtOneOffsetTheRecordIsParkedAndTheLogGoesOn() {
    List<Entry> log = new ArrayList<>(Journal.of(6, 35).host().log(Topic.WORKLOAD_LOG));
    long last = log.getLast().timestamp();
    int poisoned = log.size();
    log.add(new Entry(Topic.WORKLOAD_LOG, "chat", POISON, last, OptionalLong.empty()));
    for (int second = 1; second <= 10; second++) {
      log.add(Journal.tick(Instant.ofEpochMilli(last + 1000L * second)));
    }
    TornStore store = new TornStore(StreamsTopology.storeName(BROKEN));
    var first = new Life<>(BROKEN, settings, store);
    for (int offset = 0; offset < poisoned; offset++) {
      first.process(log, offset);
    }
    for (int death = 0; death < 3; death++) {
      var life = new Life<>(BROKEN, settings, store);
      assertThatThrownBy(() -> life.process(log, poisoned))
          .isInstanceOf(IllegalStateException.class);
    }

    var life = new Life<>(BROKEN, settings, store);
    for (int offset = poisoned; offset < log.size(); offset++) {
      life.process(log, offset);
    }

    assertThat(life.sent().getFirst())
        .satisfies(
            record -> {
              var reject = RejectCodec.decode(record.bytes());
              assertThat(reject.reason()).isEqualTo(RejectReason.UNPROCESSABLE);
              assertThat(reject.source()).isEqualTo("workload-log/0/" + poisoned);
            });
    assertThat(life.sent()).extracting(Sent::topic).contains(Topic.POOL_LOG);
  }
}

package io.rheostat.ingest.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.ingest.account.IngestAccounts;
import io.rheostat.ingest.matching.sample.PageReadings;
import io.rheostat.ingest.matching.sample.PageTime;
import io.rheostat.ingest.matching.sample.ReplicaSamples;
import io.rheostat.ingest.matching.sample.SampleFate;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Declared;
import io.rheostat.ingest.testing.Pushing;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.signal.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// When too many series are known, no replica is hidden without a word.
final class KnownSeriesTest {
  private static final int MOST = 100;
  private static final String RUNNING = "vllm:num_requests_running";
  private static final Workload CODE =
      Declared.workload("code", Declared.labels("namespace", "code"), "h100");

  private final IngestAccounts accounts = new IngestAccounts();
  private final PushReadings readings = readings();
  private Instant now = Bench.START;

  private PushReadings readings() {
    var declared = Declared.of(Declared.VLLM, Pushing.CHAT, CODE);
    accounts.declare(declared, Bench.START);
    return new SeriesMatcher(declared, accounts).pushed(Pushing.limits(20_000, 64, MOST, 1e6));
  }

  private boolean push(String name, String namespace, String pod) {
    readings.begin(new PageTime(now, now));
    LabelBytes labels = new LabelBytes();
    String[] all = {"__name__", name, "namespace", namespace, "pod", pod};
    for (int i = 0; i < all.length; i += 2) {
      labels.add(bytes(all[i]), bytes(all[i + 1]));
    }
    readings.series(labels, Origin.Temporality.CUMULATIVE);
    readings.sample(1, now.toEpochMilli());
    return !readings.end().page().readings().isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void seriesOfNobodyNeverTakeTheRoomOfAReplica() {
    for (int i = 0; i < 10 * MOST; i++) {
      push("node_cpu_" + i, "other", "p");
    }

    assertThat(push(RUNNING, "chat", "chat-0")).isTrue();
    assertThat(readings.knownSeries()).isLessThanOrEqualTo(MOST);
  }

  @Test
  void aWorkloadThatFillsTheRoomLeavesTheOthersTheirShare() {
    for (int i = 0; i < 3 * MOST; i++) {
      push(RUNNING, "chat", "chat-" + i);
    }
    for (int i = 0; i < MOST / 2; i++) {
      assertThat(push(RUNNING, "code", "code-" + i)).as("replica %d of code", i).isTrue();
    }

    assertThat(readings.knownSeries()).isLessThanOrEqualTo(2 * MOST);
    assertThat(accounts.workload("chat").orElseThrow().refusedSeries()).isEqualTo(2 * MOST);
    assertThat(accounts.workload("code").orElseThrow().refusedSeries()).isZero();
    assertThat(accounts.troubles(now).get("workload chat"))
        .anyMatch(words -> words.contains("series were refused"));
  }

  @Test
  void newReplicasTakeTheRoomOfThoseThatFellSilent() {
    for (int i = 0; i < MOST; i++) {
      assertThat(push(RUNNING, "chat", "old-" + i)).isTrue();
    }
    assertThat(push(RUNNING, "chat", "new-0")).isFalse();
    now = now.plus(Duration.ofMinutes(3));

    for (int i = 0; i < MOST; i++) {
      assertThat(push(RUNNING, "chat", "new-" + i)).as("new %d", i).isTrue();
    }
  }

  @Test
  void aHistogramWithThousandsOfBoundsIsCut() {
    readings.begin(new PageTime(now, now));
    PushReadings wide =
        new SeriesMatcher(Pushing.CONFIGURATION).pushed(Pushing.limits(100_000, 64, 100_000, 1e9));
    wide.begin(new PageTime(now, now));
    for (int i = 0; i < 5_000; i++) {
      LabelBytes labels = new LabelBytes();
      labels.add(bytes("__name__"), bytes("vllm:time_to_first_token_seconds_bucket"));
      labels.add(bytes("le"), bytes(Integer.toString(i)));
      labels.add(bytes("namespace"), bytes("chat"));
      labels.add(bytes("pod"), bytes("chat-0"));
      wide.series(labels, Origin.Temporality.CUMULATIVE);
      wide.sample(i, now.toEpochMilli());
    }
    PageReadings page = wide.end().page();

    assertThat(page.readings().getFirst().samples()).hasSize(ReplicaSamples.MOST_BOUNDS);
    assertThat(page.count(SampleFate.UNMATCHED)).isEqualTo(5_000 - ReplicaSamples.MOST_BOUNDS);
    assertThat(page.rejections()).anyMatch(one -> one.detail().contains("more than 512 bounds"));
  }
}

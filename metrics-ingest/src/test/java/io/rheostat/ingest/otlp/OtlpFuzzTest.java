package io.rheostat.ingest.otlp;

import static io.rheostat.ingest.otlp.Exported.CUMULATIVE;
import static io.rheostat.ingest.otlp.Exported.DELTA;
import static io.rheostat.ingest.otlp.Exported.NANOS;
import static io.rheostat.ingest.otlp.Exported.buckets;
import static io.rheostat.ingest.otlp.Exported.exponential;
import static io.rheostat.ingest.otlp.Exported.gauge;
import static io.rheostat.ingest.otlp.Exported.histogram;
import static io.rheostat.ingest.otlp.Exported.number;
import static io.rheostat.ingest.otlp.Exported.sum;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.rheostat.config.settings.Ingest;
import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.otlp.OtlpProto.Buckets;
import io.rheostat.ingest.otlp.OtlpProto.ExponentialHistogramDataPoint;
import io.rheostat.ingest.push.PushReceiver;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Pushing;
import io.rheostat.ingest.testing.RecordingLog;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/// Whatever a body is made of, it is answered as kept or as bad, and the next good one is kept.
final class OtlpFuzzTest {
  private final OtlpEndpoint endpoint =
      new OtlpEndpoint(
          new PushReceiver(
              Pushing.matcher(), Ingest.DEFAULT, Bench.with(new RecordingLog()).ports()));

  private static final byte[] GOOD =
      Exported.of(
              "chat-0",
              gauge("vllm:num_requests_running", number(3)),
              sum("vllm:num_requests_waiting", CUMULATIVE, false, number(3)),
              histogram("vllm:time_to_first_token_seconds", DELTA, buckets().build()),
              exponential(
                  "vllm:time_to_first_token_seconds",
                  DELTA,
                  ExponentialHistogramDataPoint.newBuilder()
                      .setTimeUnixNano(NANOS)
                      .setCount(3)
                      .setScale(2)
                      .setPositive(Buckets.newBuilder().addAllBucketCounts(List.of(1L, 2L)))
                      .build()))
          .toByteArray();

  @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
  void aChangedBodyIsKeptOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] changed = GOOD.clone();
    for (int flips = random.nextInt(4); flips >= 0; flips--) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    answers(random.nextBoolean() ? changed : Arrays.copyOf(GOOD, random.nextInt(GOOD.length)));
  }

  @Property(tries = 1000)
  void randomBytesAreKeptOrRefused(@ForAll byte[] body) {
    answers(body);
  }

  @Test
  void aBodyOfEmptyMessagesCostsNoMoreThanItsSize() {
    byte[] body = new byte[1 << 20];
    for (int index = 0; index < body.length; index += 2) {
      body[index] = 0x0a;
    }
    post(GOOD);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    Reply answer = post(body);

    assertThat(answer.status()).isEqualTo(200);
    // Garbage of one empty message after the other; all of it is never there at once.
    assertThat((threads.getCurrentThreadAllocatedBytes() - before) / body.length).isLessThan(600);
  }

  private void answers(byte[] body) {
    assertThat(post(body).status()).isIn(200, 400);
    Reply good = post(GOOD);
    assertThat(good.status()).isEqualTo(200);
    assertThat(good.body()).isEmpty();
  }

  private Reply post(byte[] body) {
    return endpoint.post(Pushing.request(body, "Content-Type", "application/x-protobuf"));
  }
}

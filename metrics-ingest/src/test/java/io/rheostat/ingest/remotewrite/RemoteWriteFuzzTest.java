package io.rheostat.ingest.remotewrite;

import static io.rheostat.ingest.testing.Pushing.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.settings.Ingest;
import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.push.PushReceiver;
import io.rheostat.ingest.remotewrite.RemoteWriteProto.BucketSpan;
import io.rheostat.ingest.remotewrite.RemoteWriteProto.Histogram;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Pushing;
import io.rheostat.ingest.testing.RecordingLog;
import io.rheostat.ingest.testing.WriteBody;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/// Whatever a body is made of, it is answered as kept or as bad, and the next good one is kept.
final class RemoteWriteFuzzTest {
  private static final String[] TYPES = {
    "application/x-protobuf", "application/x-protobuf;proto=io.prometheus.write.v2.Request"
  };

  /// One for all tries, as a sender has one: a body must not break the next one.
  private final RemoteWriteEndpoint endpoint =
      new RemoteWriteEndpoint(
          new PushReceiver(
              Pushing.matcher(), Ingest.DEFAULT, Bench.with(new RecordingLog()).ports()));

  @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
  void aChangedBodyIsKeptOrRefused(@ForAll long seed, @ForAll boolean version2) {
    Random random = new Random(seed);
    byte[] body = version2 ? real().version2() : real().version1();
    answers(WriteBody.snappy(changed(body, random)), version2);
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void aChangedSnappyBlockIsKeptOrRefused(@ForAll long seed, @ForAll boolean version2) {
    byte[] body = WriteBody.snappy(version2 ? real().version2() : real().version1());
    answers(changed(body, new Random(seed)), version2);
  }

  @Property(tries = 1000)
  void randomBytesAreKeptOrRefused(@ForAll byte[] body, @ForAll boolean version2) {
    answers(WriteBody.snappy(body), version2);
    answers(body, version2);
  }

  private void answers(byte[] body, boolean version2) {
    assertThat(post(body, version2).status()).isIn(204, 400);
    byte[] good =
        new WriteBody()
            .series("__name__", "vllm:num_requests_running", "namespace", "chat", "pod", "chat-0")
            .sample(1, NOW)
            .version2();
    assertThat(post(WriteBody.snappy(good), true).status()).isEqualTo(204);
  }

  private Reply post(byte[] body, boolean version2) {
    return endpoint.post(
        Pushing.request(
            body, "Content-Encoding", "snappy", "Content-Type", TYPES[version2 ? 1 : 0]));
  }

  /// Bits flipped, cut, doubled.
  private static byte[] changed(byte[] body, Random random) {
    byte[] changed = body.clone();
    for (int flips = random.nextInt(4); flips >= 0; flips--) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return switch (random.nextInt(3)) {
      case 0 -> Arrays.copyOf(changed, random.nextInt(changed.length));
      case 1 -> {
        int cut = random.nextInt(changed.length);
        byte[] longer = Arrays.copyOf(changed, 2 * changed.length - cut);
        System.arraycopy(body, cut, longer, changed.length, body.length - cut);
        yield longer;
      }
      default -> changed;
    };
  }

  private static WriteBody real() {
    WriteBody body = new WriteBody();
    for (String pod : new String[] {"chat-0", "chat-1"}) {
      body.series("__name__", "vllm:num_requests_running", "namespace", "chat", "pod", pod)
          .sample(3, NOW)
          .sample(4, NOW - 1000);
      body.series("__name__", "vllm:time_to_first_token_seconds", "namespace", "chat", "pod", pod)
          .histogram(
              Histogram.newBuilder()
                  .setCountInt(5)
                  .setSum(2)
                  .setSchema(3)
                  .addPositiveSpans(BucketSpan.newBuilder().setOffset(-4).setLength(2))
                  .addPositiveDeltas(2)
                  .addPositiveDeltas(1)
                  .setTimestamp(NOW)
                  .build()
                  .toByteArray());
    }
    return body;
  }
}

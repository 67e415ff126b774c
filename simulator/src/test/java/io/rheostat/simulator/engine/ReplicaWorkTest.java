package io.rheostat.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.model.fleet.Slo;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.engine.ReplicaWork.Sharing;
import io.rheostat.simulator.trace.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplicaWorkTest {
  @Test
  void ownWorkIsExactForAPromptInPiecesAndItsTokens() {
    EngineProfile engine = new EngineProfile(1, 0.1, 0.001, 0.01, 1e12, 1_000_000, 100);

    double seconds = ReplicaWork.seconds(engine, 250, 3);

    // 250 tokens in pieces of 50, 100, 100, which read 0 + 50 + 150; then 250 and 251 are read.
    assertThat(seconds).isCloseTo(2.5 + 5 * 0.1 + (200 + 501) * 0.001, within(1e-6));
  }

  @Test
  void aBaseIsSharedByRoomInTheCacheByPlacesOrByTokensOfTheChunk() {
    EngineProfile engine = new EngineProfile(1, 0, 0, 1e-12, 1_000, 8, 100);

    // Two pieces hold 200, then 201 and 202 with the new token.
    assertThat(ReplicaWork.seconds(engine, 200, 3)).isCloseTo(0.803, within(1e-6));
    assertThat(ReplicaWork.seconds(engine, 200, 3, Sharing.BATCH)).isCloseTo(0.5, within(1e-6));
    assertThat(ReplicaWork.seconds(engine, 200, 3, Sharing.CHUNK)).isCloseTo(2, within(1e-6));
  }

  /// Room for few sequences, so that the queue is never empty, and preemption.
  @ParameterizedTest
  @CsvSource({"6000, 8, 256, 300", "20000, 64, 128, 300", "3000, 64, 2048, 40", "9000, 4, 64, 500"})
  void aBusyReplicaNeverTakesLessThanTheWorkOfWhatItFinished(
      double kvTokens, int sequences, int chunk, int input) {
    EngineProfile engine =
        new EngineProfile(0.012, 0.0002, 4.5e-7, 62e-6, kvTokens, sequences, chunk);
    List<Request> requests = requests(input);
    Slo slo = new Slo(Duration.ofSeconds(3), Duration.ofMillis(100), 0.99);
    InferenceService service = new InferenceService(requests, slo, 7);
    InferenceReplica only = service.open("one", engine, 0);
    long end = 0;
    service.advance(0);
    while (only.nextIterationEnd() != Long.MAX_VALUE) {
      end = only.nextIterationEnd();
      service.advance(end);
    }

    assertThat(service.count(end).finished()).isEqualTo(requests.size());
    for (Sharing sharing : Sharing.values()) {
      double work = 0;
      for (Request request : requests) {
        work += ReplicaWork.seconds(engine, request.inputTokens(), request.outputTokens(), sharing);
      }
      // The replica's own speed is 2 % off at one standard deviation.
      assertThat(end / 1e9).as("%s", sharing).isGreaterThan(work * StrictMath.exp(-0.06));
    }
  }

  private static List<Request> requests(int input) {
    Chance chance = new Chance(3);
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      int in = 1 + (int) (input * chance.jitter(0.5));
      requests.add(new Request(Duration.ZERO, in, 1 + chance.below(300)));
    }
    return requests;
  }
}

package io.rheostat.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.series.BucketRing;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.core.workload.WorkloadRoot;
import org.junit.jupiter.api.Test;

/// Lengths of requests learned every ten seconds from those of the last minute.
class LengthLearningTest {
  private static final long NOW = 60_000;
  private final RootDraft root = new RootDraft(WorkloadRoot.of("chat"));

  private static BucketRing minute(double amount) {
    return BucketRing.empty(10_000, 12).add(0, NOW, amount);
  }

  private void learn(double finished, double admitted, double prompt, double generated) {
    root.finished = minute(finished);
    root.admitted = minute(admitted);
    root.promptTokens = minute(prompt);
    root.generatedTokens = minute(generated);
    LengthLearning.learn(root, NOW, 10_000);
  }

  private void knows(double input, double output, double requests) {
    root.inputTokens = input;
    root.outputTokens = output;
    root.lengthRequests = requests;
  }

  @Test
  void theFirstRequestsAreBelieved() {
    knows(1024, 256, 0);
    learn(60, 60, 30_000, 6_000);

    assertThat(root.inputTokens).isCloseTo(500, within(1e-9));
    assertThat(root.outputTokens).isCloseTo(100, within(1e-9));
    // Ten of sixty came since the last time.
    assertThat(root.lengthRequests).isCloseTo(10, within(1e-9));
  }

  @Test
  void laterOnesCountByTheirNumber() {
    knows(400, 50, 30);
    learn(60, 60, 30_000, 6_000);

    // Ten of forty.
    assertThat(root.inputTokens).isCloseTo(425, within(1e-9));
    assertThat(root.outputTokens).isCloseTo(62.5, within(1e-9));
    assertThat(root.lengthRequests).isCloseTo(40, within(1e-9));
  }

  @Test
  void aThousandRequestsAreRemembered() {
    knows(400, 50, 5_000);
    learn(60, 60, 30_000, 6_000);

    assertThat(root.inputTokens).isCloseTo(400 + 100 * 10 / 1010.0, within(1e-9));
    assertThat(root.lengthRequests).isCloseTo(1_010, within(1e-9));
  }

  @Test
  void manyRequestsAreRememberedForThreeMinutes() {
    knows(400, 50, 50_000);
    learn(6_000, 6_000, 3_000_000, 600_000);

    // 18,000 of three minutes, and a thousand new ones.
    assertThat(root.lengthRequests).isCloseTo(19_000, within(1e-6));
    assertThat(root.inputTokens).isCloseTo(400 + 100 / 19.0, within(1e-9));
  }

  @Test
  void whileALoadBuildsUpTokensBelongToRunningRequestsAsWell() {
    knows(1, 1, 0);
    learn(40, 80, 40_000, 6_000);

    // 40 finished, and 40 more are half way: 60 in all. Prompts belong to the 80 admitted.
    assertThat(root.outputTokens).isCloseTo(100, within(1e-9));
    assertThat(root.inputTokens).isCloseTo(500, within(1e-9));
  }

  @Test
  void fewRequestsTeachNothing() {
    knows(400, 50, 30);
    learn(4.9, 60, 30_000, 6_000);
    learn(60, 4.9, 30_000, 6_000);

    assertThat(root.inputTokens).isEqualTo(400);
    assertThat(root.outputTokens).isEqualTo(50);
    assertThat(root.lengthRequests).isEqualTo(30);

    learn(5, 5, 2_500, 500);
    assertThat(root.lengthRequests).isGreaterThan(30);
  }

  @Test
  void tokensTakenBackAreNone() {
    knows(400, 50, 0);
    learn(60, 60, -30_000, -6_000);

    assertThat(root.inputTokens).isZero();
    assertThat(root.outputTokens).isZero();
  }
}

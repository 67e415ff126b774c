package io.rheostat.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SourceRatesTest {
  private static final long SECOND = 1_000_000_000L;

  private final SourceRates rates = new SourceRates(() -> 100);

  @Test
  void aBurstOfTwoSecondsIsTakenAndThenTheRate() {
    assertThat(rates.take("a", 200, 0)).isEmpty();
    assertThat(rates.take("a", 50, 0)).contains(Duration.ofMillis(500));
    assertThat(rates.take("a", 50, SECOND / 2)).isEmpty();
    assertThat(rates.take("a", 1, SECOND / 2)).contains(Duration.ofMillis(10));
  }

  @Test
  void aRefusedRequestCostsNothing() {
    assertThat(rates.take("a", 150, 0)).isEmpty();
    assertThat(rates.take("a", 100, 0)).contains(Duration.ofMillis(500));
    assertThat(rates.take("a", 50, 0)).isEmpty();
  }

  @Test
  void oneSourceDoesNotSlowAnother() {
    assertThat(rates.take("a", 200, 0)).isEmpty();
    assertThat(rates.take("a", 1, 0)).isPresent();
    assertThat(rates.take("b", 200, 0)).isEmpty();
  }

  @Test
  void aRequestLargerThanTheBurstIsPaidOffLater() {
    assertThat(rates.take("a", 500, 0)).isEmpty();
    assertThat(rates.take("a", 100, 0)).contains(Duration.ofSeconds(4));
    assertThat(rates.take("a", 100, 4 * SECOND)).isEmpty();
  }

  @Test
  void theRateFollowsItsDeclaration() {
    AtomicInteger rate = new AtomicInteger(100);
    SourceRates following = new SourceRates(rate::get);
    assertThat(following.take("a", 200, 0)).isEmpty();
    rate.set(1000);
    assertThat(following.take("a", 1000, SECOND)).isEmpty();
  }

  @Test
  void manySourcesAreForgottenFromTheOldest() {
    assertThat(rates.take("first", 200, 0)).isEmpty();
    for (int source = 0; source < 20_000; source++) {
      assertThat(rates.take("s" + source, 200, 0)).isEmpty();
    }
    assertThat(rates.take("s19999", 1, 0)).as("remembered").isPresent();
    assertThat(rates.take("first", 200, 0)).as("forgotten").isEmpty();
  }
}

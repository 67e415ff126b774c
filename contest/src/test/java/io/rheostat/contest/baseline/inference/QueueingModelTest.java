package io.rheostat.contest.baseline.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rheostat.contest.baseline.service.TokenLengths;
import io.rheostat.model.fleet.Slo;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueueingModelTest {
  private static final TokenLengths.Mean TOKENS = new TokenLengths.Mean(100, 10);

  @Test
  void iterationPrefillAndDecodeTimesFollowTheirFormulas() {
    QueueingModel model = model(4);

    // tc = 110 / 11 = 10, tm = 105: T(2) = 5 + 2 (0.02 * 10 + 0.001 * 105) = 5.61
    assertThat(model.iteration(2)).isCloseTo(5.61, within(1e-12));
    assertThat(model.prefill(2)).isCloseTo(5.61 + 0.021 * 100, within(1e-12));
    assertThat(model.decode(2)).isCloseTo(5.61 + 0.02 + 0.105, within(1e-12));
    assertThat(model.serviceRate(2)).isCloseTo(2 / (7.71 + 57.35), within(1e-12));
  }

  @Test
  void withOnePlaceItIsTheQueueWithOneServerAndElevenPlaces() {
    QueueingModel model = model(1);
    double rho = 0.8;
    double mu = model.serviceRate(1);

    QueueingModel.State state = model.at(rho * mu);

    double blocked = (1 - rho) * StrictMath.pow(rho, 11) / (1 - StrictMath.pow(rho, 12));
    double inSystem =
        rho / (1 - rho) - 12 * StrictMath.pow(rho, 12) / (1 - StrictMath.pow(rho, 12));
    assertThat(state.throughput()).isCloseTo(rho * mu * (1 - blocked), within(1e-12));
    assertThat(state.waitMs())
        .isCloseTo(inSystem / state.throughput() - 1 / mu, withinPercentage(1e-6));
    assertThat(state.running()).isCloseTo(state.throughput() / mu, within(1e-12));
    double perToken = (1 / mu - model.prefill(state.running())) / 10;
    assertThat(state.itlMs()).isCloseTo(perToken, within(1e-9));
    assertThat(state.ttftMs())
        .isCloseTo(state.waitMs() + model.prefill(state.running()) + perToken, within(1e-9));
  }

  @Test
  void withManyPlacesAndRatesPerRequestAlikeItIsErlangsQueue() {
    // gamma = 0 and beta = 0: every request is served at the same rate however many run.
    QueueingModel model = new QueueingModel(new QueueingModel.Parameters(5, 0, 0, 3), TOKENS);
    double offered = 0.5;
    double mu = model.serviceRate(1);

    QueueingModel.State state = model.at(offered * mu);

    double tail = StrictMath.pow(offered, 3) / 6 / (1 - offered / 3);
    double waits = tail / (1 + offered + offered * offered / 2 + tail);
    assertThat(state.waitMs()).isCloseTo(waits / (3 * mu - offered * mu), withinPercentage(0.01));
  }

  @Test
  void theHighestRateKeepsBothLimitsAndNoHigherOneDoes() {
    QueueingModel model = model(8);
    Slo slo = new Slo(Duration.ofMillis(30), Duration.ofMillis(8), 0.99);

    double rate = model.requestsPerSecond(slo).orElseThrow() / 1e3;

    QueueingModel.State kept = model.at(rate);
    QueueingModel.State missed = model.at(rate * 1.001);
    assertThat(kept.ttftMs()).isLessThanOrEqualTo(30);
    assertThat(kept.itlMs()).isLessThanOrEqualTo(8);
    assertThat(missed.ttftMs() > 30 || missed.itlMs() > 8).isTrue();
  }

  @Test
  void thereIsNoRateWhenEvenOneRequestIsTooSlow() {
    assertThat(model(8).requestsPerSecond(new Slo(Duration.ofSeconds(1), Duration.ofMillis(4), 1)))
        .isEmpty();
  }

  @Test
  void aLargeBatchDoesNotOverflow() {
    QueueingModel model =
        new QueueingModel(new QueueingModel.Parameters(5, 0.02, 0.0001, 2000), TOKENS);

    QueueingModel.State state = model.at(0.99 * model.serviceRate(2000));

    assertThat(state.running()).isBetween(1.0, 2000.0);
    assertThat(state.throughput()).isPositive();
  }

  private static QueueingModel model(int batch) {
    return new QueueingModel(new QueueingModel.Parameters(5, 0.02, 0.001, batch), TOKENS);
  }
}

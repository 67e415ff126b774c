package io.rheostat.model.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChurnTest {
  @Test
  void aBudgetOfChangesThatCannotBeKeptIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Churn(0, Duration.ofMinutes(1)))
        .withMessageContaining("changes is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Churn(Churn.MOST_CHANGES + 1, Duration.ofMinutes(1)))
        .withMessageContaining("changes is 101");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Churn(1, Duration.ZERO))
        .withMessageContaining("window");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Churn(1, Duration.ofDays(2)))
        .withMessageContaining("at most a day");
    assertThat(new Churn(30, Duration.ofMinutes(10)).changes()).isEqualTo(30);
  }
}

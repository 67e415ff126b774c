package io.rheostat.verification.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.broker.EmbeddedBroker;
import io.rheostat.streams.Delivery;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real program, killed once; `rheostat verify failover` kills it more often.
@Tag("broker")
@Timeout(240)
final class FailoverTrialTest {
  private static final String HOME = "rheostat.home";

  @TempDir private Path folder;
  private String before = "";

  @BeforeEach
  void beAtHome() {
    before = System.getProperty(HOME, "");
    System.setProperty(HOME, Path.of("..").toAbsolutePath().normalize().toString());
  }

  @AfterEach
  void leave() {
    System.setProperty(HOME, before);
  }

  @Test
  void a_kill_breaks_nothing_at_the_targets_and_on_the_topics() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      TrialPlan plan = new TrialPlan("test", Delivery.EXACTLY_ONCE, 1, 7);

      FailoverResult result =
          FailoverResult.of(FailoverTrial.run(plan, broker.bootstrap(), folder.resolve("trial")));

      assertThat(result.violations()).isEmpty();
      assertThat(result.kills()).isEqualTo(1);
      assertThat(result.killToCommand()).hasSize(1);
      assertThat(result.commands()).isPositive().isEqualTo(result.outcomes());
    }
  }
}

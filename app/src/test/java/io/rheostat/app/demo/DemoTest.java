package io.rheostat.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.config.testing.Shipped;
import io.rheostat.streams.Delivery;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("broker")
class DemoTest {
  private static final Duration WALL = Duration.ofMillis(2_500);
  private static final double SPEED = 100;

  @Test
  void theSameSeedGivesTheSameFiguresAlsoOnABusyMachine() throws Exception {
    Demo.Outcome idle = run(1);
    Demo.Outcome busy;
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> load =
        Stream.generate(() -> Thread.ofPlatform().daemon().start(() -> spin(over)))
            .limit(3)
            .toList();
    try {
      busy = run(1);
    } finally {
      over.set(true);
      for (Thread thread : load) {
        thread.join();
      }
    }

    assertThat(busy.table()).isEqualTo(idle.table());
    assertThat(busy.report().get("workloads")).isEqualTo(idle.report().get("workloads"));
    assertThat(busy.report().get("decisions")).isEqualTo(idle.report().get("decisions"));
    assertThat(busy.report().get("commandsIssued")).isEqualTo(idle.report().get("commandsIssued"));
    assertThat(idle.report().get("commandsIssued").asLong()).isPositive();
    assertThat(idle.report().get("requests").asLong()).isPositive();
  }

  @Test
  void itSimulatesWhatWasAskedFor() throws Exception {
    ObjectNode report = run(2).report();

    assertThat(report.get("simulatedSeconds").asDouble()).isEqualTo(250);
    // The run may end while a command is under way.
    assertThat(report.get("commandsApplied").asInt() + report.get("commandsUnderWay").asInt())
        .isEqualTo(report.get("commandsIssued").asInt());
    assertThat(report.get("commandsApplied").asInt()).isPositive();
    // The minimums that the demo's fleet declares.
    assertThat(report.at("/workloads/chat/averageReplicas").asDouble()).isGreaterThanOrEqualTo(2);
    assertThat(report.at("/workloads/code/averageReplicas").asDouble()).isGreaterThanOrEqualTo(1);
  }

  private static void spin(AtomicBoolean over) {
    while (!over.get()) {
      Thread.onSpinWait();
    }
  }

  private static Demo.Outcome run(long seed) throws Exception {
    DemoOptions options =
        new DemoOptions(
            Shipped.root().resolve("config"),
            Optional.<Path>empty(),
            false,
            SPEED,
            WALL,
            Optional.empty(),
            Optional.empty(),
            seed,
            0,
            Delivery.EXACTLY_ONCE);
    return Demo.run(options, new PrintStream(OutputStream.nullOutputStream()));
  }
}

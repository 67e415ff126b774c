package io.rheostat.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.actuator.shell.CommandListener;
import io.rheostat.actuator.shell.LoopPace;
import io.rheostat.app.service.runtime.Clock;
import io.rheostat.app.service.runtime.Role;
import io.rheostat.app.service.runtime.ServiceSettings;
import io.rheostat.app.testing.KafkaUnderTest;
import io.rheostat.app.worker.OpenLoop;
import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.testing.Shipped;
import io.rheostat.model.command.Observed;
import io.rheostat.streams.Delivery;
import io.rheostat.streams.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The shipped example of processes, with real ones: more load, more of them.
@Tag("broker")
@Timeout(240)
final class ProcessLoopTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @Test
  void a_load_step_starts_processes_and_the_end_of_rheostat_ends_them() throws Exception {
    Configuration declared = declared();
    Path targets = folder.resolve("config/targets/chat.json");
    List<Long> running = new ArrayList<>();
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder)) {
      try (Service service = Service.start(settings(kafka.bootstrap()), declared)) {
        await().atMost(PATIENCE).until(() -> ready(service) >= 1);
        int before = ready(service);

        OpenLoop.Settings load =
            new OpenLoop.Settings(targets, 8, Duration.ofSeconds(25), 200, 50, 1);
        long answered = new OpenLoop(load, silent()).run().answered();

        await().atMost(PATIENCE).until(() -> ready(service) > before);
        assertThat(answered).isGreaterThan(100);
        running.addAll(processes());
        assertThat(running).hasSizeGreaterThan(before).allMatch(ProcessLoopTest::isAlive);
      }
      assertThat(running).noneMatch(ProcessLoopTest::isAlive);
    }
  }

  /// The shipped folder with a short way to start a worker, and ports that are free here.
  private Configuration declared() throws Exception {
    Path shipped = Shipped.root().resolve("config/examples/processes");
    String fleet = Files.readString(shipped.resolve("fleet/chat.yaml"));
    int port = freePort();
    String command =
        "command: [\"%s\", -Xmx48m, -XX:TieredStopAtLevel=1, -XX:+UseSerialGC, -cp, \"%s\","
                .formatted(
                    Path.of(System.getProperty("java.home"), "bin/java"),
                    System.getProperty("java.class.path"))
            + " io.rheostat.app.Rheostat,";
    Path config = folder.resolve("config");
    Files.createDirectories(config.resolve("fleet"));
    Files.writeString(
        config.resolve("fleet/chat.yaml"),
        fleet
            .replace("command: [./rheostat,", command)
            .replace("ports: 8100-8103", "ports: " + port + "-" + (port + 3)));
    Files.copy(shipped.resolve("scrape.yaml"), config.resolve("scrape.yaml"));
    return ConfigLoader.load(config, Shipped.root().resolve("config/signals"));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Math.min(socket.getLocalPort(), 65_000);
    }
  }

  private ServiceSettings settings(String bootstrap) {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new ServiceSettings(
        new ServiceSettings.Kafka(bootstrap, 1, (short) 1, Delivery.EXACTLY_ONCE, Map.of()),
        Set.of(Role.values()),
        Clock.real(),
        folder.resolve("data"),
        new ServiceSettings.Listeners(any, any),
        new ServiceSettings.Hooks(
            Map.of(),
            new LoopPace.Free(Duration.ofSeconds(1)),
            CommandListener.IGNORED,
            Progress.IGNORED));
  }

  private static int ready(Service service) {
    Observed observed = service.state().view().observed().get("chat");
    return observed == null ? 0 : observed.placements().getFirst().ready();
  }

  /// The numbers that the driver wrote down; a worker that is to be started has none.
  private List<Long> processes() throws IOException {
    Path state = folder.resolve("data/processes/chat/this-machine/state.json");
    List<Long> pids = new ArrayList<>();
    for (JsonNode worker : new ObjectMapper().readTree(state.toFile()).path("workers")) {
      if (worker.has("pid")) {
        pids.add(worker.path("pid").asLong());
      }
    }
    return pids;
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
  }
}

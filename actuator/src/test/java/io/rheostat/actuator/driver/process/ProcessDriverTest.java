package io.rheostat.actuator.driver.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rheostat.actuator.driver.DriverReport;
import io.rheostat.actuator.driver.Owner;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ProcessDriverTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path scratch;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Workers workers = new Workers(http);
  private Path folder = Path.of("");
  private Target target = workers.target(Map.of());
  private ProcessDriver driver =
      new ProcessDriver(folder, http, InstantSource.system(), new Owner("a/b"));

  @BeforeEach
  void open() {
    folder = scratch.resolve("processes");
    target = workers.target(Map.of("targetsFile", scratch.resolve("targets.json").toString()));
    driver = reopened();
  }

  private ProcessDriver reopened() {
    return new ProcessDriver(folder, http, InstantSource.system(), new Owner("a/b"));
  }

  /// Whatever a test left running ends by its pid and stamp.
  @AfterEach
  void close() throws IOException {
    driver.close();
    Machine machine = new Machine();
    if (Files.isDirectory(folder.resolve("chat/h100"))) {
      try {
        Workers.held(folder).workers().values().stream()
            .flatMap(worker -> worker.process().stream())
            .forEach(machine::kill);
      } catch (UncheckedIOException e) {
        // A test broke the state on purpose, and started nothing.
      }
    }
    http.close();
  }

  private void awaitReady(int count) {
    await("ready: " + count)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              PlacementStatus status = Workers.status(driver, target);
              assertThat(status.ready()).as(status.toString()).isEqualTo(count);
              assertThat(status.starting() + status.draining()).as(status.toString()).isZero();
            });
  }

  @Test
  void replicas_start_and_are_named_once_they_are_ready() throws IOException {
    assertThat(Workers.order(driver, target, 2, 1)).isInstanceOf(Attempt.Accepted.class);
    assertThat(Workers.status(driver, target))
        .satisfies(status -> assertThat(status.wanted()).isEqualTo(2))
        .satisfies(status -> assertThat(status.starting() + status.ready()).isEqualTo(2));

    awaitReady(2);

    assertThat(Workers.pids(folder)).hasSize(2).allMatch(ProcessDriverTest::isAlive);
    assertThat(Workers.status(driver, target).lastStartup())
        .hasValueSatisfying(startup -> assertThat(startup).isBetween(Duration.ZERO, PATIENCE));
    assertThat(Files.readString(scratch.resolve("targets.json")))
        .contains("127.0.0.1:" + workers.firstPort, "127.0.0.1:" + (workers.firstPort + 1))
        .contains("\"placement\" : \"h100\"", "\"replica\" : \"chat-h100-1\"");
  }

  @Test
  void a_replica_is_told_who_it_is_and_none_of_rheostats_secrets() {
    target = workers.target(Map.of("env.MODEL", "small"));
    Workers.order(driver, target, 2, 1);
    awaitReady(2);

    assertThat(workers.get(1, "/env"))
        .contains("REPLICA=1", "PORT=" + (workers.firstPort + 1), "GENERATION=1.1")
        .contains("WORKLOAD=chat", "PLACEMENT=h100", "MODEL=small")
        .doesNotContain("MAVEN", "SUREFIRE", "SSH_", "TOKEN");
    assertThat(folder.resolve("chat/h100/1.log"))
        .content()
        .isEqualTo("arguments " + (workers.firstPort + 1) + " 1\n");
  }

  @Test
  void the_idlest_goes_first() {
    Workers.order(driver, target, 3, 1);
    awaitReady(3);
    workers.get(0, "/running?5");
    workers.get(1, "/running?1");
    workers.get(2, "/running?3");

    Workers.order(driver, target, 1, 2);
    awaitReady(1);

    assertThat(Workers.held(folder).workers()).containsOnlyKeys(0);
    assertThat(workers.get(1, "/health") + workers.get(2, "/health")).isEmpty();
  }

  @Test
  void one_that_works_on_something_drains_and_is_seen_to() throws IOException {
    target = drainingFor("1500", "5");
    Workers.order(driver, target, 1, 1);
    awaitReady(1);
    long pid = Workers.pids(folder).getFirst();

    Workers.order(driver, target, 0, 2);

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(Workers.status(driver, target).draining()).isEqualTo(1));
    assertThat(isAlive(pid)).isTrue();
    assertThat(Files.readString(scratch.resolve("targets.json"))).isEqualTo("[ ]");
    awaitReady(0);
    awaitAlive(0, List.of(pid));
  }

  @Test
  void one_that_does_not_end_in_time_is_killed() {
    target = drainingFor("60000", "0.5");
    Workers.order(driver, target, 1, 1);
    awaitReady(1);
    long pid = Workers.pids(folder).getFirst();

    Workers.order(driver, target, 0, 2);

    awaitReady(0);
    awaitAlive(0, List.of(pid));
  }

  private Target drainingFor(String millis, String stopTimeout) {
    return workers.target(
        Map.of(
            "env.DRAIN",
            millis,
            "stopTimeout",
            stopTimeout,
            "targetsFile",
            scratch.resolve("targets.json").toString()));
  }

  @Test
  void a_crashed_one_is_pending_with_its_reason_and_started_again() {
    Workers.order(driver, target, 1, 1);
    awaitReady(1);
    long first = Workers.pids(folder).getFirst();
    workers.get(0, "/crash");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              PlacementStatus status = Workers.status(driver, target);
              assertThat(status.pending()).isEqualTo(1);
              assertThat(status.pendingReason().orElse(""))
                  .startsWith("replica 0 ended with code 3; see ");
            });
    awaitReady(1);
    assertThat(Workers.pids(folder)).hasSize(1).doesNotContain(first);
    assertThat(Workers.status(driver, target).pending()).isZero();
  }

  @Test
  void a_program_that_is_not_there_is_told_and_tried_less_and_less_often() {
    target = new Target("process", workers.command("./no-such-program"));
    Workers.order(driver, target, 1, 1);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              PlacementStatus status = Workers.status(driver, target);
              assertThat(status.pending()).isEqualTo(1);
              assertThat(status.pendingReason().orElse(""))
                  .contains("can't be started: there is no program ./no-such-program");
            });
    WorkerProcess crashed = Workers.held(folder).workers().firstEntry().getValue();
    assertThat(crashed.retryAt()).isAfterOrEqualTo(crashed.since().plusSeconds(1));
  }

  @Test
  void more_than_there_are_ports_are_pending() {
    Workers.order(driver, target, 6, 1);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              PlacementStatus status = Workers.status(driver, target);
              assertThat(status.ready()).isEqualTo(4);
              assertThat(status.pending()).isEqualTo(2);
              assertThat(status.pendingReason().orElse("")).contains("is free");
            });
  }

  @Test
  void one_that_is_never_ready_is_started_again() {
    Target deaf =
        new Target("process", put(workers.command("sleep", "600"), "ready.within", "0.3"));
    Workers.order(driver, deaf, 1, 1);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Workers.status(driver, deaf).pendingReason().orElse(""))
                    .contains("was not ready within"));
  }

  private static SortedMap<String, String> put(
      SortedMap<String, String> settings, String key, String value) {
    settings.put(key, value);
    return settings;
  }

  @Test
  void the_next_rheostat_takes_over_what_lives_and_keeps_the_fence() throws IOException {
    Workers.order(driver, target, 2, 5);
    awaitReady(2);
    List<Long> before = Workers.pids(folder);
    driver.close();
    assertThat(before).allMatch(ProcessDriverTest::isAlive);

    driver = reopened();

    assertThat(Workers.order(driver, target, 1, 4)).isInstanceOf(Attempt.Refused.class);
    DriverReport.Seen seen = (DriverReport.Seen) Workers.look(driver, target);
    assertThat(seen.generation()).isEqualTo(new Generation(1, 5));
    awaitReady(2);
    assertThat(Workers.pids(folder)).isEqualTo(before);
    Workers.order(driver, target, 1, 6);
    awaitReady(1);
    awaitAlive(1, before);
  }

  @Test
  void a_process_that_got_the_number_of_a_worker_is_left_alone() throws IOException {
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      WorkerProcess gone =
          WorkerProcess.launching(0, workers.firstPort, Instant.now())
              .started(new ProcessId(stranger.pid(), "boot:1"), Instant.now())
              .ready(Instant.now());
      write(PlacementState.NOTHING.ordered(new Generation(1, 1), 1, Optional.empty()).with(gone));

      Workers.order(driver, target, 0, 2);

      awaitReady(0);
      assertThat(Workers.held(folder).workers()).isEmpty();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void a_process_started_just_before_rheostat_died_is_found_and_not_started_twice()
      throws IOException {
    WorkerProcess launching = WorkerProcess.launching(0, workers.firstPort, Instant.now());
    String marker = folder.resolve("chat/h100") + "/0@" + launching.since().toEpochMilli();
    ProcessBuilder builder = new ProcessBuilder("sleep", "600");
    builder.environment().put(Machine.MARKER, marker);
    Process orphan = builder.start();
    try {
      write(
          PlacementState.NOTHING
              .ordered(new Generation(1, 1), 1, Optional.empty())
              .with(launching));

      Workers.look(driver, target);

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(Workers.pids(folder)).containsExactly(orphan.pid()));
    } finally {
      orphan.destroyForcibly();
    }
  }

  private void write(PlacementState held) throws IOException {
    Path placement = folder.resolve("chat/h100");
    Files.createDirectories(placement);
    StateFolder.write(placement, held);
  }

  @Test
  void two_drivers_do_not_run_one_folder() throws IOException {
    Workers.order(driver, target, 0, 1);

    try (ProcessDriver second = reopened()) {
      assertThat(Workers.order(second, target, 1, 2)).isInstanceOf(Attempt.Unreachable.class);
      assertThat(Workers.look(second, target)).isInstanceOf(DriverReport.Unknown.class);
      driver.close();
      assertThat(Workers.order(second, target, 0, 3)).isInstanceOf(Attempt.Accepted.class);
    }
  }

  @Test
  void a_state_that_cannot_be_read_starts_and_ends_nothing() throws IOException {
    Path placement = folder.resolve("chat/h100");
    Files.createDirectories(placement);
    Files.writeString(placement.resolve("state.json"), "{\"generation\":\"1.2\"");

    assertThat(Workers.order(driver, target, 1, 3))
        .isInstanceOfSatisfying(
            Attempt.Unreachable.class,
            none -> assertThat(none.reason()).contains("state.json can't be read"));
    assertThat(Workers.look(driver, target)).isInstanceOf(DriverReport.Unknown.class);
  }

  @Test
  void a_command_that_is_no_list_is_never_run() {
    Target line = new Target("process", put(workers.command(), "command", "touch /tmp/x"));

    assertThat(Workers.order(driver, line, 1, 1)).isInstanceOf(Attempt.Refused.class);
    assertThat(folder.resolve("chat")).doesNotExist();
  }

  @Test
  void what_a_replica_prints_stays_within_its_bound() {
    Target loud =
        new Target(
            "process",
            workers.command(
                "sh", "-c", "while :; do echo 0123456789012345678901234567890; sleep 0.01; done"));
    Workers.order(driver, loud, 1, 1);
    Path log = folder.resolve("chat/h100/0.log");

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(log.resolveSibling("0.log.before")).exists());
    assertThat(log).satisfies(file -> assertThat(Files.size(file)).isLessThan(4096));
  }

  @Test
  void those_that_are_to_end_with_rheostat_do() throws IOException {
    target = workers.target(Map.of("atExit", "stop"));
    Workers.order(driver, target, 2, 1);
    awaitReady(2);
    List<Long> before = Workers.pids(folder);

    driver.close();

    assertThat(before).hasSize(2);
    awaitAlive(0, before);
    driver = reopened();
    awaitReady(2);
  }

  /// One that has ended is in the system's list until its parent has taken note.
  private static void awaitAlive(int count, List<Long> pids) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(pids).filteredOn(ProcessDriverTest::isAlive).hasSize(count));
  }

  private static boolean isAlive(long pid) {
    return Optional.of(pid).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive).isPresent();
  }
}

package io.rheostat.app.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.app.backtest.HistoryReader;
import io.rheostat.app.recording.Export;
import io.rheostat.app.recording.FolderRecording;
import io.rheostat.app.recording.KafkaRecording;
import io.rheostat.app.recording.KeptSnapshot;
import io.rheostat.app.recording.LogCounts;
import io.rheostat.app.recording.LogPosition;
import io.rheostat.app.recording.Recording;
import io.rheostat.app.recording.ReplayPace;
import io.rheostat.app.recording.SectionGoneException;
import io.rheostat.app.recording.csv.CsvExport;
import io.rheostat.app.replay.Difference;
import io.rheostat.app.replay.PastDecision;
import io.rheostat.app.replay.Replay;
import io.rheostat.app.testing.Cli;
import io.rheostat.app.testing.Http;
import io.rheostat.app.testing.KafkaUnderTest;
import io.rheostat.config.testing.Shipped;
import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.history.TrafficHistory;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Outcome;
import io.rheostat.streams.Delivery;
import io.rheostat.streams.StageBinding;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Properties of a whole loop, whatever its delivery: one run of the demo's fleet on a real broker,
/// its recording and what it measured of itself.
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LoopContract {
  private final Delivery delivery;
  private Path recording = Path.of(".");
  private List<Command> commands = List.of();
  private Map<Outcome.Result, Long> concluded = Map.of();
  private String metrics = "";
  private int appliedTwice;
  private Optional<Replay.Result> all = Optional.empty();
  private Optional<Replay.Result> second = Optional.empty();
  private @Nullable SectionGoneException gone;
  private Optional<Replay.Result> rest = Optional.empty();
  private Optional<Replay.Result> exportedPart = Optional.empty();
  private long tables;
  private Optional<FleetHistory> history = Optional.empty();
  private List<PastDecision> explained = List.of();
  private final List<Replay.Result> sections = new ArrayList<>();

  LoopContract(Delivery delivery) {
    this.delivery = delivery;
  }

  @BeforeAll
  void run(@TempDir Path folder) throws Exception {
    recording = folder.resolve("recording");
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder);
        SimulatedRun run =
            SimulatedRun.start(kafka.bootstrap(), folder, delivery, Shipped.demo())) {
      run.pass(Duration.ofMinutes(2));
      run.until("five commands", () -> run.commands().size() >= 5);
      // One that was read is not yet one that was concluded.
      run.until("one applied", () -> applied(run) > 0);
      metrics = Http.get(run.service().pageAddress().orElseThrow(), "/metrics").body();
      run.drain();
      commands = run.commands();
      concluded = run.view().outcomes();
      appliedTwice = run.world().appliedTwice();
      Export.write(kafka.bootstrap(), recording, Map.of());
      replayWhereTheyAre(kafka.bootstrap());
      try (KafkaRecording logs =
          new KafkaRecording(kafka.bootstrap(), Map.of(), Optional.empty(), Optional.empty())) {
        history = Optional.of(history(logs));
      }
      forget(kafka.bootstrap());
    }
  }

  /// Replays the logs of the cluster: all of them, from the middle on, and five sections at random.
  private void replayWhereTheyAre(String bootstrap) throws Exception {
    Set<String> before = groups(bootstrap);
    all = Optional.of(replay(bootstrap, Optional.empty(), Optional.empty()));
    List<Instant> times = KeptSnapshot.times(recording, SimulatedRun.PARTITIONS);
    KeptSnapshot.keep(bootstrap, recording, StageBinding.ESTIMATE, SimulatedRun.PARTITIONS);
    KeptSnapshot.keep(bootstrap, recording, StageBinding.PLAN, SimulatedRun.PARTITIONS);
    long length = Duration.between(times.getFirst(), times.getLast()).toMillis();
    Instant late = times.getFirst().plusMillis(length * 3 / 4);
    second = Optional.of(replay(bootstrap, Optional.of(late), Optional.empty()));
    Path part = recording.resolveSibling("part");
    try (KafkaRecording logs =
        new KafkaRecording(
            bootstrap, Map.of(), Optional.of(new LogPosition.At(late)), Optional.empty())) {
      Export.write(logs, part);
      tables = CsvExport.write(logs, recording.resolveSibling("tables"));
    }
    exportedPart = Optional.of(Replay.run(part));
    explained =
        explained(
            times,
            time ->
                new KafkaRecording(
                    bootstrap, Map.of(), Optional.of(new LogPosition.At(time)), Optional.empty()));
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 5; i++) {
      long from = random.nextLong(length);
      long to = from + random.nextLong(length - from) + 1;
      sections.add(
          replay(
              bootstrap,
              Optional.of(times.getFirst().plusMillis(from)),
              Optional.of(times.getFirst().plusMillis(to))));
    }
    assertThat(groups(bootstrap)).isEqualTo(before);
  }

  /// Opens recorded logs from a time on.
  private interface Opened {
    Recording from(Instant time) throws Exception;
  }

  /// Returns the last decisions on a service, at three times.
  private static List<PastDecision> explained(List<Instant> times, Opened opened) throws Exception {
    List<PastDecision> found = new ArrayList<>();
    long length = Duration.between(times.getFirst(), times.getLast()).toMillis();
    for (int quarter = 2; quarter <= 4; quarter++) {
      Instant time = times.getFirst().plusMillis(length * quarter / 4);
      try (Recording logs = opened.from(times.getFirst())) {
        found.add(PastDecision.find(logs, "chat", time).orElseThrow());
      }
    }
    return found;
  }

  /// Deletes the begin of the workload-log, as its retention does, and replays all of it again.
  private void forget(String bootstrap) throws Exception {
    List<Instant> times = KeptSnapshot.times(recording, SimulatedRun.PARTITIONS);
    try (Admin admin = Admin.create(Clients.admin(bootstrap))) {
      TopicPartition log = new TopicPartition(Topic.WORKLOAD_LOG.topicName(), 0);
      admin.deleteRecords(Map.of(log, RecordsToDelete.beforeOffset(100))).all().get();
    }
    gone =
        catchThrowableOfType(
            SectionGoneException.class,
            () -> replay(bootstrap, Optional.of(times.getFirst()), Optional.empty()));
    rest = Optional.of(replay(bootstrap, Optional.empty(), Optional.empty()));
  }

  private static FleetHistory history(Recording from) throws Exception {
    return new HistoryReader(from, Optional.empty(), Optional.empty(), new ReplayPace()).read();
  }

  private static Replay.Result replay(
      String bootstrap, Optional<Instant> from, Optional<Instant> to) throws Exception {
    try (KafkaRecording recording =
        new KafkaRecording(
            bootstrap, Map.of(), from.map(LogPosition.At::new), to.map(LogPosition.At::new))) {
      return Replay.run(recording, new ReplayPace());
    }
  }

  private static Set<String> groups(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Clients.admin(bootstrap))) {
      Set<String> names = new TreeSet<>();
      admin.listGroups().all().get().forEach(group -> names.add(group.groupId()));
      return names;
    }
  }

  private static long applied(SimulatedRun run) {
    return run.view().outcomes().getOrDefault(Outcome.Result.APPLIED, 0L);
  }

  /// Replays a copy of the recording with another last byte of a decision.
  private Replay.Result replayWithAnotherDecision(Path folder)
      throws IOException, InterruptedException {
    Path decisions = longest(copy(folder), "decisions-");
    byte[] bytes = Files.readAllBytes(decisions);
    bytes[bytes.length - 1] ^= 1;
    Files.write(decisions, bytes);
    return Replay.run(folder);
  }

  private Path copy(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(recording)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    return folder;
  }

  @Test
  void everyCommandHasOneOutcome() throws IOException {
    LogCounts counts = LogCounts.of(recording, SimulatedRun.PARTITIONS);
    long outcomes = 0;
    for (Outcome.Result result : Outcome.Result.values()) {
      outcomes += counts.outcomes(result);
      assertThat(concluded.getOrDefault(result, 0L)).isEqualTo(counts.outcomes(result));
    }
    assertThat(outcomes).isEqualTo(counts.commands()).isGreaterThanOrEqualTo(5);
    assertThat(counts.outcomes(Outcome.Result.APPLIED)).isPositive();
  }

  @Test
  void theActuatorReadsEveryCommandOnce() throws IOException {
    Set<String> ids = new HashSet<>();
    commands.forEach(command -> ids.add(command.id()));
    assertThat(ids).hasSameSizeAs(commands);
    assertThat((long) ids.size())
        .isEqualTo(LogCounts.of(recording, SimulatedRun.PARTITIONS).commands());
  }

  @Test
  void nothingTakesEffectTwice() {
    assertThat(appliedTwice).isZero();
  }

  @Test
  void replayIsIdentical() throws IOException, InterruptedException {
    Replay.Result result = Replay.run(recording);
    assertThat(result.identical()).isTrue();
    assertThat(result.estimatesIdentical()).isTrue();
    assertThat(result.decisionsSha256()).isEqualTo(result.recordedDecisionsSha256());
    assertThat(result.commandsSha256()).isEqualTo(result.recordedCommandsSha256());
    assertThat(result.commands()).isEqualTo(commands.size());
    assertThat(result.stateSha256()).isEqualTo(Replay.run(recording).stateSha256());
  }

  @Test
  void theLogsOfTheClusterAreReplayedLikeTheirExport() throws IOException, InterruptedException {
    Replay.Result result = all.orElseThrow();
    Replay.Result exported = Replay.run(recording);

    assertThat(result.identical()).as(result.toString()).isTrue();
    assertThat(result.startsCold()).isFalse();
    // The loop goes on after its export.
    assertThat(result.events()).isGreaterThanOrEqualTo(exported.events());
    assertThat(result.commands()).isGreaterThanOrEqualTo(exported.commands());
    assertThat(result.decisionsSha256()).isEqualTo(result.recordedDecisionsSha256());
    assertThat(result.commandsSha256()).isEqualTo(result.recordedCommandsSha256());
    assertThat(result.otherVersion()).isEmpty();
  }

  @Test
  void aSectionBeginsWithTheSnapshotBeforeIt() {
    Replay.Result result = second.orElseThrow();

    assertThat(result.identical()).as(result.toString()).isTrue();
    assertThat(result.startsCold()).isFalse();
    assertThat(result.events()).isLessThan(all.orElseThrow().events() * 3 / 4);
    assertThat(result.decisions()).isBetween(1L, all.orElseThrow().decisions() - 1);
  }

  @Test
  void aSectionThatIsGoneIsRefusedWithTheFirstTimeThatIsThere() {
    assertThat(gone)
        .hasMessageContaining(Topic.WORKLOAD_LOG.topicName() + "-0 holds nothing of ")
        .hasMessageContaining("Its first record is of ");
    assertThat(rest.orElseThrow().cold())
        .singleElement()
        .asString()
        .startsWith(Topic.WORKLOAD_LOG.topicName() + "/0 begins at offset ");
  }

  @Test
  void anExportedSectionIsReplayedLikeThatOfTheCluster() {
    Replay.Result result = exportedPart.orElseThrow();

    assertThat(result.identical()).as(result.toString()).isTrue();
    assertThat(result.startsCold()).isFalse();
    assertThat(result.decisions()).isPositive();
    assertThat(result.events()).isLessThan(all.orElseThrow().events() * 3 / 4);
  }

  @Test
  void theTablesHaveARowForEachRecord(@TempDir Path folder) throws IOException {
    LogCounts counts = LogCounts.of(recording, SimulatedRun.PARTITIONS);
    long rows;
    try (FolderRecording exported = new FolderRecording(recording)) {
      rows = CsvExport.write(exported, folder);
    }

    // The heads are lines, too.
    assertThat(lines(folder, "readings.csv")).isEqualTo(counts.samples() + 1);
    assertThat(lines(folder, "estimates.csv")).isEqualTo(counts.estimates() + 1);
    assertThat(lines(folder, "decisions.csv")).isEqualTo(counts.decisions() + 1);
    assertThat(lines(folder, "outcomes.csv")).isEqualTo(counts.commands() + 1);
    assertThat(rows).isGreaterThan(tables).isGreaterThan(counts.samples());
    assertThat(tables).isPositive();
  }

  @Test
  void aPastDecisionIsMadeAgainAsItWasRecorded() throws Exception {
    List<Instant> times = KeptSnapshot.times(recording, SimulatedRun.PARTITIONS);
    List<PastDecision> inFolder = explained(times, _ -> new FolderRecording(recording));

    assertThat(inFolder).hasSize(3).allMatch(PastDecision::recorded).noneMatch(PastDecision::cold);
    assertThat(inFolder).isSortedAccordingTo(Comparator.comparing(one -> one.decision().at()));
    assertThat(explained)
        .map(PastDecision::decision)
        .isEqualTo(inFolder.stream().map(PastDecision::decision).toList());
    for (PastDecision past : inFolder) {
      assertThat(past.point().solved()).isPresent();
    }
  }

  @Test
  void explainTellsOfAFolderWhatWouldHaveFlippedTheChoice() throws Exception {
    JsonNode json =
        new ObjectMapper()
            .readTree(Cli.run("explain", "chat", "--log", recording.toString(), "--json").out());

    assertThat(json.path("recorded").asBoolean()).isTrue();
    assertThat(json.path("flips"))
        .isNotEmpty()
        .allSatisfy(
            flip -> {
              assertThat(flip.path("at").asDouble()).isNotEqualTo(flip.path("value").asDouble());
              assertThat(flip.path("text").asText()).contains(" → ", flip.path("choice").asText());
            });
  }

  @Test
  void timesOfAFolderCountBackFromItsEnd() throws Exception {
    Instant end;
    try (FolderRecording folder = new FolderRecording(recording)) {
      end = folder.end();
    }
    Cli explained =
        Cli.run("explain", "chat", "--log", recording.toString(), "--at", "-1m", "--json");

    Instant at = Instant.parse(new ObjectMapper().readTree(explained.out()).path("at").asText());
    assertThat(end).isEqualTo(KeptSnapshot.times(recording, SimulatedRun.PARTITIONS).getLast());
    assertThat(at).isBetween(end.minusSeconds(300), end.minusSeconds(60));
  }

  private static long lines(Path folder, String table) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve(table))) {
      return lines.count();
    }
  }

  @Test
  void anySectionIsIdentical() {
    assertThat(sections).hasSize(5).allMatch(Replay.Result::identical, "identical");
    assertThat(sections).anyMatch(one -> one.decisions() > 0);
  }

  @Test
  void theHistoryOfTheClusterIsThatOfItsExport() throws Exception {
    FleetHistory there = history.orElseThrow();
    FleetHistory exported;
    try (FolderRecording folder = new FolderRecording(recording)) {
      exported = history(folder);
    }

    assertThat(there.from()).isEqualTo(exported.from());
    assertThat(there.services().keySet()).isEqualTo(exported.services().keySet()).contains("chat");
    assertThat(there.jobs().keySet()).isEqualTo(exported.jobs().keySet());
    there
        .services()
        .forEach(
            (name, service) -> {
              // The last slots are counted with what was there at the end.
              TrafficHistory traffic = requireNonNull(exported.services().get(name)).traffic();
              for (int slot = 0; slot < 3; slot++) {
                assertThat(service.traffic().requests(slot)).isEqualTo(traffic.requests(slot));
              }
            });
    assertThat(requireNonNull(exported.services().get("chat")).traffic().requests()).isPositive();
  }

  @Test
  void aRecordingWithoutWhatTheLogsLeadToIsNotIdentical(@TempDir Path folder)
      throws IOException, InterruptedException {
    copy(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".log") && !name.startsWith("workload-log")) {
          Files.write(file, Arrays.copyOf(Files.readAllBytes(file), Integer.BYTES));
        }
      }
    }

    Replay.Result result = Replay.run(folder);

    assertThat(result.identical()).isFalse();
    assertThat(result.lacking())
        .isNotEmpty()
        .allMatch(one -> one.contains(" has nothing of what workload-log/"));
  }

  @Test
  void aDifferenceNamesTheWorkloadTheInputAndBothSides(@TempDir Path folder)
      throws IOException, InterruptedException {
    Replay.Result result = replayWithAnotherDecision(folder);

    assertThat(result.differing()).isEqualTo(1);
    Difference difference = result.differences().getFirst();
    assertThat(difference.topic()).isEqualTo(Topic.DECISIONS);
    assertThat(difference.log()).isEqualTo(Topic.POOL_LOG);
    assertThat(difference.recorded()).hasSize(difference.replayed().size()).isNotEmpty();
  }

  @Test
  void oneChangedByteOfADecisionIsNoticed(@TempDir Path folder)
      throws IOException, InterruptedException {
    Replay.Result result = replayWithAnotherDecision(folder);

    assertThat(result.identical()).isFalse();
    assertThat(result.decisionsSha256()).isNotEqualTo(result.recordedDecisionsSha256());
    assertThat(result.commandsSha256()).isEqualTo(result.recordedCommandsSha256());
  }

  @Test
  void aMissingFileIsRefusedByItsName(@TempDir Path folder)
      throws IOException, InterruptedException {
    Files.delete(copy(folder).resolve("commands-1.log"));

    assertThatIOException()
        .isThrownBy(() -> Replay.run(folder))
        .withMessageContaining("commands-1.log is missing");
  }

  @Test
  void aFileThatIsCutOffIsRefusedByItsName(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path log = longest(copy(folder), "pool-log-");
    byte[] bytes = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(bytes, bytes.length - 3));

    assertThatIOException()
        .isThrownBy(() -> Replay.run(folder))
        .withMessageContaining(log.getFileName() + " is cut off after ");
  }

  private static Path longest(Path folder, String prefix) throws IOException {
    Path longest = folder;
    long most = -1;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith(prefix) && Files.size(file) > most) {
          longest = file;
          most = Files.size(file);
        }
      }
    }
    return longest;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rheostat_stage_step_seconds_count{stage=\"estimate\"}",
        "rheostat_stage_step_seconds_count{stage=\"plan\"}",
        "rheostat_stage_effects_total{kind=\"estimate\",reason=\"none\",stage=\"estimate\"}",
        "rheostat_stage_effects_total{kind=\"resize\",reason=\"none\",stage=\"plan\"}",
        "rheostat_stage_effects_total{kind=\"hold\",reason=\"best\",stage=\"plan\"}",
        "rheostat_stage_effects_total{kind=\"command\",reason=\"none\",stage=\"plan\"}",
        "rheostat_actuator_outcomes_total{result=\"applied\"}",
        "rheostat_ingest_samples_total{fate=\"used\"}",
      })
  void metricsCountWhatWasDone(String series) {
    assertThat(metrics.lines().filter(line -> line.startsWith(series + " ")).toList())
        .singleElement()
        .satisfies(line -> assertThat(value(line)).isPositive());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rheostat_actuator_outcomes_total{result=\"failed\"}",
        "rheostat_ingest_rejects_total{reason=\"malformed_page\"}",
        "rheostat_ingest_buffer_dropped_total",
        "rheostat_signal_to_command_seconds_count",
        "kafka_consumer_fetch_manager_records_lag_max{",
      })
  void metricsShowWhatMayGoWrong(String series) {
    assertThat(metrics.lines()).anyMatch(line -> line.startsWith(series));
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}

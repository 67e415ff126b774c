package io.rheostat.app.service.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.testing.SmallFleets;
import io.rheostat.app.testing.SmallJobs;
import io.rheostat.config.settings.Configuration;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Configuration of the files, beside jobs submitted at run time.
final class DeclaredConfigurationTest {
  private static final Workload CHAT = SmallFleets.workload("chat", 4);
  private static final Workload CODE = SmallFleets.workload("code", 4);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final DeclaredConfiguration declared = new DeclaredConfiguration(files(CHAT), () -> now);

  private static Configuration files(Workload... workloads) {
    return new Configuration(SmallFleets.of(workloads), new TreeMap<>(), List.of());
  }

  private static SortedMap<String, Workload> jobs(Workload... jobs) {
    return SmallFleets.of(jobs).workloads();
  }

  @Test
  void submittedJobsAreInForceAndNotInTheFiles() {
    declared.submitted(jobs(SmallJobs.elastic("bert")));

    assertThat(declared.current().fleet())
        .isEqualTo(SmallFleets.of(SmallJobs.elastic("bert"), CHAT));
    assertThat(declared.fleet()).isEqualTo(declared.current().fleet());
    assertThat(declared.fleetOfFiles()).isEqualTo(SmallFleets.of(CHAT));
  }

  @Test
  void submittedJobsSurviveAnotherConfigurationOfTheFiles() {
    declared.submitted(jobs(SmallJobs.elastic("bert")));
    declared.declare(files(CODE));

    assertThat(declared.fleet()).isEqualTo(SmallFleets.of(SmallJobs.elastic("bert"), CODE));
    assertThat(declared.fleetOfFiles()).isEqualTo(SmallFleets.of(CODE));
  }

  @Test
  void jobsNoLongerSubmittedGo() {
    declared.submitted(jobs(SmallJobs.elastic("bert"), SmallJobs.elastic("gpt")));
    declared.submitted(jobs(SmallJobs.cancelled("gpt")));

    assertThat(declared.fleet()).isEqualTo(SmallFleets.of(CHAT, SmallJobs.cancelled("gpt")));
    declared.declare(files(CODE));
    assertThat(declared.fleet()).isEqualTo(SmallFleets.of(CODE, SmallJobs.cancelled("gpt")));
  }

  /// A preset that this instance lacks would end the reading of all metrics.
  @Test
  void aJobWithAnUnknownPresetIsLeftOutAndSaid() {
    Workload bert = SmallJobs.elastic("bert");
    Workload unread =
        new Workload(
            "unread",
            bert.pool(),
            bert.objective(),
            bert.model(),
            bert.placements(),
            bert.bounds(),
            List.of(new MetricsBinding("nosuch", new TreeMap<>(), false)),
            List.of());
    assertThat(declared.unreadJobs()).isEmpty();

    declared.submitted(jobs(bert, unread));

    assertThat(declared.fleet().workloads()).containsOnlyKeys("bert", "chat");
    assertThat(declared.unreadJobs())
        .contains("job unread is not taken here: no preset is called nosuch");
  }

  @Test
  void theFilesWinOverASubmittedJobOfTheSameName() {
    declared.submitted(jobs(SmallJobs.elastic("chat")));

    assertThat(declared.fleet()).isEqualTo(SmallFleets.of(CHAT));
  }

  @Test
  void jobsThatTheirGiverChangesLaterStayAsSubmitted() {
    SortedMap<String, Workload> given = new TreeMap<>(jobs(SmallJobs.elastic("bert")));
    declared.submitted(given);
    given.clear();
    declared.declare(files(CODE));

    assertThat(declared.fleet().workloads()).containsOnlyKeys("bert", "code");
  }

  @Test
  void aSubmissionDoesNotMakeTheFilesYounger() {
    now = now.plusSeconds(90);
    declared.submitted(jobs(SmallJobs.elastic("bert")));
    assertThat(declared.age()).isEqualTo(Duration.ofSeconds(90));

    declared.declare(files(CODE));
    assertThat(declared.age()).isZero();
  }
}

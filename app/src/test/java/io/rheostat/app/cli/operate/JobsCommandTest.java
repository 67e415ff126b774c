package io.rheostat.app.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.job.JobStanding;
import io.rheostat.app.job.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JobsCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void aLineHasTheTimesTheReasonAndTheWarnings() {
    JobStanding job =
        new JobStanding(
            "bert",
            "east",
            JobState.QUEUED,
            "",
            0.25,
            Optional.of(new JobStanding.Span(NOW, NOW.plusSeconds(60))),
            Optional.empty(),
            "others are worth more",
            List.of("may end after its deadline 2026-11-24T14:00:00Z", "is dear"));

    assertThat(JobsCommand.line(job))
        .isEqualTo(
            "bert                 Queued      25 %  no devices         "
                + "starts 2026-11-24T12:00:00Z to 2026-11-24T12:01:00Z  others are worth more"
                + "; it may end after its deadline 2026-11-24T14:00:00Z; it is dear");
  }
}

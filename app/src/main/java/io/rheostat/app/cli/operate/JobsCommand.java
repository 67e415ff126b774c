package io.rheostat.app.cli.operate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.KafkaOptions;
import io.rheostat.app.job.JobStanding;
import io.rheostat.app.job.JobStandings;
import io.rheostat.app.page.LiveState;
import io.rheostat.app.page.StateReader;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `rheostat jobs`.
@Command(
    name = "jobs",
    description =
        "Lists training jobs with their states, their devices and their expected starts and ends.",
    footer = {"", "Example: rheostat jobs --kafka broker:9092"})
public final class JobsCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Override
  public Integer call() throws Exception {
    LiveState state = StateReader.newest(kafka.bootstrap(), kafka.clientSettings());
    List<JobStanding> jobs = JobStandings.of(state.view());
    if (common.json()) {
      ArrayNode all = new ObjectMapper().createArrayNode();
      jobs.forEach(job -> all.add(job.json()));
      System.out.println(all.toPrettyString());
    } else if (jobs.isEmpty()) {
      System.out.println("no training job is declared; submit one with rheostat submit FILE");
    } else {
      jobs.forEach(job -> System.out.println(line(job)));
    }
    return 0;
  }

  /// Returns a job in a line.
  static String line(JobStanding job) {
    return String.format(
            Locale.ROOT,
            "%-20s %-10s %3.0f %%  %-18s %s%s%s%s",
            job.name(),
            job.state().words(),
            100 * job.progressShare(),
            job.allocation().isEmpty() ? "no devices" : job.allocation(),
            job.start().map(span -> "starts " + words(span) + "  ").orElse(""),
            job.finish().map(span -> "ends " + words(span) + "  ").orElse(""),
            job.reason(),
            job.warnings().stream().map(one -> "; it " + one).collect(Collectors.joining()))
        .stripTrailing();
  }

  private static String words(JobStanding.Span span) {
    return span.earliest().truncatedTo(ChronoUnit.SECONDS)
        + " to "
        + span.latest().truncatedTo(ChronoUnit.SECONDS);
  }
}

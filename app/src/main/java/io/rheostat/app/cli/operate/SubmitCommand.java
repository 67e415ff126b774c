package io.rheostat.app.cli.operate;

import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.KafkaOptions;
import io.rheostat.app.cli.option.UsageException;
import io.rheostat.app.job.JobActions;
import io.rheostat.app.job.JobStanding;
import io.rheostat.app.job.JobStandings;
import io.rheostat.app.job.JobState;
import io.rheostat.app.page.LiveState;
import io.rheostat.app.page.StateReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rheostat submit`.
@Command(
    name = "submit",
    description = "Submits a training job: one document of kind Workload and type training.",
    footer = {
      "",
      "Example: rheostat submit config/examples/jobs/resnet50.yaml --kafka broker:9092",
      "Jobs: rheostat jobs. Cancel one: rheostat cancel NAME"
    })
public final class SubmitCommand implements Callable<Integer> {
  private static final Duration AGAIN = Duration.ofSeconds(1);

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--wait",
      description =
          "Return at the job's end: 0 when it is completed, 1 when it failed,"
              + " was cancelled or withdrawn.")
  private boolean wait;

  @Parameters(paramLabel = "FILE", description = "YAML or JSON file of the job.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException, InterruptedException, UsageException {
    if (!Files.isRegularFile(file)) {
      throw new UsageException(file + " is no file. Name the one that declares the job.");
    }
    String text = Files.readString(file);
    String[] name = {""};
    int done =
        DeclarationPublisher.ask(
            kafka,
            common,
            operator -> {
              JobActions.Submitted submitted = operator.submit(text);
              name[0] = submitted.job();
              return submitted.words();
            });
    return wait && done == 0 ? await(name[0]) : done;
  }

  /// Returns the exit code of an ended job.
  ///
  /// @param state empty for one that was withdrawn
  static int exitCode(Optional<JobState> state) {
    return state.equals(Optional.of(JobState.COMPLETED)) ? 0 : 1;
  }

  private int await(String name) throws IOException, InterruptedException, UsageException {
    LiveState state = new LiveState();
    try (StateReader reader =
        StateReader.open(
            kafka.bootstrap(), state, StateReader.NEWEST_RECORDS, kafka.clientSettings())) {
      String told = "";
      while (true) {
        reader.catchUp();
        Optional<JobStanding> job =
            JobStandings.of(state.view()).stream().filter(one -> one.name().equals(name)).findAny();
        String words = job.map(JobsCommand::line).orElse("");
        if (!words.isEmpty() && !words.equals(told)) {
          System.err.println(words);
          told = words;
        }
        boolean withdrawn = job.isEmpty() && !told.isEmpty();
        if (withdrawn || (job.isPresent() && job.get().state().isEnded())) {
          return exitCode(job.map(JobStanding::state));
        }
        Thread.sleep(AGAIN);
      }
    }
  }
}

package io.rheostat.app.cli.option;

import io.rheostat.core.option.NetValue;
import io.rheostat.core.sizing.JobRequest;
import io.rheostat.model.resource.ModelShape;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Options that describe a training job.
public final class JobOptions {
  @Option(
      names = "--training",
      description = "Size a training job: width, device, sharding and batch.")
  private boolean training;

  @Option(names = "--samples", defaultValue = "2e7", description = "Samples to train on (2e7).")
  private double samples;

  @Option(
      names = "--sample-tokens",
      defaultValue = "2048",
      description = "Tokens of a sample (2048).")
  private int sampleTokens;

  @Option(
      names = "--completion",
      defaultValue = "9000",
      description = "Dollars that the finished run is worth (9000).")
  private double completion;

  @Option(
      names = "--widths",
      split = ",",
      defaultValue = "1,2,4,8,16,32",
      description = "Numbers of workers to look at (1,2,4,8,16,32).")
  private List<Integer> widths = new ArrayList<>();

  @Option(
      names = "--batches",
      split = ",",
      defaultValue = "1,2,4,8",
      description = "Samples of a worker's step to look at (1,2,4,8).")
  private List<Integer> batches = new ArrayList<>();

  /// Returns whether a job is sized instead of a service.
  public boolean training() {
    return training;
  }

  /// Returns the question for a model.
  ///
  /// @throws UsageException when a number is out of its range
  public JobRequest request(ModelShape model) throws UsageException {
    boolean small =
        widths.stream().anyMatch(each -> each < 1) || batches.stream().anyMatch(each -> each < 1);
    if (small || samples <= 0 || sampleTokens < 1 || completion < 0) {
      throw new UsageException(
          "--widths, --batches, --samples and --sample-tokens must be above 0, --completion 0 or"
              + " more.");
    }
    return new JobRequest(
        model, samples, sampleTokens, completion, new NetValue(1, 1), widths, batches);
  }
}

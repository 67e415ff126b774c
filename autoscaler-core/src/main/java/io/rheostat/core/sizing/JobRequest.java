package io.rheostat.core.sizing;

import io.rheostat.core.option.NetValue;
import io.rheostat.model.resource.ModelShape;
import java.util.List;

/// Question to the sizing of a training job.
///
/// @param model the model, in the precision it is trained in
/// @param samples samples to train on
/// @param sampleTokens tokens of a sample
/// @param usdOnCompletion value of the finished run
/// @param weights weights of value and cost
/// @param widths numbers of workers to look at
/// @param samplesPerWorker local batches to look at
public record JobRequest(
    ModelShape model,
    double samples,
    int sampleTokens,
    double usdOnCompletion,
    NetValue weights,
    List<Integer> widths,
    List<Integer> samplesPerWorker) {
  public JobRequest {
    widths = List.copyOf(widths);
    samplesPerWorker = List.copyOf(samplesPerWorker);
  }
}

package io.rheostat.simulator.engine;

import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.List;

/// Counters and histograms of an engine since its start.
final class EngineMetrics {
  final Buckets firstToken = new Buckets(Buckets.TIME_TO_FIRST_TOKEN);
  final Buckets perToken = new Buckets(Buckets.TIME_PER_OUTPUT_TOKEN);
  long promptTokens;
  long generationTokens;
  long finished;
  private long preemptions;

  void iteration(int prompts, int generated) {
    promptTokens += prompts;
    generationTokens += generated;
  }

  void firstToken(double seconds) {
    firstToken.add(seconds);
  }

  void finish(double secondsPerToken) {
    finished++;
    perToken.add(secondsPerToken);
  }

  void preempt() {
    preemptions++;
  }

  /// Appends the counters and histograms in canonical order.
  void write(List<Sample> samples) {
    samples.add(new Sample.Scalar(Signal.PROMPT_TOKENS, promptTokens));
    samples.add(new Sample.Scalar(Signal.GENERATION_TOKENS, generationTokens));
    samples.add(new Sample.Scalar(Signal.REQUESTS_FINISHED, finished));
    samples.add(new Sample.Scalar(Signal.PREEMPTIONS, preemptions));
    firstToken.write(Signal.TIME_TO_FIRST_TOKEN, Signal.TIME_TO_FIRST_TOKEN_SUM, samples);
    perToken.write(Signal.TIME_PER_OUTPUT_TOKEN, Signal.TIME_PER_OUTPUT_TOKEN_SUM, samples);
  }
}

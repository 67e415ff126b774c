package io.rheostat.core.counter;

import io.rheostat.core.capacity.EngineModel;
import io.rheostat.model.signal.Signal;
import java.util.Optional;

/// Bounds on the growth of one replica's counters in a time.
///
/// The peak is that of a full batch without any prompt to read, so a real engine stays below it;
/// the factors allow for a model without learning and for answers shorter than usual.
///
/// @param requestsPerSecond finished requests at the peak
/// @param tokensPerSecond generated tokens at the peak
/// @param batch largest number of requests finishing at one moment
/// @param inputTokens mean prompt tokens of a request
/// @param outputTokens mean generated tokens of a request
public record EngineLimits(
    double requestsPerSecond,
    double tokensPerSecond,
    double batch,
    double inputTokens,
    double outputTokens) {
  /// Multiple of the peak above which growth waits for a second sample.
  private static final double LIKELY = 2;

  /// Multiple of the peak above which growth does not count.
  private static final double POSSIBLE = 8;

  /// Number of requests finishing together without any doubt, whatever the peak is.
  private static final double FEW_REQUESTS = 20;

  /// Number of tokens of one very long prompt.
  private static final double LONG_PROMPT = 200_000;

  /// Peak of an unknown engine: more than a server answers over one port.
  private static final double UNKNOWN_REQUESTS = 1_000;

  /// Peak of an unknown engine, tokens per second.
  private static final double UNKNOWN_TOKENS = 1e6;

  /// Requests per second passed on by one gateway for one workload.
  private static final double GATEWAY_REQUESTS_PER_SECOND = 10_000;

  /// Units per second of all other counters (seconds of waiting, training samples).
  private static final double UNKNOWN_UNITS = 1e6;

  /// Returns the limits of an engine at mean token lengths of a request, each taken as 1 or more.
  /// Without a model they are those of an unknown engine.
  public static EngineLimits of(
      Optional<EngineModel> model, double inputTokens, double outputTokens) {
    double input = Math.max(1, inputTokens);
    double output = Math.max(1, outputTokens);
    if (model.isEmpty()) {
      return new EngineLimits(UNKNOWN_REQUESTS, UNKNOWN_TOKENS, UNKNOWN_REQUESTS, input, output);
    }
    double tokens = model.get().peakTokensPerSecond();
    return new EngineLimits(tokens / output, tokens, model.get().maxSequences(), input, output);
  }

  /// Returns the largest growth believed at once.
  double likely(Signal signal, long millis) {
    double seconds = Math.max(0, millis) / 1000.0;
    return LIKELY * peak(signal) * seconds + slack(signal, FEW_REQUESTS);
  }

  /// Returns the largest growth ever believed.
  double possible(Signal signal, long millis) {
    double seconds = Math.max(0, millis) / 1000.0;
    return POSSIBLE * peak(signal) * seconds + slack(signal, FEW_REQUESTS + batch);
  }

  private double peak(Signal signal) {
    return switch (signal) {
      case REQUESTS_FINISHED, TIME_TO_FIRST_TOKEN, PREEMPTIONS -> requestsPerSecond;
      case GENERATION_TOKENS, TIME_PER_OUTPUT_TOKEN -> tokensPerSecond;
      case PROMPT_TOKENS -> requestsPerSecond * inputTokens;
      case GATEWAY_REQUESTS -> GATEWAY_REQUESTS_PER_SECOND;
      default -> UNKNOWN_UNITS;
    };
  }

  private double slack(Signal signal, double requests) {
    return switch (signal) {
      case GENERATION_TOKENS, TIME_PER_OUTPUT_TOKEN -> requests * outputTokens;
      case PROMPT_TOKENS -> requests * inputTokens + LONG_PROMPT;
      default -> requests;
    };
  }
}

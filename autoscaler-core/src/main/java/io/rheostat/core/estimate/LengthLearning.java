package io.rheostat.core.estimate;

import io.rheostat.core.workload.RootDraft;

/// Learning of the lengths of requests.
final class LengthLearning {
  /// Window of finished and admitted requests, milliseconds.
  private static final long LENGTH_MILLIS = 60_000;

  /// Least requests in the window.
  private static final double LEAST_REQUESTS = 5;

  /// Memory of lengths in requests, and at least three minutes of them.
  private static final double LENGTH_REQUESTS = 1000;

  /// Shortest memory of lengths, minutes of the present rate.
  private static final double LENGTH_MINUTES = 3;

  private LengthLearning() {}

  /// Learns lengths of requests. Prompt tokens belong to the requests admitted meanwhile, generated
  /// ones to the finished ones and, on average half way, to the additional running ones. Dividing
  /// by the finished ones would overstate lengths by a quarter whenever a load builds up.
  ///
  /// @param spanMillis time since the last learning
  static void learn(RootDraft root, long now, long spanMillis) {
    double finished = root.finished.sum(now - LENGTH_MILLIS, now);
    double admitted = root.admitted.sum(now - LENGTH_MILLIS, now);
    double generating = finished + (admitted - finished) / 2;
    if (finished < LEAST_REQUESTS || admitted < LEAST_REQUESTS || generating < LEAST_REQUESTS) {
      return;
    }
    // Growth taken back may leave less than nothing in the window.
    double prompt = Math.max(0, root.promptTokens.sum(now - LENGTH_MILLIS, now));
    double generated = Math.max(0, root.generatedTokens.sum(now - LENGTH_MILLIS, now));
    double input = prompt / admitted;
    double output = generated / generating;
    double fresh = finished * spanMillis / LENGTH_MILLIS;
    double memory = Math.max(LENGTH_REQUESTS, LENGTH_MINUTES * finished);
    double weight = fresh / (fresh + Math.min(root.lengthRequests, memory));
    root.lengthRequests = Math.min(root.lengthRequests, memory) + fresh;
    root.inputTokens += weight * (input - root.inputTokens);
    root.outputTokens += weight * (output - root.outputTokens);
  }
}

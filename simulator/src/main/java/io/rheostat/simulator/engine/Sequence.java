package io.rheostat.simulator.engine;

/// A request on its way through a service. Mutable: it is the replica's working record.
final class Sequence {
  private static final long NOT_YET = Long.MIN_VALUE;

  final long arrival;
  final int input;
  final int output;

  /// Tokens generated when it last joined the decoding batch.
  int generated;

  /// Tokens to prefill: the prompt, and after a preemption the generated tokens too.
  int prompt;

  /// Prompt tokens scheduled so far.
  int scheduled;

  /// Order of admission to the batch; the latest is preempted first.
  long admission;

  /// Iteration ending with the start of its decoding.
  long joined;

  /// Iteration ending with its last token.
  long finish;

  /// Place in the finish heap.
  int slot = -1;

  private long firstToken = NOT_YET;
  private boolean finished;

  Sequence(long arrival, int input, int output) {
    this.arrival = arrival;
    this.input = input;
    this.output = output;
    this.prompt = input;
  }

  boolean prefilled() {
    return scheduled == prompt;
  }

  boolean started() {
    return firstToken != NOT_YET;
  }

  boolean finished() {
    return finished;
  }

  void finishes() {
    finished = true;
  }

  void firstTokenAt(long nanos) {
    firstToken = nanos;
  }

  /// Returns the seconds to the first token; before it has come, seconds waited so far.
  double timeToFirstToken(long now) {
    return ((started() ? firstToken : now) - arrival) / 1e9;
  }

  /// Returns the mean seconds per token after the first, 0 for an answer of one token (as vLLM
  /// counts it).
  double timePerOutputToken(long finished) {
    return output > 1 ? (finished - firstToken) / 1e9 / (output - 1) : 0;
  }

  /// Resets it to the start of prefilling, keeping the generated tokens.
  void restart(int generatedSoFar) {
    generated = generatedSoFar;
    prompt = input + generatedSoFar;
    scheduled = 0;
  }
}

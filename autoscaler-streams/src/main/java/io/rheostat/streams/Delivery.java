package io.rheostat.streams;

/// Effect of a crash on records between the stages.
public enum Delivery {
  /// No effect: inputs, state and effects commit together, every 20 ms.
  EXACTLY_ONCE,
  /// Repetition: an input may be read again; its effects are repeated, never its step. Faster.
  AT_LEAST_ONCE
}

package io.rheostat.streams;

/// What a crash may do to records between the stages.
public enum Delivery {
  /// Nothing: inputs, state and effects commit together, every 20 ms.
  EXACTLY_ONCE,
  /// An input may be read again; its effects are repeated, never its step. Faster.
  AT_LEAST_ONCE
}

package io.rheostat.core.stage;

import java.util.List;

/// Result of a step: the next state and its effects.
///
/// @param state the aggregate after the event
/// @param effects effects in order
public record Step<S, X>(S state, List<X> effects) {
  public Step {
    effects = List.copyOf(effects);
  }
}

package io.rheostat.core.stage;

import java.util.List;

/// What a step gives back: the next state and what is to be told to others.
///
/// @param state the aggregate after the event
/// @param effects in order
public record Step<S, X>(S state, List<X> effects) {
  public Step {
    effects = List.copyOf(effects);
  }
}

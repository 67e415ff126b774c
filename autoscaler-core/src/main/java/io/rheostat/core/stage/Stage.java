package io.rheostat.core.stage;

import java.time.Instant;
import java.util.List;

/// Pure stage: the change of one aggregate by an event of its log, and the resulting effects.
///
/// @param <S> an aggregate's state, immutable
/// @param <E> events of the stage's log
/// @param <X> effects
public interface Stage<S, E, X> {
  /// Returns the state of an aggregate never seen before.
  S initial(String key);

  /// Returns the aggregate after its partition's clock was corrected backwards: no time in it lies
  /// in the span the clock wrongly showed, and measurements of that span are made anew.
  ///
  /// @param from time of the clock before the correction
  /// @param to time of the clock now, earlier
  S turnedBack(S state, Instant from, Instant to);

  /// Returns the aggregate after the event. Pure: the same arguments give the same result.
  Step<S, X> step(S state, E event, Moment moment);

  /// Returns the effects of a step that threw, so nobody waits for it in silence: the aggregate
  /// stays as it was.
  ///
  /// @param problem kind of the exception, the same everywhere
  default List<X> faulted(S state, E event, Moment moment, String problem) {
    return List.of();
  }

  /// Returns the routing of the stage's events.
  EventRouter<E> router();

  /// Returns the storage form of the stage's aggregates.
  AggregateCodec<S> codec();
}

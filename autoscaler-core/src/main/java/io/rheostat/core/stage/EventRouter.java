package io.rheostat.core.stage;

import io.rheostat.model.log.Declaration;
import java.util.Optional;

/// Routing of a log's events to aggregates.
///
/// @param <E> events of the log
public interface EventRouter<E> {
  /// Returns the aggregates concerned by an event.
  Route route(E event);

  /// Returns the declaration of an event, when it carries one.
  Optional<Declaration> declaration(E event);

  /// Returns whether the event is a tick of the partition's owner: ticks lead the partition's
  /// clock.
  boolean isTick(E event);
}

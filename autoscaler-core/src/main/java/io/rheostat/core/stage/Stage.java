package io.rheostat.core.stage;

import io.rheostat.model.log.Declaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// One pure stage: how an event of its log changes one aggregate, and what follows from it.
///
/// An aggregate has a root and named parts, so that a host can store only the parts that changed.
///
/// @param <S> an aggregate's state, immutable
/// @param <E> events of the stage's log
/// @param <X> effects
public interface Stage<S, E, X> {
  /// The state of an aggregate that was never seen.
  S initial(String key);

  /// Which aggregates an event concerns.
  Route route(E event);

  /// The declaration that an event carries, when it does.
  Optional<Declaration> declaration(E event);

  /// The aggregate after the event. Pure: the same arguments give the same result.
  Step<S, X> step(S state, E event, Moment moment);

  /// Whether the aggregate holds nothing worth keeping.
  boolean isEmpty(S state);

  /// Bytes of all that is not in a part.
  byte[] encodeRoot(S state);

  /// Names of the parts that an aggregate has, in order.
  List<String> parts(S state);

  /// Names of the parts of `after` that are not the very same as in `before`, in order.
  List<String> changedParts(S before, S after);

  /// Names of the parts of `before` that `after` does not have, in order.
  default List<String> removedParts(S before, S after) {
    List<String> removed = new ArrayList<>(parts(before));
    removed.removeAll(parts(after));
    return removed;
  }

  /// Bytes of one part.
  byte[] encodePart(S state, String part);

  /// The aggregate of a root and all its parts.
  S decode(byte[] root, SortedMap<String, byte[]> parts);
}

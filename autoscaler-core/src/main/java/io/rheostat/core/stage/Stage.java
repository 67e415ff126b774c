package io.rheostat.core.stage;

import io.rheostat.model.log.Declaration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Pure stage: the change of one aggregate by an event of its log, and the resulting effects.
///
/// An aggregate has a root and named parts, so a host can store only the changed parts.
///
/// @param <S> an aggregate's state, immutable
/// @param <E> events of the stage's log
/// @param <X> effects
public interface Stage<S, E, X> {
  /// Returns the state of an aggregate never seen before.
  S initial(String key);

  /// Returns the aggregates concerned by an event.
  Route route(E event);

  /// Returns the declaration of an event, when it carries one.
  Optional<Declaration> declaration(E event);

  /// Returns whether the event is a tick of the partition's owner: ticks lead the partition's
  /// clock.
  boolean isTick(E event);

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

  /// Returns whether the aggregate holds nothing worth keeping.
  boolean isEmpty(S state);

  /// Returns the bytes of everything outside the parts.
  byte[] encodeRoot(S state);

  /// Returns the names of an aggregate's parts, in order.
  List<String> parts(S state);

  /// Returns the names of the parts of `after` that are not the very same as in `before`, in order.
  List<String> changedParts(S before, S after);

  /// Returns the names of the parts of `before` missing in `after`, in order.
  default List<String> removedParts(S before, S after) {
    List<String> removed = new ArrayList<>(parts(before));
    removed.removeAll(parts(after));
    return removed;
  }

  /// Returns the bytes of one part.
  byte[] encodePart(S state, String part);

  /// Returns the aggregate of a root and all its parts.
  ///
  /// @throws io.rheostat.core.encoding.StateFormatException when one cannot be read
  default S decode(byte[] root, SortedMap<String, byte[]> parts) {
    return decode(root, parts, Restoring.STRICT);
  }

  /// Returns the aggregate of a root and its readable parts.
  ///
  /// @throws io.rheostat.core.encoding.StateFormatException when the root, or an indispensable
  ///     part, cannot be read
  S decode(byte[] root, SortedMap<String, byte[]> parts, Restoring how);

  /// Returns the descriptions of all bytes written by this stage, by fingerprint, for a host to
  /// keep beside them.
  SortedMap<Long, String> shapes();
}

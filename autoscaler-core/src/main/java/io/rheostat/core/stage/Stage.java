package io.rheostat.core.stage;

import io.rheostat.model.log.Declaration;
import java.time.Instant;
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

  /// Returns whether the event is a tick of the partition's owner: ticks lead the partition's
  /// clock.
  boolean isTick(E event);

  /// Returns the aggregate after its partition's clock was corrected backwards: no time in it lies
  /// where the clock wrongly was, and what was measured meanwhile is measured anew.
  ///
  /// @param from what the clock said before
  /// @param to what it says now, earlier
  S turnedBack(S state, Instant from, Instant to);

  /// The aggregate after the event. Pure: the same arguments give the same result.
  Step<S, X> step(S state, E event, Moment moment);

  /// Returns what is told of a step that threw, so that nobody waits for it in silence: the
  /// aggregate stays as it was.
  ///
  /// @param problem kind of what was thrown, the same everywhere
  default List<X> faulted(S state, E event, Moment moment, String problem) {
    return List.of();
  }

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
  ///
  /// @throws io.rheostat.core.encoding.StateFormatException when one cannot be read
  default S decode(byte[] root, SortedMap<String, byte[]> parts) {
    return decode(root, parts, Restoring.STRICT);
  }

  /// Returns the aggregate of a root and those of its parts that can be read.
  ///
  /// @throws io.rheostat.core.encoding.StateFormatException when the root, or a part that nothing
  ///     can go on without, cannot be read
  S decode(byte[] root, SortedMap<String, byte[]> parts, Restoring how);

  /// Returns the descriptions of all bytes that this stage writes, by fingerprint, for a host to
  /// keep beside them.
  SortedMap<Long, String> shapes();
}

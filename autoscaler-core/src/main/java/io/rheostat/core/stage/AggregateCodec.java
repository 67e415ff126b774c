package io.rheostat.core.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// Storage form of a stage's aggregates: a root and named parts, so that a host can store only the
/// changed parts.
///
/// @param <S> an aggregate's state, immutable
public interface AggregateCodec<S> {
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
  /// @throws io.rheostat.core.encoding.coder.StateFormatException when one cannot be read
  default S decode(byte[] root, SortedMap<String, byte[]> parts) {
    return decode(root, parts, Restoring.STRICT);
  }

  /// Returns the aggregate of a root and its readable parts.
  ///
  /// @throws io.rheostat.core.encoding.coder.StateFormatException when the root, or an
  ///     indispensable part, cannot be read
  S decode(byte[] root, SortedMap<String, byte[]> parts, Restoring how);

  /// Returns the descriptions of all bytes written by this stage, by fingerprint, for a host to
  /// keep beside them.
  SortedMap<Long, String> shapes();
}

package io.rheostat.topics.fleet;

import io.rheostat.model.Require;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The set of files of one instance, as the fleet topic remembers it: all its declared things.
///
/// @param id identity of the instance, stable across its restarts
/// @param name host and folder, for a person
/// @param at time of its last publication
/// @param claims declared things by their key on the fleet topic
public record FleetSource(String id, String name, Instant at, SortedMap<String, Claim> claims) {
  private static final int MOST_EARLIER = 8;

  public FleetSource {
    Require.text("source id", id);
    claims = Collections.unmodifiableSortedMap(new TreeMap<>(claims));
  }

  /// One declared thing.
  ///
  /// @param content fingerprint of its declaration
  /// @param earlier its previous fingerprints, the newest last
  public record Claim(long content, List<Long> earlier) {
    public Claim {
      earlier = List.copyOf(earlier);
    }

    /// Returns the claim of another content; the present one becomes an earlier one.
    public Claim next(long next) {
      if (next == content) {
        return this;
      }
      List<Long> before = new ArrayList<>(earlier);
      before.add(content);
      before.removeIf(one -> one == next);
      int from = Math.max(0, before.size() - MOST_EARLIER);
      return new Claim(next, before.subList(from, before.size()));
    }
  }

  /// Returns whether the source declares the thing under a key.
  public boolean claims(String key) {
    return claims.containsKey(key);
  }
}

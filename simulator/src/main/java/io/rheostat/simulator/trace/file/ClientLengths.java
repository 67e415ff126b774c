package io.rheostat.simulator.trace.file;

import io.rheostat.simulator.trace.TokenCounts;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Measured token counts of clients, by client and by the start of six hours.
///
/// @param byClient by client, then by seconds since the trace's start
public record ClientLengths(Map<String, SortedMap<Long, Pair>> byClient) {
  /// Length of a measurement, seconds.
  public static final long SECONDS = 6 * 3600;

  /// Token counts of prompts and of answers; their pairing was not measured.
  ///
  /// @param input of prompts
  /// @param output of answers
  public record Pair(TokenCounts input, TokenCounts output) {
    private boolean isEmpty() {
      return input.isEmpty() || output.isEmpty();
    }
  }

  /// Creates the table, leaving out measurements of six hours without a request.
  public ClientLengths {
    SortedMap<String, SortedMap<Long, Pair>> kept = new TreeMap<>();
    byClient.forEach(
        (client, times) -> {
          SortedMap<Long, Pair> measured = new TreeMap<>(times);
          measured.values().removeIf(Pair::isEmpty);
          if (!measured.isEmpty()) {
            kept.put(client, Collections.unmodifiableSortedMap(measured));
          }
        });
    byClient = Collections.unmodifiableSortedMap(kept);
  }

  boolean knows(String client) {
    return byClient.containsKey(client);
  }

  /// Returns a client's measurement at a time, or the last before it, or else the first after it.
  Pair at(String client, long seconds) {
    SortedMap<Long, Pair> times = byClient.get(client);
    if (times == null) {
      throw new IllegalArgumentException("client " + client + " was not measured.");
    }
    SortedMap<Long, Pair> before = times.headMap(seconds + 1);
    Pair pair = times.get(before.isEmpty() ? times.firstKey() : before.lastKey());
    if (pair == null) {
      throw new IllegalStateException("a key of " + times.keySet() + " has no value.");
    }
    return pair;
  }
}

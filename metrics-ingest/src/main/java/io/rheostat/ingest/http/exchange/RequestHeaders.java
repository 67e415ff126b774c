package io.rheostat.ingest.http.exchange;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Headers of a request by name in any case, the first value of each. Immutable.
///
/// @param values first values by name
public record RequestHeaders(SortedMap<String, String> values) {
  /// No headers.
  public static final RequestHeaders NONE = new RequestHeaders(new TreeMap<>());

  public RequestHeaders {
    SortedMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(values);
    values = Collections.unmodifiableSortedMap(copy);
  }

  /// Returns a header's value; empty when the request has none of that name.
  public Optional<String> first(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// Returns the headers with one set.
  public RequestHeaders with(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(values);
    more.put(name, value);
    return new RequestHeaders(more);
  }

  /// Returns the headers without one.
  public RequestHeaders without(String name) {
    SortedMap<String, String> fewer = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    fewer.putAll(values);
    fewer.remove(name);
    return new RequestHeaders(fewer);
  }
}

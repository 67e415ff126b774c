package io.rheostat.core.encoding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Descriptions of states by the fingerprint at the start of their bytes. A host keeps those of its
/// own version beside the state; a later version reads the state by them.
///
/// @param texts descriptions by fingerprint
public record StateShapes(SortedMap<Long, String> texts) {
  /// Begin of a description's block.
  private static final String HEADER = "fingerprint ";

  /// Descriptions of version 0.1.0 at commit ce6a490; its hosts did not keep them.
  public static final StateShapes BEFORE_KEPT = resource("shapes-ce6a490.txt");

  public StateShapes {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  /// Returns these and others.
  public StateShapes and(SortedMap<Long, String> others) {
    SortedMap<Long, String> all = new TreeMap<>(texts);
    all.putAll(others);
    return new StateShapes(all);
  }

  Optional<StateShape> find(long fingerprint) {
    return Optional.ofNullable(texts.get(fingerprint)).map(StateShape::parse);
  }

  /// Reads blocks beginning with `fingerprint N`.
  static StateShapes parse(String text) {
    SortedMap<Long, String> texts = new TreeMap<>();
    for (String block : text.split("(?m)^" + HEADER, -1)) {
      int end = block.indexOf('\n');
      if (end > 0) {
        texts.put(Long.parseLong(block.substring(0, end).strip()), block.substring(end + 1));
      }
    }
    return new StateShapes(texts);
  }

  private static StateShapes resource(String name) {
    try (InputStream file = StateShapes.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the program has no " + name);
      }
      return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

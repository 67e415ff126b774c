package io.rheostat.ingest.exposition;

import java.util.Arrays;

/// A series by the bytes that name it on a page. Comparable, so that a page made of colliding names
/// costs a map no more than a sorted one.
final class SeriesKey implements Comparable<SeriesKey> {
  private byte[] bytes;
  private int from;
  private int to;
  private int hash;

  SeriesKey() {
    this.bytes = new byte[0];
  }

  private SeriesKey(byte[] bytes, int hash) {
    this.bytes = bytes;
    this.to = bytes.length;
    this.hash = hash;
  }

  /// Points this key at a slice of a page, so that looking up allocates nothing.
  void pointAt(byte[] page, int sliceFrom, int sliceTo) {
    bytes = page;
    from = sliceFrom;
    to = sliceTo;
    int mixed = 1;
    for (int index = sliceFrom; index < sliceTo; index++) {
      mixed = 31 * mixed + page[index];
    }
    hash = mixed;
  }

  /// A key with its own copy of the bytes.
  SeriesKey copy() {
    return new SeriesKey(Arrays.copyOfRange(bytes, from, to), hash);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesKey key
        && hash == key.hash
        && Arrays.equals(bytes, from, to, key.bytes, key.from, key.to);
  }

  @Override
  public int compareTo(SeriesKey other) {
    return Arrays.compare(bytes, from, to, other.bytes, other.from, other.to);
  }
}

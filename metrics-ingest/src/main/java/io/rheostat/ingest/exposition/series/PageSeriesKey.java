package io.rheostat.ingest.exposition.series;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Series key: the bytes of its name on a page. Comparable, so a page made of colliding names costs
/// a map no more than a sorted one.
public final class PageSeriesKey implements Comparable<PageSeriesKey> {
  private static final byte[] NOTHING = new byte[0];
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// 2^64 divided by the golden ratio, whose multiples are far apart.
  private static final long ODD = 0x9e3779b97f4a7c15L;

  private byte[] bytes;
  private int from;
  private int to;
  private int hash;

  public PageSeriesKey() {
    this.bytes = NOTHING;
  }

  private PageSeriesKey(byte[] bytes, int hash) {
    this.bytes = bytes;
    this.to = bytes.length;
    this.hash = hash;
  }

  /// Points this key at a slice of a page, so a look-up allocates nothing.
  public void pointAt(byte[] page, int sliceFrom, int sliceTo) {
    bytes = page;
    from = sliceFrom;
    to = sliceTo;
    long mixed = (long) sliceTo - sliceFrom;
    int index = sliceFrom;
    for (; index <= sliceTo - Long.BYTES; index += Long.BYTES) {
      mixed = mix(mixed, (long) EIGHT_BYTES.get(page, index));
    }
    long rest = 0;
    for (; index < sliceTo; index++) {
      rest = rest << Byte.SIZE | (page[index] & 0xff);
    }
    mixed = mix(mixed, rest);
    hash = (int) (mixed ^ mixed >>> 32);
  }

  /// Mixes bits into a hash. The rotation brings the high bits, dependent on all bits before, to
  /// where a product keeps them apart.
  private static long mix(long mixed, long bits) {
    return (Long.rotateLeft(mixed, 29) ^ bits) * ODD;
  }

  /// Releases the page.
  public void pointAtNothing() {
    pointAt(NOTHING, 0, 0);
  }

  /// Returns a key with its own copy of the bytes.
  public PageSeriesKey copy() {
    return new PageSeriesKey(Arrays.copyOfRange(bytes, from, to), hash);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PageSeriesKey key
        && hash == key.hash
        && Arrays.equals(bytes, from, to, key.bytes, key.from, key.to);
  }

  @Override
  public int compareTo(PageSeriesKey other) {
    return Arrays.compare(bytes, from, to, other.bytes, other.from, other.to);
  }
}

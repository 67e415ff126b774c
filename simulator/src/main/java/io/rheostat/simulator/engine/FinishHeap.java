package io.rheostat.simulator.engine;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Decoding sequences, the first to finish on top. All of them advance by one token an iteration,
/// so the finishing iteration is known on entry and nothing has to be scanned per iteration.
final class FinishHeap {
  private @Nullable Sequence[] slots = new Sequence[64];
  private int size;

  int size() {
    return size;
  }

  /// Returns all sequences, in no order of meaning.
  Iterable<Sequence> sequences() {
    return () -> IntStream.range(0, size).mapToObj(this::get).iterator();
  }

  Sequence get(int slot) {
    return Objects.requireNonNull(slots[slot]);
  }

  boolean finishesBy(long iteration) {
    return size > 0 && get(0).finish <= iteration;
  }

  void add(Sequence sequence) {
    if (size == slots.length) {
      slots = Arrays.copyOf(slots, size * 2);
    }
    size++;
    up(size - 1, sequence);
  }

  Sequence pop() {
    Sequence top = get(0);
    remove(top);
    return top;
  }

  void remove(Sequence sequence) {
    int hole = sequence.slot;
    sequence.slot = -1;
    size--;
    Sequence last = get(size);
    slots[size] = null;
    if (last == sequence) {
      return;
    }
    if (hole > 0 && before(last, get((hole - 1) / 2))) {
      up(hole, last);
    } else {
      down(hole, last);
    }
  }

  private void up(int from, Sequence sequence) {
    int slot = from;
    while (slot > 0) {
      Sequence parent = get((slot - 1) / 2);
      if (!before(sequence, parent)) {
        break;
      }
      put(slot, parent);
      slot = (slot - 1) / 2;
    }
    put(slot, sequence);
  }

  private void down(int from, Sequence sequence) {
    int slot = from;
    while (2 * slot + 1 < size) {
      int child = 2 * slot + 1;
      if (child + 1 < size && before(get(child + 1), get(child))) {
        child++;
      }
      if (!before(get(child), sequence)) {
        break;
      }
      put(slot, get(child));
      slot = child;
    }
    put(slot, sequence);
  }

  private void put(int slot, Sequence sequence) {
    slots[slot] = sequence;
    sequence.slot = slot;
  }

  /// Tells whether the left sequence comes first; ties go by admission, independently of the heap's
  /// history.
  private static boolean before(Sequence left, Sequence right) {
    return left.finish != right.finish
        ? left.finish < right.finish
        : left.admission < right.admission;
  }
}

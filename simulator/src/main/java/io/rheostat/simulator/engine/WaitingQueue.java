package io.rheostat.simulator.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Queue of a replica's sequences before their admission, with the sum of their prompts.
final class WaitingQueue {
  private final Deque<Sequence> sequences = new ArrayDeque<>();
  private long tokens;

  /// Returns the sequences, the next to admit first.
  Iterable<Sequence> sequences() {
    return sequences;
  }

  int size() {
    return sequences.size();
  }

  boolean isEmpty() {
    return sequences.isEmpty();
  }

  /// Returns the prompt tokens of all sequences.
  long tokens() {
    return tokens;
  }

  Sequence first() {
    return sequences.getFirst();
  }

  void addFirst(Sequence sequence) {
    sequences.addFirst(sequence);
    tokens += sequence.prompt;
  }

  void addLast(Sequence sequence) {
    sequences.addLast(sequence);
    tokens += sequence.prompt;
  }

  Sequence removeFirst() {
    Sequence first = sequences.removeFirst();
    tokens -= first.prompt;
    return first;
  }

  /// Removes the sequences without a token yet, oldest first; preempted ones stay.
  List<Sequence> removeNotBegun() {
    List<Sequence> removed = new ArrayList<>(sequences);
    removed.removeIf(sequence -> sequence.generated > 0);
    sequences.removeIf(sequence -> sequence.generated == 0);
    for (Sequence sequence : removed) {
      tokens -= sequence.prompt;
    }
    return removed;
  }
}

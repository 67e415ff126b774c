package io.rheostat.core.workload;

import io.rheostat.core.encoding.StateCodec;
import io.rheostat.core.encoding.coder.StateFormatException;
import io.rheostat.core.stage.AggregateCodec;
import io.rheostat.core.stage.Restoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Storage form of a workload: its windows in the root's record, its learned values and each
/// replica in a part.
public final class WorkloadCodec implements AggregateCodec<WorkloadState> {
  /// The only instance: it has no state.
  public static final WorkloadCodec INSTANCE = new WorkloadCodec();

  private static final StateCodec<RootBytes> ROOTS = StateCodec.of(RootBytes.class);
  private static final StateCodec<WorkloadRoot.Learned> LEARNED =
      StateCodec.of(WorkloadRoot.Learned.class);
  private static final StateCodec<ReplicaState> REPLICAS = StateCodec.of(ReplicaState.class);

  /// Name of the learned part: no replica has an empty name.
  private static final String LEARNED_PART = "";

  private WorkloadCodec() {}

  /// Content of the root's own record.
  private record RootBytes(String name, WorkloadRoot.Windows windows) {}

  @Override
  public byte[] encodeRoot(WorkloadState state) {
    return ROOTS.encode(new RootBytes(state.root().name(), state.root().windows()));
  }

  @Override
  public byte[] encodePart(WorkloadState state, String part) {
    return part.equals(LEARNED_PART)
        ? LEARNED.encode(state.root().learned())
        : REPLICAS.encode(state.replica(part).orElseThrow());
  }

  @Override
  public SortedMap<Long, String> shapes() {
    SortedMap<Long, String> shapes = new TreeMap<>();
    for (StateCodec<?> codec : List.of(ROOTS, LEARNED, REPLICAS)) {
      shapes.put(codec.fingerprint(), codec.shape());
    }
    return shapes;
  }

  /// Decodes a workload. An unreadable replica is forgotten: its next report counts as its first.
  @Override
  public WorkloadState decode(byte[] root, SortedMap<String, byte[]> parts, Restoring how) {
    RootBytes own = ROOTS.decode(root, how.shapes());
    byte[] learned = parts.get(LEARNED_PART);
    if (learned == null) {
      throw new StateFormatException("workload " + own.name + " has no part of what it learned");
    }
    List<ReplicaState> replicas = new ArrayList<>(parts.size());
    parts.forEach(
        (name, bytes) -> {
          if (!name.equals(LEARNED_PART)) {
            replica(name, bytes, how).ifPresent(replicas::add);
          }
        });
    return new WorkloadState(
        new WorkloadRoot(own.name, LEARNED.decode(learned, how.shapes()), own.windows),
        List.copyOf(replicas));
  }

  private static Optional<ReplicaState> replica(String name, byte[] bytes, Restoring how) {
    try {
      return Optional.of(REPLICAS.decode(bytes, how.shapes()));
    } catch (StateFormatException e) {
      how.lost(name, e);
      return Optional.empty();
    }
  }

  @Override
  public List<String> parts(WorkloadState state) {
    List<String> names = new ArrayList<>(state.replicas().size() + 1);
    names.add(LEARNED_PART);
    for (ReplicaState replica : state.replicas()) {
      names.add(replica.name());
    }
    return names;
  }

  @Override
  @SuppressWarnings(
      "ReferenceEquality") // a step shares what it leaves alone: the very same is unchanged
  public List<String> changedParts(WorkloadState before, WorkloadState after) {
    List<String> changed = new ArrayList<>(2);
    if (before.root().learned() != after.root().learned()) {
      changed.add(LEARNED_PART);
    }
    // Both are sorted by name, and most replicas are the very same: names are seldom compared.
    List<ReplicaState> old = before.replicas();
    int place = 0;
    for (ReplicaState replica : after.replicas()) {
      while (place < old.size()
          && old.get(place) != replica
          && old.get(place).name().compareTo(replica.name()) < 0) {
        place++;
      }
      if (place >= old.size() || old.get(place) != replica) {
        changed.add(replica.name());
      }
    }
    return changed;
  }

  @Override
  public List<String> removedParts(WorkloadState before, WorkloadState after) {
    return keepsAll(before, after) ? List.of() : AggregateCodec.super.removedParts(before, after);
  }

  @Override
  public boolean isEmpty(WorkloadState state) {
    return state.root().declared().isEmpty();
  }

  /// Returns whether no replica of `before` is missing.
  @SuppressWarnings("ReferenceEquality") // names are compared only where the replica changed
  private static boolean keepsAll(WorkloadState before, WorkloadState after) {
    int place = 0;
    for (ReplicaState replica : after.replicas()) {
      if (place < before.replicas().size()) {
        ReplicaState old = before.replicas().get(place);
        place += old == replica || old.name().equals(replica.name()) ? 1 : 0;
      }
    }
    return place == before.replicas().size();
  }
}

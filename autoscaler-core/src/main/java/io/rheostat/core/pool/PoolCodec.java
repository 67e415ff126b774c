package io.rheostat.core.pool;

import io.rheostat.core.encoding.StateCodec;
import io.rheostat.core.encoding.coder.StateFormatException;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.stage.AggregateCodec;
import io.rheostat.core.stage.Restoring;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Storage form of a pool: its root, and a part for each member.
public final class PoolCodec implements AggregateCodec<PoolState> {
  /// The only instance: it has no state.
  public static final PoolCodec INSTANCE = new PoolCodec();

  private static final StateCodec<PoolRoot> ROOTS = StateCodec.of(PoolRoot.class);
  private static final StateCodec<MemberState> MEMBERS = StateCodec.of(MemberState.class);

  private PoolCodec() {}

  /// Returns the pool without any time in the span that its clock wrongly showed.
  public PoolState turnedBack(PoolState state, Instant from, Instant to) {
    SortedMap<String, MemberState> members = new TreeMap<>();
    state
        .members()
        .forEach((name, member) -> members.put(name, MEMBERS.turnedBack(member, from, to)));
    return new PoolState(ROOTS.turnedBack(state.root(), from, to), members);
  }

  @Override
  public boolean isEmpty(PoolState state) {
    return state.members().isEmpty() && state.root().released().isEmpty();
  }

  @Override
  public byte[] encodeRoot(PoolState state) {
    return ROOTS.encode(state.root());
  }

  @Override
  public List<String> parts(PoolState state) {
    return List.copyOf(state.members().keySet());
  }

  @Override
  @SuppressWarnings(
      "ReferenceEquality") // a step shares what it leaves alone: the very same is unchanged
  public List<String> changedParts(PoolState before, PoolState after) {
    List<String> changed = new ArrayList<>();
    after
        .members()
        .forEach(
            (name, member) -> {
              if (before.members().get(name) != member) {
                changed.add(name);
              }
            });
    return changed;
  }

  @Override
  public byte[] encodePart(PoolState state, String part) {
    return MEMBERS.encode(state.member(part).orElseThrow());
  }

  @Override
  public PoolState decode(byte[] root, SortedMap<String, byte[]> parts, Restoring how) {
    SortedMap<String, MemberState> members = new TreeMap<>();
    parts.forEach(
        (name, bytes) -> {
          try {
            members.put(name, MEMBERS.decode(bytes, how.shapes()));
          } catch (StateFormatException e) {
            how.lost(name, e);
          }
        });
    return new PoolState(ROOTS.decode(root, how.shapes()), members);
  }

  @Override
  public SortedMap<Long, String> shapes() {
    return new TreeMap<>(
        Map.of(ROOTS.fingerprint(), ROOTS.shape(), MEMBERS.fingerprint(), MEMBERS.shape()));
  }
}

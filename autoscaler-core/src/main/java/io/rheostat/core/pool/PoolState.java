package io.rheostat.core.pool;

import io.rheostat.core.member.MemberState;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Aggregate of the plan stage: a pool and its workloads by name. Immutable; a step shares
/// unchanged members.
///
/// @param root the pool
/// @param members its workloads
public record PoolState(PoolRoot root, SortedMap<String, MemberState> members) {
  public PoolState {
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
  }

  /// Returns a workload's state by name; empty for one outside the pool.
  public Optional<MemberState> member(String workload) {
    return Optional.ofNullable(members.get(workload));
  }

  /// Returns the pool with a member added, or replacing the one of its name.
  public PoolState with(MemberState member) {
    SortedMap<String, MemberState> changed = new TreeMap<>(members);
    changed.put(member.workload().name(), member);
    return new PoolState(root, changed);
  }

  /// Returns the pool without a workload; the same members when there is none of this name.
  public PoolState without(String workload) {
    SortedMap<String, MemberState> changed = new TreeMap<>(members);
    changed.remove(workload);
    return new PoolState(root, changed);
  }

  /// Returns the pool with another root and the same members.
  public PoolState with(PoolRoot changed) {
    return new PoolState(changed, members);
  }
}

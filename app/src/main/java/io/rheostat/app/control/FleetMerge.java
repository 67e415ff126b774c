package io.rheostat.app.control;

import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.topics.fleet.FleetKey;
import io.rheostat.topics.fleet.FleetSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Three-way merge of one instance's files into the declared fleet. Its inputs are the files now,
/// this instance's last declaration, and the present declaration of all instances.
///
/// Unchanged files bring no news, so they never overrule a later declaration of another instance: a
/// laggard changes nothing. A thing is withdrawn when its last declaring instance no longer
/// declares it; pools and devices not before nothing uses them.
public final class FleetMerge {
  private final SortedMap<String, Declaration.Change> declared;
  private final SortedMap<String, Declaration.Change> wanted;
  private final Map<String, FleetSource> others;
  private final SortedMap<String, FleetSource.Claim> claims;
  private final List<Declaration.Change> changes = new ArrayList<>();
  private final List<String> waiting = new ArrayList<>();

  /// Result of a merge.
  ///
  /// @param changes to publish, in order; empty when nothing is to be declared
  /// @param claims of the instance afterwards
  /// @param waiting keys of pools and devices no longer declared by any file, still in use
  public record Result(
      List<Declaration.Change> changes,
      SortedMap<String, FleetSource.Claim> claims,
      List<String> waiting) {
    public Result {
      changes = List.copyOf(changes);
      waiting = List.copyOf(waiting);
    }
  }

  private FleetMerge(
      Fleet declared, Map<String, FleetSource> sources, String source, Fleet wanted) {
    this.declared = FleetThings.of(declared);
    this.wanted = FleetThings.of(wanted);
    others = new HashMap<>(sources);
    FleetSource own = others.remove(source);
    claims = own == null ? new TreeMap<>() : new TreeMap<>(own.claims());
  }

  /// Computes the changes an instance publishes.
  ///
  /// @param declared fleet as declared now
  /// @param sources last declaration of every instance, by identity
  /// @param source identity of this instance
  /// @param wanted fleet of its files
  /// @param running whether something running still needs the pool or device of a key
  public static Result of(
      Fleet declared,
      Map<String, FleetSource> sources,
      String source,
      Fleet wanted,
      Predicate<String> running) {
    FleetMerge merge = new FleetMerge(declared, sources, source, wanted);
    merge.wanted.forEach(merge::declare);
    List<String> left = new ArrayList<>(merge.claims.keySet());
    left.removeAll(merge.wanted.keySet());
    // A workload goes before its pool, and a pool before its devices.
    left.reversed().forEach(key -> merge.leave(key, running));
    return new Result(merge.changes, merge.claims, merge.waiting);
  }

  private void declare(String key, Declaration.Change thing) {
    long ours = FleetKey.content(thing);
    Optional<FleetSource.Claim> base = Optional.ofNullable(claims.get(key));
    boolean isNews = base.isEmpty() || base.get().content() != ours;
    Optional<Declaration.Change> theirs = Optional.ofNullable(declared.get(key));
    if (theirs.isEmpty()) {
      // Claimed and gone: a person withdrew it. It stays away until the files say something new.
      if (isNews) {
        publish(key, thing);
      }
    } else if (isNews && FleetKey.content(theirs.get()) != ours) {
      boolean wasCurrent =
          base.isPresent() && base.get().content() == FleetKey.content(theirs.get());
      if (wasCurrent || !wasDeclaredBefore(key, ours)) {
        publish(key, thing);
      }
    }
    claims.put(
        key,
        base.map(claim -> claim.next(ours))
            .orElseGet(() -> new FleetSource.Claim(ours, List.of())));
  }

  /// Returns whether any instance declared that content at some time: an instance bringing it again
  /// is behind.
  private boolean wasDeclaredBefore(String key, long content) {
    for (FleetSource other : others.values()) {
      FleetSource.Claim claim = other.claims().get(key);
      if (claim != null && (claim.content() == content || claim.earlier().contains(content))) {
        return true;
      }
    }
    FleetSource.Claim own = claims.get(key);
    return own != null && own.earlier().contains(content);
  }

  private void publish(String key, Declaration.Change thing) {
    changes.add(
        thing instanceof Declaration.Change.OfWorkload(Workload workload, var _)
            ? new Declaration.Change.OfWorkload(workload, movedFrom(key, workload))
            : thing);
    declared.put(key, thing);
  }

  private Optional<String> movedFrom(String key, Workload workload) {
    return declared.get(key) instanceof Declaration.Change.OfWorkload(Workload before, var _)
            && !before.pool().equals(workload.pool())
        ? Optional.of(before.pool())
        : Optional.empty();
  }

  private void leave(String key, Predicate<String> running) {
    Declaration.Change thing = declared.get(key);
    boolean kept = others.values().stream().anyMatch(other -> other.claims(key));
    if (thing == null || kept) {
      claims.remove(key);
      return;
    }
    boolean isWorkload = thing instanceof Declaration.Change.OfWorkload;
    if (!isWorkload && (FleetThings.isUsed(thing, declared.values()) || running.test(key))) {
      waiting.add(key);
      return;
    }
    claims.remove(key);
    declared.remove(key);
    changes.add(FleetKey.withdrawn(key));
  }
}

package io.rheostat.app.control;

import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.topics.FleetKey;
import io.rheostat.topics.FleetSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Three-way merge of one instance's files into what is declared: the files now, what this instance
/// declared last, and what is declared now by anybody.
///
/// Files that say what they said before carry no news, so they never overrule what another instance
/// declared since: a laggard changes nothing. A thing is withdrawn when the last instance that
/// declared it does so no longer; pools and devices not before nothing uses them.
public final class FleetMerge {
  private final SortedMap<String, Declaration.Change> declared;
  private final SortedMap<String, Declaration.Change> wanted;
  private final Map<String, FleetSource> others;
  private final SortedMap<String, FleetSource.Claim> claims;
  private final List<Declaration.Change> changes = new ArrayList<>();
  private final List<String> waiting = new ArrayList<>();

  /// What follows from the files.
  ///
  /// @param changes to publish, in order; empty when nothing is to be declared
  /// @param claims of the instance afterwards
  /// @param waiting keys of pools and devices that no file declares any more, still in use
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

  /// Computes what an instance publishes.
  ///
  /// @param declared what is declared now
  /// @param sources what every instance declared last, by identity
  /// @param source identity of this instance
  /// @param wanted what its files declare
  /// @param running whether something still runs that needs the pool or device of a key
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

  /// Whether any instance declared that content at some time: who brings it again is behind.
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

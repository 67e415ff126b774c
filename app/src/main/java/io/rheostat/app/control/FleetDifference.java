package io.rheostat.app.control;

import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.log.Declaration;
import io.rheostat.topics.fleet.FleetKey;
import io.rheostat.topics.fleet.FleetSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Difference between an instance's files and the declared fleet for one thing.
///
/// @param source name of the instance
/// @param key of the thing on the fleet topic, such as `workload/chat`
/// @param kind kind of the difference
public record FleetDifference(String source, String key, Kind kind) {
  /// Kinds of differences between files and declaration.
  public enum Kind {
    /// The files hold another content; somebody else's is declared.
    OTHER_CONTENT,
    /// The files lack it, while instances sharing things with this one declare it.
    LACKS,
    /// The files declare it; a person withdrew it.
    WITHDRAWN,
    /// It is declared, and in the files of no known instance.
    NOBODYS
  }

  /// Name shown where no instance is meant.
  public static final String NOBODY = "nobody";

  /// Returns all differences, by instance.
  public static List<FleetDifference> of(Fleet fleet, Collection<FleetSource> sources) {
    SortedMap<String, Declaration.Change> declared = FleetThings.of(fleet);
    List<FleetDifference> found = new ArrayList<>();
    for (FleetSource source : sources) {
      source
          .claims()
          .forEach((key, claim) -> compare(found, source, key, claim, declared.get(key)));
      for (String key : declared.keySet()) {
        if (!source.claims(key) && sharesFilesWithClaimant(source, key, sources)) {
          found.add(new FleetDifference(source.name(), key, Kind.LACKS));
        }
      }
    }
    for (String key : declared.keySet()) {
      if (sources.stream().noneMatch(source -> source.claims(key))) {
        found.add(new FleetDifference(NOBODY, key, Kind.NOBODYS));
      }
    }
    return found;
  }

  private static void compare(
      List<FleetDifference> found,
      FleetSource source,
      String key,
      FleetSource.Claim claim,
      Declaration.@Nullable Change declared) {
    if (declared == null) {
      found.add(new FleetDifference(source.name(), key, Kind.WITHDRAWN));
    } else if (FleetKey.content(declared) != claim.content()) {
      found.add(new FleetDifference(source.name(), key, Kind.OTHER_CONTENT));
    }
  }

  /// Returns whether the source has a thing in common with an instance declaring the key. Folders
  /// without anything in common are different teams' and lack nothing of each other.
  private static boolean sharesFilesWithClaimant(
      FleetSource source, String key, Collection<FleetSource> sources) {
    return sources.stream()
        .filter(other -> other.claims(key))
        .anyMatch(
            other ->
                source.claims().keySet().stream()
                    .anyMatch(one -> one.startsWith("workload/") && other.claims(one)));
  }

  /// Returns the difference as a sentence, with the remedy.
  public String text() {
    return switch (kind) {
      case OTHER_CONTENT ->
          source + " holds another " + key + " than is declared; its next change of it is taken";
      case LACKS -> source + " does not declare " + key + "; others do, so it stays";
      case WITHDRAWN ->
          source + " declares " + key + ", which a person withdrew; change it to declare it again";
      case NOBODYS ->
          key + " is in the files of no known instance; rheostat withdraw " + key + " ends it";
    };
  }
}

package io.rheostat.actuator.driver;

import io.rheostat.model.Require;
import io.rheostat.model.resource.Target;
import java.util.Optional;

/// Identity of one Rheostat at the targets it resizes: its Kafka cluster and its fleet topic. All
/// processes on one fleet have the same, and it outlives each of them; another Rheostat has
/// another.
///
/// It stands in each target's fence. A target with a foreign owner is left alone, and its
/// generations count for nothing here.
///
/// @param id one line of text
public record Owner(String id) {
  /// Key of the target setting for a take-over from another Rheostat.
  public static final String TAKE_OVER = "takeOver";

  public Owner {
    Require.text("owner", id);
  }

  /// Returns true when a target's setting asks for a take-over.
  public static boolean takesOver(Target target) {
    return "true".equals(target.settings().get(TAKE_OVER));
  }

  /// Returns true when a fence is somebody else's. A fence without an owner, of an older build, is
  /// adopted.
  public boolean isForeign(Optional<String> carried) {
    return carried.filter(other -> !other.isBlank() && !other.equals(id)).isPresent();
  }

  /// Returns the error message for a target resized by another Rheostat.
  public String refusal(String carried) {
    return "another Rheostat ("
        + carried
        + ") resizes it; write takeOver: true in the target to move it to this one ("
        + id
        + ")";
  }
}

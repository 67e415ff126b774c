package io.rheostat.model.estimate;

import io.rheostat.model.Require;
import java.util.OptionalDouble;

/// Host memory and disk of a placement's replicas: what they used and what they should have.
///
/// @param placement name of the placement
/// @param usedMemoryBytes highest working set of a replica in the last eight days
/// @param advisedMemoryBytes memory a replica should have
/// @param usedDiskBytes newest use of the fullest volume; 0 when it is not known
/// @param daysUntilFull days until that volume is full; empty when it does not grow, or too little
///     was seen
public record HostAdvice(
    String placement,
    double usedMemoryBytes,
    double advisedMemoryBytes,
    double usedDiskBytes,
    OptionalDouble daysUntilFull) {
  public HostAdvice {
    Require.text("placement", placement);
    Require.atLeastZero("usedMemory", usedMemoryBytes);
    Require.atLeastZero("advisedMemory", advisedMemoryBytes);
    Require.atLeastZero("usedDisk", usedDiskBytes);
    daysUntilFull.ifPresent(days -> Require.atLeastZero("daysUntilFull", days));
  }
}

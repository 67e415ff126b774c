package io.rheostat.model.decision;

import java.util.List;
import java.util.Optional;

/// Why a decision came out as it did.
///
/// @param observed what was seen, a line for a person
/// @param chosen the option that won before the guard; empty when none could be built
/// @param losing the best options that lost, best first
/// @param guards the stages that changed the answer, in order
/// @param refusals shapes that were refused and the number that broke them
public record Rationale(
    String observed,
    Optional<Option> chosen,
    List<Option> losing,
    List<GuardNote> guards,
    List<String> refusals) {
  public Rationale {
    losing = List.copyOf(losing);
    guards = List.copyOf(guards);
    refusals = List.copyOf(refusals);
  }

  /// Words alone: nothing was chosen.
  public static Rationale of(String words) {
    return new Rationale(words, Optional.empty(), List.of(), List.of(), List.of());
  }
}

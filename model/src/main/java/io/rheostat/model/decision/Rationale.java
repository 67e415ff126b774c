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
/// @param evidence coverage and planned demand; empty for an answer to a person
public record Rationale(
    String observed,
    Optional<Option> chosen,
    List<Option> losing,
    List<GuardNote> guards,
    List<String> refusals,
    Optional<Evidence> evidence) {
  /// What a refusal begins with when the cluster has no room for a placement; its name follows.
  public static final String NO_CAPACITY = "no capacity on ";

  public Rationale {
    losing = List.copyOf(losing);
    guards = List.copyOf(guards);
    refusals = List.copyOf(refusals);
  }

  /// A rationale without evidence.
  public Rationale(
      String observed,
      Optional<Option> chosen,
      List<Option> losing,
      List<GuardNote> guards,
      List<String> refusals) {
    this(observed, chosen, losing, guards, refusals, Optional.empty());
  }

  /// Words alone: nothing was chosen.
  public static Rationale of(String words) {
    return new Rationale(words, Optional.empty(), List.of(), List.of(), List.of());
  }
}

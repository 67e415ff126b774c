package io.rheostat.model.decision;

import java.util.List;
import java.util.Optional;

/// Reasons of a decision.
///
/// @param observed observed state, a line for a person
/// @param chosen best option before the guard; empty when none could be built
/// @param losing next best options, best first
/// @param guards changes by guard stages, in order
/// @param refusals refused shapes, each with the violated number
/// @param evidence coverage and planned demand; empty for an answer to a person
public record Rationale(
    String observed,
    Optional<Option> chosen,
    List<Option> losing,
    List<GuardNote> guards,
    List<String> refusals,
    Optional<Evidence> evidence) {
  /// Prefix of a refusal for a placement without room in the cluster; its name follows.
  public static final String NO_CAPACITY = "no capacity on ";

  public Rationale {
    losing = List.copyOf(losing);
    guards = List.copyOf(guards);
    refusals = List.copyOf(refusals);
  }

  /// Creates a rationale without evidence.
  public Rationale(
      String observed,
      Optional<Option> chosen,
      List<Option> losing,
      List<GuardNote> guards,
      List<String> refusals) {
    this(observed, chosen, losing, guards, refusals, Optional.empty());
  }

  /// Creates a rationale of a text alone: nothing was chosen.
  public static Rationale of(String words) {
    return new Rationale(words, Optional.empty(), List.of(), List.of(), List.of());
  }
}

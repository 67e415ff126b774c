package io.rheostat.core.guard;

import io.rheostat.model.decision.GuardNote;
import io.rheostat.model.decision.GuardStage;
import io.rheostat.model.fleet.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Stages of every proposal, in order; the later one has the last word. To add one, write its check
/// in `PolicyRules` or `SafetyRules`, name it in `GuardStage` and put it into one of the two lists.
public final class Guard {
  /// Stages that shape a proposal of the policy: they calm it, and an alert raises it.
  private static final List<GuardRule> POLICY =
      List.of(
          new GuardRule(GuardStage.STABILISATION, PolicyRules::stabilisation),
          new GuardRule(GuardStage.RATE, PolicyRules::rate),
          new GuardRule(GuardStage.CHURN, PolicyRules::churn),
          new GuardRule(GuardStage.DISRUPTION, PolicyRules::disruption),
          new GuardRule(GuardStage.IN_FLIGHT, PolicyRules::inFlight),
          new GuardRule(GuardStage.SHIFT, PolicyRules::shift),
          new GuardRule(GuardStage.LEARNING, PolicyRules::learning),
          new GuardRule(GuardStage.ALERT, PolicyRules::alert));

  /// Stages that limit everything, a person's request as well.
  private static final List<GuardRule> SAFETY =
      List.of(
          new GuardRule(GuardStage.FRESHNESS, SafetyRules::freshness),
          new GuardRule(GuardStage.BOUNDS, SafetyRules::bounds),
          new GuardRule(GuardStage.QUOTA, SafetyRules::quota),
          new GuardRule(GuardStage.BUDGET, SafetyRules::budget),
          new GuardRule(GuardStage.POWER, SafetyRules::power),
          new GuardRule(GuardStage.CHURN_LIMIT, SafetyRules::churnLimit),
          new GuardRule(GuardStage.FROZEN, SafetyRules::frozen));

  /// All stages, in order.
  private static final List<GuardRule> RULES =
      Stream.concat(POLICY.stream(), SAFETY.stream()).toList();

  private Guard() {}

  /// Answer of the guard, with the stages behind it.
  ///
  /// @param allocation admitted allocation
  /// @param notes stages with a change of the answer, in order
  public record Verdict(Allocation allocation, List<GuardNote> notes) {
    public Verdict {
      notes = List.copyOf(notes);
    }
  }

  /// Sends a proposal through all stages.
  public static Verdict judge(Allocation proposal, GuardInput input) {
    return judge(RULES, proposal, input);
  }

  /// Sends a person's request through the stages of safety alone: neither the calming of the policy
  /// nor an alert's floor binds a person.
  public static Verdict judgeSafety(Allocation asked, GuardInput input) {
    return judge(SAFETY, asked, input);
  }

  private static Verdict judge(List<GuardRule> rules, Allocation proposal, GuardInput input) {
    Allocation current = proposal;
    List<GuardNote> notes = new ArrayList<>();
    for (GuardRule rule : rules) {
      Optional<GuardRule.Change> change = rule.check().at(current, input);
      if (change.isPresent() && !change.get().to().equals(current)) {
        notes.add(new GuardNote(rule.stage(), current, change.get().to(), change.get().detail()));
        current = change.get().to();
      }
    }
    return new Verdict(current, notes);
  }
}

package io.rheostat.topics.decision;

import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.GuardStage;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.topics.mapping.Decoding;
import io.rheostat.topics.proto.DecisionProto;

/// Enums of decisions. A decoder takes the number too, so an error message can name an unknown one.
public final class DecisionEnums {
  private DecisionEnums() {}

  /// Encodes the reason of a hold.
  public static DecisionProto.HoldReason encode(HoldReason reason) {
    return switch (reason) {
      case BEST -> DecisionProto.HoldReason.HOLD_REASON_BEST;
      case GUARDED -> DecisionProto.HoldReason.HOLD_REASON_GUARDED;
      case FROZEN -> DecisionProto.HoldReason.HOLD_REASON_FROZEN;
      case OVER_LIMIT -> DecisionProto.HoldReason.HOLD_REASON_OVER_LIMIT;
      case INFEASIBLE -> DecisionProto.HoldReason.HOLD_REASON_INFEASIBLE;
      case NOT_OBSERVED -> DecisionProto.HoldReason.HOLD_REASON_NOT_OBSERVED;
      case COMPLETE -> DecisionProto.HoldReason.HOLD_REASON_COMPLETE;
      case OTHER_WRITER -> DecisionProto.HoldReason.HOLD_REASON_OTHER_WRITER;
      case FAULT -> DecisionProto.HoldReason.HOLD_REASON_FAULT;
    };
  }

  /// Decodes the reason of a hold.
  ///
  /// @param number the number on the wire, for the error message
  /// @throws IllegalArgumentException for an absent or unknown reason
  public static HoldReason decode(DecisionProto.HoldReason reason, int number) {
    return switch (reason) {
      case HOLD_REASON_BEST -> HoldReason.BEST;
      case HOLD_REASON_GUARDED -> HoldReason.GUARDED;
      case HOLD_REASON_FROZEN -> HoldReason.FROZEN;
      case HOLD_REASON_OVER_LIMIT -> HoldReason.OVER_LIMIT;
      case HOLD_REASON_INFEASIBLE -> HoldReason.INFEASIBLE;
      case HOLD_REASON_NOT_OBSERVED -> HoldReason.NOT_OBSERVED;
      case HOLD_REASON_COMPLETE -> HoldReason.COMPLETE;
      case HOLD_REASON_OTHER_WRITER -> HoldReason.OTHER_WRITER;
      case HOLD_REASON_FAULT -> HoldReason.FAULT;
      case HOLD_REASON_UNSPECIFIED, UNRECOGNIZED -> throw Decoding.unknown("hold.reason", number);
    };
  }

  /// Encodes the kind of a person's request.
  public static DecisionProto.Asked encode(Decision.Asked asked) {
    return switch (asked) {
      case FREEZE -> DecisionProto.Asked.ASKED_FREEZE;
      case UNFREEZE -> DecisionProto.Asked.ASKED_UNFREEZE;
      case APPROVE -> DecisionProto.Asked.ASKED_APPROVE;
      case REJECT -> DecisionProto.Asked.ASKED_REJECT;
      case MODE -> DecisionProto.Asked.ASKED_MODE;
      case WITHDRAW -> DecisionProto.Asked.ASKED_WITHDRAW;
    };
  }

  /// Decodes the kind of a person's request.
  ///
  /// @param number the number on the wire, for the error message
  /// @throws IllegalArgumentException for an absent or unknown kind
  public static Decision.Asked decode(DecisionProto.Asked asked, int number) {
    return switch (asked) {
      case ASKED_FREEZE -> Decision.Asked.FREEZE;
      case ASKED_UNFREEZE -> Decision.Asked.UNFREEZE;
      case ASKED_APPROVE -> Decision.Asked.APPROVE;
      case ASKED_REJECT -> Decision.Asked.REJECT;
      case ASKED_MODE -> Decision.Asked.MODE;
      case ASKED_WITHDRAW -> Decision.Asked.WITHDRAW;
      case ASKED_UNSPECIFIED, UNRECOGNIZED -> throw Decoding.unknown("request.asked", number);
    };
  }

  /// Encodes a stage of the guard.
  public static DecisionProto.GuardStage encode(GuardStage stage) {
    return switch (stage) {
      case STABILISATION -> DecisionProto.GuardStage.GUARD_STAGE_STABILISATION;
      case RATE -> DecisionProto.GuardStage.GUARD_STAGE_RATE;
      case CHURN -> DecisionProto.GuardStage.GUARD_STAGE_CHURN;
      case DISRUPTION -> DecisionProto.GuardStage.GUARD_STAGE_DISRUPTION;
      case IN_FLIGHT -> DecisionProto.GuardStage.GUARD_STAGE_IN_FLIGHT;
      case SHIFT -> DecisionProto.GuardStage.GUARD_STAGE_SHIFT;
      case LEARNING -> DecisionProto.GuardStage.GUARD_STAGE_LEARNING;
      case ALERT -> DecisionProto.GuardStage.GUARD_STAGE_ALERT;
      case FRESHNESS -> DecisionProto.GuardStage.GUARD_STAGE_FRESHNESS;
      case BOUNDS -> DecisionProto.GuardStage.GUARD_STAGE_BOUNDS;
      case QUOTA -> DecisionProto.GuardStage.GUARD_STAGE_QUOTA;
      case BUDGET -> DecisionProto.GuardStage.GUARD_STAGE_BUDGET;
      case POWER -> DecisionProto.GuardStage.GUARD_STAGE_POWER;
      case CHURN_LIMIT -> DecisionProto.GuardStage.GUARD_STAGE_CHURN_LIMIT;
      case FROZEN -> DecisionProto.GuardStage.GUARD_STAGE_FROZEN;
    };
  }

  /// Decodes a stage of the guard.
  ///
  /// @param number the number on the wire, for the error message
  /// @throws IllegalArgumentException for an absent or unknown stage
  public static GuardStage decode(DecisionProto.GuardStage stage, int number) {
    return switch (stage) {
      case GUARD_STAGE_STABILISATION -> GuardStage.STABILISATION;
      case GUARD_STAGE_RATE -> GuardStage.RATE;
      case GUARD_STAGE_CHURN -> GuardStage.CHURN;
      case GUARD_STAGE_DISRUPTION -> GuardStage.DISRUPTION;
      case GUARD_STAGE_IN_FLIGHT -> GuardStage.IN_FLIGHT;
      case GUARD_STAGE_SHIFT -> GuardStage.SHIFT;
      case GUARD_STAGE_LEARNING -> GuardStage.LEARNING;
      case GUARD_STAGE_ALERT -> GuardStage.ALERT;
      case GUARD_STAGE_FRESHNESS -> GuardStage.FRESHNESS;
      case GUARD_STAGE_BOUNDS -> GuardStage.BOUNDS;
      case GUARD_STAGE_QUOTA -> GuardStage.QUOTA;
      case GUARD_STAGE_BUDGET -> GuardStage.BUDGET;
      case GUARD_STAGE_POWER -> GuardStage.POWER;
      case GUARD_STAGE_CHURN_LIMIT -> GuardStage.CHURN_LIMIT;
      case GUARD_STAGE_FROZEN -> GuardStage.FROZEN;
      case GUARD_STAGE_UNSPECIFIED, UNRECOGNIZED ->
          throw Decoding.unknown("guard note.stage", number);
    };
  }
}

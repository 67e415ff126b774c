package io.rheostat.topics.decision;

import io.rheostat.model.decision.Decision;
import io.rheostat.topics.mapping.AllocationMapping;
import io.rheostat.topics.mapping.Decoding;
import io.rheostat.topics.mapping.TimeMapping;
import io.rheostat.topics.proto.DecisionProto;
import java.time.Instant;
import java.util.Optional;

/// Mapping of decisions by kind.
public final class DecisionMapping {
  private DecisionMapping() {}

  /// Encodes a decision of any kind.
  public static DecisionProto.Decision encode(Decision decision) {
    DecisionProto.Decision.Builder builder =
        DecisionProto.Decision.newBuilder()
            .setWorkload(decision.workload())
            .setPool(decision.pool())
            .setAt(TimeMapping.encode(decision.at()))
            .setRationale(RationaleMapping.encode(decision.rationale()));
    return switch (decision) {
      case Decision.Hold hold ->
          builder
              .setHold(
                  DecisionProto.Hold.newBuilder()
                      .setHeld(AllocationMapping.encode(hold.held()))
                      .setReason(DecisionEnums.encode(hold.reason())))
              .build();
      case Decision.Resize resize ->
          builder
              .setResize(
                  DecisionProto.Resize.newBuilder()
                      .setFrom(AllocationMapping.encode(resize.from()))
                      .setTo(AllocationMapping.encode(resize.to()))
                      .setGeneration(AllocationMapping.encode(resize.generation())))
              .build();
      case Decision.NoData noData -> builder.setNoData(encode(noData)).build();
      case Decision.Proposal proposal ->
          builder.setProposal(ModeDecisionMapping.encode(proposal)).build();
      case Decision.Shadow shadow -> builder.setShadow(ModeDecisionMapping.encode(shadow)).build();
      case Decision.Request request ->
          builder.setRequest(ModeDecisionMapping.encode(request)).build();
    };
  }

  /// Decodes a decision of any kind.
  ///
  /// @throws IllegalArgumentException for an absent required field, an unknown kind, or a value
  ///     refused by the model
  public static Decision decode(DecisionProto.Decision decision) {
    Decoding.require(decision.hasAt(), "decision.at");
    Decoding.require(decision.hasRationale(), "decision.rationale");
    return switch (decision.getKindCase()) {
      case HOLD -> decodeHold(decision, decision.getHold());
      case RESIZE -> decodeResize(decision, decision.getResize());
      case NO_DATA -> decodeNoData(decision, decision.getNoData());
      case PROPOSAL -> ModeDecisionMapping.decode(decision, decision.getProposal());
      case SHADOW -> ModeDecisionMapping.decode(decision, decision.getShadow());
      case REQUEST -> ModeDecisionMapping.decode(decision, decision.getRequest());
      case KIND_NOT_SET -> throw Decoding.missing("decision.kind");
    };
  }

  private static Decision decodeHold(DecisionProto.Decision decision, DecisionProto.Hold hold) {
    Decoding.require(hold.hasHeld(), "hold.held");
    return new Decision.Hold(
        decision.getWorkload(),
        decision.getPool(),
        at(decision),
        AllocationMapping.decode(hold.getHeld()),
        DecisionEnums.decode(hold.getReason(), hold.getReasonValue()),
        RationaleMapping.decode(decision.getRationale()));
  }

  private static Decision decodeResize(
      DecisionProto.Decision decision, DecisionProto.Resize resize) {
    Decoding.require(resize.hasFrom(), "resize.from");
    Decoding.require(resize.hasTo(), "resize.to");
    Decoding.require(resize.hasGeneration(), "resize.generation");
    return new Decision.Resize(
        decision.getWorkload(),
        decision.getPool(),
        at(decision),
        AllocationMapping.decode(resize.getFrom()),
        AllocationMapping.decode(resize.getTo()),
        AllocationMapping.decode(resize.getGeneration()),
        RationaleMapping.decode(decision.getRationale()));
  }

  private static DecisionProto.NoData encode(Decision.NoData noData) {
    DecisionProto.NoData.Builder builder =
        DecisionProto.NoData.newBuilder()
            .setHeld(AllocationMapping.encode(noData.held()))
            .setSilence(TimeMapping.encode(noData.silence()));
    noData.reason().map(DecisionEnums::encode).ifPresent(builder::setReason);
    return builder.build();
  }

  private static Decision decodeNoData(
      DecisionProto.Decision decision, DecisionProto.NoData noData) {
    Decoding.require(noData.hasHeld(), "no_data.held");
    Decoding.require(noData.hasSilence(), "no_data.silence");
    return new Decision.NoData(
        decision.getWorkload(),
        decision.getPool(),
        at(decision),
        AllocationMapping.decode(noData.getHeld()),
        TimeMapping.decode(noData.getSilence()),
        noData.getReasonValue() == 0
            ? Optional.empty()
            : Optional.of(DecisionEnums.decode(noData.getReason(), noData.getReasonValue())),
        RationaleMapping.decode(decision.getRationale()));
  }

  static Instant at(DecisionProto.Decision decision) {
    return TimeMapping.decode(decision.getAt());
  }
}

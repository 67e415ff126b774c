package io.rheostat.topics.decision;

import io.rheostat.model.decision.GuardNote;
import io.rheostat.model.decision.Option;
import io.rheostat.model.decision.Rationale;
import io.rheostat.topics.mapping.AllocationMapping;
import io.rheostat.topics.mapping.Decoding;
import io.rheostat.topics.proto.DecisionProto;
import java.util.Optional;

/// Mapping of rationales: the reasons of a decision.
final class RationaleMapping {
  private RationaleMapping() {}

  static DecisionProto.Rationale encode(Rationale rationale) {
    DecisionProto.Rationale.Builder builder =
        DecisionProto.Rationale.newBuilder()
            .setObserved(rationale.observed())
            .addAllRefusals(rationale.refusals());
    rationale.chosen().ifPresent(option -> builder.setChosen(encode(option)));
    rationale.losing().forEach(option -> builder.addLosing(encode(option)));
    rationale.guards().forEach(note -> builder.addGuards(encode(note)));
    rationale
        .evidence()
        .ifPresent(evidence -> builder.setEvidence(EvidenceMapping.encode(evidence)));
    return builder.build();
  }

  /// Decodes a rationale; it may lack a chosen option and evidence.
  ///
  /// @throws IllegalArgumentException for an absent required field or a value refused by the model
  public static Rationale decode(DecisionProto.Rationale rationale) {
    return new Rationale(
        rationale.getObserved(),
        rationale.hasChosen() ? Optional.of(decode(rationale.getChosen())) : Optional.empty(),
        rationale.getLosingList().stream().map(RationaleMapping::decode).toList(),
        rationale.getGuardsList().stream().map(RationaleMapping::decode).toList(),
        rationale.getRefusalsList(),
        rationale.hasEvidence()
            ? Optional.of(EvidenceMapping.decode(rationale.getEvidence()))
            : Optional.empty());
  }

  private static DecisionProto.Option encode(Option option) {
    return DecisionProto.Option.newBuilder()
        .setAllocation(AllocationMapping.encode(option.allocation()))
        .setPerformance(option.performance())
        .setValueUsdPerHour(option.valueUsdPerHour())
        .setCostUsdPerHour(option.costUsdPerHour())
        .setChangeUsdPerHour(option.changeUsdPerHour())
        .setNetUsdPerHour(option.netUsdPerHour())
        .setShortfallUsdPerHour(option.shortfallUsdPerHour())
        .setAttainment(option.attainment())
        .build();
  }

  private static Option decode(DecisionProto.Option option) {
    Decoding.require(option.hasAllocation(), "option.allocation");
    return new Option(
        AllocationMapping.decode(option.getAllocation()),
        option.getPerformance(),
        option.getValueUsdPerHour(),
        option.getCostUsdPerHour(),
        option.getChangeUsdPerHour(),
        option.getNetUsdPerHour(),
        option.getShortfallUsdPerHour(),
        option.getAttainment());
  }

  private static DecisionProto.GuardNote encode(GuardNote note) {
    return DecisionProto.GuardNote.newBuilder()
        .setStage(DecisionEnums.encode(note.stage()))
        .setBefore(AllocationMapping.encode(note.before()))
        .setAfter(AllocationMapping.encode(note.after()))
        .setDetail(note.detail())
        .build();
  }

  private static GuardNote decode(DecisionProto.GuardNote note) {
    Decoding.require(note.hasBefore(), "guard note.before");
    Decoding.require(note.hasAfter(), "guard note.after");
    return new GuardNote(
        DecisionEnums.decode(note.getStage(), note.getStageValue()),
        AllocationMapping.decode(note.getBefore()),
        AllocationMapping.decode(note.getAfter()),
        note.getDetail());
  }
}

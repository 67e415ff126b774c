package io.rheostat.topics.decision;

import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Savings;
import io.rheostat.topics.mapping.AllocationMapping;
import io.rheostat.topics.mapping.Decoding;
import io.rheostat.topics.mapping.TimeMapping;
import io.rheostat.topics.proto.DecisionProto;

/// Mapping of decisions without orders of their own: proposals, shadows and requests by people.
final class ModeDecisionMapping {
  private ModeDecisionMapping() {}

  static DecisionProto.Proposal encode(Decision.Proposal proposal) {
    return DecisionProto.Proposal.newBuilder()
        .setFrom(AllocationMapping.encode(proposal.from()))
        .setTo(AllocationMapping.encode(proposal.to()))
        .setGeneration(AllocationMapping.encode(proposal.generation()))
        .setExpiresAt(TimeMapping.encode(proposal.expiresAt()))
        .build();
  }

  /// Decodes a proposal awaiting a person's approval.
  ///
  /// @throws IllegalArgumentException for an absent required field or a value refused by the model
  public static Decision.Proposal decode(
      DecisionProto.Decision decision, DecisionProto.Proposal proposal) {
    Decoding.require(proposal.hasFrom(), "proposal.from");
    Decoding.require(proposal.hasTo(), "proposal.to");
    Decoding.require(proposal.hasGeneration(), "proposal.generation");
    Decoding.require(proposal.hasExpiresAt(), "proposal.expires_at");
    return new Decision.Proposal(
        decision.getWorkload(),
        decision.getPool(),
        DecisionMapping.at(decision),
        AllocationMapping.decode(proposal.getFrom()),
        AllocationMapping.decode(proposal.getTo()),
        AllocationMapping.decode(proposal.getGeneration()),
        TimeMapping.decode(proposal.getExpiresAt()),
        RationaleMapping.decode(decision.getRationale()));
  }

  static DecisionProto.Shadow encode(Decision.Shadow shadow) {
    Savings savings = shadow.savings();
    return DecisionProto.Shadow.newBuilder()
        .setRunning(AllocationMapping.encode(shadow.running()))
        .setImagined(AllocationMapping.encode(shadow.imagined()))
        .setSavings(
            DecisionProto.Savings.newBuilder()
                .setSince(TimeMapping.encode(savings.since()))
                .setSeconds(savings.seconds())
                .setRealUsd(savings.realUsd())
                .setShadowUsd(savings.shadowUsd())
                .setRequests(savings.requests())
                .setRealGood(savings.realGood())
                .setShadowGood(savings.shadowGood()))
        .build();
  }

  /// Decodes a shadow: the imagined decision on a workload that is only observed, and its savings.
  ///
  /// @throws IllegalArgumentException for an absent required field or a value refused by the model
  public static Decision.Shadow decode(
      DecisionProto.Decision decision, DecisionProto.Shadow shadow) {
    Decoding.require(shadow.hasRunning(), "shadow.running");
    Decoding.require(shadow.hasImagined(), "shadow.imagined");
    Decoding.require(shadow.hasSavings(), "shadow.savings");
    Decoding.require(shadow.getSavings().hasSince(), "savings.since");
    DecisionProto.Savings savings = shadow.getSavings();
    return new Decision.Shadow(
        decision.getWorkload(),
        decision.getPool(),
        DecisionMapping.at(decision),
        AllocationMapping.decode(shadow.getRunning()),
        AllocationMapping.decode(shadow.getImagined()),
        new Savings(
            TimeMapping.decode(savings.getSince()),
            savings.getSeconds(),
            savings.getRealUsd(),
            savings.getShadowUsd(),
            savings.getRequests(),
            savings.getRealGood(),
            savings.getShadowGood()),
        RationaleMapping.decode(decision.getRationale()));
  }

  static DecisionProto.Request encode(Decision.Request request) {
    return DecisionProto.Request.newBuilder()
        .setAsked(DecisionEnums.encode(request.asked()))
        .setBy(request.by())
        .setGranted(request.granted())
        .build();
  }

  /// Decodes a request by a person, granted or not.
  ///
  /// @throws IllegalArgumentException for an unknown kind of request or a value refused by the
  ///     model
  public static Decision.Request decode(
      DecisionProto.Decision decision, DecisionProto.Request request) {
    return new Decision.Request(
        decision.getWorkload(),
        decision.getPool(),
        DecisionMapping.at(decision),
        DecisionEnums.decode(request.getAsked(), request.getAskedValue()),
        request.getBy(),
        request.getGranted(),
        RationaleMapping.decode(decision.getRationale()));
  }
}

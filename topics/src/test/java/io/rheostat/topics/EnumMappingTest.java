package io.rheostat.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.model.command.Outcome;
import io.rheostat.model.decision.GuardStage;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Sharding;
import io.rheostat.model.signal.Signal;
import io.rheostat.topics.codec.RejectMapping;
import io.rheostat.topics.decision.DecisionEnums;
import io.rheostat.topics.mapping.FleetEnums;
import io.rheostat.topics.mapping.OutcomeMapping;
import io.rheostat.topics.proto.CommandProto;
import io.rheostat.topics.proto.DecisionProto;
import io.rheostat.topics.proto.FleetProto;
import io.rheostat.topics.proto.RejectProto;
import io.rheostat.topics.proto.SignalProto;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EnumMappingTest {
  @ParameterizedTest
  @EnumSource
  void a_precision_maps_both_ways(Precision precision) {
    FleetProto.Precision mapped = FleetEnums.encode(precision);
    assertThat(FleetEnums.decode(mapped, mapped.getNumber())).isEqualTo(precision);
    assertThat(mapped.name()).isEqualTo("PRECISION_" + precision.name());
  }

  @ParameterizedTest
  @EnumSource
  void a_sharding_maps_both_ways(Sharding sharding) {
    FleetProto.Sharding mapped = FleetEnums.encode(sharding);
    assertThat(FleetEnums.decode(mapped, mapped.getNumber())).isEqualTo(sharding);
    assertThat(mapped.name()).isEqualTo("SHARDING_" + sharding.name());
  }

  @ParameterizedTest
  @EnumSource
  void a_hold_reason_maps_both_ways(HoldReason reason) {
    DecisionProto.HoldReason mapped = DecisionEnums.encode(reason);
    assertThat(DecisionEnums.decode(mapped, mapped.getNumber())).isEqualTo(reason);
    assertThat(mapped.name()).isEqualTo("HOLD_REASON_" + reason.name());
  }

  @ParameterizedTest
  @EnumSource
  void a_guard_stage_maps_both_ways(GuardStage stage) {
    DecisionProto.GuardStage mapped = DecisionEnums.encode(stage);
    assertThat(DecisionEnums.decode(mapped, mapped.getNumber())).isEqualTo(stage);
    assertThat(mapped.name()).isEqualTo("GUARD_STAGE_" + stage.name());
  }

  @ParameterizedTest
  @EnumSource
  void a_result_maps_both_ways(Outcome.Result result) {
    CommandProto.Outcome.Result mapped = OutcomeMapping.encode(result);
    assertThat(OutcomeMapping.decode(mapped, mapped.getNumber())).isEqualTo(result);
    assertThat(mapped.name()).isEqualTo("RESULT_" + result.name());
  }

  @ParameterizedTest
  @EnumSource
  void a_reject_reason_maps_both_ways(RejectReason reason) {
    RejectProto.RejectReason mapped = RejectMapping.encode(reason);
    assertThat(RejectMapping.decode(mapped, mapped.getNumber())).isEqualTo(reason);
    assertThat(mapped.name()).isEqualTo("REJECT_REASON_" + reason.name());
  }

  @ParameterizedTest
  @EnumSource
  void a_signal_has_its_number_in_the_contract(Signal signal) {
    SignalProto.Signal mapped = SignalProto.Signal.forNumber(signal.number());
    assertThat(mapped).isNotNull().hasToString("SIGNAL_" + signal.name());
  }

  @Test
  void the_contract_names_no_signal_that_the_model_does_not_know() {
    assertThat(
            Arrays.stream(SignalProto.Signal.values())
                .filter(signal -> signal != SignalProto.Signal.SIGNAL_UNSPECIFIED)
                .filter(signal -> signal != SignalProto.Signal.UNRECOGNIZED))
        .hasSameSizeAs(Signal.values());
  }

  @Test
  void values_that_are_unset_or_of_a_newer_version_are_refused_with_their_number() {
    assertThatThrownBy(() -> FleetEnums.decode(FleetProto.Precision.PRECISION_UNSPECIFIED, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("precision is 0, which is no value of this version. Maybe it was never set.");
    assertThatThrownBy(() -> FleetEnums.decode(FleetProto.Sharding.UNRECOGNIZED, 99))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sharding is 99");
    assertThatThrownBy(() -> DecisionEnums.decode(DecisionProto.HoldReason.UNRECOGNIZED, 99))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hold.reason is 99");
    assertThatThrownBy(() -> DecisionEnums.decode(DecisionProto.GuardStage.UNRECOGNIZED, 99))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("guard note.stage is 99");
    assertThatThrownBy(() -> OutcomeMapping.decode(CommandProto.Outcome.Result.UNRECOGNIZED, 99))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("outcome.result is 99");
    assertThatThrownBy(() -> RejectMapping.decode(RejectProto.RejectReason.UNRECOGNIZED, 99))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reject.reason is 99");
  }
}

package io.rheostat.topics;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.rheostat.model.signal.Alert;
import io.rheostat.topics.codec.DeclarationCodec;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.codec.WorkloadEventCodec;
import io.rheostat.topics.mapping.SignalMapping;
import io.rheostat.topics.proto.FleetProto;
import io.rheostat.topics.proto.LogProto;
import io.rheostat.topics.proto.SignalProto;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class MalformedRecordTest {
  @Test
  void broken_bytes_are_named() {
    assertThatThrownBy(() -> WorkloadEventCodec.decode(new byte[] {10, 99, 1}))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageStartingWith("workload event of 3 bytes is no such protobuf message:");
  }

  @Test
  void an_event_without_a_kind_is_refused() {
    assertThatThrownBy(() -> PoolEventCodec.decode(new byte[0]))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("event is missing");
  }

  @Test
  void a_missing_field_is_named() {
    assertMalformed(
        SignalProto.Reading.newBuilder().setWorkload("chat"), "reading.observed_at is missing");
  }

  @Test
  void arrays_of_different_length_are_refused() {
    assertMalformed(
        reading().addScalarSignals(SignalProto.Signal.SIGNAL_REQUESTS_RUNNING),
        "scalar_values holds 0 values for 1");
  }

  @Test
  void a_signal_of_a_newer_version_is_refused() {
    assertMalformed(
        reading().addScalarSignalsValue(999).addScalarValues(1), "signal number 999 is unknown");
  }

  @Test
  void a_value_that_is_no_number_is_refused() {
    assertMalformed(
        reading()
            .addScalarSignals(SignalProto.Signal.SIGNAL_REQUESTS_RUNNING)
            .addScalarValues(Double.NaN),
        "REQUESTS_RUNNING is NaN");
  }

  @Test
  void a_time_beyond_the_contract_is_refused() {
    assertMalformed(
        reading().setObservedAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE)),
        "It must lie in the years 1 to 9999");
  }

  @Test
  void a_limit_of_thousands_of_years_is_refused_and_does_not_overflow() {
    Duration tenThousandYears = Duration.newBuilder().setSeconds(300_000_000_000L).build();
    FleetProto.Workload workload =
        FleetProto.Workload.newBuilder()
            .setName("chat")
            .setPool("pool")
            .setBounds(FleetProto.Bounds.newBuilder().setMaxReplicas(1))
            .setObjective(
                FleetProto.Objective.newBuilder()
                    .setInference(
                        FleetProto.InferenceObjective.newBuilder()
                            .setSlo(
                                FleetProto.Slo.newBuilder()
                                    .setTimeToFirstToken(tenThousandYears)
                                    .setTimePerOutputToken(tenThousandYears))))
            .build();
    byte[] bytes =
        LogProto.Declaration.newBuilder()
            .setRevision(1)
            .setWorkload(LogProto.DeclaredWorkload.newBuilder().setWorkload(workload))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> DeclarationCodec.decode(bytes))
        .isInstanceOf(MalformedRecordException.class)
        .hasCauseInstanceOf(ArithmeticException.class);
  }

  @Test
  void a_key_that_is_listed_twice_is_refused() {
    FleetProto.DeviceCount count =
        FleetProto.DeviceCount.newBuilder().setDevice("h100").setCount(1).build();
    byte[] bytes =
        LogProto.Declaration.newBuilder()
            .setRevision(1)
            .setPool(FleetProto.Pool.newBuilder().setName("p").addDevices(count).addDevices(count))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> DeclarationCodec.decode(bytes))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("devices holds \"h100\" twice");
  }

  @Test
  void a_time_that_the_contract_cannot_hold_is_refused_before_it_is_written() {
    Alert alert = new Alert("chat", "slow", true, Instant.MAX);
    assertThatThrownBy(() -> SignalMapping.encode(alert))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("years 1 to 9999");
  }

  private static SignalProto.Reading.Builder reading() {
    return SignalProto.Reading.newBuilder()
        .setWorkload("chat")
        .setReplica("chat-0")
        .setPlacement("h100")
        .setObservedAt(Timestamp.getDefaultInstance());
  }

  private static void assertMalformed(SignalProto.Reading.Builder reading, String message) {
    byte[] bytes = LogProto.WorkloadEvent.newBuilder().setMeasured(reading).build().toByteArray();
    assertThatThrownBy(() -> WorkloadEventCodec.decode(bytes))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(message);
  }
}

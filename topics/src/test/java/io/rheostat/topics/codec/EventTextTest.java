package io.rheostat.topics.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Reject;
import io.rheostat.topics.Topic;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventTextTest {
  @Test
  void a_reading_names_its_signals_and_writes_its_time_in_iso() {
    Reading reading =
        new Reading(
            "chat",
            "chat-0",
            "h100",
            Instant.parse("2026-11-23T10:00:00Z"),
            List.of(
                new Sample.Scalar(Signal.REQUESTS_WAITING, 0),
                new Sample.Bucket(Signal.TIME_TO_FIRST_TOKEN, Double.POSITIVE_INFINITY, 3)));
    assertThat(
            EventText.json(
                Topic.WORKLOAD_LOG, WorkloadEventCodec.encode(new WorkloadEvent.Measured(reading))))
        .isEqualTo(
            "{\"measured\":{\"workload\":\"chat\",\"replica\":\"chat-0\",\"placement\":\"h100\","
                + "\"observedAt\":\"2026-11-23T10:00:00Z\","
                + "\"scalarSignals\":[\"SIGNAL_REQUESTS_WAITING\"],\"scalarValues\":[0.0],"
                + "\"histograms\":[{\"signal\":\"SIGNAL_TIME_TO_FIRST_TOKEN\","
                + "\"upperBounds\":[\"Infinity\"],\"cumulativeCounts\":[3.0],\"series\":0,\"preference\":0,"
                + "\"delta\":false}],\"scalarSeries\":[],\"scalarPreferences\":[],"
                + "\"scalarDeltas\":[]}}");
  }

  @Test
  void a_snapshot_shows_its_size() {
    assertThat(EventText.json(Topic.SNAPSHOTS, new byte[] {1, 2, 3})).isEqualTo("{\"bytes\":3}");
  }

  @Test
  void bytes_of_no_such_record_are_malformed() {
    assertThatThrownBy(() -> EventText.json(Topic.COMMANDS, new byte[] {10, 99, 1}))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("command of 3 bytes");
  }

  @Test
  void a_preview_keeps_text_and_escapes_the_rest() {
    assertThat(Reject.previewOf(new byte[] {'a', '\\', '\n', (byte) 0xff}))
        .isEqualTo("a\\\\\\x0a\\xff");
    assertThat(Reject.previewOf(new byte[1_000])).hasSize(1_024);
  }
}

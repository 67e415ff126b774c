package io.rheostat.app.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Alert;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.DecisionCodec;
import io.rheostat.topics.codec.DeclarationCodec;
import io.rheostat.topics.codec.EventText;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.codec.WorkloadEventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Lines of `tail`.
final class RecordTextTest {
  private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void aRecordOfEachLogIsALineOfWords() {
    Alert alert = new Alert("chat", "Slow", true, AT);
    Outcome outcome =
        new Outcome("chat", "east", new Generation(3, 2), Outcome.Result.FAILED, "no room", AT);
    Decision hold =
        new Decision.Hold(
            "chat", "east", AT, Allocation.of("h100", 3), HoldReason.BEST, Rationale.of("so"));
    Declaration freeze = new Declaration(7, new Declaration.Change.Freeze("chat", "ada"));

    assertThat(
            line(Topic.WORKLOAD_LOG, WorkloadEventCodec.encode(new WorkloadEvent.Alerted(alert))))
        .isEqualTo("alert Slow fires");
    assertThat(line(Topic.POOL_LOG, PoolEventCodec.encode(new PoolEvent.Concluded(outcome))))
        .isEqualTo("command 3.2 FAILED: no room");
    assertThat(line(Topic.DECISIONS, DecisionCodec.encode(hold)))
        .isEqualTo("holds 3 x h100 (BEST)");
    assertThat(line(Topic.FLEET, DeclarationCodec.encode(freeze)))
        .isEqualTo("revision 7: chat frozen by ada");
  }

  @Test
  void whatACommandMayStillDoIsShownWhole() {
    byte[] ended = "3.2@1764372034000!1764372064000/h100=3".getBytes(StandardCharsets.US_ASCII);

    assertThat(EventText.json(Topic.ENDED, ended))
        .isEqualTo("\"3.2@1764372034000!1764372064000/h100=3\"");
  }

  private static String line(Topic topic, byte[] value) {
    return RecordText.of(topic, value);
  }
}

package io.rheostat.app.cli.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.app.page.StateJson;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Alert;
import io.rheostat.topics.Reject;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.CommandCodec;
import io.rheostat.topics.codec.DecisionCodec;
import io.rheostat.topics.codec.DeclarationCodec;
import io.rheostat.topics.codec.EventText;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.codec.RejectCodec;
import io.rheostat.topics.codec.WorkloadEventCodec;
import java.util.List;

/// Records as one line of text each. Their JSON has the whole content.
public final class RecordText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordText() {}

  /// Returns the text of a record's value.
  ///
  /// @throws io.rheostat.topics.MalformedRecordException when the bytes are no value of that topic
  public static String of(Topic topic, byte[] value) {
    return switch (topic) {
      case WORKLOAD_LOG -> of(WorkloadEventCodec.decode(value));
      case POOL_LOG -> of(PoolEventCodec.decode(value));
      case COMMANDS -> of(CommandCodec.decode(value));
      case DECISIONS -> of(DecisionCodec.decode(value));
      case FLEET -> of(DeclarationCodec.decode(value));
      case REJECTS -> of(RejectCodec.decode(value));
      case SNAPSHOTS, ESTIMATE_STATE, PLAN_STATE, ENDED -> EventText.json(topic, value);
    };
  }

  private static String of(WorkloadEvent event) {
    return switch (event) {
      case WorkloadEvent.Measured(var reading) ->
          "%s on %s: %d samples"
              .formatted(reading.replica(), reading.placement(), reading.samples().size());
      case WorkloadEvent.Left(var gone) -> gone.replica() + " left";
      case WorkloadEvent.Alerted(Alert alert) -> of(alert);
      case WorkloadEvent.Declared(Declaration declaration) -> of(declaration);
      case WorkloadEvent.Observation(Observed observed) -> of(observed);
      case WorkloadEvent.Tick _ -> "tick";
    };
  }

  private static String of(PoolEvent event) {
    return switch (event) {
      case PoolEvent.Estimated(var estimate) ->
          "estimated: %d replicas report, newest %d s old"
              .formatted(estimate.freshness().live(), estimate.freshness().age().toSeconds());
      case PoolEvent.Alerted(String _, Alert alert) -> of(alert);
      case PoolEvent.Concluded(Outcome outcome) ->
          "command %s %s: %s".formatted(outcome.generation(), outcome.result(), outcome.detail());
      case PoolEvent.Observation(Observed observed) -> of(observed);
      case PoolEvent.HandedOver(var released) ->
          "pool %s lets go at %s".formatted(released.fromPool(), released.generation());
      case PoolEvent.Declared(Declaration declaration) -> of(declaration);
      case PoolEvent.Tick _ -> "tick";
    };
  }

  private static String of(Alert alert) {
    return "alert %s %s".formatted(alert.name(), alert.firing() ? "fires" : "is resolved");
  }

  private static String of(Observed observed) {
    List<String> placements =
        observed.placements().stream()
            .map(
                status ->
                    "%d of %d ready on %s"
                        .formatted(status.ready(), status.wanted(), status.placement()))
            .toList();
    return placements.isEmpty() ? "targets were not seen" : String.join(", ", placements);
  }

  private static String of(Command command) {
    return "command %s to %s, until %s"
        .formatted(command.generation(), command.to(), command.expiresAt());
  }

  private static String of(Decision decision) {
    ObjectNode node = JSON.createObjectNode();
    StateJson.decision(node, decision);
    String reason = node.path("reason").asText();
    return node.path("text").asText() + (reason.isEmpty() ? "" : " (" + reason + ")");
  }

  private static String of(Reject reject) {
    return "%s: %s: %s".formatted(reject.reason(), reject.source(), reject.detail());
  }

  private static String of(Declaration declaration) {
    return "revision %d: %s".formatted(declaration.revision(), of(declaration.change()));
  }

  private static String of(Declaration.Change change) {
    return switch (change) {
      case Declaration.Change.OfDevice(var device) -> "device " + device.name();
      case Declaration.Change.OfPool(var pool) -> "pool " + pool.name();
      case Declaration.Change.OfWorkload(var workload, var _) ->
          "workload %s in mode %s".formatted(workload.name(), workload.mode());
      case Declaration.Change.OfProfile(var profile) ->
          profile.isForgotten()
              ? "profile " + profile.name() + " forgotten"
              : "profile %s of %d steps".formatted(profile.name(), profile.steps().size());
      case Declaration.Change.WorkloadWithdrawn(String name) -> "workload " + name + " withdrawn";
      case Declaration.Change.PoolWithdrawn(String name) -> "pool " + name + " withdrawn";
      case Declaration.Change.DeviceWithdrawn(String name) -> "device " + name + " withdrawn";
      case Declaration.Change.Freeze(String name, String by) ->
          "%s frozen by %s".formatted(name, by);
      case Declaration.Change.Unfreeze(String name, String by) ->
          "%s unfrozen by %s".formatted(name, by);
      case Declaration.Change.Answered(var name, var proposal, var approved, var by) ->
          "proposal %s/%s %s by %s"
              .formatted(name, proposal, approved ? "approved" : "rejected", by);
    };
  }
}

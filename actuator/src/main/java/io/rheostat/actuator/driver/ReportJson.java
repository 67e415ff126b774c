package io.rheostat.actuator.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reader of a target's status over HTTP:
///
/// ```
/// {"generation": "2.7", "owner": "…", "complete": false, "failed": false,
///  "otherWriter": "…", "placements": [
///   {"placement": "h100", "wanted": 3, "ready": 1, "starting": 1, "draining": 0, "pending": 1,
///    "pendingReason": "no h100", "lastStartup": "PT41S", "generation": "2.7"}]}
/// ```
///
/// `generation`, and of each placement its name, `wanted` and `ready`, are required: a missing
/// value is not zero. A placement's own `generation` dates its status before or after the last
/// command.
public final class ReportJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  /// Returns the report on a workload's placements; [DriverReport.Unknown] for anything that is
  /// none. Generations of another Rheostat are ignored.
  public static DriverReport read(String body, Workload workload, Owner owner) {
    try {
      JsonNode json = JSON.readTree(body);
      List<PlacementStatus> statuses = new ArrayList<>();
      SortedMap<String, Generation> carried = new TreeMap<>();
      for (Placement placement : workload.placements()) {
        JsonNode status = find(json, placement.name());
        statuses.add(status(status, placement.name()));
        text(status, "generation")
            .ifPresent(own -> carried.put(placement.name(), Generation.parse(own)));
      }
      boolean failed = json.path("failed").asBoolean();
      boolean complete = failed || json.path("complete").asBoolean();
      Optional<String> carriedOwner = text(json, "owner");
      if (owner.isForeign(carriedOwner)) {
        boolean moves = Owner.takesOver(workload.placements().getFirst().target());
        return new DriverReport.Seen(
            Generation.NONE,
            statuses,
            complete,
            moves ? text(json, "otherWriter") : carriedOwner.map(owner::refusal),
            new TreeMap<>(),
            failed);
      }
      return new DriverReport.Seen(
          Generation.parse(text(json, "generation").orElse("")),
          statuses,
          complete,
          text(json, "otherWriter"),
          carried,
          failed);
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return new DriverReport.Unknown("its answer is no report: " + e.getMessage());
    }
  }

  private static JsonNode find(JsonNode json, String placement) {
    for (JsonNode status : json.path("placements")) {
      if (status.path("placement").asText().equals(placement)) {
        return status;
      }
    }
    throw new IllegalArgumentException("it does not tell of placement " + placement);
  }

  private static PlacementStatus status(JsonNode status, String placement) {
    return new PlacementStatus(
        placement,
        count(status, "wanted", true),
        count(status, "ready", true),
        count(status, "starting", false),
        count(status, "draining", false),
        count(status, "pending", false),
        text(status, "pendingReason"),
        text(status, "lastStartup").map(Duration::parse));
  }

  private static int count(JsonNode status, String key, boolean required) {
    JsonNode count = status.path(key);
    if (count.isMissingNode() && !required) {
      return 0;
    }
    if (!count.canConvertToInt() || !count.isIntegralNumber()) {
      throw new IllegalArgumentException(key + " is no whole number");
    }
    return count.intValue();
  }

  private static Optional<String> text(JsonNode node, String key) {
    return node.path(key).isTextual() ? Optional.of(node.path(key).asText()) : Optional.empty();
  }
}

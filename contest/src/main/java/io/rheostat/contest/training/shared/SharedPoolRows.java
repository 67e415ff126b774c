package io.rheostat.contest.training.shared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Results of the benchmark, in the order of the runs.
///
/// @param rows one for each run
public record SharedPoolRows(List<SharedPoolResult> rows) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public SharedPoolRows {
    rows = List.copyOf(rows);
  }

  /// Returns the rows as JSON, one object each.
  public String json() {
    ArrayNode all = JSON.createArrayNode();
    for (SharedPoolResult row : rows) {
      all.addObject()
          .put("serviceDevices", row.of().split())
          .put("hours", row.of().hours())
          .put("attainment", row.attainment())
          .put("valueUsd", row.valueUsd())
          .put("delayUsd", row.delayUsd())
          .put("netUsd", row.netUsd())
          .put("meanJctSeconds", row.meanJctSeconds())
          .put("p99JctSeconds", row.p99JctSeconds())
          .put("unfinishedJobs", row.unfinished())
          .put("restartsPerJob", row.restartsPerJob())
          .put("serviceDeviceHours", row.serviceDeviceHours())
          .put("trainingDeviceHours", row.trainingDeviceHours());
    }
    return all.toPrettyString() + "\n";
  }

  /// Reads such JSON.
  ///
  /// @throws IOException if it is no JSON
  public static SharedPoolRows read(String json) throws IOException {
    List<SharedPoolResult> rows = new ArrayList<>();
    for (JsonNode node : JSON.readTree(json)) {
      rows.add(
          new SharedPoolResult(
              new SharedPoolCase(node.get("serviceDevices").asInt(), node.get("hours").asInt()),
              node.get("attainment").asDouble(),
              node.get("valueUsd").asDouble(),
              node.get("delayUsd").asDouble(),
              node.get("meanJctSeconds").asDouble(),
              node.get("p99JctSeconds").asDouble(),
              node.get("unfinishedJobs").asInt(),
              node.get("restartsPerJob").asDouble(),
              node.get("serviceDeviceHours").asDouble(),
              node.get("trainingDeviceHours").asDouble()));
    }
    return new SharedPoolRows(rows);
  }

  /// Returns a line for each row that the committed ones lack or state otherwise.
  public List<String> drifted(SharedPoolRows committed) {
    List<String> lines = new ArrayList<>();
    for (SharedPoolResult row : rows) {
      Optional<SharedPoolResult> before =
          committed.rows.stream().filter(other -> other.of().equals(row.of())).findFirst();
      if (!before.equals(Optional.of(row))) {
        lines.add(
            before.map(Object::toString).orElse("not in the committed report") + " -> " + row);
      }
    }
    return lines;
  }
}

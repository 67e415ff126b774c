package io.rheostat.app.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.topics.Reject;
import java.util.Map;

/// Unread metrics of ingest, as JSON: `notRead` of the whole state and of each workload.
public final class NotReadJson {
  private NotReadJson() {}

  /// Adds it to the state.
  ///
  /// @param notRead by `workload NAME` or `scrape job NAME`
  public static void add(ObjectNode root, Map<String, Reject> notRead) {
    ArrayNode all = root.putArray("notRead");
    for (Reject one : notRead.values()) {
      ObjectNode node = all.addObject();
      node.put("source", one.source());
      node.put("detail", one.detail());
      node.put("at", one.at().toString());
    }
    for (JsonNode workload : root.path("workloads")) {
      Reject one = notRead.get(of(workload.path("name").asText()));
      if (one != null && workload instanceof ObjectNode node) {
        node.put("notRead", one.detail());
      }
    }
  }

  /// Returns the source name of reports about a workload.
  public static String of(String workload) {
    return "workload " + workload;
  }
}

package io.rheostat.ingest.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.ingest.exposition.Labels;
import io.rheostat.ingest.reject.Rejection;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.signal.Alert;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Reads the body of Alertmanager's webhook, version 4.
///
/// An alert's workload is named by its label `rheostat_workload` or `workload`; else it is the one
/// whose series have the alert's labels. Immutable: a new fleet makes a new one.
public final class AlertReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERSION = "4";

  /// What the topics' format holds.
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

  private final Fleet fleet;

  /// Reads alerts about the workloads of this fleet.
  public AlertReader(Fleet fleet) {
    this.fleet = fleet;
  }

  /// Reads a body; one bad alert does not harm its neighbours.
  public WebhookReading read(byte[] body) {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (IOException problem) {
      // The caller counts it as a malformed webhook.
      return new WebhookReading.Malformed("the body is no JSON: " + problem.getMessage());
    }
    if (!root.isObject()) {
      return new WebhookReading.Malformed("the body is not a JSON object");
    }
    String version = root.path("version").asText();
    if (!version.equals(VERSION)) {
      return new WebhookReading.Malformed("version is \"" + version + "\"; 4 is expected");
    }
    if (!root.path("alerts").isArray()) {
      return new WebhookReading.Malformed("alerts is not a list");
    }
    List<Alert> alerts = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    for (JsonNode one : root.path("alerts")) {
      try {
        alerts.add(alert(one, root.path("status").asText()));
      } catch (RefusedException refused) {
        rejections.add(new Rejection(refused.reason, refused.words, one.toString()));
      }
    }
    return new WebhookReading.Alerts(alerts, rejections);
  }

  private Alert alert(JsonNode node, String commonStatus) throws RefusedException {
    Labels labels = labels(node.path("labels"));
    String status = node.path("status").asText(commonStatus);
    if (!status.equals("firing") && !status.equals("resolved")) {
      throw malformed("status is \"" + status + "\"; firing or resolved is expected");
    }
    String name = labels.value("alertname").orElse("");
    if (name.isBlank()) {
      throw malformed("the alert has no label alertname");
    }
    String workload = workload(labels);
    return new Alert(workload, name, status.equals("firing"), startsAt(node.path("startsAt")));
  }

  private static Labels labels(JsonNode node) throws RefusedException {
    TreeMap<String, String> labels = new TreeMap<>();
    for (var label : node.properties()) {
      if (!label.getValue().isTextual()) {
        throw malformed("label " + label.getKey() + " is not a text");
      }
      labels.put(label.getKey(), label.getValue().textValue());
    }
    return new Labels(labels);
  }

  private static Instant startsAt(JsonNode node) throws RefusedException {
    try {
      Instant time = OffsetDateTime.parse(node.asText()).toInstant();
      if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
        throw malformed("startsAt is \"" + node.asText() + "\"; a year from 1 to 9999 is expected");
      }
      return time;
    } catch (DateTimeParseException _) {
      throw malformed("startsAt is \"" + node.asText() + "\"; an RFC 3339 time is expected");
    }
  }

  private String workload(Labels labels) throws RefusedException {
    for (String label : List.of("rheostat_workload", "workload")) {
      String named = labels.value(label).orElse("");
      if (fleet.workloads().containsKey(named)) {
        return named;
      }
    }
    List<String> matching = new ArrayList<>();
    for (Workload workload : fleet.workloads().values()) {
      if (matches(workload, labels)) {
        matching.add(workload.name());
      }
    }
    if (matching.isEmpty()) {
      throw new RefusedException(
          RejectionReason.UNKNOWN_WORKLOAD,
          "no declared workload has these labels. Give the alert a label workload.");
    }
    if (matching.size() > 1) {
      throw new RefusedException(
          RejectionReason.AMBIGUOUS,
          "workloads " + matching + " have these labels. Give the alert a label workload.");
    }
    return matching.getFirst();
  }

  /// A binding that matches all series says nothing about whose an alert is.
  private static boolean matches(Workload workload, Labels labels) {
    for (MetricsBinding binding : workload.metrics()) {
      if (!binding.match().isEmpty() && labels.equalsAll(binding.match())) {
        return true;
      }
    }
    return false;
  }

  private static RefusedException malformed(String words) {
    return new RefusedException(RejectionReason.MALFORMED_WEBHOOK, words);
  }

  /// One alert that cannot be taken; never leaves this class.
  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RejectionReason reason;
    private final String words;

    RefusedException(RejectionReason reason, String words) {
      super(words);
      this.reason = reason;
      this.words = words;
    }
  }
}

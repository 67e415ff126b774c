package io.rheostat.ingest.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.reject.Rejection;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.signal.Alert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// Reader of bodies in the form of Alertmanager's webhook.
///
/// A body needs a list `alerts`; an alert needs a `status` of its own or of the body, and labels
/// with `alertname`, its own or common ones. Everything else may be missing, or more, or of another
/// version. An alert's workload is named by its label `rheostat_workload` or `workload`; else it is
/// the one whose series have the alert's labels. Immutable: a new fleet makes a new one.
public final class AlertReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FINGERPRINT_BYTES = 8;

  /// Earliest time in the topics' format.
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

  private final Fleet fleet;

  /// Creates a reader of alerts about the workloads of this fleet.
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
    if (!root.path("alerts").isArray()) {
      return new WebhookReading.Malformed("alerts is not a list");
    }
    List<Alert> alerts = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    for (JsonNode one : root.path("alerts")) {
      try {
        alerts.add(alert(one, root));
      } catch (RefusedException refused) {
        rejections.add(new Rejection(refused.reason, refused.words, one.toString()));
      }
    }
    return new WebhookReading.Alerts(alerts, rejections);
  }

  private Alert alert(JsonNode node, JsonNode root) throws RefusedException {
    if (!node.isObject()) {
      throw malformed("the alert is not a JSON object");
    }
    Labels labels = labels(root.path("commonLabels"), node.path("labels"));
    String name = labels.value("alertname").orElse("");
    if (name.isBlank()) {
      throw malformed("the alert has no label alertname");
    }
    boolean firing = firing(node.path("status").asText(root.path("status").asText()), name);
    Instant startsAt = startsAt(node.path("startsAt"), name);
    Workload workload = workload(labels, name);
    if (!workload.mayBeRaisedBy(name)) {
      throw new RefusedException(
          RejectionReason.NOT_ALLOWED,
          "alert "
              + name
              + " may not raise workload "
              + workload.name()
              + ": its raisedBy names "
              + workload.raisedBy()
              + ". Add the alert there, or send it elsewhere.");
    }
    return new Alert(workload.name(), name, firing, startsAt, fingerprint(node.path("labels")));
  }

  private static boolean firing(String status, String name) throws RefusedException {
    return switch (status.toLowerCase(Locale.ROOT)) {
      case "firing" -> true;
      case "resolved" -> false;
      default ->
          throw malformed(
              "alert " + name + ": status is \"" + status + "\"; firing or resolved is expected");
    };
  }

  /// Joins the body's common labels and the alert's own. A label with a list or an object as its
  /// value is no evidence of the alert's workload.
  private static Labels labels(JsonNode common, JsonNode own) {
    TreeMap<String, String> labels = new TreeMap<>();
    for (JsonNode node : List.of(common, own)) {
      for (var label : node.properties()) {
        if (label.getValue().isValueNode() && !label.getValue().isNull()) {
          labels.put(label.getKey(), label.getValue().asText());
        }
      }
    }
    return new Labels(labels);
  }

  /// Hashes the labels into Alertmanager's fingerprint of the alert. It is computed here, for
  /// senders leave the field out, and two of a pair may not agree on it; common labels are left
  /// out, for they change with the group.
  private static String fingerprint(JsonNode own) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
    for (var label : labels(own, own).values().entrySet()) {
      digest.update(label.getKey().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(label.getValue().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
  }

  /// Reads the start; Go writes year 1 for an unset time.
  private static Instant startsAt(JsonNode node, String name) throws RefusedException {
    String text = node.asText("");
    if (text.isEmpty()) {
      return Alert.UNKNOWN;
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
        throw startsAtIs(text, name);
      }
      return time.equals(EARLIEST) ? Alert.UNKNOWN : time;
    } catch (DateTimeParseException _) {
      throw startsAtIs(text, name);
    }
  }

  private static RefusedException startsAtIs(String text, String name) {
    return malformed(
        "alert "
            + name
            + ": startsAt is \""
            + text
            + "\"; an RFC 3339 time of the years 1 to 9999 is expected");
  }

  private Workload workload(Labels labels, String alert) throws RefusedException {
    for (String label : List.of("rheostat_workload", "workload")) {
      Workload named = fleet.workloads().get(labels.value(label).orElse(""));
      if (named != null) {
        return named;
      }
    }
    List<Workload> matching = new ArrayList<>();
    for (Workload workload : fleet.workloads().values()) {
      if (matches(workload, labels)) {
        matching.add(workload);
      }
    }
    if (matching.isEmpty()) {
      throw new RefusedException(
          RejectionReason.UNKNOWN_WORKLOAD,
          "alert "
              + alert
              + ": no declared workload has its labels. Give the alert a label workload.");
    }
    if (matching.size() > 1) {
      throw new RefusedException(
          RejectionReason.AMBIGUOUS,
          "alert "
              + alert
              + ": workloads "
              + matching.stream().map(Workload::name).toList()
              + " have its labels. Give the alert a label workload.");
    }
    return matching.getFirst();
  }

  /// Tells whether a binding matches the alert's labels. A binding of all series is no evidence of
  /// the alert's workload.
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

  /// Refusal of one alert; never leaves this class.
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

package io.rheostat.ingest.alert;

import io.rheostat.ingest.reject.Rejection;
import io.rheostat.model.signal.Alert;
import java.util.List;

/// Result of reading a webhook body.
public sealed interface WebhookReading {
  /// Body read.
  ///
  /// @param alerts those about declared workloads, in the body's order
  /// @param rejections the others
  record Alerts(List<Alert> alerts, List<Rejection> rejections) implements WebhookReading {
    public Alerts {
      alerts = List.copyOf(alerts);
      rejections = List.copyOf(rejections);
    }
  }

  /// Body in another form than Alertmanager's.
  ///
  /// @param reason the defect
  record Malformed(String reason) implements WebhookReading {}
}

package io.rheostat.ingest.alert;

import io.rheostat.ingest.reject.Rejection;
import io.rheostat.model.signal.Alert;
import java.util.List;

/// What a webhook body came to.
public sealed interface WebhookReading {
  /// The body was read.
  ///
  /// @param alerts those about declared workloads, in the body's order
  /// @param rejections the others
  record Alerts(List<Alert> alerts, List<Rejection> rejections) implements WebhookReading {
    public Alerts {
      alerts = List.copyOf(alerts);
      rejections = List.copyOf(rejections);
    }
  }

  /// The body is not Alertmanager's.
  ///
  /// @param reason what is wrong with it
  record Malformed(String reason) implements WebhookReading {}
}

package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.kubernetes.api.Address;
import io.rheostat.actuator.driver.kubernetes.object.ScaledObject;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import java.time.Instant;

/// Event at an object about replicas changed by a command.
///
/// @param holding the object as it was before
/// @param order the order
/// @param generation of the command
/// @param from replicas before
record ScaledEvent(ScaledObject holding, Order order, Generation generation, int from) {
  static final String REASON = "Scaled";

  Address address() {
    return event().address();
  }

  private EventBody event() {
    return new EventBody(holding.target(), holding.object(), order.placement() + " " + generation);
  }

  /// Returns the event as the server takes it, dated by a clock of ours.
  JsonNode body(String workload, Instant now) {
    return event()
        .of(
            "Normal",
            REASON,
            "command %s: placement %s of %s scaled from %d to %d replicas"
                .formatted(generation, order.placement(), workload, from, order.replicas()),
            now);
  }
}

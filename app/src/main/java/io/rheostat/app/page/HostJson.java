package io.rheostat.app.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.HostAdvice;

/// Host memory and disk of a workload's placements, as JSON.
final class HostJson {
  private HostJson() {}

  /// Adds `hosts`, when any is measured.
  static void add(ObjectNode workload, Estimate estimate) {
    if (estimate.hosts().isEmpty()) {
      return;
    }
    ArrayNode hosts = workload.putArray("hosts");
    for (HostAdvice host : estimate.hosts()) {
      ObjectNode node = hosts.addObject();
      node.put("placement", host.placement());
      if (host.advisedMemoryBytes() > 0) {
        node.put("usedMemoryBytes", host.usedMemoryBytes());
        node.put("advisedMemoryBytes", host.advisedMemoryBytes());
      }
      node.put("usedDiskBytes", host.usedDiskBytes());
      host.daysUntilFull().ifPresent(days -> node.put("daysUntilFull", days));
    }
  }
}

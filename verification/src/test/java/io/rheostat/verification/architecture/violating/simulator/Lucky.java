package io.rheostat.verification.architecture.violating.simulator;

import org.apache.kafka.common.Uuid;

/// Draws by chance, and uses Kafka.
final class Lucky {
  private Lucky() {}

  static double draw() {
    return Math.random() + Uuid.ZERO_UUID.hashCode();
  }
}

package io.rheostat.simulator.cluster;

import io.rheostat.model.Require;
import java.time.Instant;

/// Time without further devices of one type from a pool. Running replicas keep running.
///
/// @param pool its name
/// @param device type of device
/// @param from first moment, inclusive
/// @param until end, exclusive
public record StockOut(String pool, String device, Instant from, Instant until) {
  public StockOut {
    Require.text("pool", pool);
    Require.text("device", device);
    if (!until.isAfter(from)) {
      throw new IllegalArgumentException(
          "stock-out of " + device + " ends at " + until + ", not after its start " + from + ".");
    }
  }
}

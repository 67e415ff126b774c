package io.rheostat.simulator.cluster;

import io.rheostat.model.Require;
import java.time.Instant;

/// A time during which a pool gets no more devices of one type. What runs keeps running.
///
/// @param pool where
/// @param device which type
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

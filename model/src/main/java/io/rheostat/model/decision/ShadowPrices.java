package io.rheostat.model.decision;

import io.rheostat.model.Require;
import java.util.SortedMap;

/// Shadow prices of a pool: gain in net value from one more unit of a scarce resource, as of the
/// pool's last joint solve. 0 for any other resource.
///
/// @param perDevice of one device by type, dollars per hour, 0 or more
/// @param perBudgetDollar of one dollar per hour of budget, dollars per hour, 0 or more
public record ShadowPrices(SortedMap<String, Double> perDevice, double perBudgetDollar) {
  public ShadowPrices {
    perDevice = Require.sortedCopy(perDevice);
    perDevice.forEach((device, price) -> Require.atLeastZero("price of " + device, price));
    Require.atLeastZero("perBudgetDollar", perBudgetDollar);
  }
}

package io.rheostat.config.catalogue;

import io.rheostat.model.resource.Device;
import java.util.List;
import java.util.Optional;

/// Entry of the device catalogue.
///
/// @param device the device; without a price all its rates are 0
/// @param vendor its maker
/// @param source origin of its figures
/// @param assumed keys that the source does not state
/// @param priceSource origin of its price, with its date; empty when no price has a source
public record CatalogueDevice(
    Device device,
    String vendor,
    String source,
    List<String> assumed,
    Optional<String> priceSource) {
  public CatalogueDevice {
    assumed = List.copyOf(assumed);
  }

  /// Returns the device with its price; empty when no price has a source.
  public Optional<Device> priced() {
    return priceSource.map(_ -> device);
  }
}

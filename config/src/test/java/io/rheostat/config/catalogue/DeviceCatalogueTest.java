package io.rheostat.config.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.resource.Device;
import org.junit.jupiter.api.Test;

/// Entries of the shipped catalogue.
class DeviceCatalogueTest {
  @Test
  void todaysDataCentreDevicesAreThere() {
    assertThat(DeviceCatalogue.all())
        .containsKeys(
            "t4",
            "l4",
            "a10",
            "a30",
            "a100-40gb",
            "a100-80gb",
            "a100-80gb-pcie",
            "l40s",
            "h100-pcie",
            "h100-sxm",
            "h100-nvl",
            "h200",
            "b200",
            "b300",
            "gb200",
            "rtx-pro-6000",
            "mi300x",
            "mi325x",
            "mi355x",
            "tpu-v5e",
            "tpu-v5p",
            "tpu-v6e",
            "trainium2",
            "gaudi3");
  }

  @Test
  void everyEntryHasASourceAndOnlySourcedPrices() {
    DeviceCatalogue.all()
        .values()
        .forEach(
            entry -> {
              assertThat(entry.source()).isNotBlank();
              assertThat(entry.device().rates().perDeviceUsd() > 0)
                  .as(entry.device().name())
                  .isEqualTo(entry.priceSource().isPresent());
            });
  }

  @Test
  void figuresAreInTheirBaseUnits() {
    Device h100 = DeviceCatalogue.find("h100-sxm").orElseThrow().device();

    assertThat(h100.memoryBytes()).isEqualTo(80.0 * (1L << 30));
    assertThat(h100.bandwidthBytesPerSecond()).isEqualTo(3.35e12);
    assertThat(h100.reduced().fp8FlopsPerSecond()).isEqualTo(1978e12);
    assertThat(h100.links().peerBytesPerSecond()).isEqualTo(450e9);
    assertThat(h100.watts()).hasValue(700);
  }
}

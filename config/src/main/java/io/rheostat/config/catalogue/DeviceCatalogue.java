package io.rheostat.config.catalogue;

import io.rheostat.config.yaml.NumberUnit;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.DeviceLinks;
import io.rheostat.model.resource.ReducedPrecision;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Catalogue of public data-centre devices that the program ships with.
public final class DeviceCatalogue {
  private static final String RESOURCE = "devices.yaml";
  private static final SortedMap<String, CatalogueDevice> SHIPPED = read();

  private DeviceCatalogue() {}

  /// Returns all entries by name.
  public static SortedMap<String, CatalogueDevice> all() {
    return SHIPPED;
  }

  /// Returns an entry by name.
  public static Optional<CatalogueDevice> find(String name) {
    return Optional.ofNullable(SHIPPED.get(name));
  }

  private static SortedMap<String, CatalogueDevice> read() {
    try (InputStream file = DeviceCatalogue.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException(RESOURCE + " is not in the program.");
      }
      SortedMap<String, CatalogueDevice> entries = new TreeMap<>();
      Object list = new Load(LoadSettings.builder().build()).loadFromInputStream(file);
      for (Object each : (List<?>) list) {
        CatalogueDevice entry = entry((Map<?, ?>) each);
        entries.put(entry.device().name(), entry);
      }
      return Collections.unmodifiableSortedMap(entries);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static CatalogueDevice entry(Map<?, ?> keys) {
    OptionalDouble price = number(keys, "perDevice", NumberUnit.DOLLARS);
    Device device =
        new Device(
            text(keys, "name"),
            needed(keys, "memory", NumberUnit.BYTES),
            needed(keys, "bandwidth", NumberUnit.BANDWIDTH),
            needed(keys, "flops", NumberUnit.FLOPS),
            new CostRates(0, price.orElse(0), 0, 0),
            number(keys, "power", NumberUnit.POWER),
            new ReducedPrecision(
                number(keys, "flopsFp8", NumberUnit.FLOPS).orElse(0),
                number(keys, "flopsFp4", NumberUnit.FLOPS).orElse(0)),
            Optional.of(
                new DeviceLinks(
                    needed(keys, "peer", NumberUnit.BANDWIDTH),
                    needed(keys, "network", NumberUnit.BANDWIDTH),
                    (int) needed(keys, "devicesPerNode", NumberUnit.WHOLE))));
    return new CatalogueDevice(
        device,
        text(keys, "vendor"),
        text(keys, "source"),
        keys.get("assumed") instanceof List<?> assumed
            ? assumed.stream().map(String::valueOf).toList()
            : List.of(),
        price.isPresent() ? Optional.of(text(keys, "priceSource")) : Optional.empty());
  }

  private static String text(Map<?, ?> keys, String key) {
    return String.valueOf(keys.get(key));
  }

  private static double needed(Map<?, ?> keys, String key, NumberUnit unit) {
    return number(keys, key, unit)
        .orElseThrow(() -> new IllegalStateException(text(keys, "name") + " has no " + key + "."));
  }

  private static OptionalDouble number(Map<?, ?> keys, String key, NumberUnit unit) {
    if (!keys.containsKey(key)) {
      return OptionalDouble.empty();
    }
    return switch (unit.parse(text(keys, key), "1")) {
      case NumberUnit.Parsed.Valid valid -> OptionalDouble.of(valid.number().doubleValue());
      case NumberUnit.Parsed.Refused refused ->
          throw new IllegalStateException(
              key + " of " + text(keys, "name") + ": " + refused.what());
    };
  }
}

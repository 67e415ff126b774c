package io.rheostat.app.cli.option;

import io.rheostat.config.catalogue.DeviceCatalogue;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.config.yaml.Suggestion;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/// Options that choose devices and give prices that the catalogue does not have.
public final class DeviceOptions {
  @Option(
      names = "--devices",
      split = ",",
      paramLabel = "NAME",
      description = "Device types to look at; all with a price if left out.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--price",
      paramLabel = "NAME=USD",
      description = "Price of a device and hour, such as h200=3.10; may be given again.")
  private Map<String, Double> prices = new LinkedHashMap<>();

  /// Devices to look at.
  ///
  /// @param priced those with a price, by name
  /// @param unpriced names of others
  public record ChosenDevices(SortedMap<String, Device> priced, List<String> unpriced) {}

  /// Returns the devices: those of the catalogue, overruled by a configuration's.
  ///
  /// @throws UsageException for an unknown name
  public ChosenDevices devices(Path configuration) throws ConfigException, UsageException {
    SortedMap<String, Device> own = Configurations.load(configuration).fleet().devices();
    SortedMap<String, Device> known = new TreeMap<>();
    SortedMap<String, Device> priced = new TreeMap<>();
    DeviceCatalogue.all()
        .forEach(
            (name, entry) -> {
              known.put(name, entry.device());
              entry.priced().ifPresent(device -> priced.put(name, device));
            });
    known.putAll(own);
    priced.putAll(own);
    for (Map.Entry<String, Double> price : prices.entrySet()) {
      Device device = known(known, price.getKey(), "--price");
      priced.put(price.getKey(), device.withRates(new CostRates(0, price.getValue(), 0, 0)));
    }
    for (String name : names) {
      known(known, name, "--devices");
    }
    if (!names.isEmpty()) {
      known.keySet().retainAll(names);
      priced.keySet().retainAll(names);
    }
    return new ChosenDevices(
        priced, known.keySet().stream().filter(name -> !priced.containsKey(name)).toList());
  }

  private static Device known(Map<String, Device> devices, String name, String option)
      throws UsageException {
    Device device = devices.get(name);
    if (device == null) {
      throw new UsageException(
          option
              + ": device '"
              + name
              + "' is unknown. "
              + Suggestion.remedy(name, List.copyOf(devices.keySet()), "Known are"));
    }
    return device;
  }
}

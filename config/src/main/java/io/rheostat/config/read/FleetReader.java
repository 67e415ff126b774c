package io.rheostat.config.read;

import io.rheostat.config.catalogue.CatalogueDevice;
import io.rheostat.config.catalogue.DeviceCatalogue;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Suggestion;
import io.rheostat.config.yaml.Value;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.DeviceLinks;
import io.rheostat.model.resource.ReducedPrecision;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Devices and pools out of their documents.
public final class FleetReader {
  private FleetReader() {}

  /// Returns the device type of a document, with memory in bytes, bandwidth in bytes per second and
  /// prices in dollars per hour. Keys left out are those of the catalogue's entry of its name.
  ///
  /// @throws IllegalArgumentException when a key is in neither
  public static Device device(Document document) {
    Value.Branch spec = document.spec();
    Optional<Device> listed = DeviceCatalogue.find(document.name()).map(CatalogueDevice::device);
    return new Device(
        document.name(),
        number(document, "memory", listed.map(Device::memoryBytes)),
        number(document, "bandwidth", listed.map(Device::bandwidthBytesPerSecond)),
        number(document, "flops", listed.map(Device::flopsPerSecond)),
        rates(document),
        spec.has("power") ? spec.findNumber("power") : watts(listed),
        reduced(spec, listed.map(Device::reduced).orElse(ReducedPrecision.NONE)),
        spec.findBranch("links")
            .map(FleetReader::links)
            .or(() -> listed.flatMap(Device::declaredLinks)));
  }

  private static OptionalDouble watts(Optional<Device> listed) {
    return listed.map(Device::watts).orElse(OptionalDouble.empty());
  }

  private static ReducedPrecision reduced(Value.Branch spec, ReducedPrecision listed) {
    return new ReducedPrecision(
        spec.findNumber("flopsFp8").orElse(listed.fp8FlopsPerSecond()),
        spec.findNumber("flopsFp4").orElse(listed.fp4FlopsPerSecond()));
  }

  private static DeviceLinks links(Value.Branch links) {
    return new DeviceLinks(
        links.number("peer"), links.number("network"), links.whole("devicesPerNode"));
  }

  private static double number(Document document, String key, Optional<Double> listed) {
    return document
        .spec()
        .findNumber(key)
        .orElseGet(
            () -> listed.orElseThrow(() -> new IllegalArgumentException(missing(document, key))));
  }

  private static String missing(Document document, String key) {
    return key
        + " is missing, and the catalogue has no device '"
        + document.name()
        + "'. "
        + Suggestion.remedy(
            document.name(),
            List.copyOf(DeviceCatalogue.all().keySet()),
            "Write " + key + ", or take the name of one of");
  }

  private static CostRates rates(Document document) {
    Optional<Value.Branch> written = document.spec().findBranch("price");
    if (written.isPresent()) {
      Value.Branch price = written.get();
      return new CostRates(
          price.number("base"),
          price.number("perDevice"),
          price.number("perGibMemory"),
          price.number("perGibDisk"));
    }
    return DeviceCatalogue.find(document.name())
        .flatMap(CatalogueDevice::priced)
        .map(Device::rates)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "price is missing, and no price of '"
                        + document.name()
                        + "' has a public source. Write price: {perDevice: 2.99 USD}."));
  }

  /// Returns the pool of a document, with its devices by type, dollars per hour of budget and watts
  /// of power; a limit left out is absent.
  public static Pool pool(Document document) {
    Value.Branch spec = document.spec();
    return new Pool(
        document.name(),
        counts(spec.branch("devices")),
        spec.findNumber("budget"),
        spec.findNumber("maxPower"),
        churn(spec),
        spec.number("alpha"),
        spec.number("beta"),
        spec.findBranch("owners").map(FleetReader::owners).orElseGet(TreeMap::new));
  }

  private static SortedMap<String, Integer> counts(Value.Branch devices) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    devices.children().keySet().forEach(device -> counts.put(device, devices.whole(device)));
    return counts;
  }

  private static SortedMap<String, Pool.Quota> owners(Value.Branch owners) {
    SortedMap<String, Pool.Quota> quotas = new TreeMap<>();
    for (String owner : owners.children().keySet()) {
      Value.Branch quota = owners.branch(owner);
      quotas.put(
          owner,
          new Pool.Quota(
              quota.number("weight"),
              quota.findBranch("devices").map(FleetReader::counts).orElseGet(TreeMap::new)));
    }
    return quotas;
  }

  static Optional<Churn> churn(Value.Branch limits) {
    return limits
        .findBranch("churn")
        .map(churn -> new Churn(churn.whole("changes"), churn.duration("window")));
  }
}

package io.rheostat.config.read;

import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Value;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Devices and pools out of their documents.
public final class FleetReader {
  private FleetReader() {}

  /// Returns the device type of a document, with memory in bytes, bandwidth in bytes per second and
  /// prices in dollars per hour.
  public static Device device(Document document) {
    Value.Branch spec = document.spec();
    Value.Branch price = spec.branch("price");
    CostRates rates =
        new CostRates(
            price.number("base"),
            price.number("perDevice"),
            price.number("perGibMemory"),
            price.number("perGibDisk"));
    return new Device(
        document.name(),
        spec.number("memory"),
        spec.number("bandwidth"),
        spec.number("flops"),
        rates,
        spec.findNumber("power"));
  }

  /// Returns the pool of a document, with its devices by type, dollars per hour of budget and watts
  /// of power; a limit left out is absent.
  public static Pool pool(Document document) {
    Value.Branch spec = document.spec();
    Value.Branch devices = spec.branch("devices");
    SortedMap<String, Integer> counts = new TreeMap<>();
    devices.children().keySet().forEach(device -> counts.put(device, devices.whole(device)));
    return new Pool(
        document.name(),
        counts,
        spec.findNumber("budget"),
        spec.findNumber("maxPower"),
        churn(spec),
        spec.number("alpha"),
        spec.number("beta"));
  }

  static Optional<Churn> churn(Value.Branch limits) {
    return limits
        .findBranch("churn")
        .map(churn -> new Churn(churn.whole("changes"), churn.duration("window")));
  }
}

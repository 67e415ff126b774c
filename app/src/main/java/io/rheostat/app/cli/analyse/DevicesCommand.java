package io.rheostat.app.cli.analyse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.config.catalogue.CatalogueDevice;
import io.rheostat.config.catalogue.DeviceCatalogue;
import io.rheostat.model.resource.Device;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rheostat devices`.
@Command(
    name = "devices",
    description =
        "Lists the catalogue of devices: memory, bandwidth, throughput, links, power, and the price"
            + " where one has a public source. A Device of the same name in a configuration"
            + " overrules an entry.",
    footer = {"", "Example: rheostat devices"})
public final class DevicesCommand implements Callable<Integer> {
  private static final String ROW = "%-16s %-7s %8s %8s %7s %7s %7s %7s %5s %7s %9s  %s%n";
  private static final double GIB = 1L << 30;
  private static final double TERA = 1e12;
  private static final double GIGA = 1e9;

  @Option(names = "--json", description = "Print JSON for machines.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public Integer call() {
    if (!help) {
      System.out.print(json ? json() : table());
    }
    return 0;
  }

  private static String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            ROW,
            "DEVICE",
            "VENDOR",
            "MEMORY",
            "TB/s",
            "BF16",
            "FP8",
            "FP4",
            "PEER",
            "NODE",
            "POWER",
            "$/h",
            "SOURCE (assumed), PRICE"));
    DeviceCatalogue.all().values().forEach(entry -> text.append(line(entry)));
    text.append(
        "\nBF16, FP8, FP4: dense TFLOPS. PEER: GB/s to a device of the same node, one direction."
            + " -: none, or no public source.\n");
    return text.toString();
  }

  private static String line(CatalogueDevice entry) {
    Device device = entry.device();
    return String.format(
        Locale.ROOT,
        ROW,
        device.name(),
        entry.vendor(),
        String.format(Locale.ROOT, "%.0f GiB", device.memoryBytes() / GIB),
        String.format(Locale.ROOT, "%.2f", device.bandwidthBytesPerSecond() / TERA),
        tera(device.flopsPerSecond()),
        tera(device.reduced().fp8FlopsPerSecond()),
        tera(device.reduced().fp4FlopsPerSecond()),
        String.format(Locale.ROOT, "%.0f", device.links().peerBytesPerSecond() / GIGA),
        device.links().devicesPerNode(),
        device.watts().isPresent()
            ? String.format(Locale.ROOT, "%.0f W", device.watts().getAsDouble())
            : "-",
        entry.priceSource().isPresent()
            ? String.format(Locale.ROOT, "%.4f", device.rates().perDeviceUsd())
            : "-",
        origin(entry));
  }

  private static String tera(double flops) {
    return flops == 0 ? "-" : String.format(Locale.ROOT, "%.0f", flops / TERA);
  }

  private static String origin(CatalogueDevice entry) {
    String assumed =
        entry.assumed().isEmpty() ? "" : " (" + String.join(", ", entry.assumed()) + ")";
    return entry.source() + assumed + entry.priceSource().map(price -> ", " + price).orElse("");
  }

  private static String json() {
    ArrayNode nodes = new ObjectMapper().createArrayNode();
    for (CatalogueDevice entry : DeviceCatalogue.all().values()) {
      Device device = entry.device();
      ObjectNode node = nodes.addObject();
      node.put("device", device.name());
      node.put("vendor", entry.vendor());
      node.put("memoryBytes", device.memoryBytes());
      node.put("bandwidthBytesPerSecond", device.bandwidthBytesPerSecond());
      node.put("flopsPerSecond", device.flopsPerSecond());
      node.put("fp8FlopsPerSecond", device.reduced().fp8FlopsPerSecond());
      node.put("fp4FlopsPerSecond", device.reduced().fp4FlopsPerSecond());
      node.put("peerBytesPerSecond", device.links().peerBytesPerSecond());
      node.put("networkBytesPerSecond", device.links().networkBytesPerSecond());
      node.put("devicesPerNode", device.links().devicesPerNode());
      device.watts().ifPresent(watts -> node.put("watts", watts));
      entry
          .priceSource()
          .ifPresent(
              source -> {
                node.put("usdPerDeviceHour", device.rates().perDeviceUsd());
                node.put("priceSource", source);
              });
      node.put("source", entry.source());
      ArrayNode assumed = node.putArray("assumed");
      entry.assumed().forEach(assumed::add);
    }
    return nodes.toPrettyString() + "\n";
  }
}

package io.rheostat.config.shape;

import static io.rheostat.config.shape.Key.defaulted;
import static io.rheostat.config.shape.Key.optional;
import static io.rheostat.config.shape.Key.required;
import static io.rheostat.config.shape.Shapes.COUNT;
import static io.rheostat.config.shape.Shapes.COUNT_OR_ZERO;
import static io.rheostat.config.shape.Shapes.DOLLARS;
import static io.rheostat.config.shape.Shapes.NUMBER;
import static io.rheostat.config.shape.Shapes.POSITIVE_DURATION;
import static io.rheostat.config.shape.Shapes.mapping;
import static io.rheostat.config.shape.Shapes.quantity;

import io.rheostat.config.shape.Shape.Mapping;
import io.rheostat.config.yaml.LowerBound;
import io.rheostat.config.yaml.NumberUnit;

/// The keys of devices and pools.
final class FleetShapes {
  private FleetShapes() {}

  static Mapping device() {
    return mapping(
        optional(
            "memory",
            quantity(NumberUnit.BYTES, LowerBound.POSITIVE),
            "80 GiB",
            "Memory of one device. Whatever is left out is taken from the catalogue's entry."),
        optional(
            "bandwidth",
            quantity(NumberUnit.BANDWIDTH, LowerBound.POSITIVE),
            "3.35 TB/s",
            "Peak memory bandwidth of one device."),
        optional(
            "flops",
            quantity(NumberUnit.FLOPS, LowerBound.POSITIVE),
            "989 TFLOPS",
            "Peak dense 16-bit throughput of one device."),
        optional(
            "flopsFp8",
            quantity(NumberUnit.FLOPS, LowerBound.AT_LEAST_ZERO),
            "1978 TFLOPS",
            "Peak dense FP8 throughput; 0 GFLOPS for a device without."),
        optional(
            "flopsFp4",
            quantity(NumberUnit.FLOPS, LowerBound.AT_LEAST_ZERO),
            "9000 TFLOPS",
            "Peak dense FP4 throughput; 0 GFLOPS for a device without."),
        optional("links", links(), "{peer: 450 GB/s, network: 50 GB/s}", "Links of one device."),
        optional("price", price(), "{perDevice: 2.99 USD}", "What a replica costs an hour."),
        optional(
            "power",
            quantity(NumberUnit.POWER, LowerBound.POSITIVE),
            "700 W",
            "The most power one device draws; needed where a pool limits power."));
  }

  private static Mapping links() {
    return mapping(
        required(
            "peer",
            quantity(NumberUnit.BANDWIDTH, LowerBound.POSITIVE),
            "450 GB/s",
            "To the other devices of its node, in one direction."),
        required(
            "network",
            quantity(NumberUnit.BANDWIDTH, LowerBound.POSITIVE),
            "50 GB/s",
            "To devices of other nodes, in one direction."),
        defaulted("devicesPerNode", COUNT, "8", "Devices of one node."));
  }

  private static Mapping price() {
    return mapping(
        defaulted("base", DOLLARS, "0 USD", "For each replica and hour, whatever its size."),
        defaulted("perDevice", DOLLARS, "0 USD", "For each device of a replica and hour."),
        defaulted(
            "perGibMemory", DOLLARS, "0 USD", "For each GiB of a replica's host memory and hour."),
        defaulted("perGibDisk", DOLLARS, "0 USD", "For each GiB of a replica's disk and hour."));
  }

  static Mapping pool() {
    return mapping(
        required(
            "devices",
            new Shape.MapOf(COUNT_OR_ZERO),
            "{h100-sxm: 16}",
            "How many devices of each type may be in use at once; a type not listed has none."),
        optional("budget", DOLLARS, "400 USD", "The most the pool may spend in an hour."),
        optional(
            "maxPower",
            quantity(NumberUnit.POWER, LowerBound.AT_LEAST_ZERO),
            "40 kW",
            "The most power its devices may draw together."),
        churn("The most changes of all its workloads together."),
        optional(
            "owners",
            new Shape.MapOf(quota()),
            "{research: {weight: 2, devices: {h100-sxm: 8}}}",
            "Quotas of the owners of training jobs (objective.owner)."),
        defaulted("alpha", NUMBER, "1", "Weight of what workloads earn, in J = alpha P - beta C."),
        defaulted("beta", NUMBER, "1", "Weight of what they cost."));
  }

  private static Mapping quota() {
    return mapping(
        defaulted(
            "weight",
            Shapes.POSITIVE_NUMBER,
            "1",
            "Factor on the delayCostPerHour of the owner's jobs."),
        optional(
            "devices",
            new Shape.MapOf(COUNT_OR_ZERO),
            "{h100-sxm: 8}",
            "The most devices of each type its jobs may have at once; a type not listed is not"
                + " limited."));
  }

  /// Returns the key of a budget of changes.
  static Key churn(String meaning) {
    Mapping churn =
        mapping(
            required("changes", COUNT, "30", "Commands, at most 100."),
            required(
                "window", POSITIVE_DURATION, "10m", "How far back they count, at most a day."));
    return optional("churn", churn, "{changes: 30, window: 10m}", meaning);
  }
}

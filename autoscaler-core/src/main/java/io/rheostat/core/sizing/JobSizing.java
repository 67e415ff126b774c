package io.rheostat.core.sizing;

import io.rheostat.core.capacity.Priors;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Feasibility;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Sharding;
import io.rheostat.model.sizing.DiskSpace;
import io.rheostat.model.sizing.HostMemory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Search of width × device × sharding × batch for a training job.
///
/// A device holds weights, gradients and optimiser states under the sharding (ZeRO, Rajbhandari et
/// al. 2020) and the activations of its batch: with recomputation the input of each layer, and one
/// layer's own at a time, `34·tokens·hidden` bytes (Korthikanti et al. 2022). A sample takes 8
/// FLOPs a weight and token with recomputation. Gradients go around a ring in two rounds; stage 3
/// gathers weights in a third. Statistical efficiency is not in it: it is measured while the job
/// runs.
public final class JobSizing {
  private static final double GIB = 1L << 30;
  private static final double SECONDS_PER_HOUR = 3600;

  /// FLOPs of a weight and token: 2 forward, 4 backward, 2 to recompute.
  private static final double FLOPS_PER_WEIGHT = 8;

  /// Bytes of one layer's activations for a token and unit of width.
  private static final double LAYER_BYTES = 34;

  /// Share of a link's peak in collective operations: that of the speed model, rounded.
  private static final double LINK_SHARE = 0.64;

  private final JobRequest request;
  private final List<SizedJob> found = new ArrayList<>();

  private JobSizing(JobRequest request) {
    this.request = request;
  }

  /// Returns every way to run the job, the feasible ones first, by descending J.
  public static List<SizedJob> of(JobRequest request, Collection<Device> devices) {
    JobSizing sizing = new JobSizing(request);
    for (Device device : devices) {
      for (int width : request.widths()) {
        for (Sharding sharding : Sharding.values()) {
          for (int batch : request.samplesPerWorker()) {
            sizing.found.add(sizing.sized(device, width, sharding, batch));
          }
        }
      }
    }
    sizing.found.sort(
        Comparator.comparingInt((SizedJob each) -> each.isFeasible() ? 0 : 1)
            .thenComparingDouble(each -> -each.pace().netUsdPerHour())
            .thenComparingInt(SizedJob::width)
            .thenComparing(SizedJob::sharding)
            .thenComparing(each -> each.device().name()));
    return sizing.found;
  }

  private SizedJob sized(Device device, int width, Sharding sharding, int batch) {
    ModelShape model = request.model();
    double states = Feasibility.trainingBytesPerDevice(model.with(sharding), 1, width);
    double activations = activationBytes(batch);
    double bytes = states + activations;
    double room = device.memoryBytes() - Feasibility.OVERHEAD_BYTES;
    SizedService.Host host =
        new SizedService.Host(
            HostMemory.trainingGib(model, 1, width), DiskSpace.trainingGib(model, width));
    Optional<String> refusal =
        bytes <= room
            ? Optional.empty()
            : Optional.of(
                String.format(
                    Locale.ROOT,
                    "%.0f GiB of states and %.0f GiB of activations exceed %.0f GiB. Shard more,"
                        + " take more workers, or a smaller batch.",
                    states / GIB,
                    activations / GIB,
                    room / GIB));
    return new SizedJob(
        device,
        width,
        sharding,
        batch,
        bytes,
        host,
        pace(device, width, sharding, batch, host),
        refusal);
  }

  private double activationBytes(int batch) {
    int layers = Math.max(1, request.model().layers());
    double token = request.model().hiddenSize(layers) * (2.0 * layers + LAYER_BYTES);
    return token * batch * request.sampleTokens();
  }

  private SizedJob.Pace pace(
      Device device, int width, Sharding sharding, int batch, SizedService.Host host) {
    ModelShape model = request.model();
    double compute =
        FLOPS_PER_WEIGHT
            * model.parameters()
            * request.sampleTokens()
            * batch
            / (device.flopsPerSecond() * Priors.TRAINING_SHARE);
    boolean inside = width <= device.links().devicesPerNode();
    double link =
        inside ? device.links().peerBytesPerSecond() : device.links().networkBytesPerSecond();
    double rounds = sharding == Sharding.ZERO3 ? 3 : 2;
    double sync = rounds * model.weightBytes() * (width - 1) / width / (link * LINK_SHARE);
    // Gradients are sent while others are computed.
    double step = Math.max(compute, sync);
    double rate = (double) width * batch / step;
    double hours = request.samples() / rate / SECONDS_PER_HOUR;
    double cost = width * device.rates().usdPerHour(1, host.memoryGib(), host.diskGib());
    double value = request.usdOnCompletion() / hours;
    return new SizedJob.Pace(
        rate, hours, value, cost, request.weights().usdPerHour(value, cost, 0));
  }
}

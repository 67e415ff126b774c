package io.rheostat.simulator.page;

import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.Map;

/// The device part of a replica as NVIDIA's dcgm-exporter shows it: one line per GPU.
public final class DcgmPage {
  private DcgmPage() {}

  /// Returns the page as text. Utilisation is in percent, memory in MiB, power in watts of each
  /// GPU; over the GPUs of a `pod` the replica's utilisation is the mean, its memory and power the
  /// sum.
  public static String render(ReplicaPage page) {
    Exposition text = new Exposition(page.labels());
    for (Sample sample : page.samples()) {
      if (sample instanceof Sample.Scalar(Signal signal, _, double value)) {
        render(page, text, signal, value);
      }
    }
    return text.text();
  }

  private static void render(ReplicaPage page, Exposition text, Signal signal, double value) {
    switch (signal) {
      case DEVICE_UTILISATION ->
          gauge(page, text, "DCGM_FI_DEV_GPU_UTIL", "GPU utilization (in %).", rint(100 * value));
      case DEVICE_MEMORY_USED -> {
        double mib = value / DeviceGauges.MIB / page.devices();
        gauge(page, text, "DCGM_FI_DEV_FB_USED", "Framebuffer memory used (in MiB).", mib);
      }
      case DEVICE_POWER ->
          gauge(
              page, text, "DCGM_FI_DEV_POWER_USAGE", "Power draw (in W).", value / page.devices());
      default -> {}
    }
  }

  private static double rint(double percent) {
    return StrictMath.rint(percent);
  }

  private static void gauge(
      ReplicaPage page, Exposition text, String name, String help, double value) {
    text.family(name, "gauge", help);
    for (int gpu = 0; gpu < page.devices(); gpu++) {
      text.value(name, Map.of("gpu", Integer.toString(gpu), "pod", page.replica()), value);
    }
  }
}

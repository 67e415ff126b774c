package io.rheostat.benchmarks.statistics;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// CPU time of this process.
public final class CpuTime {
  private CpuTime() {}

  /// Returns the CPU-seconds that its threads have used so far.
  public static double seconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }
}

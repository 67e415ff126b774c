package io.rheostat.benchmarks.ingest.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessUsageTest {
  @Test
  void addsTheTimesOfAProcessAndOfItsEndedChildrenWhateverItIsCalled() {
    String stat = "17 (a) b (c) S 1 17 17 0 -1 4194304 9 9 9 9 100 20 3 4 20 0 8 0 55 1 2";
    String status = "Name:\ta\nVmPeak:\t  900 kB\nVmHWM:\t  300 kB\nVmRSS:\t     200 kB\n";

    assertThat(ProcessUsage.parse(stat, status))
        .isEqualTo(new ProcessUsage(1.27, 200 * 1024, 300 * 1024));
  }
}

package io.rheostat.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.rheostat.streams.store.Snapshots;

/// Settings of hosts in tests.
final class HostSettingsFixture {
  private HostSettingsFixture() {}

  static HostSettings of(int partitions, Delivery delivery, MeterRegistry registry) {
    return new HostSettings(
        partitions,
        delivery,
        new StreamsMetrics(registry),
        Progress.IGNORED,
        Snapshots.NONE,
        Logs.UNKNOWN,
        new StageBoard());
  }
}

package io.rheostat.ingest.testing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.ingest.log.IngestPorts;
import io.rheostat.ingest.log.WorkloadLog;
import io.rheostat.ingest.metrics.IngestMetrics;
import java.time.Instant;

/// Ports of which a test sees all that goes through.
///
/// @param ports for the tested class
/// @param registry what was counted
/// @param rejects what was refused
/// @param time moved by the test
public record Bench(
    IngestPorts ports, MeterRegistry registry, RecordingRejects rejects, ManualTime time) {
  public static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  public static Bench with(WorkloadLog log) {
    MeterRegistry registry = new SimpleMeterRegistry();
    RecordingRejects rejects = new RecordingRejects();
    ManualTime time = new ManualTime(START);
    IngestPorts ports =
        new IngestPorts(log, rejects, new IngestMetrics(registry), time.ingestTime());
    return new Bench(ports, registry, rejects, time);
  }

  public double counted(String name, String tag, String value) {
    return registry.get(name).tag(tag, value).counter().count();
  }

  public double counted(String name) {
    return registry.get(name).counter().count();
  }

  public double targets(String state) {
    return registry.get("rheostat.ingest.targets").tag("state", state).gauge().value();
  }

  public long scrapes(String outcome) {
    return registry.get("rheostat.ingest.scrape.duration").tag("outcome", outcome).timer().count();
  }
}

package io.rheostat.simulator.trouble;

import io.rheostat.model.log.WorkloadEvent;
import java.time.Instant;

/// A record on its way to the workload-log.
///
/// @param event its content
/// @param receivedAt its timestamp
public record ArrivingRecord(WorkloadEvent event, Instant receivedAt) {}

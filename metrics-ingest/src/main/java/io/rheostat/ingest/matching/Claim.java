package io.rheostat.ingest.matching;

import io.rheostat.config.SeriesRule;
import io.rheostat.config.SignalPreset;
import io.rheostat.model.fleet.Workload;

/// A workload's use for a series.
///
/// @param workload whose series it is
/// @param preset how its pages are read
/// @param rule what the series means
/// @param preference of the rules for one signal, the one with the lowest counts
record Claim(Workload workload, SignalPreset preset, SeriesRule rule, int preference) {}

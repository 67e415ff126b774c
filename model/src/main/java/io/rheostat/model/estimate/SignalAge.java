package io.rheostat.model.estimate;

import io.rheostat.model.signal.Signal;
import java.time.Duration;

/// Age of the newest sample of a signal over all live replicas.
///
/// @param signal the signal
/// @param age time since it was observed
public record SignalAge(Signal signal, Duration age) {}

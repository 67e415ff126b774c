package io.rheostat.model.decision;

import java.util.Optional;

/// Basis of a decision in numbers.
///
/// @param coverage replicas and sources that were seen
/// @param demand demand that was planned for; empty for a workload without requests
/// @param prices shadow prices of its pool; empty before the first joint solve, and in records of
///     before they were kept
public record Evidence(
    Coverage coverage, Optional<PlannedDemand> demand, Optional<ShadowPrices> prices) {}

package io.rheostat.model.decision;

import java.util.Optional;

/// Basis of a decision in numbers.
///
/// @param coverage observed replicas and sources
/// @param demand planned demand; empty for a workload without requests
/// @param prices shadow prices of its pool; empty before the first joint solve, and in records
///     older than this field
/// @param last worth of the last devices of the chosen option; empty when it has none to give, and
///     in records older than this field
/// @param next worth of more devices; empty when no option has more, and in records older than this
///     field
public record Evidence(
    Coverage coverage,
    Optional<PlannedDemand> demand,
    Optional<ShadowPrices> prices,
    Optional<Margin> last,
    Optional<Margin> next) {}

package io.rheostat.core.option;

import io.rheostat.model.resource.Placement;

/// Placement able to serve requests within the objective.
///
/// @param placement the placement
/// @param capacity requests per second of one replica within the objective
/// @param usd dollars per hour of one replica
/// @param most most replicas that could serve there
record UsablePlacement(Placement placement, double capacity, double usd, int most) {}

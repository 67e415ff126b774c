package io.rheostat.actuator.driver.process;

import io.rheostat.actuator.driver.Owner;
import java.time.InstantSource;

/// What replicas of all placements share.
///
/// @param state where they are written down
/// @param machine starts and ends processes
/// @param probe asks them
/// @param targetFiles names the ready ones
/// @param clock the time of pauses and limits
/// @param owner who gives the orders
record Tools(
    StateFolder state,
    Machine machine,
    ReplicaProbe probe,
    TargetFiles targetFiles,
    InstantSource clock,
    Owner owner) {}

package io.rheostat.actuator.driver.process;

import io.rheostat.actuator.driver.Owner;
import java.time.InstantSource;

/// Tools shared by the replicas of all placements.
///
/// @param state folder of their state
/// @param machine starts and ends processes
/// @param probe asks them
/// @param targetFiles names the ready ones
/// @param clock the time of pauses and limits
/// @param owner source of the orders
record ProcessTools(
    StateFolder state,
    Machine machine,
    ReplicaProbe probe,
    ScrapeTargetFiles targetFiles,
    InstantSource clock,
    Owner owner) {}

package io.rheostat.verification.protocol.actor;

import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.verification.protocol.invariant.Invariants;
import io.rheostat.verification.protocol.world.ProtocolWorld;
import io.rheostat.verification.protocol.world.TargetSite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All targets: the replicas in reality.
public final class Targets {
  private final ProtocolWorld world;
  private final Invariants invariants;
  private final Map<String, Map<String, TargetSite>> sites = new TreeMap<>();
  private final Map<String, String> owners = new TreeMap<>();

  public Targets(ProtocolWorld world, Invariants invariants) {
    this.world = world;
    this.invariants = invariants;
  }

  Invariants invariants() {
    return invariants;
  }

  void add(Workload workload, int replicas) {
    Map<String, TargetSite> own = new TreeMap<>();
    for (Placement placement : workload.placements()) {
      own.put(
          placement.name(), new TargetSite(world, workload.name(), placement, invariants::touch));
    }
    sites.put(workload.name(), own);
    site(workload.name(), workload.placements().getFirst().name()).scale(replicas);
  }

  /// Returns the target of a workload's placement.
  ///
  /// @throws IllegalArgumentException when there is none
  public TargetSite site(String workload, String placement) {
    TargetSite site = sites.getOrDefault(workload, Map.of()).get(placement);
    if (site == null) {
      throw new IllegalArgumentException("no target " + workload + "/" + placement);
    }
    return site;
  }

  List<TargetSite> sites(String workload) {
    return List.copyOf(sites.getOrDefault(workload, Map.of()).values());
  }

  /// Returns all targets by workload and placement.
  public Map<String, Map<String, TargetSite>> all() {
    return sites;
  }

  /// Handles the arrival of a resize.
  ///
  /// @param begun time of the begin of its attempt
  Attempt apply(String workload, Order order, Generation generation, long begun) {
    if (owners.containsKey(workload)) {
      return new Attempt.Refused("owned by " + owners.get(workload));
    }
    TargetSite site = site(workload, order.placement());
    if (!world.variant().admits(site.generation(), generation)) {
      return new Attempt.Refused("generation " + site.generation() + " was seen before it");
    }
    int after =
        generation.equals(site.generation())
            ? world.variant().again(site.wanted(), order.replicas())
            : order.replicas();
    if (after != site.wanted() || !generation.equals(site.generation())) {
      world.note("target", workload, order.placement(), generation, site.wanted(), "->", after);
    }
    Invariants.Effect effect =
        new Invariants.Effect(workload, order.placement(), generation, site.wanted(), after);
    site.carry(generation);
    site.scale(after);
    invariants.took(effect, begun);
    return new Attempt.Accepted(order.placement() + " holds " + after);
  }

  /// Resizes it as another writer.
  void byAnother(String workload, String placement, int replicas) {
    world.note("another writer", workload, placement, replicas);
    TargetSite site = site(workload, placement);
    invariants.byAnother(workload, site, Math.abs(replicas - site.wanted()));
    site.meddle(replicas);
  }

  /// Resizes a target with our fence as another Rheostat, ahead of ours by many generations.
  void byRival(String workload, String placement, int replicas) {
    TargetSite site = site(workload, placement);
    if (world.variant().knowsOwners() || site.generation().equals(Generation.NONE)) {
      world.note("another Rheostat is refused", workload, placement);
      return;
    }
    Generation theirs = new Generation(site.generation().revision() + 1_000, 1);
    world.note("another Rheostat", workload, placement, theirs, site.wanted(), "->", replicas);
    Invariants.Effect effect =
        new Invariants.Effect(workload, placement, theirs, site.wanted(), replicas);
    site.carry(theirs);
    site.scale(replicas);
    invariants.took(effect, world.now());
  }

  void own(String workload, String owner) {
    world.note(owner, "owns", workload);
    owners.put(workload, owner);
  }

  void disown(String workload) {
    owners.remove(workload);
  }

  /// Observes a workload's targets.
  ///
  /// @param begun time of its begin, on the observer's clock
  Observed look(Workload workload, Instant begun, Instant at) {
    List<PlacementStatus> statuses = new ArrayList<>();
    List<PlacementLook> looks = new ArrayList<>();
    Generation newest = Generation.NONE;
    for (Placement placement : workload.placements()) {
      TargetSite site = site(workload.name(), placement.name());
      if (world.strikes(0.03)) {
        silent(placement.name(), statuses, looks);
        continue;
      }
      statuses.add(site.status());
      looks.add(
          new PlacementLook(
              placement.name(),
              Optional.of(begun),
              Optional.of(site.generation()),
              Optional.empty()));
      newest = site.generation().compareTo(newest) > 0 ? site.generation() : newest;
    }
    return new Observed(
        workload.name(),
        workload.pool(),
        at,
        newest,
        statuses,
        false,
        Optional.ofNullable(owners.get(workload.name())),
        looks);
  }

  private void silent(String placement, List<PlacementStatus> statuses, List<PlacementLook> looks) {
    if (world.variant().tellsSilence()) {
      looks.add(
          new PlacementLook(
              placement, Optional.empty(), Optional.empty(), Optional.of("no answer")));
    } else {
      statuses.add(
          new PlacementStatus(placement, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty()));
    }
  }
}

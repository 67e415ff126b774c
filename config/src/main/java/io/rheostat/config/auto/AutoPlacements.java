package io.rheostat.config.auto;

import io.rheostat.config.shape.Shapes;
import io.rheostat.config.yaml.Value;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Placements of a workload that writes `placements: auto`.
///
/// @param sizer sizing of placements
/// @param devices declared devices, by name
/// @param pools declared pools, by name
public record AutoPlacements(
    PlacementSizer sizer, Map<String, Device> devices, Map<String, Pool> pools) {
  private static final int MAX_DEVICES_PER_REPLICA = 8;
  private static final Duration STARTUP = Duration.ofSeconds(100);

  /// Returns whether a workload leaves its placements to the sizing.
  public static boolean isAuto(Value.Branch spec) {
    return spec.children().get("placements") instanceof Value.Text;
  }

  /// Returns the placements.
  ///
  /// @param spec the workload's keys
  /// @param template target with `{{…}}` to be filled in
  /// @throws IllegalArgumentException when a key needed for sizing is missing, or nothing fits
  public List<Placement> of(
      Value.Branch spec,
      Optional<ModelShape> model,
      Objective objective,
      Bounds bounds,
      Target template) {
    if (!(objective instanceof Objective.Inference inference)) {
      throw new IllegalArgumentException(
          "placements: auto is for inference. List the placements of this workload.");
    }
    if (model.isEmpty() || inference.expected().isEmpty()) {
      throw new IllegalArgumentException(
          "placements: auto needs spec.model and spec.objective.expected. Write both.");
    }
    Pool pool = pools.get(spec.text("pool"));
    if (pool == null) {
      throw new IllegalArgumentException(
          "placements: auto needs a declared pool. Declare " + spec.text("pool") + ".");
    }
    Optional<Value.Branch> auto = spec.findBranch("auto");
    AutoRequest request =
        new AutoRequest(
            model.get(),
            inference,
            pool,
            bounds,
            candidates(auto, pool),
            auto.map(each -> each.whole("maxDevicesPerReplica")).orElse(MAX_DEVICES_PER_REPLICA),
            auto.map(AutoPlacements::precisions).orElse(List.of()),
            auto.map(each -> each.duration("startup")).orElse(STARTUP));
    return sizer.size(request).stream().map(each -> each.at(template)).toList();
  }

  /// Returns the devices that may be chosen: those named, or all of the pool that are known and
  /// there.
  private List<Device> candidates(Optional<Value.Branch> auto, Pool pool) {
    List<String> named = auto.map(each -> each.findItems("devices").texts()).orElse(List.of());
    List<String> there =
        pool.devices().keySet().stream()
            .filter(name -> pool.count(name) > 0 && devices.containsKey(name))
            .toList();
    for (String name : named) {
      if (!there.contains(name)) {
        throw new IllegalArgumentException(
            "auto.devices: the pool "
                + pool.name()
                + " has no '"
                + name
                + "'. It has "
                + String.join(", ", there)
                + ".");
      }
    }
    if (there.isEmpty()) {
      throw new IllegalArgumentException(
          "placements: auto finds no device in pool "
              + pool.name()
              + ". Give it one with a count above 0 and a price.");
    }
    List<Device> candidates = new ArrayList<>();
    for (String name : named.isEmpty() ? there : named) {
      candidates.add(Objects.requireNonNull(devices.get(name)));
    }
    return candidates;
  }

  private static List<Precision> precisions(Value.Branch auto) {
    return auto.findItems("precisions").texts().stream()
        .map(word -> Shapes.constant(Precision.values(), word))
        .toList();
  }
}

package io.rheostat.actuator.protocol;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.command.PlacementStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Last observation of each workload. With it a placement of a silent target keeps its status, with
/// its age, beside the fresh ones. Not safe for use by several threads.
public final class LastSeen {
  private final Map<String, Observed> known = new HashMap<>();

  /// Returns an observation completed by the last status of each placement without one.
  public Observed completed(Observed look) {
    Optional<Observed> before = Optional.ofNullable(known.get(look.workload()));
    List<PlacementStatus> statuses = new ArrayList<>(look.placements());
    List<PlacementLook> looks = new ArrayList<>();
    // Nothing was answered at all: an ended job has not begun again for that.
    Optional<Observed> ended =
        before.filter(
            _ -> !look.looks().isEmpty() && look.looks().stream().allMatch(LastSeen::isSilent));
    for (PlacementLook one : look.looks()) {
      Optional<Observed> last = isSilent(one) ? before : Optional.empty();
      last.flatMap(old -> old.status(one.placement())).ifPresent(statuses::add);
      looks.add(last.map(old -> aged(one, old)).orElse(one));
    }
    Observed completed =
        new Observed(
            look.workload(),
            look.pool(),
            look.at(),
            newest(look, before),
            statuses,
            ended.map(Observed::complete).orElse(look.complete()),
            look.otherWriter(),
            looks,
            ended.map(Observed::failed).orElse(look.failed()));
    known.put(look.workload(), completed);
    return completed;
  }

  private static boolean isSilent(PlacementLook look) {
    return look.unknown().isPresent() && look.observedAt().isEmpty();
  }

  private static PlacementLook aged(PlacementLook silent, Observed last) {
    Optional<PlacementLook> before =
        last.looks().stream()
            .filter(look -> look.placement().equals(silent.placement()))
            .findFirst();
    return new PlacementLook(
        silent.placement(),
        last.observedAt(silent.placement()),
        before.flatMap(PlacementLook::generation),
        silent.unknown());
  }

  /// Returns the newest generation. A silent target still has the commands it took.
  private static Generation newest(Observed look, Optional<Observed> before) {
    boolean silent = look.looks().stream().anyMatch(one -> one.unknown().isPresent());
    return before
        .filter(_ -> silent)
        .map(Observed::generation)
        .filter(old -> old.compareTo(look.generation()) > 0)
        .orElse(look.generation());
  }
}

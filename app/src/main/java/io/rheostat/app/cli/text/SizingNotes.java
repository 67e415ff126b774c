package io.rheostat.app.cli.text;

import io.rheostat.core.sizing.ReplicaKind;
import io.rheostat.core.sizing.ServiceSizing;
import io.rheostat.core.sizing.SizedService;
import io.rheostat.core.sizing.SizingRequest;
import io.rheostat.model.resource.Device;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Sentences below a sizing's table: where the choice flips, what quality costs, and what is not
/// validated.
public final class SizingNotes {
  private static final double[] RATES = {0.1, 0.25, 0.5, 2, 4, 10};

  private final SizingRequest request;
  private final Collection<Device> devices;
  private final List<SizedService> feasible;
  private final List<String> notes = new ArrayList<>();

  private SizingNotes(SizingRequest request, Collection<Device> devices, List<SizedService> sized) {
    this.request = request;
    this.devices = devices;
    this.feasible = sized.stream().filter(SizedService::isFeasible).toList();
  }

  /// Returns the sentences; none when nothing is feasible.
  public static List<String> of(
      SizingRequest request, Collection<Device> devices, List<SizedService> sized) {
    SizingNotes notes = new SizingNotes(request, devices, sized);
    if (!notes.feasible.isEmpty()) {
      notes.price();
      notes.rate();
      notes.quality();
      notes.validity();
    }
    return notes.notes;
  }

  /// Adds the price of the chosen device at which the best kind on another one earns the same.
  private void price() {
    SizedService best = feasible.getFirst();
    Device device = best.kind().device();
    int count = best.replicas() * best.kind().parallelism().devices();
    feasible.stream()
        .filter(each -> !each.kind().device().equals(device))
        .findFirst()
        .ifPresent(
            other ->
                notes.add(
                    String.format(
                        Locale.ROOT,
                        "the choice flips to %s when a %s costs more than %.2f $/h (now %.2f)",
                        other.kind().name(),
                        device.name(),
                        device.rates().perDeviceUsd()
                            + (best.worth().netUsdPerHour() - other.worth().netUsdPerHour())
                                / count,
                        device.rates().perDeviceUsd())));
  }

  private void rate() {
    ReplicaKind chosen = feasible.getFirst().kind();
    for (double factor : RATES) {
      SizedService best = ServiceSizing.of(request.atRate(factor), devices).getFirst();
      if (best.isFeasible() && !best.kind().equals(chosen)) {
        notes.add(
            String.format(
                Locale.ROOT,
                "at %.2f requests/s the choice is %d x %s",
                request.demand().requestsPerSecond() * factor,
                best.replicas(),
                best.kind().name()));
      }
    }
  }

  private void quality() {
    SizedService best = feasible.getFirst();
    feasible.stream()
        .filter(each -> each.worth().quality() > best.worth().quality())
        .findFirst()
        .ifPresent(
            better ->
                notes.add(
                    String.format(
                        Locale.ROOT,
                        "a point (0.01) of quality costs %.2f $/h: %s has %.3f, %s %.3f",
                        (better.worth().usdPerHour() - best.worth().usdPerHour())
                            / (100 * (better.worth().quality() - best.worth().quality())),
                        best.kind().name(),
                        best.worth().quality(),
                        better.kind().name(),
                        better.worth().quality())));
  }

  private void validity() {
    SizedService best = feasible.getFirst();
    boolean assumed =
        request.limits().precisions().stream()
            .anyMatch(
                each ->
                    each != request.model().precision()
                        && !request.limits().qualities().containsKey(each));
    if (assumed) {
      notes.add("quality of a precision without --quality is taken as that of the published one");
    }
    if (best.kind().parallelism().pipelineParallel() > 1) {
      notes.add("not validated: pipeline parallel has no measured rows");
    }
    if (best.worth().netUsdPerHour() < 0) {
      notes.add("even the best costs more than it earns: J is below 0");
    }
  }
}

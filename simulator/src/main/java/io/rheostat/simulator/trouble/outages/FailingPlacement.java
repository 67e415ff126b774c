package io.rheostat.simulator.trouble.outages;

import io.rheostat.model.command.Observed;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.trouble.TroubleWindow;
import java.time.Instant;
import java.util.Optional;

/// Failure of one placement's target: it cannot be observed and takes no order, while those of
/// other placements do.
public final class FailingPlacement implements Interference {
  private final TroubleWindow window;
  private final String workload;
  private final String placement;
  private final LostObservations looks = new LostObservations();

  public FailingPlacement(TroubleWindow window, String workload, String placement) {
    this.window = window;
    this.workload = workload;
    this.placement = placement;
  }

  @Override
  public Optional<Observed> observed(Observed observed, Instant now) {
    return Optional.of(looks.report(observed, name -> fails(observed.workload(), name, now)));
  }

  @Override
  public Optional<String> refusal(String ofWorkload, String ofPlacement, Instant now) {
    return fails(ofWorkload, ofPlacement, now)
        ? Optional.of("the target does not answer")
        : Optional.empty();
  }

  private boolean fails(String ofWorkload, String ofPlacement, Instant now) {
    return window.contains(now) && ofWorkload.equals(workload) && ofPlacement.equals(placement);
  }
}

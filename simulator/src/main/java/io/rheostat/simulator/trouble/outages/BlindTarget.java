package io.rheostat.simulator.trouble.outages;

import io.rheostat.model.command.Observed;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.trouble.TroubleWindow;
import java.time.Instant;
import java.util.Optional;

/// Unanswered observations of the targets while orders to them work.
public final class BlindTarget implements Interference {
  private final TroubleWindow window;
  private final LostObservations looks = new LostObservations();

  public BlindTarget(TroubleWindow window) {
    this.window = window;
  }

  @Override
  public Optional<Observed> observed(Observed observed, Instant now) {
    return Optional.of(looks.report(observed, _ -> window.contains(now)));
  }
}
